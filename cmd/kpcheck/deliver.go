package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kpdoctor/checks/report"
)

// extension of the file that each format makes.
var extension = map[string]string{"text": "txt", "json": "json", "html": "html"}

// deliver writes a document where the user wants it; name is its file name
// where that is a folder. Where it cannot be written there, it goes to a
// temporary file, at the worst to standard output, and ok is false.
func (a *app) deliver(name string, write func(io.Writer) error) (ok bool) {
	var doc bytes.Buffer
	if err := write(&doc); err != nil {
		a.wrong("--format", err.Error(), "")
		return false
	}
	where, err := a.put(name, doc.Bytes())
	if err == nil {
		if where != "" {
			a.notice(a.say("已保存：", "saved: ") + where)
		}
		return true
	}
	problem := fmt.Sprintf(a.say("写不出去（%v）", "cannot be written (%v)"), err)
	kept, err := keep(name, doc.Bytes())
	switch {
	case err == nil:
		a.wrong("--output", problem, a.say("结果保存在 ", "it is kept in ")+kept)
	case where != "":
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
		return where, writeInto(where, doc) // a device, a pipe, a link: never replaced
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

// keep saves the document in a new file of the system's temporary folder.
func keep(name string, doc []byte) (path string, err error) {
	ext := filepath.Ext(name)
	f, err := os.CreateTemp("", strings.TrimSuffix(name, ext)+"-*"+ext)
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
