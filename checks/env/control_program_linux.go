package env

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// programPatience is how long a system program may take: a lease is asked for
// in most of it.
const programPatience = 25 * time.Second

// cleanEnvironment is what system programs are started with: nothing of the
// caller's reaches a program that runs with rights.
var cleanEnvironment = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}

// runProgram starts the first of the absolute paths that is there, with a list
// of arguments, and returns what it printed. Without any it is ErrUnsupported.
func (s system) runProgram(ctx context.Context, paths []string, more []string, args ...string) ([]byte, error) {
	path, ok := s.program(paths...)
	if !ok {
		return nil, fmt.Errorf("looking for %s: %w", paths[0], errors.ErrUnsupported)
	}
	ctx, cancel := context.WithTimeout(ctx, programPatience)
	defer cancel()
	c := exec.CommandContext(ctx, path, args...)
	c.Env = append(append([]string{}, cleanEnvironment...), more...)
	c.Dir = "/"
	c.WaitDelay = time.Second
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		said := strings.Join(strings.Fields(errs.String()), " ")
		if len(said) > 200 {
			said = said[:200]
		}
		return nil, fmt.Errorf("running %s %s: %w: %s", filepath.Base(path), strings.Join(args, " "), err, said)
	}
	return out.Bytes(), nil
}

// program returns the first of the paths that is there and executable.
func (s system) program(paths ...string) (string, bool) {
	for _, p := range paths {
		p = filepath.Join(s.root, p)
		if unix.Access(p, unix.X_OK) == nil {
			return p, true
		}
	}
	return "", false
}

// has reports whether a file of the system is there.
func (s system) has(path string) bool { return exists(filepath.Join(s.root, path)) }

func (s system) readText(path string) (string, error) {
	text, err := os.ReadFile(filepath.Join(s.root, path))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(text), err
}
