package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// profile is the demo's profile as a person would write it.
func (w *world) profile() string {
	var b strings.Builder
	fmt.Fprintf(&b, "schema = \"kpdoctor.profile/v1\"\nname = \"练习服务器（不是税务局）\"\nsoftware = \"custom\"\n")
	for _, name := range taxNames {
		role := "primary"
		if name == message {
			role = "support"
		}
		fmt.Fprintf(&b, "\n[[endpoints]]\nname = %q\nurl = \"https://%s/\"\nrole = %q\n", w.sites[name].label, w.target(name), role)
	}
	fmt.Fprintf(&b, "\n[references]\ndns = [%q, %q]\nhttp = [\"http://%s/generate_204\"]\nhttps = [\"https://%s/\"]\nping = [%q]\nntp = [%q, %q]\n",
		w.refDNS[0], w.refDNS[1], w.ref204, w.target(reference), here, w.ntp[0], w.ntp[1])
	fmt.Fprintf(&b, "\n[limits]\ntimezone = %q\n", w.zone)
	for _, k := range slices.Sorted(maps.Keys(w.limits)) {
		fmt.Fprintf(&b, "%s = %q\n", k, w.limits[k])
	}
	b.WriteString(w.tables)
	return b.String()
}
