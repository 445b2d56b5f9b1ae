/* type.exe TITLE TEXT: what an input method sends to a window once a word is
   chosen. Keys made by xdotool reach a window in Wine only now and then. */
#include <windows.h>

int wmain(int count, wchar_t **words) {
    HWND window = count == 3 ? FindWindowW(NULL, words[1]) : NULL;
    if (!window) return 1;
    for (wchar_t *unit = words[2]; *unit; unit++)
        if (!PostMessageW(window, WM_IME_CHAR, *unit, 1)) return 2;
    return 0;
}
