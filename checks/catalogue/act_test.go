package catalogue

import (
	"slices"
	"strings"
	"testing"
)

// kinds are all kinds of checks.
var kinds = strings.Fields("host adapter gateway vpn proxy dns ping port certificate service reference clock device software")

func TestEveryStepIsAnAct(t *testing.T) {
	for _, c := range All {
		all := c.Acts()
		if len(all) != len(c.ZH.Steps) || len(all) != len(c.EN.Steps) {
			t.Errorf("%s: %d acts, %d and %d steps", c.Code, len(all), len(c.ZH.Steps), len(c.EN.Steps))
		}
		for i, a := range all {
			if _, known := changes[a]; !known {
				t.Errorf("%s: step %d is %q, which is no act", c.Code, i+1, a)
			}
		}
	}
	for code := range acts {
		if Find(code) == nil {
			t.Errorf("acts of %s, which is no cause", code)
		}
	}
}

// Looking, telling and trying change nothing that is measured: every other act
// names what is asked again, and nothing but kinds that there are.
func TestEveryActNamesWhatItChanges(t *testing.T) {
	for a, changed := range changes {
		if none := a == Look || a == Tell || a == Try; none != (len(changed) == 0) {
			t.Errorf("%s changes %v", a, changed)
		}
		for _, kind := range changed {
			if !slices.Contains(kinds, kind) {
				t.Errorf("%s changes %q, which is no kind of check", a, kind)
			}
		}
	}
}

// proofs are the kinds of checks that see the causes of an area.
var proofs = map[string]string{
	"adapter": "adapter", "gateway": "gateway", "internet": "reference", "lan": "ping", "vpn": "vpn", "ipv6": "port",
	"proxy": "proxy", "dns": "dns", "route": "port", "port": "port", "server": "service", "cert": "certificate", "tls": "certificate",
	"clock": "clock", "device": "device", "software": "software", "host": "host",
}

// Who does a step and asks again must be able to get another answer.
func TestAStepAsksTheCauseAgain(t *testing.T) {
	for _, c := range All {
		area, _, _ := strings.Cut(c.Code, ".")
		for i, a := range c.Acts() {
			if changed := a.Changes(); len(changed) > 0 && !slices.Contains(changed, proofs[area]) {
				t.Errorf("%s: step %d, %q, asks %v again and not %s", c.Code, i+1, a, changed, proofs[area])
			}
		}
	}
}

// A step that always stands keeps its act at the same place in [Cause.Say].
func TestNoStepIsOptionalAsAWhole(t *testing.T) {
	for _, c := range All {
		for _, lang := range []string{"zh", "en"} {
			if got, want := len(c.Say(lang, nil).Steps), len(c.Acts()); got != want {
				t.Errorf("%s in %s: %d steps are said, %d are known", c.Code, lang, got, want)
			}
		}
	}
}

// What she is told to say stands in quotation marks, ready to be copied.
func TestWhatToSayIsQuoted(t *testing.T) {
	for _, c := range All {
		quoted := false
		for i, a := range c.Acts() {
			quoted = quoted || a == Tell && strings.Contains(c.ZH.Steps[i], "“")
		}
		if !quoted && c.Code != "device.several" && c.Code != "server.maintenance" {
			t.Errorf("%s: no step says what to tell anybody", c.Code)
		}
	}
}
