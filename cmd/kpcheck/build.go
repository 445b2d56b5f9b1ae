package main

import (
	"cmp"
	"runtime/debug"
)

// stamped is the commit as make tells the linker, for builds that cannot or
// must not ask git: -buildvcs=false.
var stamped string

// number is the version, as FyneApp.toml says it of both programs; a test
// compares them.
const number = "0.1.0"

// build says which version this is, and the commit that it was built from; ""
// where nobody knows.
func build() (version, commit string) {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	return number, cmp.Or(commit, stamped)
}
