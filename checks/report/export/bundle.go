package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"kpdoctor/checks/report"
)

// bundle is a ZIP of every format, and of the log. The names are plain ASCII:
// old unpackers on Chinese Windows garble any other.
func bundle(r *report.Report) ([]byte, error) {
	var b bytes.Buffer
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
	for _, f := range append([]Format{{Extension: "log", write: written((*report.Report).WriteLog)}}, Formats...) {
		if f.write == nil {
			continue
		}
		data, err := checked(r, f)
		if err != nil {
			return nil, err
		}
		name := report.FileName(r, f.Extension)
		if f.Extension == "txt" {
			data = []byte(strings.ReplaceAll(string(data), "\n", "\r\n")) // for the Notepad of old Windows
		}
		if err := add(name, data, f.Binary); err != nil {
			return nil, fmt.Errorf("packing %s: %w", name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("packing the report: %w", err)
	}
	return b.Bytes(), nil
}
