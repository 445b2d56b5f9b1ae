package env

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

func hostsFile(context.Context) (string, []byte, error) {
	dir, err := windows.GetSystemDirectory()
	if err != nil {
		return "", nil, fmt.Errorf("finding the hosts file: %w", err)
	}
	path := filepath.Join(dir, `drivers\etc\hosts`)
	text, err := os.ReadFile(path)
	if err != nil {
		return path, nil, fmt.Errorf("reading the hosts file: %w", err)
	}
	return path, text, nil
}
