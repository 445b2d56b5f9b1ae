package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kpdoctor/checks/history"
)

// hanging is a profile of a server that accepts and never answers, so that a
// run is long in the midst of it; asked tells when it got there.
func hanging(t *testing.T) (file string, asked <-chan bool) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	got := make(chan bool, 64)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				if n, _ := c.Read(make([]byte, 1)); n > 0 {
					got <- true
					<-t.Context().Done()
				}
			}()
		}
	}()
	return profileOf(t, "http://"+l.Addr().String()+"/", "[limits]\nresponse_timeout = \"20s\"\n"), got
}

func profileOf(t *testing.T, url, more string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "p.toml")
	if err := os.WriteFile(file, []byte("schema = \"kpdoctor.profile/v1\"\n[[endpoints]]\nurl = \""+url+"\"\n"+more), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestKilledRunIsFoundAgain: kill -9 in the midst of a run. The next run says
// so, and what had been measured is among the kept runs.
func TestKilledRunIsFoundAgain(t *testing.T) {
	home := t.TempDir()
	file, asked := hanging(t)
	start := func(args ...string) (*exec.Cmd, *bytes.Buffer) {
		cmd := exec.Command(kpcheck, args...)
		cmd.Env = append(os.Environ(), "KPDOCTOR_HOME="+home)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd, &stderr
	}
	cmd, _ := start("run", "--profile", file)
	select {
	case <-asked:
	case <-time.After(20 * time.Second):
		t.Error("the server was never asked")
	}
	for began := time.Now(); !drafted(home) && time.Since(began) < 20*time.Second; {
		time.Sleep(5 * time.Millisecond)
	}
	cmd.Process.Kill()
	cmd.Wait()
	cmd, stderr := start("run", "--lang", "en", "--profile", profileOf(t, "tcp://127.0.0.1:1", ""), "--format", "json")
	cmd.Wait()
	if !strings.Contains(stderr.String(), "an earlier run was cut off") {
		t.Errorf("standard error: %s", stderr)
	}
	h, err := history.Open(filepath.Join(home, "history"))
	if err != nil {
		t.Fatal(err)
	}
	entries, skipped := h.List()
	if len(entries) != 2 || len(skipped) != 0 || len(h.Unfinished()) != 0 {
		t.Fatalf("%+v, %v", entries, skipped)
	}
	cut := slices.IndexFunc(entries, func(e history.Entry) bool { return !e.Complete })
	if cut < 0 {
		t.Fatalf("%+v", entries)
	}
	r, err := h.Read(entries[cut].ID)
	if err != nil {
		t.Fatal(err)
	}
	measured := 0
	for _, c := range r.Checks {
		if c.Status != "skip" {
			measured++
		}
	}
	if measured == 0 {
		t.Error("nothing of it was kept")
	}
}

// drafted reports whether a result stands in a draft.
func drafted(home string) bool {
	found, _ := filepath.Glob(filepath.Join(home, "history", "drafts", "*.jsonl"))
	for _, file := range found {
		if data, err := os.ReadFile(file); err == nil && bytes.Count(data, []byte("\n")) > 1 {
			return true
		}
	}
	return false
}

// served is the profile of a web server on this PC, which counts connections.
func served(t *testing.T) (file string, accepted func() int) {
	t.Helper()
	var n atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "welcome") }))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			n.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return profileOf(t, s.URL+"/", ""), func() int { return int(n.Load()) }
}

// TestWatchInterrupted: Ctrl-C once still gives the summary, at once.
func TestWatchInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal for one process")
	}
	file, accepted := served(t)
	cmd := exec.Command(kpcheck, "watch", "--profile", file, "--every", "1s", "--for", "1h")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var last []byte
	rounds := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		last = bytes.Clone(lines.Bytes())
		if bytes.HasPrefix(last, []byte(`{"type":"round"`)) {
			if rounds++; rounds == 2 {
				cmd.Process.Signal(os.Interrupt)
			}
		}
	}
	cmd.Wait()
	var end summaryLine
	if err := json.Unmarshal(last, &end); err != nil || end.Type != "summary" || end.Rounds != rounds || rounds < 2 || rounds > 3 || len(end.Words) == 0 {
		t.Errorf("%v: %s", err, last)
	}
	if code := cmd.ProcessState.ExitCode(); code != 0 || accepted() > rounds+1 {
		t.Errorf("exit status %d, %d connections in %d rounds", code, accepted(), rounds)
	}
}

// TestWatchKilled: kill -9 leaves whole lines in the file, and a watch that
// begins anew adds to them.
func TestWatchKilled(t *testing.T) {
	file, accepted := served(t)
	out := filepath.Join(t.TempDir(), "watched.jsonl")
	if err := os.WriteFile(out, []byte(`{"type":"rou`), 0o644); err != nil { // a loss of power, long ago
		t.Fatal(err)
	}
	for n := range 2 {
		cmd := exec.Command(kpcheck, "watch", "--profile", file, "--every", "1s", "--for", "1h", "--output", out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for began := time.Now(); accepted() < 2*(n+1) && time.Since(began) < 20*time.Second; {
			time.Sleep(10 * time.Millisecond)
		}
		cmd.Process.Kill()
		cmd.Wait()
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if !strings.HasSuffix(string(data), "\n") || len(lines) < 3 || lines[0] != `{"type":"rou` {
		t.Fatalf("%s", data)
	}
	for _, line := range lines[1:] {
		if !json.Valid([]byte(line)) {
			t.Errorf("%s", line)
		}
	}
}
