package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryMistakeInAProfile runs the program on each invalid profile: exit 2,
// nothing on standard output, and the fixture's own message as the one line on
// standard error.
func TestEveryMistakeInAProfile(t *testing.T) {
	folder := filepath.Join("..", "..", "checks", "profile")
	files, err := filepath.Glob(filepath.Join(folder, "testdata", "invalid", "*.toml"))
	if err != nil || len(files) < 60 {
		t.Fatalf("%d fixtures: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(strings.TrimSuffix(file, ".toml") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			english, chinese, _ := strings.Cut(strings.TrimSpace(string(want)), "\n")
			for lang, line := range map[string]string{"en": english, "zh": chinese} {
				cmd := exec.Command(kpcheck, "run", "--format", "json", "--lang", lang, "--profile", filepath.Join("testdata", "invalid", filepath.Base(file)))
				cmd.Dir = folder
				var stdout, stderr bytes.Buffer
				cmd.Stdout, cmd.Stderr = &stdout, &stderr
				cmd.Run()
				if code := cmd.ProcessState.ExitCode(); code != exitUsage {
					t.Errorf("exit status %d", code)
				}
				if stdout.Len() > 0 {
					t.Errorf("standard output %q", stdout.String())
				}
				if got := filepath.ToSlash(stderr.String()); got != line+"\n" {
					t.Errorf("got  %swant %s", got, line)
				}
			}
		})
	}
}
