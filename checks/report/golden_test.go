package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden: each testdata/x.json, read and written again, is x.txt, x.html
// and itself.
func TestGolden(t *testing.T) {
	if *update {
		for name, r := range examples() {
			var b bytes.Buffer
			if err := r.WriteJSON(&b); err != nil {
				t.Fatal(err)
			}
			write(t, "testdata/"+name+".json", b.Bytes())
		}
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < len(examples()) {
		t.Fatalf("found %d reports in testdata: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r, err := Read(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			base := file[:len(file)-len("json")]
			var b bytes.Buffer
			if err := r.WriteJSON(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, file, b.Bytes())
			b.Reset()
			if err := r.WriteText(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, base+"txt", b.Bytes())
			b.Reset()
			if err := r.WriteHTML(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, base+"html", b.Bytes())
		})
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		write(t, file, got)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", file, diff)
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
