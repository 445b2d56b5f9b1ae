package catalogue

import "testing"

func TestMeasuresAreSaidAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		in     map[string]string
		fact   string
		zh, en string
	}{
		{map[string]string{"ms": "850"}, "ms", "850 毫秒", "850 ms"},
		{map[string]string{"ms": "1524", "limit": "1000"}, "ms", "1.5 秒", "1.5 s"},
		{map[string]string{"ms": "1524", "limit": "1000"}, "limit", "1 秒", "1 s"},
		{map[string]string{"ms": "12400"}, "ms", "12 秒", "12 s"},
		{map[string]string{"offset": "6m12s", "limit": "5m0s"}, "limit", "5 分钟", "5 minutes"},
		{map[string]string{"loss": "12", "limit": "5"}, "limit", "5", "5"},
		{map[string]string{"days": "4"}, "days", "4 天", "4 days"},
		{map[string]string{"days": "1"}, "days", "1 天", "1 day"},
		{map[string]string{"days": "0"}, "days", "不到 1 天", "less than a day"},
		{map[string]string{"free": "7 MiB"}, "free", "7 MB", "7 MB"},
		{map[string]string{"need": "2.0 GiB"}, "need", "2 GB", "2 GB"},
		{map[string]string{"need": "3.0"}, "need", "3.0", "3.0"},
		{map[string]string{"need": "windows>=10, linux"}, "need", "Windows 10 或更高、Linux", "Windows 10 or later, Linux"},
	} {
		for lang, want := range map[string]string{"zh": c.zh, "en": c.en} {
			if got := speak(c.in, lang)[c.fact]; got != want {
				t.Errorf("%v in %s: %s is %q, want %q", c.in, lang, c.fact, got, want)
			}
		}
	}
}
