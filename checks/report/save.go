package report

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Save writes a file whole or not at all: into a new file in the same folder
// first, which then takes the name. A file that was there before stays as it
// was until then.
func Save(path string, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("saving %s: %w", path, err)
		}
	}()
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("it is a folder: name a file in it")
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".kpdoctor-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil { // CreateTemp's 0600 would lock out the user where root ran this
		return err
	}
	return os.Rename(f.Name(), path)
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
