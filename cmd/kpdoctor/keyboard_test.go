package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// key presses a key, such as "Return" or "shift+Tab".
func (s *screen) key(names ...string) {
	s.t.Helper()
	for _, name := range names {
		s.must("xdotool", "key", name, "sleep", "0.1")
	}
}

// last goes backwards to the page's last button, which is the one that leads
// on: over those of the header, which come after the page.
func (s *screen) last() {
	s.t.Helper()
	s.key("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab")
}

// settled waits until nothing has moved for longer than the clock of a run
// stands still, and keeps a picture.
func (s *screen) settled(page string) {
	s.t.Helper()
	last, since := "", time.Now()
	s.until("nothing moves any more", func() bool {
		if now := string(pixels(s.t, s.look())); now != last {
			last, since = now, time.Now()
		}
		return time.Since(since) > 1500*time.Millisecond
	})
	s.keep(page)
}

// reports are the files on her desktop.
func (s *screen) reports() []string {
	files, _ := filepath.Glob(filepath.Join(s.home, "桌面", "kpdoctor-*.html"))
	return files
}

// From the start to a saved report by Tab and Enter alone, and a step between
// that mends the fault.
func TestByKeyboardAlone(t *testing.T) {
	const fault = "dns.resolver_down"
	s := openScreen(t)
	s.start("--practice=" + fault)
	s.keep("keys-welcome")
	before := s.look()
	s.last()
	s.still()
	if string(pixels(t, before)) == string(pixels(t, s.look())) {
		t.Error("the focused button looks as any other")
	}
	s.keep("keys-focus")
	s.key("Return")
	s.settled("keys-verdict")

	s.last() // save the report
	s.key("Return")
	s.settled("keys-save")
	s.last()
	s.key("Return")
	s.until("the report is written", func() bool { return len(s.reports()) == 1 })
	s.settled("keys-saved")
	names(t, s.reports()[0], fault)

	s.key("Escape") // back to the verdict, where Enter says that the step is done
	s.settled("keys-verdict-again")
	s.key("Return")
	s.settled("keys-mended")
	s.key("Return") // now the report is the main button
	s.settled("keys-save-mended")
	s.key("Return")
	s.until("the second report is written", func() bool { return len(s.reports()) == 2 })
	well, first := s.reports()[1], s.reports()[0]
	if first > well {
		well = first
	}
	if data, err := os.ReadFile(well); err != nil || !strings.Contains(string(data), "一切正常") {
		t.Errorf("%s does not say that all is well (%v)", well, err)
	}
}
