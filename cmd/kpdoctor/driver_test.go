package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/settings"
)

func TestChoose(t *testing.T) {
	fit, unfit := func() string { return "" }, func() string { return "bare.no_opengl" }
	never := func() string { t.Error("the driver was probed"); return "" }
	second, whyNot := noWindows, "bare.no_software"
	if hasSoftware {
		second, whyNot = inMemory, "bare.as_asked"
	}
	for _, c := range []struct {
		force  string
		probe  func() string
		want   way
		reason string
	}{
		{"auto", fit, openGL, ""},
		{"auto", unfit, second, "bare.no_opengl"},
		{"opengl", never, openGL, ""},
		{"software", never, second, whyNot},
		{"none", never, noWindows, "bare.as_asked"},
	} {
		if got, reason := choose(c.force, c.probe); got != c.want || reason != c.reason {
			t.Errorf("%s: got %s, %q; want %s, %q", c.force, got, reason, c.want, c.reason)
		}
	}
	if openGL.lesser() != second || inMemory.lesser() != noWindows || noWindows.lesser() != noWindows {
		t.Error("a way that failed is tried again")
	}
}

func TestForced(t *testing.T) {
	t.Setenv(settings.Home, t.TempDir())
	if got := forced(options{}); got != "auto" {
		t.Errorf("a first start draws by %q", got)
	}
	if err := settings.Save(settings.Settings{Window: settings.Window{Force: "software"}}); err != nil {
		t.Fatal(err)
	}
	if got := forced(options{}); got != "software" {
		t.Errorf("the settings say software, it draws by %q", got)
	}
	if got := forced(options{window: "none"}); got != "none" {
		t.Errorf("the command line says none, it draws by %q", got)
	}
	if _, err := parseOptions([]string{"--window", "vulkan"}); err == nil || !strings.Contains(err.Error(), "software") {
		t.Errorf("--window vulkan: %v", err)
	}
}

// A driver that hangs must not keep the user waiting, nor one that crashes.
func TestProbeThatDoesNotAnswer(t *testing.T) {
	for name, body := range map[string]string{"hangs": "exec sleep 60", "crashes": "kill -9 $$", "is broken": "exit 3"} {
		script := filepath.Join(t.TempDir(), "probe")
		if err := os.WriteFile(script, []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if reason := ask(script, "", 300*time.Millisecond); reason != "bare.no_answer" || time.Since(began) > 20*time.Second {
			t.Errorf("a probe that %s: %q after %v", name, reason, time.Since(began))
		}
	}
}

func TestNewEnough(t *testing.T) {
	for version, want := range map[string]bool{
		"1.1.0": false, "1.4": false, "2.0.0 - Build 8.15": false, "2.1.0": true, "2.10": true,
		"4.5 (Compatibility Profile) Mesa 22.3.6": true, "OpenGL ES 3.2": false, "": false,
	} {
		if got := newEnough(version); got != want {
			t.Errorf("%q: %v", version, got)
		}
	}
}

// Asked for no window, it says so and reports which way it was.
func TestNoWindowAsAsked(t *testing.T) {
	home := t.TempDir()
	var said strings.Builder
	program := exec.Command(os.Args[0], "--window=none")
	program.Env = []string{"KPDOCTOR_MAIN=1", "HOME=" + home, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + home}
	program.Stderr = &said
	if err := program.Run(); err != nil || !strings.HasPrefix(said.String(), "window: none bare.as_asked\n") {
		t.Errorf("ended with %v, saying %q", err, said.String())
	}
}

// A window that did not come in the way that was forced is tried in the lesser
// one, and all else that was asked for stays.
func TestTheLesserWayIsTaken(t *testing.T) {
	for _, args := range [][]string{nil, {"--window=opengl"}, {"--window", "opengl", "--practice"}, {"--practice", "dns.resolver_down"}} {
		before, err := parseOptions(args)
		if err != nil {
			t.Fatal(err)
		}
		after, err := parseOptions(inWay(openGL.lesser(), args))
		if err != nil {
			t.Fatal(err)
		}
		if w, _ := choose(forced(after), func() string { return "" }); w != openGL.lesser() {
			t.Errorf("%q is started again in the way %q", args, w)
		}
		if after.choice.Mode != before.choice.Mode || after.choice.Fault != before.choice.Fault {
			t.Errorf("%q is started again with the choice %+v", args, after.choice)
		}
	}
}
