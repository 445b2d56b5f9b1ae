/* tiny.exe: x86_64-w64-mingw32-gcc -nostdlib -s -Os -e start -Wl,--no-insert-timestamp -o tiny.exe tiny.c
   GNU ld writes a right checksum. */
int start(void) { return 0; }
