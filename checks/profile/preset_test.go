package profile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// preset writes a kpdoctor.toml, or a file of another name, and reads it.
func preset(t *testing.T, name, text string) (*Profile, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte("schema = \""+Schema+"\"\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(file)
}

func TestPreset(t *testing.T) {
	p, err := preset(t, "kpdoctor.toml", `region = "shenzhen"
software = "ukey"
site = "门店 017"
[limits]
slow_response = "5s"
[[contacts]]
blame = "invoice_software"
name = "某某科技"
phone = "400-000-0000"
`)
	if err != nil {
		t.Fatal(err)
	}
	if p.Region != "shenzhen" || p.Software != "ukey" || p.Site != "门店 017" || p.Table == "" || p.Device == nil || len(p.References.DNS) != 2 ||
		p.Endpoints[0].Host != "fp.shenzhen.chinatax.gov.cn" || p.Endpoints[0].Mark != OneSource || p.Limits.SlowResponse != 5*time.Second ||
		len(p.Contacts) != 1 || p.Contacts[0].Phone != "400-000-0000" || !strings.HasPrefix(p.Name, "深圳") {
		t.Errorf("%+v", p)
	}
	if p, err := preset(t, "kpdoctor.toml", "region = \"beijing\"\n"); err != nil || p.Software != "browser" || len(p.Endpoints) != 4 {
		t.Errorf("a region alone: %+v, %v", p, err)
	}
	own := "region = \"beijing\"\n[[endpoints]]\nurl = \"https://a.example/\"\n"
	if p, err := preset(t, "kpdoctor.toml", own); err != nil || len(p.Endpoints) != 1 || p.Device != nil {
		t.Errorf("endpoints of its own: %+v, %v", p, err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"kpdoctor.toml", "region = \"bejing\"\n", `kpdoctor.toml:2: region: unknown region "bejing"; did you mean beijing`},
		{"kpdoctor.toml", "region = \"beijing\"\nsoftware = \"uky\"\n", `kpdoctor.toml:3: software: unknown`},
		{"kpdoctor.toml", "region = \"beijing\"\nsoftware = \"custom\"\n", `kpdoctor.toml:3: software: there is no built-in profile for "custom"`},
		{"kpdoctor.toml", "region = \"beijing\"\n[contact]\n", `kpdoctor.toml:3: contact: unknown key; did you mean contacts?`},
		{"kpdoctor.toml", "name = \"x\"\n", `kpdoctor.toml:1: endpoints: missing`},
		{"office.toml", "region = \"beijing\"\n", `office.toml:1: endpoints: missing`},
	} {
		if _, err := preset(t, c.name, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		}
	}
}
