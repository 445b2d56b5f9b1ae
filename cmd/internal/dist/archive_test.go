package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// folder makes a folder to pack: a program, a text with a Chinese name, and one
// file in a folder.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "kpdoctor-1")
	for name, mode := range map[string]os.FileMode{"kpdoctor": 0o700, "使用说明.txt": 0o600, "sub/x": 0o664} {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte("content"), mode)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var entries = []string{"kpdoctor-1/kpdoctor -rwxr-xr-x", "kpdoctor-1/sub/x -rw-r--r--", "kpdoctor-1/使用说明.txt -rw-r--r--"}

func TestArchivesDependOnContentAlone(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1700000000")
	for _, kind := range []string{".zip", ".tar.gz"} {
		var packed [2][]byte
		for i := range packed {
			archive := filepath.Join(t.TempDir(), "a"+kind)
			dir := folder(t)
			old := time.Unix(int64(i), 0)
			if err := errors.Join(os.Chtimes(filepath.Join(dir, "kpdoctor"), old, old), packFolder([]string{dir, archive})); err != nil {
				t.Fatal(err)
			}
			packed[i], _ = os.ReadFile(archive)
		}
		if len(packed[0]) == 0 || !bytes.Equal(packed[0], packed[1]) {
			t.Errorf("%s: the same files packed twice differ", kind)
		}
		if got := listed(t, kind, packed[0]); !slices.Equal(got, entries) {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

// listed reads an archive's names and modes, and checks dates and owners.
func listed(t *testing.T, kind string, archive []byte) (names []string) {
	t.Helper()
	if kind == ".zip" {
		z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			names = append(names, f.Name+" "+f.Mode().String())
			if f.Modified.Unix() != 1700000000 || f.NonUTF8 {
				t.Errorf("%s is of %s", f.Name, f.Modified)
			}
		}
		return names
	}
	g, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(g); ; {
		h, err := r.Next()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name+" "+h.FileInfo().Mode().String())
		if h.ModTime.Unix() != 1700000000 || h.Uname != "root" || h.Uid != 0 {
			t.Errorf("%+v", h)
		}
	}
}

func TestSumsAreSha256sums(t *testing.T) {
	dir := folder(t)
	if err := writeSums([]string{dir}); err != nil {
		t.Fatal(err)
	}
	check := exec.Command("sha256sum", "--check", "--strict", "SHA256SUMS")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "kpdoctor"), []byte("another"), 0o755); err != nil {
		t.Fatal(err)
	}
	check = exec.Command("sha256sum", "--check", "--strict", "SHA256SUMS")
	check.Dir = dir
	if check.Run() == nil {
		t.Error("a changed file passes")
	}
}
