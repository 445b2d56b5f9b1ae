package env

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Elevated reports whether this process has an administrator's rights.
func Elevated() bool { return os.Geteuid() == 0 }

// Lent reports whether those rights were lent to an ordinary user: settings of
// a user would be the wrong one's.
func Lent() bool {
	return Elevated() && (os.Getenv("SUDO_UID") != "" || os.Getenv("PKEXEC_UID") != "")
}

// ClearEnvironment forgets all that the caller's environment says: none of it may
// decide what an elevated process does.
func ClearEnvironment() {
	os.Clearenv()
	for _, pair := range [][2]string{{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}, {"LC_ALL", "C"}, {"HOME", "/root"}} {
		os.Setenv(pair[0], pair[1])
	}
	os.Chdir("/")
}

// eachLine gives line every line of r.
func eachLine(r io.Reader, line func([]byte)) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		line(lines.Bytes())
	}
	return lines.Err()
}

// elevate asks by polkit where there is a desktop, else by sudo.
func elevate(ctx context.Context, self string, args []string, line func([]byte)) error {
	self, err := filepath.EvalSymlinks(self)
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	for _, way := range elevationWays() {
		c := exec.CommandContext(ctx, way[0], append(append(way[1:], self), args...)...)
		c.Stdin, c.Stderr = os.Stdin, os.Stderr
		out, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			continue
		}
		told := false
		read := eachLine(out, func(b []byte) { told = true; line(b) })
		err = c.Wait()
		var exit *exec.ExitError
		if told || err == nil {
			return read
		}
		if !errors.As(err, &exit) || ctx.Err() != nil {
			return fmt.Errorf("asking for rights: %w", err)
		}
	}
	return ErrNoRights
}

// elevationWays are the ways to ask that this PC and this session have.
func elevationWays() [][]string {
	var ways [][]string
	add := func(program string, args ...string) {
		if _, err := os.Stat(program); err == nil {
			ways = append(ways, append([]string{program}, args...))
		}
	}
	if os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" {
		add("/usr/bin/pkexec")
	}
	add("/usr/bin/sudo", "-n", "--")
	if info, err := os.Stdin.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		add("/usr/bin/sudo", "--")
	}
	if os.Getenv("SUDO_ASKPASS") != "" {
		add("/usr/bin/sudo", "-A", "--")
	}
	return ways
}

// Replies is where an elevated part writes its lines: its caller holds the other
// end of out.
func Replies(out io.Writer) (io.Writer, error) { return out, nil }
