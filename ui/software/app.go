package software

import (
	"errors"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// App is the program in Fyne's eyes.
type App struct {
	fyne.App // the test driver's: what is not told here
	metadata fyne.AppMetadata
	driver   *Driver
	settings *settings
	window   *Window
	glass    glass
	icon     fyne.Resource
	failed   error
}

// ErrUnsupported says that this system has no software window.
var ErrUnsupported = errors.New("software window: only on Windows")

// New returns the program in Fyne's eyes, for Fyne to take as the current one.
// The calling goroutine is the window's from now on.
func New(about fyne.AppMetadata) (*App, error) {
	a := &App{}
	glass, err := newGlass(func() *Window { return a.window })
	if err != nil {
		return nil, err
	}
	a.begin(about, glass)
	return a, nil
}

// begin puts the app together and makes it the current one.
func (a *App) begin(about fyne.AppMetadata, g glass) {
	a.App, a.metadata, a.glass, a.icon = test.NewApp(), about, g, about.Icon
	a.driver = newDriver(a)
	a.settings = &settings{Settings: a.App.Settings(), variant: g.variant(), apply: a.applied}
	fyne.SetCurrentApp(a)
}

// NewWindow makes the window; there is one.
func (a *App) NewWindow(title string) fyne.Window {
	inner := a.App.NewWindow(title)
	a.window = newWindow(a, inner)
	a.window.SetTitle(title)
	return a.window
}

// Run returns once the window is closed.
func (a *App) Run() {
	if a.failed == nil {
		a.glass.run()
	}
	if f, ok := a.Lifecycle().(interface{ OnStopped() func() }); ok && f.OnStopped() != nil {
		f.OnStopped()()
	}
}

// Failed is why no window came; nil where one did.
func (a *App) Failed() error { return a.failed }

// Quit closes the window.
func (a *App) Quit() {
	if a.window != nil {
		a.window.Close()
	}
}

// begun tells who wants to know that the window is there.
func (a *App) begun() {
	if f, ok := a.Lifecycle().(interface{ OnStarted() func() }); ok && f.OnStarted() != nil {
		a.driver.jobs.put(f.OnStarted())
	}
	a.glass.wake()
}

// foreground tells who wants to know that the keyboard came or went.
func (a *App) foreground(here bool) {
	l, ok := a.Lifecycle().(interface {
		OnEnteredForeground() func()
		OnExitedForeground() func()
	})
	if !ok {
		return
	}
	f := l.OnExitedForeground()
	if here {
		f = l.OnEnteredForeground()
	}
	if f != nil {
		f()
	}
}

// applied has the window follow a change of theme.
func (a *App) applied() {
	w := a.window
	if w == nil {
		return
	}
	for _, root := range trees(w.canvas) {
		if root != nil {
			retheme(root)
		}
	}
	w.canvas.repaint()
}

// retheme refreshes an object and all that it holds, visible or not.
func retheme(o fyne.CanvasObject) {
	inside, _ := held(o)
	for _, child := range inside {
		retheme(child)
	}
	layOut(o)
	o.Refresh()
}

// Driver is the window's.
func (a *App) Driver() fyne.Driver { return a.driver }

// Settings are the theme and the system's light or dark.
func (a *App) Settings() fyne.Settings { return a.settings }

// Metadata is what New was told.
func (a *App) Metadata() fyne.AppMetadata { return a.metadata }

// UniqueID is the program's name among programs.
func (a *App) UniqueID() string { return a.metadata.ID }

// Icon is its picture.
func (a *App) Icon() fyne.Resource { return a.icon }

// SetIcon sets it.
func (a *App) SetIcon(icon fyne.Resource) {
	a.icon = icon
	if a.window != nil && a.window.open {
		a.glass.icon(picture(icon))
	}
}

// Clipboard is the system's.
func (a *App) Clipboard() fyne.Clipboard { return a.glass.clipboard() }

// OpenURL shows a page or a file in the system's program for it.
func (a *App) OpenURL(u *url.URL) error { return a.glass.browse(target(u)) }

// target is what the system is to open: a file by its path, for in an address
// it might read Chinese as another code page's.
func target(u *url.URL) string {
	if u.Scheme != "file" {
		return u.String()
	}
	path := u.Path
	if len(path) > 2 && path[0] == '/' && path[2] == ':' { // a drive
		path = path[1:]
	}
	if u.Host != "" { // a share
		path = "//" + u.Host + path
	}
	return strings.ReplaceAll(path, "/", `\`)
}

const (
	variantDark  = theme.VariantDark
	variantLight = theme.VariantLight
)

// settings are the test driver's, with the system's light or dark.
type settings struct {
	fyne.Settings
	variant fyne.ThemeVariant
	apply   func()
}

// ThemeVariant is light or dark.
func (s *settings) ThemeVariant() fyne.ThemeVariant { return s.variant }

// SetTheme sets colours, sizes and fonts.
func (s *settings) SetTheme(t fyne.Theme) {
	s.Settings.SetTheme(t)
	s.apply()
}

// follow takes over the system's choice.
func (s *settings) follow(v fyne.ThemeVariant) {
	if v != s.variant {
		s.variant = v
		s.SetTheme(s.Theme())
	}
}
