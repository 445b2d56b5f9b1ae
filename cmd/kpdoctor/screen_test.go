package main

import (
	"bufio"
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be the program: the test starts it, and it
// starts itself to probe for a window.
func TestMain(m *testing.M) {
	if os.Getenv("KPDOCTOR_MAIN") != "" {
		os.Exit(run(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// A screen is an X server of the test's own, with the program on it.
type screen struct {
	t      *testing.T
	number string
	home   string
	shots  int
	window string // X's id
	kill   func() // the program, as a crash does
	left   int    // of the window on the screen
	top    int
}

// needs skips, or fails where LAB=require, unless all tools are there.
func needs(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("LAB") == "require" {
				t.Fatalf("LAB=require, and %s is not installed", tool)
			}
			t.Skipf("NOT TESTED: the window on a real screen: %s is not installed", tool)
		}
	}
}

// openScreen starts an X server of 1366×768, the smallest screen we care for.
func openScreen(t *testing.T, options ...string) *screen {
	t.Helper()
	needs(t, "Xvfb", "xdotool", "import")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"}, options...)...)
	server.ExtraFiles = []*os.File{w}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("the X server did not say its number: %v", err)
	}
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "桌面"), 0o755); err != nil {
		t.Fatal(err)
	}
	return &screen{t: t, number: ":" + strings.TrimSpace(number), home: home}
}

// env is the program's environment: a bare home, software OpenGL, no desktop
// settings of whoever runs the test.
func (s *screen) env(more ...string) []string {
	return append([]string{
		"KPDOCTOR_MAIN=1", "DISPLAY=" + s.number, "HOME=" + s.home, "PATH=" + os.Getenv("PATH"),
		"LC_ALL=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_THEME=light", "FYNE_SCALE=1",
		"XDG_CACHE_HOME=" + filepath.Join(s.home, "cache"), "TMPDIR=" + s.home,
	}, more...)
}

// start runs the program and waits for its window; ended is closed at its end.
func (s *screen) start(args ...string) (ended chan struct{}) {
	s.t.Helper()
	program := exec.Command(os.Args[0], args...)
	program.Env = s.env()
	return s.launch(program)
}

// launch runs a program, as start does.
func (s *screen) launch(program *exec.Cmd) (ended chan struct{}) {
	s.t.Helper()
	var said bytes.Buffer
	program.Stdout, program.Stderr = &said, &said
	if err := program.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.kill = func() { program.Process.Kill() }
	ended = make(chan struct{})
	go func() { program.Wait(); close(ended) }()
	s.t.Cleanup(func() {
		program.Process.Kill()
		<-ended
		if s.t.Failed() {
			s.t.Logf("the program said:\n%s", said.String())
		}
	})
	s.until("the window is there", func() bool {
		select {
		case <-ended:
			s.t.Fatalf("the program ended:\n%s", said.String())
		default:
		}
		out, err := s.tool("xdotool", "search", "--onlyvisible", "--name", name)
		ids := strings.Fields(string(out))
		if err != nil || len(ids) == 0 {
			return false
		}
		s.window = ids[len(ids)-1]
		return s.locate() > 600 // and not the probe's
	})
	s.still()
	return ended
}

// locate reads where the window is, and returns its width.
func (s *screen) locate() (width int) {
	out, err := s.tool("xdotool", "getwindowgeometry", "--shell", s.window)
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(out), "\n") {
		key, value, _ := strings.Cut(line, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "X":
			s.left = n
		case "Y":
			s.top = n
		case "WIDTH":
			width = n
		}
	}
	return width
}

func (s *screen) tool(name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.number, "LC_ALL=C.UTF-8")
	return c.Output()
}

func (s *screen) must(name string, args ...string) []byte {
	s.t.Helper()
	out, err := s.tool(name, args...)
	if err != nil {
		s.t.Fatalf("%s %q: %v", name, args, err)
	}
	return out
}

// click presses the left button at a point of the window.
func (s *screen) click(x, y int) {
	s.t.Helper()
	s.must("xdotool", "mousemove", strconv.Itoa(s.left+x), strconv.Itoa(s.top+y), "sleep", "0.1", "click", "1", "sleep", "0.1")
}

// look is what the screen shows.
func (s *screen) look() []byte {
	s.t.Helper()
	return s.must("import", "-window", "root", "-depth", "8", "png:-")
}

// still waits until the picture no longer changes.
func (s *screen) still() {
	s.t.Helper()
	var last []byte
	s.until("the picture stands still", func() bool {
		now := pixels(s.t, s.look())
		same := bytes.Equal(last, now)
		last = now
		return same
	})
}

// until waits for what the program does in its own time.
func (s *screen) until(what string, so func() bool) {
	s.t.Helper()
	for end := time.Now().Add(40 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if so() {
			return
		}
	}
	s.keep("failed")
	s.t.Fatalf("waited in vain until %s", what)
}

// keep stores a picture of the screen: in the folder KPDOCTOR_PICTURES, else
// with the test's artefacts.
func (s *screen) keep(page string) {
	s.t.Helper()
	dir := os.Getenv("KPDOCTOR_PICTURES")
	if dir == "" {
		dir = s.t.ArtifactDir()
	}
	s.shots++
	path := filepath.Join(dir, strconv.Itoa(s.shots)+"-"+page+".png")
	if err := os.WriteFile(path, s.look(), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// colour is that of a point of the window, 0xRRGGBB.
func (s *screen) colour(x, y int) uint32 {
	s.t.Helper()
	r, g, b, _ := decode(s.t, s.look()).At(s.left+x, s.top+y).RGBA()
	return r>>8<<16 | g>>8<<8 | b>>8
}

// pixels is a picture without what its file says of time.
func pixels(t *testing.T, data []byte) []byte {
	img := decode(t, data)
	plain := image.NewRGBA(img.Bounds())
	draw.Draw(plain, plain.Bounds(), img, img.Bounds().Min, draw.Src)
	return plain.Pix
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}
