package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"kpdoctor/checks/history"
	"kpdoctor/checks/settings"
	"kpdoctor/ui/wizard"
)

// silent is a profile of one server on this PC that takes connections and says
// nothing: a run of it goes on for half a minute.
func silent(t *testing.T, folder string) (file string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { c.Close() })
		}
	}()
	file = filepath.Join(folder, "不说话 的服务器.toml")
	text := fmt.Sprintf("schema = \"kpdoctor.profile/v1\"\nname = \"不说话的服务器\"\n[[endpoints]]\nurl = \"https://%s/\"\n[limits]\nconnect_timeout = \"20s\"\nresponse_timeout = \"20s\"\n", l.Addr())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// The program is killed in the middle of a run; the next start offers what was
// measured, shows it when asked, and keeps it. KPDOCTOR_CRASHES is how often.
func TestKilledInTheMiddleOfARun(t *testing.T) {
	s := openScreen(t)
	file := silent(t, s.home)
	kept := filepath.Join(s.home, ".config", "kpdoctor")
	lines := func() (n int) {
		drafts, _ := filepath.Glob(filepath.Join(kept, "history", "drafts", "*"))
		for _, draft := range drafts {
			data, _ := os.ReadFile(draft)
			n += bytes.Count(data, []byte("\n"))
		}
		return n
	}
	times, _ := strconv.Atoi(os.Getenv("KPDOCTOR_CRASHES"))
	t.Setenv(settings.Home, kept)
	for n := range max(1, times) {
		ended := s.start("--profile", file)
		s.must("xdotool", "key", "--window", s.window, "Return")
		s.until("some of it was measured", func() bool { return lines() > 3 })
		s.crash(ended)

		ended = s.start()
		d := openDesk()
		p := person{s, afterCrash(t, d)}
		p.keep("crashed")
		p.tap("看测到的结果 (L)")
		var runs []history.Entry
		p.until("it is kept", func() bool {
			runs, _ = d.past.List()
			return len(runs) == n+1
		})
		if runs[0].Complete || runs[0].Profile.Name != "不说话的服务器" || runs[0].Causes == nil && runs[0].Verdict == "ok" {
			t.Errorf("kept %+v", runs[0])
		}
		if left := lines(); left != 0 {
			t.Errorf("%d lines of the draft are still there", left)
		}
		p.keep("crashed-result")
		s.crash(ended)
	}
}

// crash ends the program as a power cut does, and waits until X knows.
func (s *screen) crash(ended <-chan struct{}) {
	s.t.Helper()
	s.kill()
	<-ended
	s.until("the window is gone", func() bool {
		_, err := s.tool("xdotool", "search", "--onlyvisible", "--name", name)
		return err != nil
	})
}

// afterCrash is a twin of the window that the next start opens.
func afterCrash(t *testing.T, d *desk) twin {
	left, before := d.drafts(), d.answers("zh")
	if len(left) != 1 || len(before) != 1 {
		t.Fatalf("%d drafts, %d answers", len(left), len(before))
	}
	do := new(desk).actions()
	do.Drafts = func() []wizard.Draft { return left }
	do.Answers = func(string) []wizard.Answer { return before }
	do.Adopt = func(string) (wizard.Outcome, error) { return wizard.Outcome{}, nil }
	w := newTwinOf(t, do)
	w.ChooseLast(wizard.Choice{Mode: wizard.ByRegion, Software: "browser"})
	w.LookBack()
	return w
}
