// Package software is a window without OpenGL: Fyne's own software painter in a
// plain Win32 window, by system calls alone. [New] gives a fyne.App that the
// wizard cannot tell from Fyne's own; it has one window.
//
// Fyne's test driver measures text and keeps the canvas, as it does in every
// test of the wizard; this package adds what a person needs: paint, mouse,
// keys, input method, clipboard, scale, animation. What a message of the system
// means is decided in files that build and are tested everywhere; the files
// named _windows only call.
//
// One goroutine, the one that called New, is the window's: everything here runs
// on it, except what says otherwise.
package software
