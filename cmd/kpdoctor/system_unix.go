//go:build unix

package main

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// desktops are the folders that the desktop environment calls desktop and
// documents, by https://www.freedesktop.org/wiki/Software/xdg-user-dirs/.
func desktops() []string {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil
	}
	f, err := os.Open(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return nil
	}
	defer f.Close()
	set := map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), "="); ok {
			set[strings.TrimSpace(key)] = os.ExpandEnv(strings.Trim(strings.TrimSpace(value), `"`))
		}
	}
	return []string{set["XDG_DESKTOP_DIR"], set["XDG_DOCUMENTS_DIR"]}
}
