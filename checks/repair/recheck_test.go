package repair

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
)

func TestWorse(t *testing.T) {
	result := func(id string, s checks.Status) checks.Result { return checks.Result{ID: id, Status: s} }
	way := func(routes []string, cards ...checks.AdapterInfo) checks.Result {
		e := &checks.AdapterEvidence{Adapters: cards}
		for _, to := range routes {
			e.Routes = append(e.Routes, checks.RouteInfo{To: to, Adapter: "eth0"})
		}
		return checks.Result{ID: "adapter", Status: checks.Pass, Evidence: e}
	}
	for _, tc := range []struct {
		name          string
		before, after []checks.Result
		plan          Plan
		want          []string
	}{
		{"mended", []checks.Result{result("a", checks.Fail)}, []checks.Result{result("a", checks.Pass)}, Plan{}, nil},
		{"slower", []checks.Result{result("a", checks.Pass)}, []checks.Result{result("a", checks.Warn)}, Plan{}, nil},
		{"broken", []checks.Result{result("a", checks.Warn)}, []checks.Result{result("a", checks.Fail)}, Plan{}, []string{"a"}},
		{"not asked any more", []checks.Result{result("a", checks.Pass)}, nil, Plan{}, []string{"a"}},
		{"skipped", []checks.Result{result("a", checks.Pass)}, []checks.Result{result("a", checks.Skip)}, Plan{}, []string{"a"}},
		{"VPN and way out gone", []checks.Result{way([]string{"0.0.0.0/0"}, vpn)}, []checks.Result{way(nil)}, Plan{}, []string{"tun0", "default 0.0.0.0 eth0"}},
		{"IPv6's way out gone", []checks.Result{way([]string{"0.0.0.0/0", "::/0"})}, []checks.Result{way([]string{"0.0.0.0/0"})}, Plan{}, []string{"default :: eth0"}},
		{"a default route that was to go", []checks.Result{way([]string{"0.0.0.0/0"})}, []checks.Result{way(nil)},
			Plan{Changes: []Change{{Kind: env.RouteLine, Name: "0.0.0.0/0 dev eth0 metric 0"}}}, nil},
	} {
		if d := cmp.Diff(tc.want, worse(tc.before, tc.after, tc.plan)); d != "" {
			t.Errorf("%s: %s", tc.name, d)
		}
	}
}

// TestSettle: a fault that comes and goes is not mended, and one that needs a moment is.
func TestSettle(t *testing.T) {
	for _, tc := range []struct {
		answers string // f fixed, s still, w worse; the last one for ever
		want    Result
		asked   int
	}{
		{"f", Fixed, 1}, {"sff", Fixed, 3}, {"ssff", Fixed, 4}, {"wff", Fixed, 3},
		{"s", Still, 3}, {"ssw", Worse, 3}, {"sfs", Still, 3}, {"ssfs", Still, 4}, {"sfw", Worse, 3},
	} {
		synctest.Test(t, func(t *testing.T) {
			asked := 0
			o := settle(t.Context(), func() Outcome {
				at := min(asked, len(tc.answers)-1)
				asked++
				return Outcome{Result: map[byte]Result{'f': Fixed, 's': Still, 'w': Worse}[tc.answers[at]]}
			})
			if o.Result != tc.want || asked != tc.asked {
				t.Errorf("%s: %s after %d", tc.answers, o.Result, asked)
			}
			ctx, stop := context.WithCancel(t.Context())
			first := true
			o = settle(ctx, func() Outcome {
				if first {
					first = false
					return Outcome{Result: Still}
				}
				stop()
				return Outcome{Result: Fixed}
			})
			if o.Result != Unsure {
				t.Errorf("stopped before it was sure: %s", o.Result)
			}
		})
	}
}

// TestPast: a proxy counts as gone for the next session only where nothing sets it
// any more.
func TestPast(t *testing.T) {
	const dead = "http://192.0.2.77:3128"
	for _, tc := range []struct {
		name, profile string
		left          int
	}{
		{"gone", "export EDITOR=vi\n", 0},
		{"set in another file", "export HTTPS_PROXY=" + dead + "\n", 1},
		{"set in small letters", "export https_proxy=" + dead + "\n", 1},
	} {
		m := newMachine()
		m.values["environment /etc/profile"] = []byte(tc.profile)
		v := m.visit(t)
		v.Env = envtest.New(envtest.Proxies(env.Proxy{Source: "env:HTTPS_PROXY", URL: dead}))
		p := Plan{Changes: []Change{{Kind: env.Variables, Name: "/etc/environment", From: "HTTPS_PROXY=" + dead}}}
		if all, err := v.past(t.Context(), p).Proxies(t.Context()); err != nil || len(all) != tc.left {
			t.Errorf("%s: %v, %v", tc.name, all, err)
		}
	}
}

// TestHostsBytes: exactly the lines that hurt become comments; every other byte
// stays, in whatever encoding.
func TestHostsBytes(t *testing.T) {
	right := map[string][]string{tax: {taxAt}}
	for _, tc := range []struct{ name, old, want string }{
		{"nothing to do", taxAt + " " + tax + "\n", taxAt + " " + tax + "\n"},
		{"one line, no end", "1.2.3.4 " + tax, "# 1.2.3.4 " + tax},
		{"CRLF and a mark", "\ufeff1.2.3.4\t" + tax + "\r\nx\r\n", "\ufeff# 1.2.3.4\t" + tax + "\r\nx\r\n"},
		{"GBK beside it", "#\xd6\xd0\n1.2.3.4 " + tax + " # \xce\xc4\n", "#\xd6\xd0\n# 1.2.3.4 " + tax + " # \xce\xc4\n"},
		{"other names keep a line", "1.2.3.4 a " + tax + " b\r\n", "# 1.2.3.4 a " + tax + " b\r\n1.2.3.4 a b\r\n"},
		{"other names, no end", "1.2.3.4 a " + tax, "# 1.2.3.4 a " + tax + "\n1.2.3.4 a"},
		{"other names, CRLF, no end", "a\r\n1.2.3.4 a " + tax, "a\r\n# 1.2.3.4 a " + tax + "\r\n1.2.3.4 a"},
		{"case and a dot", "1.2.3.4 " + strings.ToUpper(tax) + ".\n", "# 1.2.3.4 " + strings.ToUpper(tax) + ".\n"},
		{"a comment, an address of no name, a name within a name", "# 1.2.3.4 " + tax + "\n1.2.3.4\nx" + tax + "\n1.2.3.4 x" + tax + "\n",
			"# 1.2.3.4 " + tax + "\n1.2.3.4\nx" + tax + "\n1.2.3.4 x" + tax + "\n"},
		{"IPv6", "::1 " + tax + "\n", "# ::1 " + tax + "\n"},
		{"empty", "", ""},
	} {
		got, lines := commented([]byte(tc.old), right)
		if string(got) != tc.want || (len(lines) > 0) != (tc.old != tc.want) {
			t.Errorf("%s: %q, lines %q", tc.name, got, lines)
		}
	}
}
