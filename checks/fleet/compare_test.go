package fleet

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kpdoctor/checks/report"
)

// TestMaskedNamesAreNotCompared: two shops that call themselves by the names of
// their PCs are both "pc-1" when masked, and stay two; with a fleet's key they
// are told apart, and each is known again.
func TestMaskedNamesAreNotCompared(t *testing.T) {
	for _, c := range []struct {
		name           string
		key            []byte
		sites, unnamed int
	}{{"numbered", nil, 4, 4}, {"with a key", []byte("fleet"), 2, 0}} {
		dir := t.TempDir()
		for i, pc := range []string{"ZHANGSAN-PC77", "LISI-PC88", "ZHANGSAN-PC77", "LISI-PC88"} {
			m := model(t, "")
			m["id"], m["site"], m["masked"] = fmt.Sprintf("2026-%d", i), pc, false
			m["checks"] = append(m["checks"].([]any)[:1], map[string]any{"id": "extra", "stage": "host", "status": "pass", "evidence": map[string]any{"hostname": pc}})
			r, err := report.Read(bytes.NewReader(encoded(t, m)))
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := r.RedactedWith(c.key).WriteJSON(&b); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), pc) {
				t.Fatalf("%s is not masked", pc)
			}
			write(t, filepath.Join(dir, fmt.Sprint(i, ".json")), b.Bytes())
		}
		s := Summarize(t.Context(), []string{dir}, Options{})
		if s.Reports.Counted != 4 || s.Sites.Total != c.sites || s.Sites.Unnamed != c.unnamed || s.Reports.Masked != 4 {
			t.Errorf("%s: %+v, %+v; want %d sites", c.name, s.Sites, s.Reports, c.sites)
		}
	}
}

func TestComparable(t *testing.T) {
	for s, want := range map[string]string{
		"202.96.128.86:53": "202.96.128.86", "202.96.128.86:5353": "202.96.128.86:5353", "[2400:3200::1]:53": "2400:3200::1",
		"192.168.1.1:53": Inner, "inner-1:53": Inner, "inner6-2": Inner, "own-1:53": Inner, "inner-1a2b3c4d:53": Inner, "127.0.0.1:53": Inner, "": "", "<b>": "",
	} {
		if got := resolver(s); got != want {
			t.Errorf("resolver %q: %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"etax.beijing.chinatax.gov.cn:443": "etax.beijing.chinatax.gov.cn:443", "1.2.3.4:443": "1.2.3.4:443", "192.168.1.1": "", "inner-3": "", "pc-2.corp": "", "以太网": "", "1234:5678": "",
	} {
		if got := shared(s); got != want {
			t.Errorf("target %q: %q, want %q", s, got, want)
		}
	}
}
