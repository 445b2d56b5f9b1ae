package main

import (
	"context"
	"encoding/json"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"kpdoctor/assets/text"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui"
	"kpdoctor/ui/wizard"
)

// A twin is the same window, drawn in this process: it knows where on the real
// one a word stands. What is clicked there is clicked here too.
type twin struct {
	*ui.Window
	t *testing.T
}

func newTwin(t *testing.T, c wizard.Choice) twin {
	do := new(desk).actions()
	do.Check = func(context.Context, wizard.Choice, string) iter.Seq[wizard.Event] {
		return func(yield func(wizard.Event) bool) {
			yield(wizard.Event{Outcome: &wizard.Outcome{Diagnosis: diagnose.Diagnosis{Verdict: diagnose.OK}}})
		}
	}
	do.Place = func(wizard.Outcome) (string, string) { return "/home", "kpdoctor" }
	do.Save = func(_ wizard.Outcome, to wizard.Report) (string, error) { return to.Folder + "/" + to.Name, nil }
	w := newTwinOf(t, do)
	w.Choose(c)
	return w
}

// newTwinOf is a twin that does these things.
func newTwinOf(t *testing.T, do ui.Actions) twin {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.Theme{})
	w := ui.New(app, text.New("zh"), do)
	w.Spawn, w.Clock = func(f func()) { f() }, nil
	return twin{w, t}
}

// find returns the middle of a text on the window; of several the lowest: the
// header says some words too.
func (w twin) find(said string) fyne.Position {
	w.t.Helper()
	var all []string
	var found fyne.Position
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			all = append(all, o.Text)
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.MinSize().Width/2, o.Size().Height/2)
			if o.Text == said && at.Y > found.Y {
				found = at
			}
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(w.Content())
	if found.IsZero() {
		w.t.Fatalf("%q does not stand on the window, but %q", said, all)
	}
	return found
}

// A person sees the one window and works it by what stands on the other.
type person struct {
	*screen
	twin
}

// tap clicks on a text, on the real window and on its twin.
func (p person) tap(said string) {
	p.screen.t.Helper()
	at := p.find(said)
	p.still()
	p.click(int(at.X), int(at.Y))
	test.TapCanvas(p.twin.Canvas(), at)
}

// keep stores a picture of the page once it has settled.
func (p person) keep(page string) {
	p.screen.t.Helper()
	p.still()
	p.screen.keep(page)
}

// The colour of an ordinary button, as in ui/theme.go.
const ordinary = 0xe3e8ee

// The whole road, as she walks it: start, practice mode, checks, verdict,
// report. In Chinese, on a screen of her size; the program brings its own font.
func TestFromStartToSavedReport(t *testing.T) {
	const fault, said = "dns.resolver_down", "离线时间超限"
	s := openScreen(t)
	if out, err := exec.Command("fc-list", ":lang=zh").Output(); err == nil && len(out) > 0 {
		t.Logf("this system has Chinese fonts of its own, so square boxes would not show:\n%s", out)
	}
	s.start("--practice=" + fault)
	p := person{s, newTwin(t, wizard.Choice{Mode: wizard.ByPractice, Software: "browser", Fault: fault})}
	p.tap("选择税务局")
	p.keep("welcome")
	p.tap("屏幕上的提示是什么意思？ (M)")
	p.tap(said)
	p.keep("message")
	p.tap("返回")
	p.tap("练习模式")
	p.keep("practice")
	p.tap("开始检测 (S)")
	s.keep("checks") // as they run
	button := p.find("保存报告 (S)")
	p.until("the verdict is there", func() bool { return s.colour(int(button.X), int(button.Y)+14) == ordinary })
	p.keep("verdict")

	p.tap("保存报告 (S)")
	p.keep("save")
	for _, format := range []struct{ option, ext string }{{"给人看，用浏览器打开（HTML）", "html"}, {"给技术支持的程序读（JSON）", "json"}} {
		p.tap(format.option)
		p.tap("保存 (S)")
		var files []string
		p.until("the report is written", func() bool {
			files, _ = filepath.Glob(filepath.Join(s.home, "桌面", "kpdoctor-*."+format.ext))
			return len(files) > 0
		})
		p.keep("saved-" + format.ext)
		names(t, files[0], fault)
		if data, err := os.ReadFile(files[0]); err != nil || !strings.Contains(string(data), said) {
			t.Errorf("%s does not hold the message %q (%v)", files[0], said, err)
		}
	}
}

// names fails unless a saved report names the fault as the root cause.
func names(t *testing.T, path, code string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if title := catalogue.Find(code).ZH.Title; !strings.Contains(string(data), title) {
		t.Errorf("%s does not say %q", path, title)
	}
	if filepath.Ext(path) != ".json" {
		return
	}
	var r struct {
		Diagnosis struct{ Causes []struct{ Code string } }
	}
	if err := json.Unmarshal(data, &r); err != nil || len(r.Diagnosis.Causes) == 0 || r.Diagnosis.Causes[0].Code != code {
		t.Errorf("%s names %+v (%v), want %s first", path, r.Diagnosis.Causes, err, code)
	}
}

// Without OpenGL the program must neither hang nor vanish.
func TestWithoutOpenGL(t *testing.T) {
	s := openScreen(t, "-extension", "GLX")
	bareRun(t, s.env(), "显卡不支持 OpenGL 2")
}

func TestWithoutDisplay(t *testing.T) {
	home := t.TempDir()
	bareRun(t, []string{"KPDOCTOR_MAIN=1", "HOME=" + home, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + home}, "没有图形桌面")
}

// bareRun wants the demo's report, and why there is no window.
func bareRun(t *testing.T, env []string, reason string) {
	t.Helper()
	var said, path strings.Builder
	program := exec.Command(os.Args[0])
	program.Env, program.Stderr, program.Stdout = env, &said, &path
	err := program.Run()
	if err != nil {
		t.Errorf("ended with %v, want the status of a healthy run; it said:\n%s", err, said.String())
	}
	if !strings.Contains(said.String(), reason) || !strings.Contains(said.String(), "练习服务器") {
		t.Errorf("it did not say why:\n%s", said.String())
	}
	html, err := os.ReadFile(strings.TrimSpace(path.String()))
	if err != nil || !strings.Contains(string(html), "<html") {
		t.Errorf("no report at %q: %v", path.String(), err)
	}
}
