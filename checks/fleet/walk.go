package fleet

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A walker finds what may be reports and hands them on in the order of their
// names.
type walker struct {
	ctx   context.Context
	to    chan<- input
	order int
}

// send hands one input on; false where the run has ended.
func (w *walker) send(name string, open func() (stream, *Skip)) bool {
	w.order++
	select {
	case w.to <- input{name, w.order, open}:
		return true
	case <-w.ctx.Done():
		return false
	}
}

func (w *walker) skip(s *Skip) bool {
	return w.send(s.File, func() (stream, *Skip) { return stream{}, s })
}

// argument takes what the user named: a file, a folder, or a pattern, which
// not every shell spells out.
func (w *walker) argument(path string) {
	info, err := os.Stat(path)
	if err != nil && strings.ContainsAny(path, "*?[") {
		if found, bad := filepath.Glob(path); bad == nil && len(found) > 0 {
			for _, p := range found {
				w.argument(p)
			}
			return
		}
		w.skip(&Skip{File: path, Reason: NoReports})
		return
	}
	switch {
	case err != nil:
		w.skip(unreadable(path, err))
	case info.IsDir():
		w.folder(path)
	default:
		w.file(path, info)
	}
}

// folder takes every report below it.
func (w *walker) folder(root string) {
	before := w.order
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case w.ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			w.skip(unreadable(path, err))
			return nil
		case d.IsDir() || !named(path):
			return nil
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			w.skip(unreadable(path, err))
		case info.IsDir():
			w.skip(&Skip{File: path, Reason: Link})
		default:
			w.file(path, info)
		}
		return nil
	})
	if err != nil {
		w.skip(unreadable(root, err))
	}
	if w.order == before && w.ctx.Err() == nil {
		w.skip(&Skip{File: root, Reason: NoReports})
	}
}

// named reports whether a file in a folder is called like a report.
func named(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json", ".gz", ".zip":
		return !strings.HasPrefix(filepath.Base(path), ".")
	}
	return false
}

// file takes one file; what it holds is told by its first bytes.
func (w *walker) file(path string, info fs.FileInfo) {
	if !info.Mode().IsRegular() { // a pipe would be waited for
		w.skip(&Skip{File: path, Reason: Special, Detail: info.Mode().Type().String()})
		return
	}
	f, err := os.Open(path)
	if err != nil {
		w.skip(unreadable(path, err))
		return
	}
	head := make([]byte, 4)
	n, _ := f.ReadAt(head, 0) // an error shows where the report is read
	f.Close()
	switch {
	case string(head[:n]) == "PK\x03\x04" || string(head[:n]) == "PK\x05\x06":
		w.archive(path, info.Size())
	case n >= 2 && string(head[:2]) == "\x1f\x8b":
		w.send(path, func() (stream, *Skip) { return openGzip(path) })
	case info.Size() > maxReport:
		w.skip(tooLarge(path))
	default:
		w.send(path, func() (stream, *Skip) {
			f, err := os.Open(path)
			if err != nil {
				return stream{}, unreadable(path, err)
			}
			return stream{f, f.Close}, nil
		})
	}
}
