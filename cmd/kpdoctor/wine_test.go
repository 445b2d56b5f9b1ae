package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"kpdoctor/ui/wizard"
)

// The real kpdoctor.exe in Wine, on screens with and without OpenGL:
//
//	KPDOCTOR_WINE=require go test -run Wine ./cmd/kpdoctor
//
// KPDOCTOR_EXE names one that is built already; else the test builds it, with
// the patch for UDP that checks/internal/wine explains. What Wine lacks comes
// from there too.

const winePatience = 4 * time.Minute // to make a Windows, on a busy machine

// windowsProgram builds kpdoctor.exe once for all tests.
var windowsProgram = sync.OnceValues(func() (string, error) {
	if exe := os.Getenv("KPDOCTOR_EXE"); exe != "" {
		return filepath.Abs(exe)
	}
	dir, err := os.MkdirTemp("", "kpdoctor-exe-")
	if err != nil {
		return "", err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	source := filepath.Join(strings.TrimSpace(string(root)), "src", "net", "fd_windows.go")
	text, err := os.ReadFile(source)
	if err != nil {
		return "", err
	}
	const ioctl = "windows.SIO_UDP_NETRESET, (*byte)(unsafe.Pointer(&flag)), size, nil, 0, &ret, nil, 0)"
	patched, overlay, exe := filepath.Join(dir, "fd.txt"), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "kpdoctor.exe")
	text = bytes.Replace(text, []byte(ioctl), []byte(ioctl+"\n\t\terr = nil"), 1)
	if err := os.WriteFile(patched, text, 0o600); err != nil {
		return "", err
	}
	if err := os.WriteFile(overlay, fmt.Appendf(nil, `{"Replace": {%q: %q}}`, source, patched), 0o600); err != nil {
		return "", err
	}
	build := exec.Command("go", "build", "-overlay", overlay, "-trimpath", "-ldflags", "-H windowsgui -s -w", "-o", exe, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=1", "GOOS=windows", "GOARCH=amd64", "CC=x86_64-w64-mingw32-gcc")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building kpdoctor.exe: %w: %s", err, out)
	}
	return exe, nil
})

// A windowsPC is a screen with Windows behind it.
type windowsPC struct {
	*screen
	exe string
}

// newWindowsPC makes a Windows on a screen of its own; options are the screen's.
func newWindowsPC(t *testing.T, options ...string) windowsPC {
	t.Helper()
	if os.Getenv("KPDOCTOR_WINE") != "require" {
		t.Skip("NOT TESTED: kpdoctor.exe in Wine: KPDOCTOR_WINE=require does")
	}
	needs(t, "wine", "wineserver", "x86_64-w64-mingw32-gcc")
	exe, err := windowsProgram()
	if err != nil {
		t.Fatal(err)
	}
	pc := windowsPC{openScreen(t, options...), exe}
	dll := filepath.Join(pc.home, "prefix", "drive_c", "windows", "system32", "bcryptprimitives.dll")
	t.Cleanup(func() { pc.command("wineserver", "-k").Run() })
	for _, step := range []*exec.Cmd{
		pc.command("wine", "wineboot", "-i"),
		pc.command("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", dll, "../../checks/internal/wine/testdata/bcryptprimitives.c", "-ladvapi32"),
		pc.command("x86_64-w64-mingw32-gcc", "-municode", "-O2", "-s", "-o", filepath.Join(pc.home, "type.exe"), "testdata/type.c"),
		pc.command("wine", "winecfg", "-v", "win10"),
	} {
		late := time.AfterFunc(winePatience, func() { step.Process.Kill() })
		if err := step.Run(); err != nil {
			t.Fatalf("making a Windows: %q: %v", step.Args, err)
		}
		late.Stop()
	}
	return pc
}

func (pc windowsPC) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = pc.env("WINEPREFIX="+filepath.Join(pc.home, "prefix"), "WINEDEBUG=-all", `KPDOCTOR_HOME=C:\kept`)
	return c
}

// probes asks the program what its child would be asked; the first program in a
// new Windows is slow, and must not make it believe that the driver hangs.
func (pc windowsPC) probes() (status int) {
	c := pc.command("wine", pc.exe, "--probe-window")
	c.Run() // the status says it
	return c.ProcessState.ExitCode()
}

// saved lists the reports on the desktop.
func (pc windowsPC) saved(ext string) []string {
	for _, desktop := range []string{"Desktop", "桌面"} {
		files, _ := filepath.Glob(filepath.Join(pc.home, "prefix", "drive_c", "users", "*", desktop, "kpdoctor-*."+ext))
		if len(files) > 0 {
			return files
		}
	}
	return nil
}

// drawnBy reads from a saved report how the window was drawn.
func drawnBy(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r struct{ Context struct{ Window string } }
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r.Context.Window
}

// message is what is typed.
const message = "离线时间超限"

// write types text as an input method does, and waits until it is seen.
func (pc windowsPC) write(within image.Rectangle, text string) {
	pc.t.Helper()
	before := decode(pc.t, pc.look())
	if out, err := pc.command("wine", filepath.Join(pc.home, "type.exe"), name, text).CombinedOutput(); err != nil {
		pc.t.Fatalf("typing: %v: %s", err, out)
	}
	pc.until("what was typed is seen", func() bool {
		return unlike(before, decode(pc.t, pc.look()), within.Add(image.Pt(pc.left, pc.top))) > 300
	})
}

// unlike counts the dots that differ between two pictures by more than a little.
func unlike(a, b image.Image, within image.Rectangle) (dots int) {
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if far(r1, r2) || far(g1, g2) || far(b1, b2) {
				dots++
			}
		}
	}
	return dots
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x2600 } // 15 %

// road walks from the start to a saved report, by mouse, and returns a picture
// of each page.
func (pc windowsPC) road(fault string, want way, args ...string) (pages []image.Image) {
	t := pc.t
	t.Helper()
	pc.launch(pc.command("wine", append([]string{pc.exe, "--practice=" + fault}, args...)...))
	p := person{pc.screen, newTwin(t, wizard.Choice{Mode: wizard.ByPractice, Software: "browser", Fault: fault})}
	keep := func(page string) {
		pc.must("xdotool", "mousemove", "3", "3")
		p.keep(page)
		pages = append(pages, inside(decode(t, pc.look()), image.Rect(pc.left, pc.top, pc.left+960, pc.top+680)))
	}
	keep("start")
	p.tap("屏幕上的提示是什么意思？ (M)")
	p.still()
	pc.write(image.Rect(20, 110, 940, 170), message)
	p.keep("typed")
	p.tap("返回")
	p.tap("开始检测 (S)")
	button := p.find("保存报告 (S)")
	p.until("the verdict is there", func() bool { return pc.colour(int(button.X), int(button.Y)+14) == ordinary })
	keep("verdict")
	p.tap("保存报告 (S)")
	keep("save")
	p.tap("给技术支持的程序读（JSON）")
	p.tap("保存 (S)")
	p.until("the report is written", func() bool { return len(pc.saved("json")) > 0 })
	p.keep("saved")
	report := pc.saved("json")[0]
	names(t, report, fault)
	if got := drawnBy(t, report); got != string(want) {
		t.Errorf("the report says that the window was drawn by %q, want %q", got, want)
	}
	if data, err := os.ReadFile(report); err != nil || !strings.Contains(string(data), message) {
		t.Errorf("what was typed is not in the report (%v)", err)
	}
	return pages
}

// inside cuts a window out of a picture of the screen.
func inside(all image.Image, window image.Rectangle) image.Image {
	cut := image.NewRGBA(image.Rect(0, 0, window.Dx(), window.Dy()))
	for y := range window.Dy() {
		for x := range window.Dx() {
			cut.Set(x, y, all.At(window.Min.X+x, window.Min.Y+y))
		}
	}
	return cut
}

// The same road on a screen with OpenGL and on one without, and the pages look
// the same.
func TestWineBothWindows(t *testing.T) {
	const fault = "dns.resolver_down"
	with, without := newWindowsPC(t), newWindowsPC(t, "-extension", "GLX")
	if a, b := with.probes(), without.probes(); a != probeWindow || b != probeOpenGL {
		t.Fatalf("the probe said %d with OpenGL and %d without, want %d and %d", a, b, probeWindow, probeOpenGL)
	}
	hard, soft := with.road(fault, openGL), without.road(fault, inMemory)
	for i := range min(len(hard), len(soft)) {
		all := hard[i].Bounds()
		if dots := unlike(hard[i], soft[i], all); dots > all.Dx()*all.Dy()/100 { // the verdict names a port, the report's file the time
			t.Errorf("page %d: %d of %d dots look different", i, dots, all.Dx()*all.Dy())
		} else {
			t.Logf("page %d: %d of %d dots differ by more than 15 %%", i, dots, all.Dx()*all.Dy())
		}
	}
}

// With OpenGL at hand, the command line asks for the software window; it is
// worked by keys alone.
func TestWineByKeysAlone(t *testing.T) {
	const fault = "dns.resolver_down"
	pc := newWindowsPC(t)
	pc.launch(pc.command("wine", pc.exe, "--window=software", "--practice="+fault))
	p := person{pc.screen, newTwin(t, wizard.Choice{Mode: wizard.ByPractice, Software: "browser", Fault: fault})}
	pc.must("xdotool", "windowfocus", pc.window, "mousemove", "3", "3") // there is no window manager to do it
	p.still()
	p.must("xdotool", "key", "alt+s")
	test.TapCanvas(p.twin.Canvas(), p.find("开始检测 (S)"))
	button := p.find("保存报告 (S)")
	p.until("the verdict is there", func() bool { return pc.colour(int(button.X), int(button.Y)+14) == ordinary })
	p.still()
	p.must("xdotool", "key", "alt+s")
	p.still()
	p.keep("save-by-keys")
	p.must("xdotool", "key", "Return")
	p.until("the report is written", func() bool { return len(pc.saved("html")) > 0 })
	p.keep("saved-by-keys")
	names(t, pc.saved("html")[0], fault)
}

// Asked for no window, the program writes the report and ends.
func TestWineWithoutWindow(t *testing.T) {
	pc := newWindowsPC(t, "-extension", "GLX")
	program := pc.command("wine", pc.exe, "--window=none", "--practice=dns.resolver_down")
	var said bytes.Buffer
	program.Stderr = &said
	late := time.AfterFunc(winePatience, func() { program.Process.Kill() })
	defer late.Stop()
	program.Run() // its status is the verdict's
	files := pc.saved("html")
	if len(files) == 0 {
		t.Fatalf("no report; it said:\n%s", said.String())
	}
	names(t, files[0], "dns.resolver_down")
	if !strings.Contains(said.String(), "window: none") {
		t.Errorf("it did not say how it was drawn:\n%s", said.String())
	}
}
