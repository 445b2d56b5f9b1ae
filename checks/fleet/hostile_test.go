package fleet

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// hostile writes files that are no reports into dir and returns for each, by
// its name, why it must be passed over.
func hostile(t testing.TB, dir string) map[string]Reason {
	t.Helper()
	want := map[string]Reason{}
	add := func(name string, why Reason, data []byte) {
		write(t, filepath.Join(dir, name), data)
		want[name] = why
	}
	healthy, err := os.ReadFile(templateFile(""))
	if err != nil {
		t.Fatal(err)
	}
	replaced := func(old, new string) []byte {
		out := bytes.Replace(healthy, []byte(old), []byte(new), 1)
		if bytes.Equal(out, healthy) {
			t.Fatalf("the template has no %s", old)
		}
		return out
	}
	add("empty.json", Empty, nil)
	add("blank.json", Empty, []byte(" \n\t"))
	add("zeros.json", Zeros, make([]byte, 4096))
	add("cut.json", CutOff, healthy[:len(healthy)/2])
	add("html.json", NotJSON, []byte("<!DOCTYPE html>"))
	add("deep.json", TooDeep, []byte(strings.Repeat(`{"a":`, 100_000)))
	add("deeparray.json", TooDeep, []byte(strings.Repeat(`[`, 100_000)))
	add("many.json", TooMany, []byte(`{"schema":"kpdoctor.report/v1","diagnosis":{"causes":[`+strings.Repeat("{},", 500_000)+`{}]}}`))
	add("array.json", WrongType, []byte("[]"))
	add("type.json", WrongType, replaced(`"verdict": "ok"`, `"verdict": 7`))
	add("verdict.json", BadValue, replaced(`"verdict": "ok"`, `"verdict": "splendid"`))
	add("status.json", BadValue, replaced(`"status": "pass"`, `"status": "<script>alert(1)</script>"`))
	add("evidence.json", WrongType, replaced(`"evidence": {`, `"evidence": "x", "more": {`))
	add("date.json", BadValue, replaced(`"started": "2026`, `"started": "yesterday, 2026`))
	add("nodate.json", Missing, replaced(`"started": `, `"finished": `))
	add("noid.json", Missing, replaced(`"id": "20`, `"no": "20`))
	add("schema.json", OtherSchema, replaced(`kpdoctor.report/v1`, `kpdoctor.report/v99`))
	add("future.json", OtherSchema, []byte(`{"schema":"kpdoctor.report/v2","checks":7}`))
	add("other.json", OtherSchema, []byte(`{"schema":["\u001b[2J"]}`))
	add("\u202e\x1b[31mname.json", Empty, nil)

	big := filepath.Join(dir, "big.json")
	write(t, big, []byte(`{"schema":"kpdoctor.report/v1"`))
	if err := os.Truncate(big, 2<<30); err != nil { // sparse: no disk is filled
		t.Fatal(err)
	}
	want["big.json"] = TooLarge

	var member bytes.Buffer
	g := gzip.NewWriter(&member)
	g.Write(bytes.Repeat([]byte(" "), 1<<20))
	g.Close()
	add("bomb.json.gz", TooLarge, bytes.Repeat(member.Bytes(), 64)) // members one behind the other are one file
	add("broken.gz", BadArchive, []byte("\x1f\x8bxx"))
	add("broken.zip", BadArchive, []byte("PK\x03\x04xx"))
	add("none.zip", NoReports, zipped(t, map[string][]byte{"readme.txt": []byte("hello")}))
	add("nested.zip", Nested, zipped(t, map[string][]byte{"inner.zip": []byte("PK\x03\x04")}))
	add("listing.zip", BadArchive, longListing(t))
	add("bomb.zip", TooLarge, zipped(t, map[string][]byte{"bomb.json": bytes.Repeat([]byte(" "), maxReport+1)}))

	if runtime.GOOS != "windows" {
		link := func(name, to string, why Reason) {
			if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
			want[name] = why
		}
		link("loop.json", "loop.json", Link)
		link("parent.json", "..", Link)
		link("device.json", "/dev/zero", Special)
		link("gone.json", "nowhere", Unreadable)
	}
	return want
}

func zipped(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// longListing is an archive of a few members whose names and comments alone are
// larger than a listing may be.
func longListing(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 600 {
		h := &zip.FileHeader{Name: fmt.Sprint(i, ".json"), Comment: strings.Repeat("x", 60_000)}
		if _, err := z.CreateHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
