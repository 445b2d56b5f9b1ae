package diagnose_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

// each changes what the profile says of every endpoint of a story.
func each(s story, change func(*checks.EndpointInfo)) {
	for _, r := range s.results {
		switch ev := r.Evidence.(type) {
		case *checks.PortEvidence:
			change(&ev.EndpointInfo)
		case *checks.CertificateEvidence:
			change(&ev.EndpointInfo)
		case *checks.ServiceEvidence:
			change(&ev.EndpointInfo)
		}
	}
}

func TestOneOfAGroupIsEnough(t *testing.T) {
	s := storyNamed(t, "port_refused")
	each(s, func(e *checks.EndpointInfo) {
		if !strings.HasPrefix(e.Endpoint, "tpass") {
			e.Group = "etax.demo.example:45913"
		}
	})
	if d := diagnose.Diagnose(s.results, true); d.Verdict != diagnose.OK || len(d.Causes) > 0 {
		t.Errorf("dppt is refused and etax stands for it: %s, %v", d.Verdict, codesOf(d))
	}

	s = storyNamed(t, "port_refused") // dppt is refused, and only tpass stands for it
	each(s, func(e *checks.EndpointInfo) {
		if strings.HasPrefix(e.Endpoint, "dppt") {
			e.Group = e.Endpoint
		}
	})
	if d := diagnose.Diagnose(s.results, true); d.Verdict != diagnose.Broken || len(d.Causes) != 1 {
		t.Errorf("dppt is refused and nothing stands for it: %s, %v", d.Verdict, codesOf(d))
	}
}

// TestSeasonIsContext: the filing period is said beside a slow or overloaded
// server, changes no judgement, and is not believed of a wrong clock.
func TestSeasonIsContext(t *testing.T) {
	for _, name := range []string{"server_slow", "server_overloaded", "server_error"} {
		for at, says := range map[string]string{
			"2026-11-15T10:00:00+08:00": "征期的最后几天（大约到 11 月 16 日）", "2026-11-05T10:00:00+08:00": "现在是征期（大约到 11 月 16 日）", "2026-11-20T10:00:00+08:00": "",
		} {
			s := storyNamed(t, name)
			for _, r := range s.results {
				if ev, ok := r.Evidence.(*checks.ClockEvidence); ok {
					ev.Now, _ = time.Parse(time.RFC3339, at)
				}
			}
			d := diagnose.Diagnose(s.results, true)
			if got := codesOf(d); !slices.Equal(got, s.Want) || d.Verdict != s.Verdict {
				t.Errorf("%s at %s: %v", name, at, got)
			}
			if name == "server_error" {
				says = ""
			}
			said := catalogue.Find(d.Causes[0].Code).Say("zh", d.Causes[0].Facts).Explain
			if strings.Contains(said, "征期") != (says != "") || !strings.Contains(said, says) {
				t.Errorf("%s at %s: %s", name, at, said)
			}
		}
	}
}

// TestWhereTheAddressIsFrom: a suspect of our own table says so and asks for
// the user's address; one that a document has, or the user gave, does not.
func TestWhereTheAddressIsFrom(t *testing.T) {
	for _, name := range []string{"dns_name_not_found", "port_refused", "port_rejected", "port_filtered", "server_unreachable"} {
		for mark, asks := range map[string]bool{"one_source": true, "pattern": true, "contested": true, "documented": false, "": false} {
			s := storyNamed(t, name)
			each(s, func(e *checks.EndpointInfo) {
				if e.Mark = mark; mark != "" {
					e.Table = "2026-11"
				}
			})
			d := diagnose.Diagnose(s.results, true)
			p := d.Causes[0]
			zh, en := catalogue.Find(p.Code).Say("zh", p.Facts).Explain, catalogue.Find(p.Code).Say("en", p.Facts).Explain
			said := strings.Contains(zh, "2026 年 11 月的地址表") && strings.Contains(zh, "参数设置 → 安全接入服务器地址")
			if said != asks || strings.Contains(en, "table of November 2026") != asks {
				t.Errorf("%s, mark %q: %s\n%s", p.Code, mark, zh, en)
			}
			if asks && !strings.Contains(zh, p.Facts["unsure"]+" 取自") {
				t.Errorf("%s does not name %q: %s", p.Code, p.Facts["unsure"], zh)
			}
		}
	}
}
