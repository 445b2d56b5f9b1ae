// Package settings keeps what the user chose from one start to the next, in one
// small file in the user's own folder: what was checked, the window's size, how
// long checks usually take. It holds no measurements and no report.
//
// The file is settings.json in [Dir]. It is written whole or not at all, for
// this user's eyes alone. Keys of a later version are kept when it is written
// again. A file that cannot be read is set aside under another name, never lost.
package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Schema is the only schema that this version reads and writes.
const Schema = "kpdoctor.settings/v1"

// Home names the environment variable that puts everything the program keeps
// into another folder: for tests, and for a program carried on a stick.
const Home = "KPDOCTOR_HOME"

// Settings are all that is kept. The zero value is that of a first start.
type Settings struct {
	Schema  string           `json:"schema"`
	Answers []Answer         `json:"answers,omitempty"` // the last used first
	Window  Window           `json:"window,omitzero"`
	Watch   Watch            `json:"watch,omitzero"`
	Typical map[string]int64 `json:"typical_end_ms,omitempty"` // by kind of check: see [Settings.Learn]

	unknown map[string]json.RawMessage // of a later version
}

// Window is how the window stood when it was last closed, in units that do not
// depend on the screen's scale.
type Window struct {
	Width  float32 `json:"width,omitempty"` // 0: not known
	Height float32 `json:"height,omitempty"`
	Place  *Place  `json:"place,omitempty"` // nil: not known
	Force  string  `json:"force,omitempty"` // one of Forces; "" is auto
}

// Place is the upper left corner of a window's inside, in pixels of the screen.
type Place struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// Forces are the ways to draw the window: found out at each start, or one that
// support told the user to set.
var Forces = []string{"auto", "opengl", "software", "none"}

// Watch is what was last chosen for watching.
type Watch struct {
	For   string `json:"for,omitempty"`   // "30m", "24h"
	Every string `json:"every,omitempty"` // "60s"
}

// Learn takes note of how long after the beginning of a run the last check of
// each kind ended. Recent runs count more: a third of the difference is taken.
func (s *Settings) Learn(ends map[string]time.Duration) {
	if s.Typical == nil {
		s.Typical = map[string]int64{}
	}
	for kind, end := range ends {
		now := end.Milliseconds()
		if usual, known := s.Typical[kind]; known {
			now = usual + (now-usual)/3
		}
		s.Typical[kind] = max(now, 1)
	}
}

// Dir is the folder of all that is kept. It need not exist.
func Dir() (string, error) {
	if dir := os.Getenv(Home); dir != "" {
		return filepath.Abs(dir)
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder for settings: %w", err)
	}
	return filepath.Join(config, "kpdoctor"), nil
}

// Load reads the settings. What it returns can be used whatever the error: it is
// that of a first start where there is no file yet, with no error, or where the
// file cannot be used. A [*BrokenError] says where such a file now lies.
func Load() (Settings, error) {
	dir, err := Dir()
	if err != nil {
		return Settings{}, err
	}
	return load(filepath.Join(dir, file))
}

// Save writes the settings, and makes the folder if it is not there.
func Save(s Settings) error {
	dir, err := Dir()
	if err != nil {
		return err
	}
	return save(dir, s)
}

// MarshalJSON writes the known keys, and the unknown ones as they were read.
func (s Settings) MarshalJSON() ([]byte, error) {
	type plain Settings
	s.Schema = Schema
	known, err := json.Marshal(plain(s))
	if err != nil || len(s.unknown) == 0 {
		return known, err
	}
	all := maps.Clone(s.unknown)
	if err := json.Unmarshal(known, &all); err != nil {
		return nil, err
	}
	return json.Marshal(all)
}

// UnmarshalJSON keeps what it does not know.
func (s *Settings) UnmarshalJSON(data []byte) error {
	type plain Settings
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, (*plain)(s)); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	for _, known := range []string{"schema", "answers", "window", "watch", "typical_end_ms"} {
		delete(all, known)
	}
	s.unknown = all
	return nil
}

// clone shares nothing that changes with s.
func (s Settings) clone() Settings {
	s.Answers = slices.Clone(s.Answers)
	s.Typical = maps.Clone(s.Typical)
	return s
}
