package software

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Driver is the test driver with a window on the screen.
type Driver struct {
	fyne.Driver
	app   *App
	jobs  jobs
	clips clips
}

var _ desktop.Driver = (*Driver)(nil)

func newDriver(a *App) *Driver {
	return &Driver{Driver: a.App.Driver(), app: a, clips: clips{now: time.Now}}
}

// DoFromGoroutine has f called on the window's goroutine; from any other one.
func (d *Driver) DoFromGoroutine(f func(), wait bool) {
	if !wait {
		d.jobs.put(f)
		d.app.glass.wake()
		return
	}
	done := make(chan struct{})
	d.jobs.put(func() { defer close(done); f() })
	d.app.glass.wake()
	<-done
}

// CanvasForObject is the window's, whatever the object.
func (d *Driver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	if d.app.window == nil {
		return d.Driver.CanvasForObject(o)
	}
	return d.app.window.canvas
}

// AllWindows has the one.
func (d *Driver) AllWindows() []fyne.Window {
	if d.app.window == nil {
		return nil
	}
	return []fyne.Window{d.app.window}
}

// CreateWindow makes the one window.
func (d *Driver) CreateWindow(title string) fyne.Window { return d.app.NewWindow(title) }

// CreateSplashWindow makes the one window.
func (d *Driver) CreateSplashWindow() fyne.Window { return d.app.NewWindow("") }

// CurrentKeyModifiers are the keys that change others and are held now.
func (d *Driver) CurrentKeyModifiers() fyne.KeyModifier { return d.app.glass.keys() }

// HasSecondaryDisplay is not asked of the system.
func (d *Driver) HasSecondaryDisplay() bool { return false }

// StartAnimation begins an animation.
func (d *Driver) StartAnimation(a *fyne.Animation) {
	d.clips.start(a)
	d.app.glass.beat(true)
}

// StopAnimation ends one.
func (d *Driver) StopAnimation(a *fyne.Animation) { d.clips.stop(a) }

// Run returns once the window is closed.
func (d *Driver) Run() { d.app.Run() }

// Quit closes the window.
func (d *Driver) Quit() { d.app.Quit() }

// jobs wait for the window's goroutine; for any goroutine.
type jobs struct {
	mu  sync.Mutex
	all []func()
}

func (j *jobs) put(f func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.all = append(j.all, f)
}

func (j *jobs) take() []func() {
	j.mu.Lock()
	defer j.mu.Unlock()
	all := j.all
	j.all = nil
	return all
}
