package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"kpdoctor/checks/report"
)

func onPath(tool string) bool {
	_, err := exec.LookPath(tool)
	return err == nil
}

// kpcheck is the real program, built once for all scenarios of a run.
var kpcheck = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", fmt.Sprintf("%s%d-", prefix, os.Getpid()))
	if err != nil {
		return "", err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // an ordinary user of a scenario runs it too
		return "", err
	}
	path := filepath.Join(dir, "kpcheck")
	c := exec.Command("go", "build", "-o", path, "kpdoctor/cmd/kpcheck")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building kpcheck: %w: %s", err, out)
	}
	return path, nil
})

// patience is how long one run of kpcheck may take before it counts as hung.
const patience = 60 * time.Second

// Check runs kpcheck on the client as a user there would, and reads its report.
func (l *Lab) Check() (*report.Report, time.Duration, error) {
	program := l.Program
	if len(program) == 0 {
		built, err := kpcheck()
		if err != nil {
			return nil, 0, err
		}
		program = []string{built}
	}
	roots, err := l.writeRoots()
	if err != nil {
		return nil, 0, err
	}
	file, err := l.writeProfile()
	if err != nil {
		return nil, 0, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	args := append([]string{"netns", "exec", l.Client.Name}, l.Wrap...)
	args = append(append(args, program...), "run", "--profile", file, "--format", "json", "--redact", "off", "--lang", "en")
	c := exec.CommandContext(ctx, "ip", args...)
	c.WaitDelay = 2 * time.Second
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + l.Dir, "LANG=C.UTF-8", "TZ=Asia/Shanghai",
		"SSL_CERT_FILE=" + roots, "SSL_CERT_DIR=" + filepath.Join(l.Dir, "none")}, l.Env...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	began := time.Now()
	err = c.Run()
	took := time.Since(began)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, took, fmt.Errorf("running kpcheck: %w", err)
	}
	text := out.Bytes()
	os.WriteFile(filepath.Join(l.Dir, "report.json"), text, 0o644)
	r, err := report.Read(bytes.NewReader(text))
	if err != nil {
		return nil, took, fmt.Errorf("reading kpcheck's report (exit %d): %w\n%s", c.ProcessState.ExitCode(), err, errs.String())
	}
	if code := c.ProcessState.ExitCode(); code != r.ExitCode() {
		return r, took, fmt.Errorf("kpcheck ended with %d, its verdict %s means %d", code, r.Diagnosis.Verdict, r.ExitCode())
	}
	return r, took, nil
}

// forget removes the built program.
func forget() {
	if path, err := kpcheck(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
}
