package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// kpcheck is the program, built once for all tests of this package.
var kpcheck string

// At least eight tests run at once: nearly all that they do is wait for programs
// that wait for answers which never come.
func TestMain(m *testing.M) {
	flag.Parse()
	if n := flag.Lookup("test.parallel").Value; n.String() == fmt.Sprint(runtime.GOMAXPROCS(0)) {
		n.Set(fmt.Sprint(max(8, runtime.GOMAXPROCS(0))))
	}
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	const built = "KPCHECK_TEST_PROGRAM"
	if kpcheck = os.Getenv(built); kpcheck != "" { // built outside of the namespace
		if code, done := alone(); done {
			return code
		}
		return m.Run()
	}
	folder, err := os.MkdirTemp("", "kpcheck-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	kpcheck = filepath.Join(folder, "kpcheck")
	if runtime.GOOS == "windows" {
		kpcheck += ".exe"
	}
	build := exec.Command("go", "build", "-o", kpcheck, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	os.Setenv(built, kpcheck)
	if code, done := alone(); done {
		return code
	}
	return m.Run()
}

// TestScripts runs testdata/script: what a person types, reads and gets back.
// "exits CODE kpcheck …" is exec with that exit status.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			table, err := filepath.Abs("../../assets/authorities.csv")
			if err != nil {
				return err
			}
			e.Setenv("PATH", filepath.Dir(kpcheck)+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Setenv("KPCHECK", kpcheck)
			e.Setenv("TABLE", table)
			e.Setenv("TMPDIR", filepath.Join(e.WorkDir, ".tmp"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"lines": lines,
		},
	})
}

// exits runs a program and requires its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE program [args...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	// A program that was just copied may still be open for writing in a process
	// that another test is starting at this moment (golang/go#22315).
	for tries := 0; errors.Is(err, syscall.ETXTBSY) && tries < 20; tries++ {
		time.Sleep(50 * time.Millisecond)
		err = ts.Exec(args[1], args[2:]...)
	}
	code := 0
	if exit, ok := err.(*exec.ExitError); ok {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit status %d, want %s", code, args[0])
	}
}

// lines requires how many lines stdout or stderr has.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines stdout|stderr|FILE N")
	}
	n := 0
	for _, b := range ts.ReadFile(args[0]) {
		if b == '\n' {
			n++
		}
	}
	if fmt.Sprint(n) != args[1] {
		ts.Fatalf("%s has %d lines, want %s", args[0], n, args[1])
	}
}
