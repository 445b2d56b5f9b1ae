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
// Measured in Wine 8 on two cores that eight other programs kept busy, three
// starts each, with a bare Fyne window of the same size beside it (llvmpipe):
//
//	                  first paint  memory  idle   a blinking caret
//	bare Fyne window  3.3-5.4 s    161 MB  3-4 %
//	wizard, OpenGL    6.3-14.5 s   226 MB  6-11 % 7 %
//	wizard, here      2.4-7.3 s    132 MB  0.5 %  5 %
//
// On Linux, as busy, a frame of 920 by 600 took 6 ms to paint whole, the first of
// a page 83, and Fyne's painter, which repaints all, 185 (BenchmarkFrame); idle,
// looking for changes takes 0.4 ms.
//
// One goroutine, the one that called New, is the window's: everything here runs
// on it, except what says otherwise.
package software
