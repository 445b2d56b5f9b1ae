package wine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"kpdoctor/checks/report"
)

// A prefix is one Windows: Wine's folder of drives and registry.
type prefix struct {
	dir  string
	wrap []string // words before wine: ip netns exec …
	t    *testing.T
}

// boot makes a Windows 10 in dir.
func boot(dir string) error {
	dll := filepath.Join(dir, "drive_c", "windows", "system32", "bcryptprimitives.dll")
	p := &prefix{dir: dir}
	for _, step := range []*exec.Cmd{ // without pipes: Wine's services would hold them open
		p.wine(context.Background(), "wineboot", "-i"),
		exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", dll, "testdata/bcryptprimitives.c", "-ladvapi32"),
		p.wine(context.Background(), "winecfg", "-v", "win10"),
		p.server("-w"), // until the registry is on the disk
	} {
		if err := step.Run(); err != nil {
			return fmt.Errorf("making a Wine prefix: %q: %w", step.Args, err)
		}
	}
	return nil
}

// clone makes a Windows of its own for a test. Programs and libraries are
// hard links: nothing may write into them.
func clone(t *testing.T) *prefix {
	t.Helper()
	p := &prefix{dir: filepath.Join(t.TempDir(), "prefix")}
	out, err := exec.Command("cp", "-al", template, p.dir).CombinedOutput()
	if err != nil {
		t.Fatalf("copying the prefix: %v: %s", err, out)
	}
	files, _ := filepath.Glob(filepath.Join(template, "*.reg"))
	for _, f := range append(files, filepath.Join(template, "drive_c/windows/system32/drivers/etc/hosts")) {
		text, err := os.ReadFile(f)
		if err != nil {
			continue // Wine makes no hosts file
		}
		inside, _ := filepath.Rel(template, f)
		os.Remove(filepath.Join(p.dir, inside))
		p.write(t, inside, text)
	}
	desks, _ := filepath.Glob(filepath.Join(p.dir, "drive_c/users/*/Desktop"))
	for _, desk := range desks { // a link to the template's
		if os.Remove(desk) == nil {
			os.Mkdir(desk, 0o755)
		}
	}
	t.Cleanup(func() { p.server("-k").Run() })
	return p
}

// write puts a file into the prefix, "drive_c/…".
func (p *prefix) write(t *testing.T, name string, text []byte) {
	t.Helper()
	name = filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// wine is a Windows program as a user there would start it.
func (p *prefix) wine(ctx context.Context, args ...string) *exec.Cmd {
	words := append(append([]string{}, p.wrap...), "wine")
	words = append(words, args...)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Env = p.environ()
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

func (p *prefix) server(args ...string) *exec.Cmd {
	cmd := exec.Command("wineserver", args...)
	cmd.Env = p.environ()
	return cmd
}

func (p *prefix) environ() []string {
	env := []string{"WINEPREFIX=" + p.dir, "WINEDEBUG=-all", "WINEDLLOVERRIDES=winemenubuilder.exe=;mscoree=;mshtml=", "TZ=Asia/Shanghai", "LANG=C.UTF-8", "HOME=" + filepath.Dir(p.dir)} // HOME: Wine's desktop is in there
	for _, name := range []string{"PATH", "DISPLAY"} {
		env = append(env, name+"="+os.Getenv(name))
	}
	return env
}

// restart ends every program of the prefix; the next one starts Windows again.
func (p *prefix) restart(t *testing.T) {
	t.Helper()
	if err := p.server("-k", "-w").Run(); err != nil {
		t.Fatalf("ending Wine: %v", err)
	}
}

// result is how a program ended.
type result struct {
	stdout, stderr string
	code           int
}

// run runs a program and waits for it.
func (p *prefix) run(t *testing.T, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	return finish(t, p.wine(ctx, args...))
}

func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	dir := t.TempDir()
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	// Files, not pipes: Wine's services inherit them and would hold pipes open.
	for name, to := range map[string]*io.Writer{"stdout": &cmd.Stdout, "stderr": &cmd.Stderr} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		*to = f
	}
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatalf("running %q: %v: %s", cmd.Args, err, read("stderr"))
	}
	return result{read("stdout"), read("stderr"), cmd.ProcessState.ExitCode()}
}

// report runs kpcheck.exe and reads the report that it prints.
func (p *prefix) report(t *testing.T, args ...string) *report.Report {
	t.Helper()
	r := p.run(t, append([]string{kpcheck}, append(args, "--format", "json")...)...)
	return readReport(t, r)
}

func readReport(t *testing.T, r result) *report.Report {
	t.Helper()
	read, err := report.Read(strings.NewReader(r.stdout))
	if err != nil {
		t.Fatalf("exit %d: %v\n%s\n%s", r.code, err, r.stderr, r.stdout)
	}
	if r.code != read.ExitCode() {
		t.Errorf("exit status %d, verdict %s", r.code, read.Diagnosis.Verdict)
	}
	return read
}

// codes are the causes of a report.
func codes(r *report.Report) []string {
	var list []string
	for _, c := range r.Diagnosis.Causes {
		list = append(list, c.Code)
	}
	return list
}

// evidence decodes the evidence of one check.
func evidence[E any](t *testing.T, r *report.Report, id string) E {
	t.Helper()
	var e E
	for _, c := range r.Checks {
		if c.ID != id {
			continue
		}
		text, err := json.Marshal(c.Evidence)
		if err == nil {
			err = json.Unmarshal(text, &e)
		}
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		return e
	}
	t.Fatalf("no check %s", id)
	return e
}

// registry imports a .reg file's lines.
func (p *prefix) registry(t *testing.T, lines string) {
	t.Helper()
	var text []byte
	for _, u := range utf16.Encode([]rune("\ufeffWindows Registry Editor Version 5.00\r\n\r\n" + strings.ReplaceAll(lines, "\n", "\r\n"))) {
		text = append(text, byte(u), byte(u>>8))
	}
	p.write(t, "drive_c/import.reg", text)
	if r := p.run(t, "regedit", "/S", `C:\import.reg`); r.code != 0 {
		t.Fatalf("importing: exit %d %s", r.code, r.stderr)
	}
}
