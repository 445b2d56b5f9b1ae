package main

import (
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// probe asks the graphics driver of Windows for OpenGL 2.1, all that Fyne needs,
// and says by its exit status whether it has it. Over remote desktop and in many
// virtual machines Windows itself answers, with version 1.1.
func probe() (status int) {
	runtime.LockOSThread()
	version, err := glVersion()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return probeOpenGL
	}
	if !newEnough(version) {
		fmt.Fprintln(os.Stderr, "OpenGL", version)
		return probeOpenGL
	}
	return probeWindow
}

// pixelFormat is PIXELFORMATDESCRIPTOR.
type pixelFormat struct {
	size, version      uint16
	flags              uint32
	kind, colourBits   byte
	channels           [8]byte // bits and shifts
	accumulation       [5]byte
	depth, stencil     byte
	aux, layer, unused byte
	masks              [3]uint32
}

// glVersion makes a context on a window that is never shown.
func glVersion() (string, error) {
	user32, gdi32, gl := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll"), windows.NewLazySystemDLL("opengl32.dll")
	if err := gl.Load(); err != nil {
		return "", fmt.Errorf("load OpenGL: %w", err)
	}
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return "", err
	}
	window, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 16, 16, 0, 0, 0, 0)
	if window == 0 {
		return "", fmt.Errorf("make a window: %w", err)
	}
	dc, _, err := user32.NewProc("GetDC").Call(window)
	if dc == 0 {
		return "", fmt.Errorf("draw on the window: %w", err)
	}
	want := pixelFormat{version: 1, flags: 0x25, colourBits: 24} // to a window, by OpenGL, twice buffered
	want.size = uint16(unsafe.Sizeof(want))
	format, _, err := gdi32.NewProc("ChoosePixelFormat").Call(dc, uintptr(unsafe.Pointer(&want)))
	if format == 0 {
		return "", fmt.Errorf("choose a pixel format: %w", err)
	}
	if ok, _, err := gdi32.NewProc("SetPixelFormat").Call(dc, format, uintptr(unsafe.Pointer(&want))); ok == 0 {
		return "", fmt.Errorf("set the pixel format: %w", err)
	}
	context, _, err := gl.NewProc("wglCreateContext").Call(dc)
	if context == 0 {
		return "", fmt.Errorf("make a context: %w", err)
	}
	if ok, _, err := gl.NewProc("wglMakeCurrent").Call(dc, context); ok == 0 {
		return "", fmt.Errorf("use the context: %w", err)
	}
	said, _, _ := gl.NewProc("glGetString").Call(0x1f02) // GL_VERSION
	if said == 0 {
		return "", fmt.Errorf("the driver names no version")
	}
	return windows.BytePtrToString(*(**byte)(unsafe.Pointer(&said))), nil
}
