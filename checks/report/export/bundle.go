package export

import (
	"archive/zip"
	"bytes"
	"fmt"

	"kpdoctor/checks/report"
)

// bundle is a ZIP of every format, and of the log. The names are plain ASCII:
// old unpackers on Chinese Windows garble any other.
func bundle(r *report.Report) (document, error) {
	var b bytes.Buffer
	var said []string
	z := zip.NewWriter(&b)
	add := func(name string, data []byte, packed bool) error {
		method := zip.Deflate
		if packed {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: r.Started})
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}
	log := Format{Name: "log", Extension: "log", write: written((*report.Report).WriteLog)}
	for _, f := range append([]Format{log}, single...) {
		doc, err := checked(r, f)
		if err != nil {
			return document{}, err
		}
		data := doc.data
		if f.Extension == "txt" || f.Extension == "log" {
			data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) // for the Notepad of old Windows
		}
		name := report.FileName(r, f.Extension)
		if err := add(name, data, f.Binary); err != nil {
			return document{}, fmt.Errorf("packing %s: %w", name, err)
		}
		said = append(append(said, name), doc.said...)
	}
	if err := z.Close(); err != nil {
		return document{}, fmt.Errorf("packing the report: %w", err)
	}
	return document{b.Bytes(), said}, nil
}
