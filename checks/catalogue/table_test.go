package catalogue

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shared is the agreed table; a clone without it is held to the copy in testdata.
const shared = "../../../shared/CAUSES.md"

func TestAllIsTheTable(t *testing.T) {
	text, err := os.ReadFile("testdata/causes.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(want) < 70 {
		t.Fatalf("testdata/causes.txt has %d lines: not the whole table", len(want))
	}
	var got []string
	for _, c := range All {
		got = append(got, line(c.Code, string(c.Layer), string(c.Blame), c.Degraded))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("All is not testdata/causes.txt (-want +got):\n%s", d)
	}
}

func TestCopyIsTheSharedTable(t *testing.T) {
	text, err := os.ReadFile(shared)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip(shared, "is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	copied, err := os.ReadFile("testdata/causes.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join(parse(t, string(text)), "\n") + "\n"
	if d := cmp.Diff(want, string(copied)); d != "" {
		t.Errorf("testdata/causes.txt is not %s (-want +got):\n%s", shared, d)
	}
}

func line(code, layer, blame string, degraded bool) string {
	s := fmt.Sprintf("%s %s %s", code, layer, blame)
	if degraded {
		s += " degraded"
	}
	return s
}

var (
	layers = map[string]Layer{"n": Network, "t": Transport, "p": Application, "s": Security, "d": Data}
	blames = map[string]Blame{"P": ThisPC, "L": LocalNetwork, "I": ISP, "S": TaxServer, "D": TaxDevice, "W": InvoiceSoftware, "A": Account}
	row    = regexp.MustCompile(`(?m)^\| ([a-z0-9]+\.[^|]*) \| ([^|]*) \|`)
)

// parse reads the rows of CAUSES.md. One row may hold several causes: "a · b"
// share layer and blame, "a / b (!) | n L / n I" share the mark.
func parse(t *testing.T, text string) []string {
	var out []string
	for _, m := range row.FindAllStringSubmatch(text, -1) {
		sep := " · "
		if strings.Contains(m[1], " / ") {
			sep = " / "
		}
		where := strings.Split(m[2], " / ")
		for i, name := range strings.Split(m[1], sep) {
			code, _, marked := strings.Cut(name, " (!)")
			if sep == " / " {
				marked = strings.Contains(m[1], "(!)")
			}
			lb := strings.Fields(where[min(i, len(where)-1)])
			if len(lb) != 2 || layers[lb[0]] == "" || blames[lb[1]] == "" {
				t.Fatalf("%s: layer and blame are %q", code, lb)
			}
			out = append(out, line(code, string(layers[lb[0]]), string(blames[lb[1]]), marked))
		}
	}
	return out
}
