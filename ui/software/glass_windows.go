package software

import (
	"fmt"
	"image"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// An hwnd is a plain window of Windows.
type hwnd struct {
	window  func() *Window
	h       uintptr
	woken   atomic.Bool // a wmWork is under way
	beating bool
	calls   map[uintptr]func() // by timer
	last    uintptr            // timer
	watched bool               // the system will say when the mouse leaves
	shape   uintptr            // of the cursor
	paper   paper
	icons   []uintptr
	place   image.Rectangle // of the window before it covered the screen
	carets  image.Rectangle
}

const (
	perMonitorV2   = ^uintptr(3)  // DPI_AWARENESS_CONTEXT -4
	overlapped     = 0x00cf0000   // WS_OVERLAPPEDWINDOW
	popup          = 0x80000000   // WS_POPUP
	useDefault     = 0x80000000   // CW_USEDEFAULT
	arrow          = 32512        // IDC_ARROW
	internalPaint  = 2            // RDW_INTERNALPAINT
	nearest        = 2            // MONITOR_DEFAULTTONEAREST
	styleIndex     = ^uintptr(15) // GWL_STYLE -16
	noSize, noMove = 1, 2         // SWP_
	noZOrder       = 4
	noActivate     = 0x10
	frameChanged   = 0x20
	darkFrame      = 20 // DWMWA_USE_IMMERSIVE_DARK_MODE
)

// newGlass makes ready for a window; the goroutine keeps its thread, for to
// Windows a window is its thread's.
func newGlass(window func() *Window) (glass, error) {
	runtime.LockOSThread()
	for _, p := range []*windows.LazyProc{procCreateWindowEx, procCreateDIBSection} {
		if err := p.Find(); err != nil {
			return nil, fmt.Errorf("software window: %w", err)
		}
	}
	if there(procSetProcessDpiAwarenessContext) {
		call(procSetProcessDpiAwarenessContext, perMonitorV2) // refused where the manifest says so already
	}
	return &hwnd{window: window, calls: map[uintptr]func(){}, last: timerFirst}, nil
}

type windowClass struct {
	size, style                        uint32
	proc                               uintptr
	classExtra, windowExtra            int32
	instance, icon, cursor, background uintptr
	menu, name                         *uint16
	smallIcon                          uintptr
}

// open makes the window, not yet shown.
func (g *hwnd) open(title string, icon image.Image, size image.Point) error {
	name, text := wide("kpdoctor.software"), wide(title)
	instance := call(procGetModuleHandle, 0)
	g.shape = call(procLoadCursor, 0, arrow)
	class := windowClass{proc: windows.NewCallback(g.message), instance: instance, cursor: g.shape, name: name}
	class.size = uint32(unsafe.Sizeof(class))
	if r, _, err := procRegisterClassEx.Call(uintptr(unsafe.Pointer(&class))); r == 0 {
		return fmt.Errorf("register the window's class: %w", err)
	}
	outer := g.framed(size, g.dpi())
	h, _, err := procCreateWindowEx.Call(0, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(text)), overlapped,
		useDefault, useDefault, uintptr(outer.X), uintptr(outer.Y), 0, 0, instance, 0)
	if h == 0 {
		return fmt.Errorf("make the window: %w", err)
	}
	g.h = h
	if dpi := g.dpi(); outer != g.framed(size, dpi) {
		g.resize(size)
	}
	g.icon(icon)
	call(procDragAcceptFiles, h, 1)
	return nil
}

func (g *hwnd) close() {
	h := g.h
	g.h = 0
	g.paper.drop()
	call(procDestroyWindow, h)
}

func (g *hwnd) handle() uintptr { return g.h }

// run hands on what the system says until the window is closed.
func (g *hwnd) run() {
	var m struct {
		h       uintptr
		message uint32
		w, l    uintptr
		time    uint32
		at      [2]int32
		private uint32
	}
	for int32(call(procGetMessage, uintptr(unsafe.Pointer(&m)), 0, 0, 0)) > 0 {
		call(procTranslateMessage, uintptr(unsafe.Pointer(&m)))
		call(procDispatchMessage, uintptr(unsafe.Pointer(&m)))
	}
}

func (g *hwnd) wake() {
	if h := g.h; h != 0 && !g.woken.Swap(true) {
		call(procPostMessage, h, wmWork, 0, 0)
	}
}

func (g *hwnd) due() { call(procRedrawWindow, g.h, 0, 0, internalPaint) }

func (g *hwnd) beat(on bool) {
	if on == g.beating || g.h == 0 {
		return
	}
	g.beating = on
	if on {
		call(procSetTimer, g.h, timerBeat, 16, 0)
	} else {
		call(procKillTimer, g.h, timerBeat)
	}
}

func (g *hwnd) after(d time.Duration, f func()) (cancel func()) {
	g.last++
	id := g.last
	g.calls[id] = f
	call(procSetTimer, g.h, id, uintptr(d.Milliseconds()), 0)
	return func() {
		delete(g.calls, id)
		call(procKillTimer, g.h, id)
	}
}

// timer is one that ran out.
func (g *hwnd) timer(w *Window, id uintptr) {
	if id == timerBeat {
		w.tick()
		return
	}
	call(procKillTimer, g.h, id)
	if f := g.calls[id]; f != nil {
		delete(g.calls, id)
		f()
		w.noticed()
	}
}

func (g *hwnd) title(s string) {
	call(procSetWindowText, g.h, uintptr(unsafe.Pointer(wide(s))))
}

func (g *hwnd) show(on bool) {
	how := uintptr(0) // SW_HIDE
	if on {
		how = 5 // SW_SHOW
	}
	call(procShowWindow, g.h, how)
}

// raise brings the window up, also from the task bar.
func (g *hwnd) raise() {
	if call(procIsIconic, g.h) != 0 {
		call(procShowWindow, g.h, 9) // SW_RESTORE
	}
	call(procSetForegroundWindow, g.h)
}

// shapes are the cursors, by Fyne's number.
var shapes = map[desktop.StandardCursor]uintptr{
	desktop.DefaultCursor: arrow, desktop.TextCursor: 32513, desktop.CrosshairCursor: 32515, desktop.PointerCursor: 32649,
	desktop.HResizeCursor: 32644, desktop.VResizeCursor: 32645, desktop.NESWResizeCursor: 32643, desktop.NWSEResizeCursor: 32642,
}

func (g *hwnd) cursor(c desktop.Cursor) {
	standard, ok := c.(desktop.StandardCursor)
	switch id := shapes[standard]; {
	case ok && standard == desktop.HiddenCursor:
		g.shape = 0
	case ok && id != 0:
		g.shape = call(procLoadCursor, 0, id)
	default:
		g.shape = call(procLoadCursor, 0, arrow)
	}
	call(procSetCursor, g.shape)
}

func (g *hwnd) keys() (held fyne.KeyModifier) {
	for vk, m := range map[uintptr]fyne.KeyModifier{vkShift: fyne.KeyModifierShift, vkControl: fyne.KeyModifierControl,
		vkMenu: fyne.KeyModifierAlt, 0x5b: fyne.KeyModifierSuper, 0x5c: fyne.KeyModifierSuper} {
		if int16(call(procGetKeyState, vk)) < 0 {
			held |= m
		}
	}
	return held
}

// variant reads what a person chose for programs.
func (g *hwnd) variant() fyne.ThemeVariant {
	k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Microsoft\Windows\CurrentVersion\Themes\Personalize`, registry.QUERY_VALUE)
	if err != nil {
		return variantLight
	}
	defer k.Close()
	if light, _, err := k.GetIntegerValue("AppsUseLightTheme"); err == nil && light == 0 {
		return variantDark
	}
	return variantLight
}

func (g *hwnd) dark(on bool) {
	if g.h == 0 || !there(procDwmSetWindowAttribute) {
		return
	}
	var value uint32
	if on {
		value = 1
	}
	call(procDwmSetWindowAttribute, g.h, darkFrame, uintptr(unsafe.Pointer(&value)), unsafe.Sizeof(value))
}

func (g *hwnd) browse(target string) error {
	return windows.ShellExecute(windows.Handle(g.h), wide("open"), wide(target), nil, nil, 1)
}

// wide is text as Windows wants it, without what it could not hold.
func wide(s string) *uint16 {
	p, err := windows.UTF16PtrFromString(s)
	if err != nil {
		p = new(uint16)
	}
	return p
}
