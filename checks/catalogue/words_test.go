package catalogue

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// each runs f for the words of every cause in both languages.
func each(t *testing.T, f func(t *testing.T, c *Cause, lang string, w Words)) {
	for _, c := range All {
		for _, lang := range []string{"zh", "en"} {
			t.Run(c.Code+"/"+lang, func(t *testing.T) { f(t, c, lang, c.In(lang)) })
		}
	}
}

// texts are all sentences of w, the title first.
func texts(w Words) []string {
	out := append([]string{w.Title, w.Explain, w.Proof}, w.Steps...)
	if w.Limits != "" {
		out = append(out, w.Limits)
	}
	return out
}

func TestWordsAreComplete(t *testing.T) {
	each(t, func(t *testing.T, c *Cause, lang string, w Words) {
		if n := utf8.RuneCountInString(w.Title); n > 40 {
			t.Errorf("title has %d characters: %s", n, w.Title)
		}
		if strings.ContainsAny(w.Title, "{}[]。.") {
			t.Errorf("title is no plain phrase: %s", w.Title)
		}
		if n := len(w.Steps); n < 2 || n > 6 {
			t.Errorf("%d steps", n)
		}
		stop := map[string]string{"zh": "。”）", "en": ".)"}[lang]
		for i, s := range texts(w) {
			if strings.TrimSpace(s) == "" || strings.TrimSpace(s) != s {
				t.Errorf("empty or padded: %q", s)
			}
			last, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(s, "]"))
			if i > 0 && !strings.ContainsRune(stop, last) && !(lang == "en" && last == '?') {
				t.Errorf("does not end like a sentence: %s", s)
			}
		}
		for _, s := range []string{w.Title, w.Proof, w.Limits} {
			if placeholder.MatchString(s) {
				t.Errorf("no facts are filled in here: %s", s)
			}
		}
	})
}

func TestEachTitleNamesOneCause(t *testing.T) {
	seen := map[string]string{}
	each(t, func(t *testing.T, c *Cause, lang string, w Words) {
		if other := seen[w.Title]; other != "" {
			t.Errorf("same title as %s: %s", other, w.Title)
		}
		seen[w.Title] = c.Code
	})
}

func TestPlaceholders(t *testing.T) {
	for _, c := range All {
		if d := cmp.Diff(mentioned(c.ZH), mentioned(c.EN)); d != "" {
			t.Errorf("%s: the languages use other facts (-zh +en):\n%s", c.Code, d)
		}
		for _, name := range c.Placeholders() {
			if Facts[name] == "" {
				t.Errorf("%s: unknown placeholder {%s}", c.Code, name)
			}
		}
	}
	each(t, func(t *testing.T, c *Cause, lang string, w Words) {
		for _, s := range append([]string{w.Explain}, w.Steps...) {
			for _, part := range optional.FindAllString(s, -1) {
				if len(names(part)) == 0 {
					t.Errorf("nothing optional in %s", part)
				}
			}
			bare := optional.ReplaceAllString(s, "")
			if strings.ContainsAny(bare, "[]") {
				t.Errorf("brackets do not pair: %s", s)
			}
			for _, name := range names(bare) {
				if name != "targets" {
					t.Errorf("{%s} may be unknown and stands outside brackets: %s", name, s)
				}
			}
			if strings.ContainsAny(placeholder.ReplaceAllString(s, ""), "{}") {
				t.Errorf("misspelt placeholder: %s", s)
			}
		}
	})
}

// Advice that would do harm, or that a Chinese office cannot use.
var harmful = []string{
	"8.8.8.8", "8.8.4.4", "1.1.1.1", "9.9.9.9",
	"关闭防火墙", "关掉防火墙", "停用防火墙", "卸载杀毒", "turn off the firewall", "disable the firewall",
	"调回时间", "时间调回", "时间改回", "往回调", "turn the clock back", "set the clock back",
	"TLS 1.0", "SSL 3.0", "降低安全级别", "lower the security",
	"试试口令", "默认口令", "初始口令", "12345678", "default PIN", "try the PIN",
}

func TestAdviceIsHarmless(t *testing.T) {
	each(t, func(t *testing.T, c *Cause, lang string, w Words) {
		all := strings.Join(texts(w), "\n")
		for _, bad := range harmful {
			if strings.Contains(strings.ToLower(all), strings.ToLower(bad)) {
				t.Errorf("says %q", bad)
			}
		}
	})
}

// What a cause's steps must not leave out.
var needed = map[string][]string{
	"internet.captive_portal":  {"浏览器", "登录"},
	"port.filtered":            {"手机热点"},
	"dns.name_not_found":       {"安全接入服务器地址", "以开票软件里显示的为准"},
	"device.storage_blocked":   {"不要自己改"},
	"device.missing":           {"换一个 USB 接口"},
	"cert.untrusted_root":      {"不要从网上搜来根证书安装"},
	"clock.skewed":             {"立即同步", "开票软件"},
	"software.helper_down":     {"税务安全证书应用客户端"},
	"server.rate_limited":      {"30 分钟"},
	"tls.client_cert_required": {"锁死"},
}

func TestNeededAdviceIsGiven(t *testing.T) {
	for code, wants := range needed {
		c := Find(code)
		if c == nil {
			t.Errorf("no cause %s", code)
			continue
		}
		steps := strings.Join(c.ZH.Steps, "\n")
		for _, want := range wants {
			if !strings.Contains(steps, want) {
				t.Errorf("%s: the steps leave out %q", code, want)
			}
		}
	}
}

var (
	calledZH = regexp.MustCompile(`告诉|打 12366|联系|请单位|问：`)
	calledEN = regexp.MustCompile(`(?i)\b(tell|call|ask|send)\b`)
)

func TestSomebodyToCall(t *testing.T) {
	each(t, func(t *testing.T, c *Cause, lang string, w Words) {
		called := calledZH
		if lang == "en" {
			called = calledEN
		}
		steps := strings.Join(w.Steps, "\n")
		if !called.MatchString(steps) {
			t.Error("the steps name nobody to call")
		}
		if c.Blame == TaxServer && !strings.Contains(steps, "12366") {
			t.Error("the tax server's fault, and the steps do not name 12366")
		}
		if c.Blame == TaxServer && strings.HasPrefix(c.Code, "cert.") && !c.Degraded &&
			!strings.Contains(steps, "关掉再打开") && !strings.Contains(steps, "open it again") {
			t.Error("after a certificate is mended the client must be restarted (CA99), and the steps do not say so")
		}
	})
}

// Words that an accountant need not know, in a Chinese title.
var jargon = regexp.MustCompile(`DNS|TCP|TLS|SSL|HTTP|MTU|MAC|DHCP|ICMP|hosts|解析|握手|丢包|网关|路由(不|表)`)

func TestChinese(t *testing.T) {
	ascii := regexp.MustCompile(`\p{Han}[,;:?!()"]|[,;?!"]\p{Han}`)
	for _, c := range All {
		w := c.ZH
		if j := jargon.FindString(w.Title); j != "" {
			t.Errorf("%s: jargon %q in the title %s", c.Code, j, w.Title)
		}
		if n := utf8.RuneCountInString(w.Title); n > 20 {
			t.Errorf("%s: %d characters in the Chinese title %s", c.Code, n, w.Title)
		}
		for _, s := range texts(w) {
			if a := ascii.FindString(s); a != "" {
				t.Errorf("%s: Western punctuation at %q in %s", c.Code, a, s)
			}
			for _, r := range s {
				// The embedded font holds GB2312.
				if r < 0x80 {
					continue
				}
				if _, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r)); err != nil {
					t.Errorf("%s: %q is not in GB2312: %s", c.Code, r, s)
				}
			}
		}
	}
}

func TestEnglishHasHanziOnlyInParentheses(t *testing.T) {
	aside := regexp.MustCompile(`\([^()]*\)`)
	for _, c := range All {
		for _, s := range texts(c.EN) {
			if strings.IndexFunc(aside.ReplaceAllString(s, ""), func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
				t.Errorf("%s: %s", c.Code, s)
			}
		}
	}
}
