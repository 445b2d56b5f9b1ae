package env

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestRestartProgram: a program of this session is ended and runs again; of two
// with one name it is not known which.
func TestRestartProgram(t *testing.T) {
	c := mayChange(t)
	text, err := os.ReadFile(filepath.Join(os.Getenv("SystemRoot"), "system32", "notepad.exe"))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "") // left behind: Wine removes no program that just ended
	if err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(dir, "开票助手.exe")
	if err := os.WriteFile(exe, text, 0o755); err != nil {
		t.Fatal(err)
	}
	of := func() (all []Process) {
		running, err := processes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range running {
			if p.Name == "开票助手.exe" {
				all = append(all, p)
			}
		}
		return all
	}
	first := exec.Command(exe)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	go first.Wait()
	defer func() {
		for _, p := range of() {
			if running, err := os.FindProcess(int(p.PID)); err == nil {
				running.Kill()
				running.Wait()
			}
		}
	}()
	if err := c.Do(t.Context(), RestartProgram, "开票助手.exe"); err != nil {
		t.Fatal(err)
	}
	now := of()
	for began := time.Now(); len(now) == 0 && time.Since(began) < 5*time.Second; now = of() {
		time.Sleep(20 * time.Millisecond)
	}
	if len(now) != 1 || int(now[0].PID) == first.Process.Pid {
		t.Fatalf("was %d, is %+v", first.Process.Pid, now)
	}
	second := exec.Command(exe)
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	go second.Wait()
	if err := c.Do(t.Context(), RestartProgram, "开票助手.exe"); err == nil {
		t.Error("one of two was restarted")
	}
	if all := of(); len(all) != 2 {
		t.Errorf("running now: %+v", all)
	}
}
