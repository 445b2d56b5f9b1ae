package env

import (
	"slices"
	"testing"
)

func TestWholeLines(t *testing.T) {
	var got []string
	line := func(b []byte) { got = append(got, string(b)) }
	var rest []byte
	for _, part := range []string{"", "on", "e\ntwo\n", "\nthr", "ee\nno end"} {
		rest = wholeLines(append(rest, part...), line)
	}
	if !slices.Equal(got, []string{"one", "two", "", "three"}) || string(rest) != "no end" {
		t.Errorf("%q, %q", got, rest)
	}
}
