package env

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"
)

var elevatedPart = flag.Bool("elevated-part", false, "be what TestElevate starts")

// TestElevatedPart is the process that TestElevate starts: it answers by lines.
func TestElevatedPart(t *testing.T) {
	if !*elevatedPart {
		return
	}
	ClearEnvironment()
	out, err := Replies(io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		fmt.Fprintf(out, "%d of %q in %s\n", i, flag.Args(), os.Getenv("SystemRoot"))
	}
	fmt.Fprint(out, "a line that was cut off")
}

// TestElevate: arguments arrive as they were given, lines come back in order, and a
// line that is not whole does not.
func TestElevate(t *testing.T) {
	mayChange(t)
	if Lent() {
		return // Wine's user owns what an administrator makes: the tests of elevation run without UAC
	}
	var lines []string
	args := []string{"-test.run=^TestElevatedPart$", "-elevated-part", "a b", `c"d\`, "", "%TEMP% & echo"}
	if err := Elevate(t.Context(), args, func(b []byte) { lines = append(lines, string(b)) }); err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 3 {
		want = append(want, fmt.Sprintf("%d of %q in %s", i, args[2:], os.Getenv("SystemRoot")))
	}
	if !slices.Equal(lines, want) {
		t.Errorf("%q\nwant %q", lines, want)
	}
	old, err := os.ReadDir(repliesFolder())
	if err != nil || len(old) != 1 {
		t.Errorf("%v %v", old, err)
	}
	if err := Elevate(t.Context(), args, func([]byte) {}); err != nil {
		t.Error(err)
	}
	if now, err := os.ReadDir(repliesFolder()); err != nil || len(now) != 1 || now[0].Name() == old[0].Name() {
		t.Errorf("earlier replies stay: %v %v", now, err)
	}
	if _, err := runAs(`C:\none such.exe`, nil); err == nil || errors.Is(err, ErrNoRights) {
		t.Errorf("a program that is not there: %v", err)
	}
}
