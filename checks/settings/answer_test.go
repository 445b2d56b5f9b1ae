package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func beijing(label string) Answer {
	return Answer{Label: label, Mode: "region", Region: "beijing", Software: "browser"}
}

func names(s Settings) (all []string) {
	for _, a := range s.Answers {
		all = append(all, fmt.Sprintf("%s/%s×%d", a.Label, a.Region+a.File+strings.Join(a.URLs, ","), a.Count))
	}
	return all
}

func want(t *testing.T, s Settings, all ...string) {
	t.Helper()
	if got := names(s); !slices.Equal(got, all) {
		t.Errorf("%q, want %q", got, all)
	}
}

func TestTheLastUsedComesFirst(t *testing.T) {
	var s Settings
	s.Use(beijing(""), noon)
	s.Use(Answer{Mode: "address", URLs: []string{"https://a/", "https://b/"}}, noon.Add(time.Minute))
	s.Use(beijing(""), noon.Add(2*time.Minute))
	want(t, s, "/beijing×2", "/https://a/,https://b/×1")
}

// Forty companies, all at one tax bureau: labels tell them apart.
func TestCompaniesOfTheSameBureau(t *testing.T) {
	var s Settings
	wang := s.Use(beijing("王"), noon)
	li := s.Use(beijing("李"), noon.Add(1))
	want(t, s, "李/beijing×1", "王/beijing×1")
	if wang == li {
		t.Error("two companies share an ID")
	}
	if got := s.Use(Answer{ID: wang, Mode: "region", Region: "beijing", Software: "browser"}, noon.Add(2)); got != wang {
		t.Error("who picks 王 gets another")
	}
	want(t, s, "王/beijing×2", "李/beijing×1")
	if got := s.Use(beijing(""), noon.Add(3)); got != wang {
		t.Error("who picks none gets another than the last")
	}
	// Picked, then changed: that is another answer, and 王's stays as it was.
	other := Answer{ID: wang, Mode: "region", Region: "beijing", Software: "ukey"}
	if got := s.Use(other, noon.Add(4)); got == wang {
		t.Error("a changed answer took the place of the one it was made from")
	}
	want(t, s, "/beijing×1", "王/beijing×3", "李/beijing×1")
}

func TestRenameAndForget(t *testing.T) {
	var s Settings
	a := s.Use(beijing(""), noon)
	b := s.Use(Answer{Mode: "file", File: `D:\开票 软件\kpdoctor.toml`}, noon.Add(1))
	s.Rename(a, " 老王\t五金店 ")
	s.Rename("nobody", "x")
	want(t, s, `/D:\开票 软件\kpdoctor.toml×1`, "老王 五金店/beijing×1")
	s.Rename(a, strings.Repeat("长", 99))
	if got := s.Answers[1].Label; got != strings.Repeat("长", 60) {
		t.Errorf("%q", got)
	}
	s.Rename(a, "")
	s.Forget(b)
	want(t, s, "/beijing×1")
}

func TestManyAnswers(t *testing.T) {
	var s Settings
	first := s.Use(beijing("老客户"), noon)
	for i := range 150 {
		s.Use(Answer{Mode: "file", File: fmt.Sprint(i)}, noon.Add(time.Duration(i+1)))
	}
	if len(s.Answers) != MaxAnswers || s.Answers[0].File != "149" {
		t.Errorf("%d, first %+v", len(s.Answers), s.Answers[0])
	}
	if s.Answers[MaxAnswers-1].ID != first {
		t.Errorf("the only one with a name went first")
	}
	for i := range 150 {
		s.Use(beijing(fmt.Sprint("公司", i)), noon.Add(time.Hour+time.Duration(i)))
	}
	if len(s.Answers) != MaxAnswers || s.Answers[0].Label != "公司149" || s.Answers[99].Label != "公司50" {
		t.Errorf("%d, %+v", len(s.Answers), s.Answers[99])
	}
}
