package env

import (
	"context"
	"os"
	"strings"
)

// platform is the distribution and its version, of os-release(5).
func platform(context.Context) (name, version string) {
	for _, path := range []string{"/etc/os-release", "/usr/lib/os-release"} {
		if text, err := os.ReadFile(path); err == nil {
			return parseOSRelease(string(text))
		}
	}
	return "linux", ""
}

func parseOSRelease(text string) (name, version string) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		value = strings.Trim(value, `"'`)
		switch key {
		case "ID":
			name = value
		case "VERSION_ID":
			version = value
		}
	}
	return name, version
}
