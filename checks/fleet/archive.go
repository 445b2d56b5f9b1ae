package fleet

import (
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

// A stream is the text of one report, and how to let go of it.
type stream struct {
	io.Reader
	close func() error
}

func tooLarge(name string) *Skip {
	return &Skip{File: name, Reason: TooLarge, Detail: fmt.Sprintf("> %d MiB", maxReport>>20)}
}

func openGzip(name string) (stream, *Skip) {
	f, err := os.Open(name)
	if err != nil {
		return stream{}, unreadable(name, err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return stream{}, &Skip{File: name, Reason: BadArchive, Detail: err.Error()}
	}
	return stream{z, f.Close}, nil
}

// archive takes the reports of a ZIP file, which stays open until the last of
// them is read. One member may be as large as a report; all together at most
// maxArchive, so that a small bomb cannot keep this PC busy for hours.
func (w *walker) archive(name string, size int64) {
	f, err := os.Open(name)
	if err != nil {
		w.skip(unreadable(name, err))
		return
	}
	var reading sync.WaitGroup
	defer func() { go func() { reading.Wait(); f.Close() }() }()
	list := &meter{from: f}
	list.left.Store(maxListing)
	z, err := zip.NewReader(list, size)
	if err != nil {
		w.skip(&Skip{File: name, Reason: BadArchive, Detail: err.Error()})
		return
	}
	list.left.Store(1 << 62) // members are bounded one by one
	var budget uint64 = maxArchive
	before := w.order
	for _, member := range z.File {
		inner := name + "/" + member.Name
		ext := strings.ToLower(path.Ext(member.Name))
		switch {
		case ext == ".zip" || ext == ".gz":
			w.skip(&Skip{File: inner, Reason: Nested})
			continue
		case ext != ".json" || member.FileInfo().IsDir():
			continue
		case member.Flags&encrypted != 0:
			w.skip(&Skip{File: inner, Reason: BadArchive, Detail: "encrypted"})
			continue
		case member.UncompressedSize64 > maxReport:
			w.skip(tooLarge(inner))
			continue
		case member.UncompressedSize64 > budget:
			w.skip(&Skip{File: name, Reason: BadArchive, Detail: fmt.Sprintf("more than %d GiB in it", maxArchive>>30)})
			return
		}
		budget -= member.UncompressedSize64
		reading.Add(1)
		sent := w.send(inner, func() (stream, *Skip) {
			r, err := member.Open()
			if err != nil {
				reading.Done()
				return stream{}, &Skip{File: inner, Reason: BadArchive, Detail: err.Error()}
			}
			return stream{r, func() error { defer reading.Done(); return r.Close() }}, nil
		})
		if !sent {
			reading.Done()
			return
		}
	}
	if w.order == before {
		w.skip(&Skip{File: name, Reason: NoReports})
	}
}

// encrypted is the bit of a ZIP member's flags.
const encrypted = 1

// A meter stops after a number of bytes: package zip reads the listing of an
// archive into memory, however long it is.
type meter struct {
	from io.ReaderAt
	left atomic.Int64
}

func (m *meter) ReadAt(p []byte, at int64) (int, error) {
	if m.left.Add(-int64(len(p))) < 0 {
		return 0, errors.New("its listing is too long")
	}
	return m.from.ReadAt(p, at)
}
