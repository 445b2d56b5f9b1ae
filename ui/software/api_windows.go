package software

import "golang.org/x/sys/windows"

// The calls that golang.org/x/sys/windows does not have, by DLL.
var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	gdi32    = windows.NewLazySystemDLL("gdi32.dll")
	imm32    = windows.NewLazySystemDLL("imm32.dll")
	dwmapi   = windows.NewLazySystemDLL("dwmapi.dll")
	shell32  = windows.NewLazySystemDLL("shell32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")

	procAdjustWindowRectEx            = user32.NewProc("AdjustWindowRectEx")
	procAdjustWindowRectExForDpi      = user32.NewProc("AdjustWindowRectExForDpi") // from 1607
	procBeginPaint                    = user32.NewProc("BeginPaint")
	procCloseClipboard                = user32.NewProc("CloseClipboard")
	procCreateIconIndirect            = user32.NewProc("CreateIconIndirect")
	procCreateWindowEx                = user32.NewProc("CreateWindowExW")
	procDefWindowProc                 = user32.NewProc("DefWindowProcW")
	procDestroyIcon                   = user32.NewProc("DestroyIcon")
	procDestroyWindow                 = user32.NewProc("DestroyWindow")
	procDispatchMessage               = user32.NewProc("DispatchMessageW")
	procEmptyClipboard                = user32.NewProc("EmptyClipboard")
	procEndPaint                      = user32.NewProc("EndPaint")
	procGetClientRect                 = user32.NewProc("GetClientRect")
	procGetClipboardData              = user32.NewProc("GetClipboardData")
	procGetDC                         = user32.NewProc("GetDC")
	procGetDpiForSystem               = user32.NewProc("GetDpiForSystem") // from 1607
	procGetDpiForWindow               = user32.NewProc("GetDpiForWindow") // from 1607
	procGetKeyState                   = user32.NewProc("GetKeyState")
	procGetMessage                    = user32.NewProc("GetMessageW")
	procGetMonitorInfo                = user32.NewProc("GetMonitorInfoW")
	procGetWindowRect                 = user32.NewProc("GetWindowRect")
	procInvalidateRect                = user32.NewProc("InvalidateRect")
	procIsIconic                      = user32.NewProc("IsIconic")
	procIsZoomed                      = user32.NewProc("IsZoomed")
	procKillTimer                     = user32.NewProc("KillTimer")
	procLoadCursor                    = user32.NewProc("LoadCursorW")
	procMonitorFromPoint              = user32.NewProc("MonitorFromPoint")
	procMonitorFromWindow             = user32.NewProc("MonitorFromWindow")
	procOpenClipboard                 = user32.NewProc("OpenClipboard")
	procPostMessage                   = user32.NewProc("PostMessageW")
	procPostQuitMessage               = user32.NewProc("PostQuitMessage")
	procRedrawWindow                  = user32.NewProc("RedrawWindow")
	procRegisterClassEx               = user32.NewProc("RegisterClassExW")
	procReleaseCapture                = user32.NewProc("ReleaseCapture")
	procReleaseDC                     = user32.NewProc("ReleaseDC")
	procScreenToClient                = user32.NewProc("ScreenToClient")
	procSendMessage                   = user32.NewProc("SendMessageW")
	procSetCapture                    = user32.NewProc("SetCapture")
	procSetClipboardData              = user32.NewProc("SetClipboardData")
	procSetCursor                     = user32.NewProc("SetCursor")
	procSetForegroundWindow           = user32.NewProc("SetForegroundWindow")
	procSetProcessDpiAwarenessContext = user32.NewProc("SetProcessDpiAwarenessContext") // from 1703
	procSetTimer                      = user32.NewProc("SetTimer")
	procSetWindowLong                 = user32.NewProc("SetWindowLongW")
	procSetWindowPos                  = user32.NewProc("SetWindowPos")
	procSetWindowText                 = user32.NewProc("SetWindowTextW")
	procShowWindow                    = user32.NewProc("ShowWindow")
	procTrackMouseEvent               = user32.NewProc("TrackMouseEvent")
	procTranslateMessage              = user32.NewProc("TranslateMessage")

	procBitBlt             = gdi32.NewProc("BitBlt")
	procCreateBitmap       = gdi32.NewProc("CreateBitmap")
	procCreateCompatibleDC = gdi32.NewProc("CreateCompatibleDC")
	procCreateDIBSection   = gdi32.NewProc("CreateDIBSection")
	procDeleteDC           = gdi32.NewProc("DeleteDC")
	procDeleteObject       = gdi32.NewProc("DeleteObject")
	procGdiFlush           = gdi32.NewProc("GdiFlush")
	procGetDeviceCaps      = gdi32.NewProc("GetDeviceCaps")
	procSelectObject       = gdi32.NewProc("SelectObject")

	procImmGetContext           = imm32.NewProc("ImmGetContext")
	procImmReleaseContext       = imm32.NewProc("ImmReleaseContext")
	procImmSetCandidateWindow   = imm32.NewProc("ImmSetCandidateWindow")
	procImmSetCompositionWindow = imm32.NewProc("ImmSetCompositionWindow")

	procDwmSetWindowAttribute = dwmapi.NewProc("DwmSetWindowAttribute")

	procDragAcceptFiles = shell32.NewProc("DragAcceptFiles")
	procDragFinish      = shell32.NewProc("DragFinish")
	procDragQueryFile   = shell32.NewProc("DragQueryFileW")
	procDragQueryPoint  = shell32.NewProc("DragQueryPoint")

	procGetModuleHandle = kernel32.NewProc("GetModuleHandleW")
	procGlobalAlloc     = kernel32.NewProc("GlobalAlloc")
	procGlobalFree      = kernel32.NewProc("GlobalFree")
	procGlobalLock      = kernel32.NewProc("GlobalLock")
	procGlobalSize      = kernel32.NewProc("GlobalSize")
	procGlobalUnlock    = kernel32.NewProc("GlobalUnlock")
)

// call is one call; what it returned.
func call(p *windows.LazyProc, a ...uintptr) uintptr {
	r, _, _ := p.Call(a...)
	return r
}

// there reports whether this Windows has a call.
func there(p *windows.LazyProc) bool { return p.Find() == nil }
