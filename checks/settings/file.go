package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

const (
	file    = "settings.json"
	maxSize = 4 << 20 // bytes; a hundred answers have some twenty thousand
)

// A BrokenError is about a settings file that is there and cannot be used.
type BrokenError struct {
	Path  string
	Aside string // where the file now lies; "" if it could not be moved
	Err   error  // what is wrong with it
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("reading %s: %v; set aside as %s", e.Path, e.Err, e.Aside)
}

func (e *BrokenError) Unwrap() error { return e.Err }

func load(path string) (Settings, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err == nil && !info.Mode().IsRegular() { // a pipe would be waited on for ever
		return Settings{}, &BrokenError{Path: path, Err: errors.New("it is not an ordinary file"), Aside: aside(path)}
	}
	f, err := os.Open(path)
	if err != nil {
		return Settings{}, fmt.Errorf("reading the settings: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	f.Close()
	if err != nil {
		return Settings{}, fmt.Errorf("reading the settings: %w", err)
	}
	s, err := parse(data)
	if err != nil {
		broken := &BrokenError{Path: path, Err: err}
		broken.Aside = aside(path)
		return Settings{}, broken
	}
	return s, nil
}

// parse reads and mends: what a hand or an accident wrote out of range is left out.
func parse(data []byte) (Settings, error) {
	if len(data) > maxSize {
		return Settings{}, fmt.Errorf("larger than %d MiB", maxSize>>20)
	}
	var s Settings
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &s); err != nil {
		return Settings{}, err
	}
	if s.Schema != Schema {
		return Settings{}, fmt.Errorf("schema: want %q, got %.60q", Schema, s.Schema)
	}
	s.Window = s.Window.sane()
	s.tidy()
	for kind, ms := range s.Typical {
		if ms <= 0 {
			delete(s.Typical, kind)
		}
	}
	return s, nil
}

// What a window can measure, in Fyne's units: more is an accident.
const (
	leastSize = 200
	mostSize  = 20000
)

func (w Window) sane() Window {
	if !(w.Width >= leastSize && w.Width <= mostSize && w.Height >= leastSize && w.Height <= mostSize) {
		w.Width, w.Height = 0, 0
	}
	if w.Place != nil && (max(w.Place.X, w.Place.Y) > 4*mostSize || min(w.Place.X, w.Place.Y) < -4*mostSize) {
		w.Place = nil
	}
	if !slices.Contains(Forces, w.Force) {
		w.Force = ""
	}
	return w
}

// aside moves a file out of the way and returns its new name, "" if that failed.
func aside(path string) string {
	for n := 1; n < 1000; n++ {
		to := path + ".broken-" + strconv.Itoa(n)
		if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if os.Rename(path, to) != nil {
			return ""
		}
		return to
	}
	return ""
}

func save(dir string, s Settings) error {
	data, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = write(filepath.Join(dir, file), append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("keeping the settings: %w", err)
	}
	return nil
}

// write replaces a file whole or not at all. CreateTemp makes it 0600.
func write(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".settings-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}
