package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"kpdoctor/checks/report"
)

// TestInterrupt: Ctrl-C once stops the run and still writes the report of what
// was measured. The server accepts and never answers, so that the run is in
// the midst of it.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal for one process")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	asked := make(chan bool, 64)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				if n, _ := c.Read(make([]byte, 1)); n > 0 { // a request, not only a connection
					asked <- true
					c.Read(make([]byte, 1<<16))
					<-t.Context().Done()
				}
			}()
		}
	}()
	file := filepath.Join(t.TempDir(), "p.toml")
	text := "schema = \"kpdoctor.profile/v1\"\n[[endpoints]]\nurl = \"http://" + listener.Addr().String() + "/\"\n[limits]\nresponse_timeout = \"20s\"\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(kpcheck, "run", "--profile", file, "--format", "json")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-asked:
	case <-time.After(20 * time.Second):
		t.Error("the server was never asked")
	}
	began := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("stopped after %v", took)
	}
	r, err := report.Read(&stdout)
	if err != nil {
		t.Fatalf("report: %v; standard error: %s", err, stderr.String())
	}
	if r.Complete || len(r.Checks) == 0 {
		t.Errorf("complete %v with %d checks", r.Complete, len(r.Checks))
	}
	if code := cmd.ProcessState.ExitCode(); code != r.ExitCode() {
		t.Errorf("exit status %d, verdict %s", code, r.Diagnosis.Verdict)
	}
}
