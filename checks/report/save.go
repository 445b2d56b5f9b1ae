package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kpdoctor/checks/env"
)

// A SaveError says why a file was not written; what was at its place is there
// as it was.
type SaveError struct {
	Path string
	Why  env.Unwritten
	Err  error
}

func (e *SaveError) Error() string { return fmt.Sprintf("saving %s: %v", e.Path, e.Err) }
func (e *SaveError) Unwrap() error { return e.Err }

// In says in one sentence what is the matter and what to do.
func (e *SaveError) In(lang string) string {
	t, ok := unsaved[e.Why]
	if !ok {
		t = unsaved[env.Unknown]
	}
	return fmt.Sprintf(t.in(lang), filepath.Dir(e.Path))
}

var unsaved = map[env.Unwritten]term{
	env.Full:     {"%s 所在的磁盘满了，请清出一些空间，或换一个位置保存", "the disk of %s is full: make room, or choose another place"},
	env.ReadOnly: {"%s 是只读的，写不进去，请换一个位置保存", "%s is read-only: choose another place"},
	env.Barred:   {"没有权限写入 %s，或者文件正被别的程序打开，请关掉它或换一个位置保存", "writing to %s is not allowed, or another program holds the file: close it, or choose another place"},
	env.Gone:     {"%s 不在了（U 盘拔了、网络盘断了，或文件夹被删），请换一个位置保存", "%s is not there (a stick was pulled, a network drive is gone, or the folder was deleted): choose another place"},
	env.BadName:  {"%s 里不能用这个文件名，请换一个短一些、没有特殊符号的名字", "the file's name cannot be used in %s: choose a shorter one without special characters"},
	env.Unknown:  {"文件写不进 %s，请换一个位置保存", "the file cannot be written to %s: choose another place"},
}

var errFolder = errors.New("it is a folder: name a file in it")

// Save writes a file whole or not at all: into a new file in the same folder
// first, which then takes the name. A file that was there before stays as it
// was until then. Errors of write are returned as they are, all others as a
// [*SaveError].
func Save(path string, write func(io.Writer) error) error {
	failed := func(err error) error { return &SaveError{Path: path, Why: env.WhyUnwritten(err), Err: err} }
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return failed(errFolder)
	}
	sweep(filepath.Dir(path))
	f, err := os.CreateTemp(filepath.Dir(path), unfinished)
	if err != nil {
		return failed(err)
	}
	defer os.Remove(f.Name()) // gone already where all went well
	to := &teller{to: f}
	if err := write(to); err != nil {
		f.Close()
		if to.err != nil {
			return failed(to.err)
		}
		return fmt.Errorf("saving %s: %w", path, err)
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return failed(err)
	}
	if err := f.Close(); err != nil {
		return failed(err)
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil { // CreateTemp's 0600 would lock out the user where root ran this
		return failed(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return failed(err)
	}
	return nil
}

// teller remembers why the file could not be written, to tell it from what went
// wrong in making the document.
type teller struct {
	to  io.Writer
	err error
}

func (t *teller) Write(p []byte) (int, error) {
	n, err := t.to.Write(p)
	if err != nil {
		t.err = err
	}
	return n, err
}

// unfinished is the name of a file that is being written.
const unfinished = ".kpdoctor-*.tmp"

// stale is how old an unfinished file is when nobody can be writing it any
// more: a crash left it.
const stale = time.Hour

// sweep removes what crashes left in a folder, so that it does not grow.
func sweep(folder string) {
	left, err := filepath.Glob(filepath.Join(folder, unfinished))
	if err != nil {
		return // a folder whose name is a pattern: nothing is swept there
	}
	for _, path := range left {
		info, err := os.Lstat(path)
		if err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > stale {
			os.Remove(path)
		}
	}
}

// FileName is a name for the report's file that every system and mail program
// takes: "kpdoctor-20261122T111440-7f3a.html". ext goes without a dot.
func FileName(r *Report, ext string) string {
	id := r.ID
	if day, rest, ok := strings.Cut(id, "+"); ok { // the zone says little here, and "+" is trouble in links
		_, tail, _ := strings.Cut(rest, "-")
		id = day + "-" + tail
	}
	name := strings.Map(func(c rune) rune {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-':
			return c
		}
		return -1
	}, id)
	return "kpdoctor-" + name[:min(len(name), 60)] + "." + ext
}
