# Sourced by .ci/dist. zigcc ARCH prints the name of a C compiler for programs
# that start on glibc 2.28 (统信 20, 麒麟 V10), of which this system's own glibc
# knows nothing. X11's headers are this system's; the one library that is linked,
# libGL.so.1, is an empty one of the right name, so that arm64 needs no other. The -s comes last: zig
# takes the last word on symbols, and go's linker says -g there.
zigcc() {
  local machine=x86_64 dir=$tools/zig-$1 header
  [ "$1" = amd64 ] || machine=aarch64
  mkdir -p "$dir/include" "$dir/lib"
  for header in X11 GL KHR EGL GLES2; do ln -sfn "/usr/include/$header" "$dir/include/"; done
  cat >"$dir/cc" <<END
#!/bin/sh
export ZIG_LIB_DIR='$PWD/$zig/lib' ZIG_GLOBAL_CACHE_DIR='$PWD/.cache/zig' ZIG_LOCAL_CACHE_DIR='$PWD/.cache/zig'
exec '$PWD/$zig'/linux-*/bin/zig cc -target $machine-linux-gnu.2.28 -isystem '$dir/include' -L '$dir/lib' "\$@" -s
END
  chmod +x "$dir/cc"
  echo 'void *glXGetProcAddress(void) { return 0; }' >"$dir/gl.c"
  [ -e "$dir/lib/libGL.so" ] || {
    local library
    for library in GL.so.1 X11.so.6 Xrandr.so.2 Xxf86vm.so.1 Xi.so.6 Xcursor.so.1 Xinerama.so.1; do
      "$dir/cc" -shared "-Wl,-soname,lib$library" -o "$dir/lib/lib${library%.*}" "$dir/gl.c" || return
    done
  }
  echo "$dir/cc"
}
