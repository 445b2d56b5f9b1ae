package env

import (
	"context"
	"fmt"
	"os"
)

func hostsFile(context.Context) (string, []byte, error) {
	path, err := hostsPath()
	if err != nil {
		return "", nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return path, nil, fmt.Errorf("reading the hosts file: %w", err)
	}
	return path, text, nil
}
