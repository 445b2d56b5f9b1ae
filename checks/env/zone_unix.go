//go:build unix

package env

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// zone reads what the C library would use: TZ, then /etc/localtime. Where that
// is a copy and not a link, /etc/timezone lends its name.
func (s system) zone() (string, *time.Location, error) {
	if tz, set := os.LookupEnv("TZ"); set {
		return zoneOfTZ(tz)
	}
	path := filepath.Join(s.root, "/etc/localtime")
	if target, err := os.Readlink(path); err == nil {
		if _, name, found := strings.Cut(target, "zoneinfo/"); found {
			return zoneNamed(name)
		}
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "UTC", time.UTC, nil
	}
	if err != nil {
		return "", nil, fmt.Errorf("reading the time zone: %w", err)
	}
	name := "Local"
	if text, err := os.ReadFile(filepath.Join(s.root, "/etc/timezone")); err == nil && len(text) > 0 {
		name = strings.TrimSpace(string(text))
	}
	loc, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return "", nil, fmt.Errorf("reading the time zone: %w", err)
	}
	return name, loc, nil
}
