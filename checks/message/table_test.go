package message

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kpdoctor/assets"
	"kpdoctor/checks/catalogue"
)

// data is messages.toml as it was written, without the shared steps.
func data(t *testing.T) file {
	f, err := read(assets.Messages)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTableIsDated(t *testing.T) {
	f := data(t)
	if _, err := time.Parse(time.DateOnly, f.Dated); err != nil || f.Schema != "kpdoctor.messages/v1" {
		t.Errorf("schema %q, dated %q: %v", f.Schema, f.Dated, err)
	}
}

func TestEntriesAreWhole(t *testing.T) {
	f := data(t)
	used := map[string]map[string]bool{"near": {"sub": true}, "advice": {}, "source": {}}
	ids, titles, codes := map[string]bool{}, map[string]string{}, map[string]string{}
	blames := []catalogue.Blame{catalogue.ThisPC, catalogue.LocalNetwork, catalogue.ISP, catalogue.TaxServer, catalogue.TaxDevice, catalogue.InvoiceSoftware, catalogue.Account}
	for _, e := range f.Message {
		if ids[e.ID] || e.ID == "" {
			t.Errorf("id %q twice or empty", e.ID)
		}
		ids[e.ID] = true
		if !slices.Contains(Kinds, e.Kind) || !slices.Contains(blames, e.Blame) || MarkSays(e.Mark, "zh") == "" {
			t.Errorf("%s: kind %q, blame %q, mark %q", e.ID, e.Kind, e.Blame, e.Mark)
		}
		if len(e.Source) == 0 || len(e.Codes)+len(e.Subs)+len(e.Says) == 0 && e.ID != "aisino.unknown" {
			t.Errorf("%s: no source, or nothing finds it", e.ID)
		}
		for _, s := range e.Source {
			used["source"][s] = true
			if f.Sources[s] == "" {
				t.Errorf("%s: no source %q", e.ID, s)
			}
		}
		for _, h := range e.Hints {
			if catalogue.Find(h) == nil {
				t.Errorf("%s hints at %q, which is no cause", e.ID, h)
			}
		}
		if (e.Kind == Business || e.Kind == Account) && slices.ContainsFunc(e.Hints, func(h string) bool { return strings.HasPrefix(h, "port.") || strings.HasPrefix(h, "dns.") }) {
			t.Errorf("%s is no network fault and hints at one", e.ID)
		}
		if _, ok := f.Advice[e.Advice]; e.Advice != "" && !ok {
			t.Errorf("%s: no advice %q", e.ID, e.Advice)
		}
		used["advice"][e.Advice] = true
		if _, ok := f.Near[e.Near]; e.Near != "" && !ok {
			t.Errorf("%s: no words %q", e.ID, e.Near)
		}
		used["near"][e.Near] = true
		for _, c := range slices.Concat(e.Codes, e.Subs) {
			if len(c) != 1 && len(c) != 3 {
				t.Errorf("%s: a code is [code] or [code, Chinese, English]: %q", e.ID, c)
			}
		}
		for _, c := range e.Codes {
			key := c[0] + e.Near
			if _, err := strconv.Atoi(c[0]); err != nil || len(c[0]) > 6 {
				key = c[0]
			}
			if codes[key] != "" {
				t.Errorf("%s stands in %s and %s", c[0], codes[key], e.ID)
			}
			codes[key] = e.ID
		}
		for _, title := range []string{e.ZH.Title, e.EN.Title} {
			if other := titles[title]; other != "" {
				t.Errorf("%s and %s share the title %s", other, e.ID, title)
			}
			titles[title] = e.ID
		}
	}
	for name, all := range map[string][]string{"near": slices.Collect(maps.Keys(f.Near)), "advice": slices.Collect(maps.Keys(f.Advice)), "source": slices.Collect(maps.Keys(f.Sources))} {
		for _, one := range all {
			if !used[name][one] {
				t.Errorf("%s %q is used by no entry", name, one)
			}
		}
	}
}

// Every code and phrase of the table leads to its entry.
func TestEveryCodeIsFound(t *testing.T) {
	f := data(t)
	count := 0
	for _, e := range f.Message {
		texts := slices.Clone(e.Says)
		for _, c := range e.Codes {
			_, err := strconv.Atoi(c[0])
			switch {
			case strings.HasSuffix(c[0], "#"):
				texts = append(texts, strings.Replace(c[0], "#", "5", 1))
			case err == nil && len(c[0]) <= 6 || c[0] == "0x4":
				texts = append(texts, f.Near[e.Near][0]+" "+c[0])
			default:
				texts = append(texts, c[0], strings.ToLower(c[0])+"。", "提示："+strings.ToUpper(c[0]))
			}
		}
		for _, c := range e.Subs {
			n, _ := strconv.Atoi(c[0])
			texts = append(texts, "ERROR@"+c[0]+"@", f.Near["sub"][0]+"("+c[0]+")", fmt.Sprintf("打开设备失败，证书(0x%02X)", n), fmt.Sprintf("-960031%03d", n))
		}
		for _, text := range texts {
			count++
			if got := Lookup(text); len(got) == 0 || got[0].ID != e.ID {
				t.Errorf("%q: %v, want %s", text, ids(got), e.ID)
			}
		}
	}
	t.Logf("%d entries, %d codes and phrases", len(f.Message), count)
}

// Every code that the domain file documents, section 4.
func TestDocumentedCodesAreThere(t *testing.T) {
	var want []string
	for _, r := range []struct{ first, last int }{{960001092, 960001101}, {960011083, 960011085}, {960011100, 960011115}, {960032031, 960032036}} {
		for n := r.first; n <= r.last; n++ {
			want = append(want, fmt.Sprintf("-%d", n))
		}
	}
	want = append(want, strings.Fields(`-960011005 -960011010 -960011035 -960011036 -960021000 -960011050 -960011051 -960011055 -960011060
		-960011087 -960011093 -960011120 -960011121 -960011130 -960032010 -960032015 -960032020 -960032030 -960032040 -960032041
		-960031000 -960033000 -960034000 -960035000 -960036000 -960010000
		CA99 TCD_768 TCD_769 09d11f 09d120 09d121 09d122 09d109 09d110 09d106 09d200 09c000 0963c1 09240d 096a80 09e105
		092400 092000 092403 092700 9999 11001 11002 10060 10061 10054 10053 10013 10051 10065`)...)
	for _, n := range strings.Fields("81 83 87 93 95 96 97 98 99 100 101 102 103 104 105 108 109 110 112 113 114 160 163 164 165 166 167 168 169 171 182 187 60 62 63 19 57 17") {
		want = append(want, "ERROR@"+n+"@")
	}
	for _, n := range strings.Fields("83 84 87 161 220 246 248 1521") {
		want = append(want, "金税盘 "+n)
	}
	for _, n := range strings.Fields("1 2 4 5 6 11 21 98 99 101") {
		want = append(want, "key1="+n)
	}
	for _, n := range strings.Fields("1101 1102 1108 2116") {
		want = append(want, "数电 "+n)
	}
	for _, text := range want {
		if got := Lookup(text); len(got) == 0 || got[0].Code == "" {
			t.Errorf("%s is not known", text)
		}
	}
}

// After these the Aisino client connects no more until it is restarted (CA99).
func TestRestartAfterCertificateErrors(t *testing.T) {
	want := strings.Fields("CA99 -960011120 -960032031 -960032032 -960032034 -960032035 -960032036 -960031167 -960033113 -960034000 -960036081")
	for n := 960011100; n <= 960011113; n++ {
		want = append(want, fmt.Sprintf("-%d", n))
	}
	for code := range loaded().accept {
		if strings.HasPrefix(code, "96003") {
			want = append(want, "-"+code)
		}
	}
	for _, code := range want {
		m := Lookup(code)[0]
		if last := m.ZH.Steps[len(m.ZH.Steps)-1]; last != loaded().Restart.ZH {
			t.Errorf("%s: the steps end with %s", code, last)
		}
		if last := m.EN.Steps[len(m.EN.Steps)-1]; last != loaded().Restart.EN {
			t.Errorf("%s: the steps end with %s", code, last)
		}
	}
}

// texts are all sentences of w, the title first.
func texts(w Words) []string { return append([]string{w.Title, w.Meaning}, w.Steps...) }

func each(t *testing.T, f func(t *testing.T, e *entry, lang string, w Words)) {
	for _, e := range loaded().Message {
		t.Run(e.ID+"/zh", func(t *testing.T) { f(t, e, "zh", e.ZH) })
		t.Run(e.ID+"/en", func(t *testing.T) { f(t, e, "en", e.EN) })
	}
}

func TestWords(t *testing.T) {
	jargon := regexp.MustCompile(`DNS|TCP|TLS|SSL|HTTP|hosts|解析|握手|丢包|网关|PKCS`)
	western := regexp.MustCompile(`\p{Han}[,;:?!()"]|[,;?!"]\p{Han}`)
	aside := regexp.MustCompile(`\([^()]*\)`)
	calledZH := regexp.MustCompile(`告诉|12366|联系|请单位|税务机关|服务商`)
	calledEN := regexp.MustCompile(`(?i)\b(tell|call|ask)\b|office|provider`)
	each(t, func(t *testing.T, e *entry, lang string, w Words) {
		longest, stop, called := 20, "。”）", calledZH
		if lang == "en" {
			longest, stop, called = 40, ".)", calledEN
		}
		if n := utf8.RuneCountInString(w.Title); n == 0 || n > longest || strings.HasSuffix(w.Title, "。") || strings.HasSuffix(w.Title, ".") {
			t.Errorf("title with %d characters: %s", n, w.Title)
		}
		if n := len(w.Steps); n < 2 || n > 7 {
			t.Errorf("%d steps", n)
		}
		if !called.MatchString(strings.Join(w.Steps, "\n")) && e.ID != "einvoice.login" {
			t.Error("the steps name nobody to call")
		}
		for i, s := range texts(w) {
			last, _ := utf8.DecodeLastRuneInString(s)
			if s == "" || strings.TrimSpace(s) != s || i > 0 && !strings.ContainsRune(stop, last) {
				t.Errorf("no sentence: %q", s)
			}
			if lang == "en" {
				if strings.IndexFunc(aside.ReplaceAllString(s, ""), isHan) >= 0 {
					t.Errorf("hanzi outside of parentheses: %s", s)
				}
				continue
			}
			if a := western.FindString(s); a != "" {
				t.Errorf("Western punctuation at %q in %s", a, s)
			}
			for _, r := range s {
				if r >= 0x80 {
					if _, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r)); err != nil {
						t.Errorf("%q is not in GB2312, and so not in the font: %s", r, s)
					}
				}
			}
		}
		if lang == "zh" && jargon.MatchString(w.Title) {
			t.Errorf("jargon in the title %s", w.Title)
		}
		if strings.Contains(w.Meaning, "不是网络问题") && e.Kind == Network {
			t.Errorf("of the network, and says that it is not: %s", w.Meaning)
		}
	})
	for _, e := range loaded().Message {
		if len(e.ZH.Steps) != len(e.EN.Steps) {
			t.Errorf("%s: %d steps in Chinese, %d in English", e.ID, len(e.ZH.Steps), len(e.EN.Steps))
		}
		for _, c := range slices.Concat(e.Codes, e.Subs) {
			if len(c) == 3 && (strings.IndexFunc(c[2], func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 || c[1] == "") {
				t.Errorf("%s: names of %s", e.ID, c[0])
			}
		}
	}
}

// Advice that would do harm, or that a Chinese office cannot use.
var harmful = regexp.MustCompile(`(?i)8\.8\.8\.8|1\.1\.1\.1|(关闭|关掉|停用|禁用|退出)[^，。；]{0,4}(防火墙|杀毒|安全软件)|(turn|switch)[^.;,]*firewall[^.;,]*off|disable the firewall|turn off the firewall|` +
	`调回|改回|往回调|turn the clock back|set the clock back|TLS ?1\.0|TLS ?1\.1|SSL ?3|降低安全|lower the security|` +
	`(再|试)试?(一次|几次)?口令|试几个口令|默认口令|初始口令|12345678|88888888|default PIN|try (the|another) PIN|` +
	`继续前往|高级 ?→|忽略证书|proceed anyway|ignore the certificate|导入根证书|关闭证书`)

func TestAdviceIsHarmless(t *testing.T) {
	for _, bad := range []string{"请关闭防火墙", "先退出安全软件", "把时间调回上个月", "turn the firewall completely off", "启用 TLS 1.0", "再试一次口令"} {
		if !harmful.MatchString(bad) {
			t.Errorf("%q passes", bad)
		}
	}
	each(t, func(t *testing.T, e *entry, lang string, w Words) {
		for _, s := range texts(w) {
			if bad := harmful.FindString(s); bad != "" {
				t.Errorf("says %q: %s", bad, s)
			}
			if strings.Contains(s, "根证书") && strings.Contains(s, "安装") && !strings.Contains(s, "不要") && !strings.Contains(s, "官方页面") && !strings.Contains(s, "inv-veri") && !strings.Contains(s, "开票软件安装时") {
				t.Errorf("tells to install a root: %s", s)
			}
		}
	})
	for _, id := range []string{"sub.pin", "device.pin_left", "aisino.pin_wrong", "aisino.pin_locked", "aisino.device_login"} {
		for _, e := range loaded().Message {
			if e.ID == id && !strings.Contains(e.ZH.Steps[0], "不要再") {
				t.Errorf("%s does not begin with stopping: %s", id, e.ZH.Steps[0])
			}
		}
	}
}

func TestSentencesOfKindsAndMarks(t *testing.T) {
	seen := map[string]bool{}
	for _, lang := range []string{"zh", "en"} {
		for _, k := range Kinds {
			seen[KindSays(k, lang)] = true
		}
		for _, m := range []Mark{Documented, Unconfirmed, Inference} {
			seen[MarkSays(m, lang)] = true
		}
	}
	if seen[""] || len(seen) != 2*(len(Kinds)+3) {
		t.Errorf("%d different sentences: %v", len(seen), seen)
	}
}
