package main

import (
	"cmp"
	"runtime/debug"
)

// stamped is the commit as make tells the linker, for builds that cannot or
// must not ask git: -buildvcs=false.
var stamped string

// build says which version this is: of a module that was installed, or the
// commit that the program was built from.
func build() (version, commit string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", stamped
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return info.Main.Version, cmp.Or(commit, stamped)
}
