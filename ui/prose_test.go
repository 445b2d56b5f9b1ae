package ui

import (
	"strings"
	"testing"

	"golang.org/x/text/width"
)

// cells measures as a terminal does: two for a hanzi.
func cells(s string) (n float32) {
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth || strings.ContainsRune("“”…", r) {
			n++
		}
	}
	return n
}

func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		room float32
		text string
		want string
	}{
		{20, "", ""},
		{20, "短句。", "短句。"},
		{10, "一二三四五六七", "一二三四五\n六七"},
		{10, "一二三四五，六七", "一二三四\n五，六七"},
		{10, "一二三四（五六）", "一二三四\n（五六）"},
		{10, "打客服10086吧", "打客服\n10086吧"},
		{14, "税务 dppt.cn:84 好", "税务\ndppt.cn:84 好"},
		{10, "all is well here", "all is\nwell here"},
		{8, "abcdefghijklmnopqr", "abcdefgh\nijklmnop\nqr"},
		{9, "看 https://a.cn/bcdef 页", "看\nhttps://a\n.cn/bcdef\n页"},
		{20, "一\n二", "一\n二"},
		{1, "一二", "一\n二"},
		{12, "他说：“你好，再见”。", "他说：“你\n好，再见”。"},
	} {
		got := wrapped(c.text, c.room, cells)
		if got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.room, got, c.want)
		}
		if squeeze(got) != squeeze(c.text) {
			t.Errorf("%q lost something: %q", c.text, got)
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// Whatever the text and the room: nothing is lost, and what can fit does.
func FuzzWrapped(f *testing.F) {
	f.Add("打宽带客服：电信 10000，移动 10086（“光信号”）。https://a.cn:8443/", uint8(9))
	f.Add("\n  \n", uint8(0))
	f.Fuzz(func(t *testing.T, text string, room uint8) {
		got := wrapped(text, float32(room), cells)
		if squeeze(strings.ToValidUTF8(got, "")) != squeeze(strings.ToValidUTF8(text, "")) && strings.ToValidUTF8(text, "") == text {
			t.Fatalf("%q became %q", text, got)
		}
		for _, line := range strings.Split(got, "\n") {
			if cells(line) > float32(room) && len([]rune(line)) > 1 && len(pieces(line)) > 1 {
				t.Fatalf("%q is wider than %d", line, room)
			}
		}
	})
}
