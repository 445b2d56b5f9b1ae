package main

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/settings"
	"kpdoctor/ui/wizard"
)

// desktop puts a window manager on the screen: without one no window can be
// brought forward, moved or closed as a person does it.
func (s *screen) desktop() {
	s.t.Helper()
	needs(s.t, "openbox")
	wm := exec.Command("openbox", "--sm-disable")
	wm.Env = s.env()
	if err := wm.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { wm.Process.Kill(); wm.Wait() })
	s.until("the window manager is there", func() bool {
		_, err := s.tool("xdotool", "get_num_desktops")
		return err == nil
	})
}

// shut closes the window as a person does, and waits for the program's end.
func (s *screen) shut(ended <-chan struct{}) {
	s.t.Helper()
	s.must("xdotool", "windowactivate", "--sync", s.window, "key", "--clearmodifiers", "alt+F4")
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		s.keep("failed")
		s.t.Fatal("the program did not end")
	}
}

// size is the window's, inside its frame.
func (s *screen) size() (width, height int) {
	s.t.Helper()
	out := string(s.must("xdotool", "getwindowgeometry", "--shell", s.window))
	for _, line := range strings.Fields(out) {
		key, value, _ := strings.Cut(line, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "WIDTH":
			width = n
		case "HEIGHT":
			height = n
		}
	}
	return width, height
}

// A window is left in the task bar; who starts the program again gets that one,
// with what this start asked for, and no second one. The next day it opens where
// it stood and as large.
func TestASecondStartAndTheNextDay(t *testing.T) {
	s := openScreen(t)
	s.desktop()
	ended := s.start()
	s.must("xdotool", "windowsize", "--sync", s.window, "1010", "640", "windowmove", "--sync", s.window, "70", "45")
	s.still()
	s.must("xdotool", "windowminimize", "--sync", s.window)

	second := exec.Command(os.Args[0], "--practice=clock.skewed")
	second.Env = s.env()
	began := time.Now()
	if out, err := second.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("the second start: %v\n%s", err, out)
	}
	t.Logf("a second start took %v", time.Since(began).Round(time.Millisecond))
	s.until("the window is before all others", func() bool {
		out, _ := s.tool("xdotool", "getactivewindow")
		return strings.TrimSpace(string(out)) == s.window
	})
	if out := s.must("xdotool", "search", "--onlyvisible", "--name", name); len(strings.Fields(string(out))) != 1 {
		t.Errorf("more than one window: %q", out)
	}
	s.still()
	s.keep("second-start") // with practice chosen
	s.locate()
	left, top := s.left, s.top
	s.shut(ended)

	ended = s.start()
	s.locate()
	if width, height := s.size(); width != 1010 || height != 640 || s.left != left || s.top != top {
		t.Errorf("it opened %d×%d at %d,%d, not 1010×640 at %d,%d", width, height, s.left, s.top, left, top)
	}
	s.shut(ended)
}

// What cannot be kept, and what was broken, keeps nobody from checking.
func TestWithoutAPlaceToKeepThings(t *testing.T) {
	path := t.TempDir() + "/file"
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(settings.Home, path+"/below")
	if seat, forward := another(nil); seat != nil || forward {
		t.Error("there is a seat in a folder that there is not")
	}
	d := openDesk()
	d.stood(settings.Window{Width: 800, Height: 600})
	if got := d.kept.Now().Window.Width; got != 800 {
		t.Errorf("not even for now: %v", got)
	}
}

func TestOnScreen(t *testing.T) {
	two := []area{{0, 0, 1366, 728}, {-1920, 0, 1920, 1040}}
	for at, want := range map[settings.Place]bool{
		{X: 0, Y: 0}: true, {X: -8, Y: 0}: true, {X: 1300, Y: 10}: false, {X: -1500, Y: 300}: true,
		{X: 100, Y: 700}: false, {X: 100, Y: -20}: false, {X: 5000, Y: 5000}: false,
	} {
		if got := onScreen(at, two); got != want {
			t.Errorf("%+v: %v", at, got)
		}
	}
	if onScreen(settings.Place{}, nil) {
		t.Error("on a screen that there is not")
	}
}

func TestARunIsRemembered(t *testing.T) {
	t.Setenv(settings.Home, t.TempDir())
	d := openDesk()
	for range d.check(t.Context(), practiceOf(""), "zh") {
	}
	if got := d.kept.Now(); len(got.Answers) != 0 || got.Typical["dns"] == 0 {
		t.Errorf("practice: %d answers, dns takes %d ms", len(got.Answers), got.Typical["dns"])
	}
	c := practiceOf("")
	c.Mode, c.Addresses, c.Label = "address", "a.example：8443", "老王五金店"
	d.use(c)
	c = practiceOf("")
	c.Mode, c.Region = "region", "neimenggu"
	d.use(c)
	all := openDesk().answers("en")
	if len(all) != 2 || all[0].Name != "Inner Mongolia · Browser (e-invoice platform)" || all[1].Title() != "老王五金店" || all[1].Choice.Addresses != "https://a.example:8443" {
		t.Errorf("%+v", all)
	}
}

func practiceOf(fault string) wizard.Choice {
	return wizard.Choice{Mode: wizard.ByPractice, Software: "browser", Fault: fault}
}
