package checks

import (
	"slices"
	"strings"

	"kpdoctor/checks/env"
)

// browserNames are the beginnings of the names by which browsers enter
// themselves among the installed programs. The tax sites ask for a new Chrome
// or Edge and name no version, so the version is a fact and never a cause.
var browserNames = []string{"Google Chrome", "Microsoft Edge", "Mozilla Firefox", "360安全浏览器", "360极速浏览器", "QQ浏览器", "搜狗高速浏览器", "Internet Explorer"}

// browsersOf lists the browsers among the installed programs, by name, without
// the parts that Edge enters beside itself.
func browsersOf(all []env.Program) []Browser {
	var found []Browser
	for _, p := range all {
		known := slices.ContainsFunc(browserNames, func(n string) bool { return strings.HasPrefix(p.Name, n) })
		part := strings.Contains(p.Name, "WebView") || strings.Contains(p.Name, "Update")
		b := Browser{Name: p.Name, Version: p.Version}
		if known && !part && p.Version != "" && !slices.Contains(found, b) {
			found = append(found, b)
		}
	}
	slices.SortFunc(found, func(a, b Browser) int { return strings.Compare(a.Name, b.Name) })
	return found
}
