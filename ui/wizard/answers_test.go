package wizard

import (
	"slices"
	"testing"
)

var firm = []Answer{
	{ID: "w", Choice: Choice{Mode: ByRegion, Region: "beijing", Software: "browser", Label: "老王五金店"}, Name: "北京 · 浏览器"},
	{ID: "f", Choice: Choice{Mode: ByFile, File: "总部.toml"}, Name: "总部.toml"},
	{ID: "l", Choice: Choice{Mode: ByRegion, Region: "beijing", Software: "ukey", Label: "Li & Co"}, Name: "北京 · 税务UKey"},
}

func TestTheLastAnswerIsOffered(t *testing.T) {
	s := Begin(Choice{Mode: ByRegion, Software: "browser"})
	if got := s.Remembered(nil).Again(); got.Choice.Mode != ByRegion || !slices.Equal(got.Modes(), Modes) {
		t.Errorf("a first start offers %+v", got.Choice)
	}
	s = s.Remembered(firm).Again()
	if s.Choice.Missing() != "" || s.Modes()[0] != ByAnswer {
		t.Errorf("%q is missing, offered %v", s.Choice.Missing(), s.Modes())
	}
	if got := s.Asked(); got.Mode != ByRegion || got.Region != "beijing" || got.Label != "老王五金店" || got.Answer != "w" {
		t.Errorf("would check %+v", got)
	}
}

// The message is about now, not about then.
func TestAnAnswerTakesTheMessageAlong(t *testing.T) {
	s := Begin(Choice{Message: "离线时间超限"}).Remembered(firm).Again()
	if got := s.Asked().Message; got != "离线时间超限" {
		t.Errorf("asked with %q", got)
	}
	c := s.Choice
	c.Mode, c.Region, c.Software = ByRegion, "xizang", "ukey"
	if got := s.Chose(c).Asked(); got.Region != "xizang" || got.Answer != "" || got.Label != "" {
		t.Errorf("another choice checks %+v", got)
	}
}

func TestAnAnswerThatIsGone(t *testing.T) {
	s := Begin(Choice{}).Remembered(firm).Again()
	if got := s.Remembered(firm[1:]).Asked(); got.File != "总部.toml" {
		t.Errorf("after the picked one was removed: %+v", got)
	}
	if got := s.Remembered(nil).Choice; got.Mode != ByRegion || got.Answer != "" {
		t.Errorf("after the last one was removed: %+v", got)
	}
}

func TestFindAnswers(t *testing.T) {
	s := State{Answers: firm}
	for query, want := range map[string]string{"": "wfl", "五金": "w", "北京": "wl", "li 北京": "l", "ukey": "l", "上海": ""} {
		got := ""
		for _, a := range s.FindAnswers(query) {
			got += a.ID
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	if firm[0].Title() != "老王五金店" || firm[1].Title() != "总部.toml" {
		t.Error("titles")
	}
}
