package catalogue

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

func TestFill(t *testing.T) {
	facts := map[string]string{"targets": "[::1]:443", "ms": "850", "empty": ""}
	for _, tt := range []struct{ text, want string }{
		{"连接 {targets} 时", "连接 [::1]:443 时"},
		{"很慢[，约 {ms} 毫秒][（正常 {limit} 毫秒）]。", "很慢，约 850 毫秒。"},
		{"[{ms} of {limit}]", ""},
		{"a[ {empty}]b", "ab"},
		{"{limit} stays", "{limit} stays"},
	} {
		if got := Fill(tt.text, facts); got != tt.want {
			t.Errorf("Fill(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Whatever is known, no sentence shows a hole, a brace or a bracket.
func TestSayLeavesNoHoles(t *testing.T) {
	all := map[string]string{}
	for name := range Facts {
		if name != "problem" {
			all[name] = "VALUE-" + name
		}
	}
	all["problem_code"], all["fastslow"] = "10", "快"
	glued := regexp.MustCompile(`\p{Han}VALUE|VALUE-[a-z_]+\p{Han}`)
	for _, c := range All {
		for _, lang := range []string{"zh", "en"} {
			for _, facts := range []map[string]string{nil, {"targets": "x.example:8443"}, all} {
				w := c.Say(lang, facts)
				for _, s := range texts(w) {
					if strings.ContainsAny(s, "{}[]") || strings.Contains(s, "  ") || strings.Contains(s, " ,") ||
						strings.Contains(s, " .") || strings.Contains(s, "（）") || strings.Contains(s, "，。") || strings.Contains(s, "，，") {
						t.Errorf("%s %s: %q", c.Code, lang, s)
					}
					if glued.MatchString(s) {
						t.Errorf("%s %s: a value sticks to a hanzi: %s", c.Code, lang, s)
					}
					if lang == "en" && unicode.IsLower([]rune(s)[0]) && !strings.HasPrefix(s, "x.example") {
						t.Errorf("%s: begins small: %s", c.Code, s)
					}
				}
			}
			said := strings.Join(texts(c.Say(lang, all)), "\n")
			for _, name := range c.Placeholders() {
				if v := all[name]; v != "" && !strings.Contains(said, v) {
					t.Errorf("%s %s: {%s} is not said", c.Code, lang, name)
				}
			}
		}
	}
}

func TestSaySpeaksMachineValues(t *testing.T) {
	for _, tt := range []struct {
		code, lang string
		facts      map[string]string
		want       string
	}{
		{"clock.skewed", "zh", map[string]string{"fastslow": "slow", "offset": "6m12s", "limit": "5m"}, "不一致，慢了 6 分钟 12 秒（允许相差 5 分钟）。"},
		{"clock.skewed", "en", map[string]string{"fastslow": "fast", "offset": "1h0m1s", "limit": "5m"}, "it is 1 hour fast (up to 5 minutes is allowed)."},
		{"device.driver", "zh", map[string]string{"device": "ukey", "problem_code": "47"}, "（税务UKey）插着，但系统说它有问题，代码 47：设备已被“安全弹出”"},
		{"proxy.unreachable", "zh", map[string]string{"source": "env:HTTPS_PROXY"}, "代理设在：环境变量 HTTPS_PROXY。"},
		{"port.filtered", "zh", map[string]string{"targets": "a.example:8443, b.example:8443"}, "a.example:8443、b.example:8443"},
		{"port.filtered", "zh", nil, "发往税务服务器的连接"},
		{"gateway.unreachable", "zh", map[string]string{"gateway": "192.0.2.1"}, "路由器（192.0.2.1）没有"},
		{"dns.resolver_down", "zh", map[string]string{"resolver": "192.0.2.1"}, "（DNS）192.0.2.1 没有回应"},
		{"server.error", "en", nil, "The line works and the tax server answers"},
		{"server.unreachable", "en", nil, "The tax server gives"},
		{"cert.name_mismatch", "zh", map[string]string{"names": "a, b, c, d"}, "别的网站（a、b、c 等），"},
		{"cert.name_mismatch", "en", map[string]string{"names": "?"}, "but for another site, so"},
		{"device.wrong_kind", "en", map[string]string{"device": "golden_tax", "expected_device": "TF-800"}, "(golden tax disk), but not the kind that the chosen software needs (TF-800)."},
		{"internet.slow", "zh", map[string]string{"ms": "850", "limit": "300"}, "约 850 毫秒（正常应在 300 毫秒以内）"},
	} {
		if got := Find(tt.code).Say(tt.lang, tt.facts).Explain; !strings.Contains(got, tt.want) {
			t.Errorf("%s %s says\n%s\nwithout\n%s", tt.code, tt.lang, got, tt.want)
		}
	}
}

func TestDuration(t *testing.T) {
	for in, want := range map[string]string{
		"6m12s": "6 分钟 12 秒", "-26h30m1s": "1 天 2 小时", "24h5s": "1 天", "0s": "不到 1 秒", "850ms": "不到 1 秒", "soon": "soon",
	} {
		if got := duration(in, "zh"); got != want {
			t.Errorf("duration(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestFine(t *testing.T) {
	for _, tt := range []struct {
		keys     []string
		lang, to string
	}{
		{nil, "zh", ""},
		{[]string{"nonsense"}, "en", ""},
		{[]string{"adapter"}, "zh", "本机网卡正常。"},
		{[]string{"internet", "gateway", "adapter"}, "zh", "本机网卡、路由器、外网都正常。"},
		{[]string{"dns"}, "en", "Name lookup is fine."},
		{[]string{"adapter", "gateway", "internet"}, "en", "The network card, the router and the internet line are fine."},
	} {
		if got := Fine(tt.keys, tt.lang); got != tt.to {
			t.Errorf("Fine(%v, %s) = %q, want %q", tt.keys, tt.lang, got, tt.to)
		}
	}
}

func TestNames(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		seen := map[string]bool{}
		for _, c := range All {
			for _, s := range []string{BlameName(c.Blame, lang), BlameWho(c.Blame, lang), LayerName(c.Layer, lang)} {
				seen[s] = true
				if s == "" || s == string(c.Blame) {
					t.Errorf("%s: %s has no name in %s", c.Code, c.Blame, lang)
				}
			}
		}
		// Seven culprits, seven to call, five layers; the names of two may agree.
		if len(seen) < 17 {
			t.Errorf("%s: only %d different names: %v", lang, len(seen), seen)
		}
	}
}

func TestProblemCodes(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		seen := map[string]int{}
		// Every code of domain/README.md, section 2.4.
		for _, code := range []int{1, 10, 14, 18, 19, 22, 24, 28, 31, 32, 37, 38, 39, 43, 45, 47, 48, 52} {
			s := ProblemCode(code, lang)
			if other := seen[s]; s == "" || other != 0 || strings.Contains(s, "代码") || strings.Contains(s, "(code") {
				t.Errorf("code %d in %s: %q (code %d says the same)", code, lang, s, other)
			}
			seen[s] = code
		}
		if s := ProblemCode(99, lang); !strings.Contains(s, "99") {
			t.Errorf("an unknown code is not named: %q", s)
		}
	}
	if ProblemCode(0, "zh") != "" {
		t.Error("code 0 is no problem")
	}
}
