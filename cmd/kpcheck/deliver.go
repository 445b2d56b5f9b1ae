package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kpdoctor/checks/env"
	"kpdoctor/checks/report"
	"kpdoctor/checks/report/export"
)

// extension of the file that each format makes.
var extension = map[string]string{"text": "txt", "json": "json", "html": "html"}

// deliver writes a document where the user wants it; name is its file name
// where that is a folder. Where it cannot be written there, it goes to a
// temporary file, at the worst to standard output, and ok is false.
func (a *app) deliver(name string, write func(io.Writer) error) (ok bool) {
	var doc bytes.Buffer
	if err := write(&doc); err != nil {
		a.wrong("--format", a.reason(err), "")
		return false
	}
	where, err := a.put(name, doc.Bytes())
	if err == nil {
		if where != "" {
			a.notice(a.say("已保存：", "saved: ") + where)
		}
		return true
	}
	problem := fmt.Sprintf(a.say("写不出去（%s）", "cannot be written (%s)"), a.reason(err))
	kept, err := keep(name, doc.Bytes())
	switch {
	case err == nil:
		a.wrong("--output", problem, a.say("结果保存在 ", "it is kept in ")+kept)
	case where != "" && !(binary(name) && terminal(a.stdout)):
		a.wrong("--output", problem, a.say("结果见标准输出", "it is on standard output"))
		a.stdout.Write(doc.Bytes())
	default:
		a.wrong("--output", problem, a.say("也没有地方保存", "and there is no place to keep it"))
	}
	return false
}

// put writes the document; where is the file, "" for standard output.
func (a *app) put(name string, doc []byte) (where string, err error) {
	if a.output == "" || a.output == "-" {
		_, err := a.stdout.Write(doc)
		return "", err
	}
	where = a.output
	if info, err := os.Stat(where); err == nil && info.IsDir() || strings.HasSuffix(where, "/") || strings.HasSuffix(where, string(filepath.Separator)) {
		where = filepath.Join(where, name)
	}
	if info, err := os.Lstat(where); err == nil && !info.Mode().IsRegular() {
		if err := writeInto(where, doc); err != nil { // a device, a pipe, a link: never replaced
			return where, &report.SaveError{Path: where, Why: env.WhyUnwritten(err), Err: err}
		}
		return where, nil
	}
	return where, report.Save(where, func(w io.Writer) error {
		_, err := w.Write(doc)
		return err
	})
}

func writeInto(path string, doc []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	if _, err := f.Write(doc); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// reason is why something could not be written, in the chosen language where
// it has both.
func (a *app) reason(err error) string {
	var told interface{ In(lang string) string }
	if errors.As(err, &told) {
		return told.In(a.lang)
	}
	return err.Error()
}

// binary reports whether a file is nothing for a terminal.
func binary(name string) bool {
	for _, f := range export.Formats {
		if "."+f.Extension == filepath.Ext(name) {
			return f.Binary
		}
	}
	return false
}

// keep saves the document in a new file of the system's temporary folder, else
// of the user's own.
func keep(name string, doc []byte) (path string, err error) {
	folders := []string{""}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, home)
	}
	for _, folder := range folders {
		if path, err = keepIn(folder, name, doc); err == nil {
			return path, nil
		}
	}
	return "", err
}

func keepIn(folder, name string, doc []byte) (path string, err error) {
	ext := filepath.Ext(name)
	f, err := os.CreateTemp(folder, strings.TrimSuffix(name, ext)+"-*"+ext)
	if err != nil {
		return "", err
	}
	if _, err := f.Write(doc); err != nil {
		f.Close()
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), f.Close()
}
