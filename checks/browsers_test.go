package checks

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks/env"
)

func TestBrowsers(t *testing.T) {
	got := browsersOf([]env.Program{
		{Name: "Mozilla Firefox (x64 zh-CN)", Version: "115.9"},
		{Name: "Google Chrome", Version: "142.0.7444.60"}, {Name: "Google Chrome", Version: "142.0.7444.60"},
		{Name: "Microsoft Edge WebView2 Runtime", Version: "142.0"}, {Name: "Microsoft Edge Update", Version: "1.3"},
		{Name: "Microsoft Edge", Version: "142.0.3595.53"}, {Name: "chrome.exe", File: "chrome.exe"},
		{Name: "360安全浏览器"}, {Name: "WPS Office", Version: "12.1"},
	})
	want := []Browser{{"Google Chrome", "142.0.7444.60"}, {"Microsoft Edge", "142.0.3595.53"}, {"Mozilla Firefox (x64 zh-CN)", "115.9"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
