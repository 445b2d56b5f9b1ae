package wine

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// onConsole runs a program on a console of Wine and returns what it shows there;
// typed is what a person does meanwhile.
func onConsole(t *testing.T, p *prefix, typed func(keys io.Writer, out *os.File), args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	shell := p.wine(ctx, args...)
	quoted := make([]string, len(shell.Args))
	for i, a := range shell.Args {
		quoted[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
	}
	screen, err := os.Create(t.TempDir() + "/screen")
	if err != nil {
		t.Fatal(err)
	}
	defer screen.Close()
	cmd := exec.CommandContext(ctx, "script", "-qefc", strings.Join(quoted, " "), "/dev/null")
	cmd.Env, cmd.Stdout, cmd.WaitDelay = shell.Env, screen, 5*time.Second
	keys, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if typed != nil {
		typed(keys, screen)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	text, err := os.ReadFile(screen.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestConsole: Chinese shows on a console whatever its code page is, since Go
// writes to a console in UTF-16, and a file gets UTF-8.
func TestConsole(t *testing.T) {
	need(t)
	p := clone(t)
	const word = "这台电脑没有可用的网卡"
	for _, page := range []string{"65001", "936", "437"} {
		screen := onConsole(t, p, nil, "cmd", "/c", "chcp "+page+" & "+kpcheck+" demo --list")
		if !utf8.ValidString(screen) || !strings.Contains(screen, word) {
			t.Errorf("code page %s: no %s on the console:\n%.2000q", page, word, screen)
		}
	}
	r := p.run(t, "cmd", "/c", `chcp 936 & `+kpcheck+` demo --list > C:\list.txt`)
	text, err := os.ReadFile(p.dir + "/drive_c/list.txt")
	if err != nil || !strings.Contains(string(text), word) {
		t.Errorf("exit %d %v: the file has no %s: %.200q", r.code, err, word, text)
	}
}

// TestInterrupt: Ctrl-C on the console stops the checks, and the report of what
// was measured is still written.
func TestInterrupt(t *testing.T) {
	need(t)
	p := clone(t)
	screen := onConsole(t, p, func(keys io.Writer, out *os.File) {
		for began := time.Now(); time.Since(began) < 60*time.Second; time.Sleep(20 * time.Millisecond) {
			if text, _ := os.ReadFile(out.Name()); strings.ContainsRune(string(text), '/') { // the progress line: 3/21
				break
			}
		}
		if _, err := io.WriteString(keys, "\x03"); err != nil {
			t.Error(err)
		}
	}, kpcheck, "demo", "--fault", "dns.resolver_down", "--output", `C:\report.txt`, "--format", "json")
	text, err := os.ReadFile(p.dir + "/drive_c/report.txt")
	if err != nil {
		t.Fatalf("no report: %v\n%q", err, screen)
	}
	if !strings.Contains(string(text), `"complete": false`) {
		t.Errorf("the report does not say that it is not complete: %.300s\n%q", text, screen)
	}
}
