package single

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestMain lets the test binary be the first start.
func TestMain(m *testing.M) {
	dir := os.Getenv("SINGLE_FIRST")
	if dir == "" {
		os.Exit(m.Run())
	}
	if _, err := Take(dir); err != nil {
		os.Exit(1)
	}
	os.Stdout.WriteString("taken\n")
	select {} // until it is killed
}

func TestALaterStartIsHeard(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "张 会计")
	seat, err := Take(dir)
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan []string, 9)
	ended := make(chan struct{})
	go func() { seat.Requests(func(args []string) { heard <- args }); close(ended) }()

	for _, args := range [][]string{{"--region", "北京"}, nil, {"--practice"}} {
		if _, err := Take(dir); !errors.Is(err, ErrTaken) {
			t.Fatalf("a second seat: %v", err)
		}
		if err := Call(t.Context(), dir, args); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; !slices.Equal(got, args) {
			t.Errorf("heard %q, want %q", got, args)
		}
	}
	seat.Leave()
	<-ended
	again, err := Take(dir)
	if err != nil {
		t.Fatalf("the seat is not free: %v", err)
	}
	again.Leave()
	if len(heard) > 0 {
		t.Errorf("heard twice: %q", <-heard)
	}
}

// One that hangs: the later start learns so, and leaves no request behind that
// would bring a window forward minutes later.
func TestNobodyAnswers(t *testing.T) {
	dir := t.TempDir()
	seat, err := Take(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer seat.Leave()
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if err := Call(ctx, dir, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("said %v", err)
	}
	if _, err := os.Stat(askPath(dir)); err == nil {
		t.Error("the request is still there")
	}
}

// A killed process holds no seat, and what it was asked is forgotten.
func TestTheSeatOfAKilledProcessIsFree(t *testing.T) {
	dir := t.TempDir()
	first := exec.Command(os.Args[0])
	first.Env = append(os.Environ(), "SINGLE_FIRST="+dir)
	out, err := first.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	if n, err := out.Read(make([]byte, 6)); err != nil || n == 0 {
		t.Fatalf("it did not take the seat: %v", err)
	}
	if _, err := Take(dir); !errors.Is(err, ErrTaken) {
		t.Errorf("a second seat: %v", err)
	}
	if err := os.WriteFile(askPath(dir), []byte(`["old"]`), 0o600); err != nil {
		t.Fatal(err)
	}
	first.Process.Kill()
	first.Wait()
	seat, err := Take(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer seat.Leave()
	if _, err := os.Stat(askPath(dir)); err == nil {
		t.Error("an old request would be served")
	}
}

func TestWithoutAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Take(filepath.Join(path, "x")); err == nil || errors.Is(err, ErrTaken) {
		t.Errorf("said %v", err)
	}
}
