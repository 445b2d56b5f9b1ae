//go:build !windows

package software

// newGlass has no window to offer: Fyne's own driver, or none, serves here.
func newGlass(func() *Window) (glass, error) { return nil, ErrUnsupported }
