package report_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"kpdoctor/checks"
	"kpdoctor/checks/report"
	"kpdoctor/checks/report/export"
)

var plantings = flag.Int("plantings", 4, "reports with planted secrets")

// A plant is a secret and the ways in which it is said.
type plant struct {
	kind, value string
	anywhere    bool // may stand anywhere, and encoded
}

// garden makes up the secrets of one office.
type garden struct {
	*rand.Rand
	pc, user, other, wifi, serial, mac, inner, inner6, credit, old15, old17, old20, id, phone, landline, password, token, folder, hidden string
}

func (g garden) some(alphabet string, n int) string {
	out := make([]rune, n)
	letters := []rune(alphabet)
	for i := range out {
		out[i] = letters[g.IntN(len(letters))]
	}
	return string(out)
}

const (
	small  = "abcdefghijkmnpqrstuvwxyz"
	digits = "0123456789"
	hanzi  = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
)

func grow(seed uint64) garden {
	g := garden{Rand: rand.New(rand.NewPCG(seed, 99))}
	g.pc = strings.ToUpper("KJ-"+g.some(small, 4)) + "-" + g.some(digits, 3)
	g.user = g.some(small, 7) + g.some(digits, 2)
	g.other = g.some(hanzi, 3)
	g.wifi = "TP-" + g.some(small+digits, 6) + "_5G"
	g.serial = "UK" + g.some(digits, 9)
	g.mac = fmt.Sprintf("3c:52:82:%02x:%02x:%02x", g.IntN(256), g.IntN(256), 1+g.IntN(255))
	g.inner = fmt.Sprintf("10.%d.%d.%d", g.IntN(256), g.IntN(256), 1+g.IntN(254))
	g.inner6 = fmt.Sprintf("fd%02x:%x:%x::%x", g.IntN(256), 1+g.IntN(0xfffe), 1+g.IntN(0xfffe), 1+g.IntN(0xfffe))
	g.credit = report.CreditCodeOf("91110108MA" + g.some("0123456789ABCDEFGHJKLMNPQRTUWXY", 7))
	g.old15, g.old17, g.old20 = "110108"+g.some(digits, 9), "110108"+g.some(digits, 11), "110108"+g.some(digits, 14)
	g.id = report.IdentityOf("11010819" + fmt.Sprint(50+g.IntN(49)) + "0" + fmt.Sprint(1+g.IntN(9)) + "1" + g.some(digits, 4))
	g.phone = "13" + g.some(digits, 9)
	g.landline = "010-6" + g.some(digits, 7)
	g.password = g.some(small, 4) + "!" + g.some(digits, 3) + "&" + g.some(small, 3)
	// Known by nothing but where they stand, so that only one rule can find them.
	g.token = "TlRM" + g.some(small+digits, 20)
	g.folder = "/home/" + g.some(small, 2) + "/"
	mac := fmt.Sprintf("neighbour 50:d2:f5:%02x:%02x:%02x is up", g.IntN(256), g.IntN(256), 1+g.IntN(255))
	g.hidden = base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(mac))))
	return g
}

// all lists every secret.
func (g garden) all() []plant {
	return []plant{
		{"pc", g.pc, true}, {"user", g.user, true}, {"other", g.other, true}, {"wifi", g.wifi, true}, {"serial", g.serial, true}, {"mac", g.mac, true}, {"inner", g.inner, true}, {"inner6", g.inner6, true},
		{"credit", g.credit, true}, {"old15", g.old15, true}, {"old17", g.old17, true}, {"old20", g.old20, true}, {"id", g.id, true}, {"phone", g.phone, true}, {"landline", g.landline, true}, {"password", g.password, true},
		{"token", g.token, false}, {"folder", g.folder, false}, {"hidden", g.hidden, false},
	}
}

// dressed says a secret in one of the ways in which programs do.
func (g garden) dressed(s string) string {
	quoted, _ := json.Marshal(s)
	escaped := ""
	for _, u := range utf16.Encode([]rune(s)) {
		escaped += fmt.Sprintf(`\u%04x`, u)
	}
	around := "at " + s + ", again"
	switch g.IntN(13) {
	case 0:
		return strings.ToUpper(s)
	case 1:
		return strings.ToLower(s)
	case 2:
		return strings.Trim(string(quoted), `"`)
	case 3:
		return "https://x.example/?q=" + url.QueryEscape(around)
	case 4:
		return "x=" + everyByte(s)
	case 5:
		return base64.StdEncoding.EncodeToString([]byte(around))
	case 6:
		return base64.RawURLEncoding.EncodeToString([]byte(around))
	case 7:
		return escaped
	case 8:
		return html.EscapeString(s)
	case 9:
		return hex.EncodeToString([]byte(around))
	case 10:
		return base64.StdEncoding.EncodeToString(wide(around))
	case 11:
		return "u=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(around)))
	}
	return s
}

func everyByte(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// planted is a report with every secret all over it. What one is known by (a
// serial by its key, a password by the URL it stands in) is there too.
func (g garden) planted() *report.Report {
	var notes []string
	for _, p := range g.all() {
		if !p.anywhere {
			continue
		}
		notes = append(notes, p.value, g.dressed(p.value))
	}
	g.Shuffle(len(notes), func(i, j int) { notes[i], notes[j] = notes[j], notes[i] })
	note := func() string {
		from := g.IntN(len(notes) - 6)
		return "连接 " + strings.Join(notes[from:from+6], " , ") + " 失败"
	}
	proxy := "http://" + g.user + ":" + url.QueryEscape(g.password) + "@proxy.example:3128/"
	header := "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(g.user+":"+g.password))
	header += "\r\nProxy-Authorization: NTLM " + g.token + "\r\nopen " + g.folder + "x: denied; u=" + g.hidden
	const endpoint = "dppt.beijing.chinatax.gov.cn:8443"
	r := report.Filtered(func(v *report.Visit) {
		v.Host.Name, v.Host.User = g.pc, g.pc+`\`+g.user
		for i := range v.Results {
			res := &v.Results[i]
			switch e := res.Evidence.(type) {
			case *checks.DeviceEvidence:
				e.Devices[0].Serial, e.Devices[0].Product = g.serial, note()
			case *checks.AdapterEvidence:
				e.Adapters[0].Name, e.Adapters[0].MAC, e.Adapters[0].Addresses = note(), g.mac, []string{g.inner + "/8", g.inner6 + "/64"}
			case *checks.PortEvidence:
				e.Attempts[0].Detail = note() + " via " + proxy + " " + header
			case *checks.ClockEvidence:
				e.Service = note()
			}
			if res.ID == "service:"+endpoint {
				res.Status, res.Reason = checks.Error, "reading C:\\Users\\"+g.other+"\\AppData: "+note()
			}
			if res.ID == "reference:https://www.baidu.com/" {
				res.Evidence.(*checks.ReferenceEvidence).Attempts[0].Detail = note()
			}
		}
	}, []string{"zh", "en"}[g.IntN(2)], g.wifi)
	r.Context = &report.Context{Message: "您好，我公司税号 " + g.credit + "，旧税号" + g.old15 + "/" + g.old17 + "/" + g.old20 + "，电话" + g.phone + "或 " + g.landline + "，身份证" + g.id + "，密码：" + g.password + "。 " + note()}
	r.Site = note()
	r.Diagnosis.Causes[0].Explanation += note()
	r.Diagnosis.Causes[0].Targets = append(r.Diagnosis.Causes[0].Targets, g.inner+":53")
	r.Actions = []report.Action{{Repair: "dns.use_public", Title: note(), When: r.Started, Before: note(), After: proxy, Result: "proven"}}
	r.LastGood = &report.LastGood{ID: "20261101T090000+0800-1a2b", When: r.Started, Changed: []string{note()}}
	r.Checks = append(r.Checks, report.Check{ID: "future:x", Stage: checks.StageService, Status: checks.Fail, Summary: note(), Evidence: map[string]any{"about " + g.inner: note(), "serial": g.serial, "list": []any{note()}}})
	return r
}

// traces are the forms in which a secret must not be found, all in lower case
// but Base64.
func traces(s string) (folded, exact []string) {
	quoted, _ := json.Marshal(s)
	escaped := ""
	for _, u := range utf16.Encode([]rune(s)) {
		escaped += fmt.Sprintf(`\u%04x`, u)
	}
	folded = []string{s, strings.Trim(string(quoted), `"`), url.QueryEscape(s), url.PathEscape(s), everyByte(s), html.EscapeString(s), escaped, hex.EncodeToString([]byte(s)), string(wide(s)), strings.ReplaceAll(s, ":", "-")}
	for i := range folded {
		folded[i] = strings.ToLower(folded[i])
	}
	for _, data := range [][]byte{[]byte(s), wide(s)} {
		for shift := range 3 {
			if len(data) < 8 {
				continue
			}
			at := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), data...))
			exact = append(exact, at[(shift*8+5)/6:len(at)-2]) // the ends hang on the neighbours
		}
	}
	return folded, exact
}

// tellable reports whether the fuzzer's word can be told from chance and from
// the words of the report; shorter ones are not masked, and say nothing.
func tellable(s string) bool {
	return utf8.ValidString(s) && len([]rune(s)) >= 10 && strings.TrimSpace(s) == s && strings.IndexFunc(s, unicode.IsDigit) >= 0 && strings.IndexFunc(s, unicode.IsLetter) >= 0
}

// survivor is the first secret found in text, and how.
func (g garden) survivor(text string) string {
	low := strings.ToLower(text)
	for _, p := range g.all() {
		folded, exact := traces(p.value)
		for _, t := range folded {
			if strings.Contains(low, t) {
				return p.kind + " " + p.value + " as " + t
			}
		}
		for _, t := range exact {
			if strings.Contains(text, t) {
				return p.kind + " " + p.value + " as " + t
			}
		}
	}
	return ""
}

// quick are the formats that are written fast; what a picture says is read
// with all of them.
var quick = []string{"text", "json", "html", "pdf"}

// check writes the report in these formats: the first survivor, or an error.
func (g garden) check(t testing.TB, r *report.Report, formats []string) (survivor string, err error) {
	for _, format := range formats {
		var b bytes.Buffer
		if err := export.Write(&b, r, format, export.Options{}); err != nil {
			if b.Len() > 0 {
				t.Errorf("%s: refused, and %d bytes went out", format, b.Len())
			}
			return "", fmt.Errorf("%s: %w", format, err)
		}
		for name, text := range readable(t, format, b.Bytes()) {
			if s := g.survivor(text); s != "" {
				return name + ": " + s, nil
			}
		}
	}
	if s := g.survivor(pictureText(t, r)); s != "" {
		return "png: " + s, nil
	}
	if s := g.survivor(export.Clipboard(r, "zh") + export.Clipboard(r, "en")); s != "" {
		return "clipboard: " + s, nil
	}
	if s := g.survivor(fmt.Sprint(export.Preview(r))); s != "" {
		return "preview: " + s, nil
	}
	return "", nil
}

// TestNoPlantedSecretSurvives writes reports full of secrets in every format.
// More: go test ./checks/report -run Planted -plantings 2000
func TestNoPlantedSecretSurvives(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	for seed := range *plantings {
		g := grow(uint64(seed))
		formats := quick
		if seed == 0 {
			formats = append(formats, "zip") // holds the picture too
		}
		survivor, err := g.check(t, g.planted(), formats)
		if survivor != "" || err != nil {
			t.Fatalf("seed %d: %s %v", seed, survivor, err)
		}
	}
}

// FuzzPlanted lets the fuzzer choose the office, and a name and a password.
func FuzzPlanted(f *testing.F) {
	if testing.Short() {
		f.Skip("one goroutine's work: run without the race detector")
	}
	f.Add(uint64(1), "DESKTOP-7Q2RKLM", "zhangli88", "p@ss/w:rd&1")
	f.Add(uint64(2), "caiwu-03-pc", "王小明", "100%sicher")
	f.Add(uint64(3), `PC"<b>-77`, `corp\wang.er`, `a\u0041b"c`)
	f.Add(uint64(4), "ＫＪ－０１２３", "zhang\u200bli88", "+/=+/=12")
	f.Fuzz(func(t *testing.T, seed uint64, pc, user, password string) {
		g := grow(seed)
		if tellable(pc) {
			g.pc = pc
		}
		if tellable(user) {
			g.user = user
		}
		if tellable(password) {
			g.password = password
		}
		if survivor, err := g.check(t, g.planted(), quick); survivor != "" || err != nil {
			t.Fatalf("%s %v", survivor, err)
		}
	})
}

// Every rule is needed: without it a secret survives, or the last scan refuses
// the file.
func TestEveryMaskingRuleIsNeeded(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	for _, name := range report.RuleNames() {
		if name == "keep" {
			continue // it saves what must stay from the other rules
		}
		restore := report.WithoutRule(name)
		survived, refused := 0, 0
		for seed := range 3 {
			g := grow(uint64(seed))
			survivor, err := g.check(t, g.planted(), quick)
			var leak *report.LeakError
			switch {
			case survivor != "":
				survived++
			case errors.As(err, &leak):
				refused++
			}
		}
		restore()
		if survived+refused == 0 {
			t.Errorf("without %s nothing changes: the test does not plant what it masks", name)
		}
		t.Logf("without %s: %d reports with a survivor, %d refused by the last scan", name, survived, refused)
	}
}
