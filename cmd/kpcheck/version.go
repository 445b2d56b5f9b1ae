package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
)

// version says on one line which program this is: name, version, commit, Go,
// system. What is not known is "-".
func (a *app) version(_ context.Context, args []string) int {
	fs := a.flags("version")
	if done, code := a.parse(fs, args); done {
		return code
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	version, commit := build()
	about := struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Commit  string `json:"commit"`
		Go      string `json:"go"`
		OS      string `json:"os"`
		Arch    string `json:"arch"`
	}{"kpcheck", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH}
	write := func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s %s %s %s/%s\n", about.Name, version, cmp.Or(commit, "-"), about.Go, about.OS, about.Arch)
		return err
	}
	if a.format == "json" {
		write = func(w io.Writer) error { return writeJSON(w, about) }
	}
	if !a.deliver("kpcheck-version."+extension[a.format], write) {
		return exitOutput
	}
	return exitFine
}
