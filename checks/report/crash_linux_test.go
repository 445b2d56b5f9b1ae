package report

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"kpdoctor/checks/env"
)

// TestMain lets the test binary be the program that saves and is killed, or
// that meets a full disk.
func TestMain(m *testing.M) {
	if path := os.Getenv("SAVE_TO"); path != "" {
		os.Exit(saver(path))
	}
	os.Exit(m.Run())
}

// whole and other are two documents that are easily told from their halves.
func document(fill byte) []byte { return bytes.Repeat([]byte{fill}, 3<<20) }

// saver saves one document after the other for ever, a piece at a time.
func saver(path string) int {
	for fill := byte('a'); ; fill ^= 'a' ^ 'b' {
		err := Save(path, func(w io.Writer) error {
			for doc := document(fill); len(doc) > 0; doc = doc[64<<10:] {
				if _, err := w.Write(doc[:64<<10]); err != nil {
					return err
				}
			}
			return nil
		})
		var failed *SaveError
		switch {
		case errors.As(err, &failed):
			os.Stdout.WriteString(string(failed.Why) + "\n")
			return 3
		case err != nil:
			return 4
		}
		os.Stdout.WriteString("saved\n")
	}
}

func savingProcess(t *testing.T, path string) (*exec.Cmd, io.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SAVE_TO="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// Killed in the middle of saving, twenty times: the file is one document or
// the other, whole, and what is left over does not grow.
func TestKilledWhileSaving(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "税务 报告")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "报告.bin")
	for n := range 20 {
		cmd, out := savingProcess(t, path)
		if _, err := io.ReadFull(out, make([]byte, len("saved\n"))); err != nil { // once at least
			t.Fatal(err)
		}
		time.Sleep(time.Duration(n) * time.Millisecond) // a different moment of the saving each time
		cmd.Process.Kill()
		cmd.Wait()
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, document('a')) && !bytes.Equal(got, document('b')) {
			t.Fatalf("kill %d: the file has %d bytes and is no whole document", n, len(got))
		}
		left, err := filepath.Glob(filepath.Join(dir, unfinished))
		if err != nil || len(left) > 1 {
			t.Fatalf("kill %d: %q is left, %v", n, left, err)
		}
		for _, l := range left { // as if it had happened two hours ago: the next saving removes it
			then := time.Now().Add(-2 * stale)
			if err := os.Chtimes(l, then, then); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A full disk is told from all else, and the old file stays. The disk is a
// small one of its own, in a mount namespace.
func TestFullAndReadOnlyDisk(t *testing.T) {
	dir := t.TempDir()
	run := func(script string) string {
		cmd := exec.Command("/bin/sh", "-c", script, os.Args[0], dir)
		cmd.Env = append(os.Environ(), "SAVE_TO="+filepath.Join(dir, "report.html"))
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER,
			UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}}
		out, err := cmd.Output()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Skipf("no mount namespace here: %v", err)
		}
		return string(out)
	}
	mount := `mount -t tmpfs -o size=2m tmpfs "$1" && printf old >"$1/report.html" && `
	if got := run(mount + `"$0"; cat "$1/report.html"; ls -A "$1" | wc -l`); got != "full\nold1\n" {
		t.Errorf("on a full disk: %q", got)
	}
	if got := run(mount + `mount -o remount,ro "$1" && "$0"; cat "$1/report.html"`); got != "read_only\nold" {
		t.Errorf("on a read-only disk: %q", got)
	}
	if got := run(`SAVE_TO="$1/gone/report.html" "$0"`); got != "gone\n" {
		t.Errorf("into a folder that is gone: %q", got)
	}
}

// Every reason has its sentence in both languages.
func TestSaveErrorWords(t *testing.T) {
	for _, why := range []env.Unwritten{env.Full, env.ReadOnly, env.Barred, env.Gone, env.BadName, env.Unknown} {
		e := &SaveError{Path: filepath.Join("E:", "x.pdf"), Why: why, Err: errors.New("x")}
		if zh, en := e.In("zh"), e.In("en"); zh == en || zh == "" || en == "" || (why != env.Unknown && zh == (&SaveError{Path: e.Path}).In("zh")) {
			t.Errorf("%s: %q, %q", why, zh, en)
		}
	}
}
