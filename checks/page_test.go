package checks

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestPageTitle(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("<html><title>系统升级</title>")
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct{ body, kind, want string }{
		"plain":             {"<title>abc</title>", "text/html", "abc"},
		"upper case":        {"<HTML><TITLE>\n 税务 \t 局</TITLE>", "", "税务 局"},
		"GBK, unsaid":       {gbk, "text/html", "系统升级"},
		"GBK, in the head":  {gbk, "text/html; charset=gb2312", "系统升级"},
		"GBK, in the page":  {`<meta charset="gbk">` + gbk, "text/html", "系统升级"},
		"a wrong charset":   {gbk, "text/html; charset=martian", "系统升级"},
		"none":              {"<h1>hello</h1>", "text/html", ""},
		"no end":            {"<title>abc", "", "abc"},
		"a tag without end": {"<title", "", ""},
		"letters that grow": {"<p>İİİ</p><title>ok</title>", "", "ok"},
		"entities":          {"<title>&#x1b;a&amp;b&lt;script&gt;</title>", "", "a&b<script>"},
		"long":              {"<title>" + strings.Repeat("税", 500) + "</title>", "", strings.Repeat("税", 80)},
	} {
		if got := pageTitle(decodePage([]byte(c.body), c.kind)); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

func FuzzDecodePage(f *testing.F) {
	for _, s := range []string{"<title>a</title>", "<meta charset=gbk><title>\xcf\xb5\xcd\xb3", "\xff\xfea\x00", "<title>&#27;\u202e", "charset=utf-16le\x00<"} {
		f.Add([]byte(s), "text/html; charset=gb18030")
		f.Add([]byte(s), "")
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		title := pageTitle(decodePage(body, kind))
		if !utf8.ValidString(title) || utf8.RuneCountInString(title) > 80 || strings.ContainsFunc(title, unicode.IsControl) {
			t.Errorf("%q", title)
		}
		saysMaintenance(title)
	})
}

func FuzzPrintable(f *testing.F) {
	f.Add("a\x1b[2J\u202e\xb5\xe7\x00", 5)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = min(max(limit, 0), 1000)
		got := printable(s, limit)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > limit || strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q", got)
		}
	})
}
