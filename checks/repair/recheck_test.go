package repair

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
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
	if !overlap([]string{"a"}, []string{"b", "a"}) || overlap([]string{"a"}, []string{"b"}) || !overlap(nil, []string{"b"}) {
		t.Error("targets that are and are not the same")
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
