package settings

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// home makes a folder of the test's own the one that everything is kept in.
func home(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "张会计 的 U盘", "kpdoctor")
	t.Setenv(Home, dir)
	return dir
}

func TestFirstStart(t *testing.T) {
	dir := home(t)
	s, err := Load()
	if err != nil || !reflect.DeepEqual(s, Settings{}) {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("looking made %s", dir)
	}
}

func TestRoundTrip(t *testing.T) {
	dir := home(t)
	var s Settings
	s.Window = Window{Width: 1024.5, Height: 700, Place: &Place{-8, 20}, Force: "software"}
	s.Watch = Watch{For: "24h", Every: "60s"}
	s.Learn(map[string]time.Duration{"dns": 900 * time.Millisecond})
	s.Use(Answer{Label: "  老王 \n五金店 ", Mode: "region", Region: "beijing", Software: "ukey"}, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	if err := Save(s); err != nil {
		t.Fatal(err)
	}
	got, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if got.Schema != Schema || got.Answers[0].Label != "老王 五金店" {
		t.Errorf("%+v", got)
	}
	got.Schema = ""
	got.unknown = nil
	if !reflect.DeepEqual(got, s) {
		t.Errorf("kept %+v, read %+v", s, got)
	}
	info, err := os.Stat(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestKeysOfALaterVersionAreKept(t *testing.T) {
	dir := home(t)
	os.MkdirAll(dir, 0o700)
	path := filepath.Join(dir, file)
	later := `{"schema":"kpdoctor.settings/v1","tray":{"icon":"red"},"window":{"width":900,"height":600},"sound":true}`
	if err := os.WriteFile(path, []byte("\ufeff"+later), 0o600); err != nil {
		t.Fatal(err)
	}
	store, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Change(func(s *Settings) { s.Window.Width = 901 }); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	data, _ := os.ReadFile(path)
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"schema": Schema, "tray": map[string]any{"icon": "red"}, "sound": true, "window": map[string]any{"width": 901.0, "height": 600.0}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s", data)
	}
}

func TestABrokenFileIsSetAside(t *testing.T) {
	for name, broken := range map[string]string{
		"cut off":     `{"schema":"kpdoctor.settings/v1","answers":[{"id"`,
		"empty":       "",
		"zeros":       strings.Repeat("\x00", 4096),
		"not ours":    `{"schema":"kpdoctor.report/v1"}`,
		"too new":     `{"schema":"kpdoctor.settings/v2","answers":{}}`,
		"wrong types": `{"schema":"kpdoctor.settings/v1","window":"big"}`,
		"a list":      `[]`,
		"huge":        `{"schema":"kpdoctor.settings/v1","x":"` + strings.Repeat("x", maxSize) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t)
			os.MkdirAll(dir, 0o700)
			for _, more := range []string{"", " "} { // twice: the second must not replace the first
				if err := os.WriteFile(filepath.Join(dir, file), []byte(broken+more), 0o600); err != nil {
					t.Fatal(err)
				}
				s, err := Load()
				var e *BrokenError
				if !errors.As(err, &e) || !strings.Contains(err.Error(), e.Aside) {
					t.Fatalf("said %v", err)
				}
				if kept, err := os.ReadFile(e.Aside); err != nil || string(kept) != broken+more {
					t.Errorf("%s does not hold what was there (%v)", e.Aside, err)
				}
				if !reflect.DeepEqual(s, Settings{}) {
					t.Errorf("read %+v", s)
				}
			}
			if err := Save(Settings{}); err != nil {
				t.Error(err)
			}
			if _, err := Load(); err != nil {
				t.Errorf("after that: %v", err)
			}
		})
	}
}

func TestNonsenseIsLeftOut(t *testing.T) {
	for _, text := range []string{
		`{"width":1e9,"height":600}`, `{"width":-5,"height":600}`, `{"width":900}`, `{"force":"vulkan"}`, `{"place":{"x":99999999,"y":0}}`,
	} {
		s, err := parse([]byte(`{"schema":"kpdoctor.settings/v1","window":` + text + `}`))
		if err != nil || s.Window != (Window{}) {
			t.Errorf("%s: %+v, %v", text, s.Window, err)
		}
	}
	s, err := parse([]byte(`{"schema":"kpdoctor.settings/v1","typical_end_ms":{"dns":-1,"port":9},
		"answers":[{"id":"","mode":"region"},{"id":"a","mode":"magic"},{"id":"b","mode":"file"},{"id":"b","mode":"file"}]}`))
	if err != nil || len(s.Answers) != 1 || s.Answers[0].ID != "b" || len(s.Typical) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A stick with a write lock, a home that is gone: the choice holds until the end.
func TestWithoutAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(Home, filepath.Join(dir, "kpdoctor"))
	store, _ := Open()
	if err := store.Change(func(s *Settings) { s.Watch.For = "30m" }); err == nil {
		t.Error("nothing was said of a change that was not written")
	}
	if got := store.Now().Watch.For; got != "30m" {
		t.Errorf("the change was lost: %q", got)
	}
}

// Changes from several goroutines: none is lost, and the file is always whole.
func TestChangesDoNotGetInEachOthersWay(t *testing.T) {
	home(t)
	store, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if err := store.Change(func(s *Settings) {
				s.Use(Answer{Mode: "file", File: strings.Repeat("x", i+1)}, time.Unix(int64(i), 0))
			}); err != nil {
				t.Error(err)
			}
			if _, err := Load(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if s, err := Load(); err != nil || len(s.Answers) != 20 {
		t.Errorf("%d answers, %v", len(s.Answers), err)
	}
}

func TestLearn(t *testing.T) {
	var s Settings
	s.Learn(map[string]time.Duration{"dns": 900 * time.Millisecond, "clock": 0})
	s.Learn(map[string]time.Duration{"dns": 1200 * time.Millisecond})
	s.Learn(map[string]time.Duration{"dns": 400 * time.Millisecond})
	if s.Typical["dns"] != 800 || s.Typical["clock"] != 1 {
		t.Errorf("%v", s.Typical)
	}
}
