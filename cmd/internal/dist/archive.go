package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// packFolder packs a folder, itself included, in the order of names, owned by
// root and dated SOURCE_DATE_EPOCH: the same content makes the same bytes.
func packFolder(args []string) error {
	if err := count(args, 2, 2); err != nil {
		return err
	}
	when, err := epoch()
	if err != nil {
		return err
	}
	pack := packTar
	switch {
	case strings.HasSuffix(args[1], ".zip"):
		pack = packZip
	case !strings.HasSuffix(args[1], ".tar.gz"):
		return fmt.Errorf("%s is neither .zip nor .tar.gz", args[1])
	}
	out, err := os.Create(args[1])
	if err != nil {
		return err
	}
	return errors.Join(pack(out, args[0], when), out.Close())
}

func packZip(w io.Writer, dir string, when time.Time) error {
	z := zip.NewWriter(w)
	err := eachFile(dir, func(name string, mode fs.FileMode, content io.Reader) error {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: when}
		header.SetMode(mode)
		entry, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		_, err = io.Copy(entry, content)
		return err
	})
	return errors.Join(err, z.Close())
}

func packTar(w io.Writer, dir string, when time.Time) error {
	g := gzip.NewWriter(w)
	t := tar.NewWriter(g)
	err := eachFile(dir, func(name string, mode fs.FileMode, content io.Reader) error {
		text, err := io.ReadAll(content)
		if err != nil {
			return err
		}
		header := &tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: int64(mode), Size: int64(len(text)), ModTime: when, Uname: "root", Gname: "root"}
		if err := t.WriteHeader(header); err != nil {
			return err
		}
		_, err = t.Write(text)
		return err
	})
	return errors.Join(err, t.Close(), g.Close())
}

// eachFile calls add for every file below dir, by name from dir's own name on.
func eachFile(dir string, add func(name string, mode fs.FileMode, content io.Reader) error) error {
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if info.Mode()&0o100 != 0 {
			mode = 0o755
		}
		file, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		defer file.Close()
		return add(path.Join(filepath.Base(dir), name), mode, file)
	})
}

// writeSums writes what sha256sum -c reads.
func writeSums(args []string) error {
	if err := count(args, 1, 1); err != nil {
		return err
	}
	const list = "SHA256SUMS"
	files, err := os.ReadDir(args[0])
	if err != nil {
		return err
	}
	var sums strings.Builder
	for _, f := range files {
		if f.Name() == list || f.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(args[0], f.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(text), f.Name())
	}
	return os.WriteFile(filepath.Join(args[0], list), []byte(sums.String()), 0o644)
}
