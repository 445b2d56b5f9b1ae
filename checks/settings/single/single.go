// Package single lets one window stand for many starts: who starts the program
// again brings the window that is open forward, with what the new start asked for.
//
// The first start holds a lock on a file, which the system drops when the process
// ends, however it ends. A later start writes a request beside it, and the first
// takes it away once it has done so. No port is opened, and nothing is left to
// tidy up after a crash.
package single

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// ErrTaken says that another process holds the seat.
var ErrTaken = errors.New("the program is open already")

// A Seat is held by the one process whose window is open in a session.
type Seat struct {
	lock  *os.File
	asked string // path of the request
	news  *fsnotify.Watcher
}

// Take takes the seat of this session in a folder, which it makes if need be.
// The error is ErrTaken where another process has it.
func Take(dir string) (*Seat, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("taking the seat: %w", err)
	}
	lock, err := os.OpenFile(lockPath(dir), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("taking the seat: %w", err)
	}
	switch free, err := hold(lock); {
	case err != nil:
		lock.Close()
		return nil, fmt.Errorf("taking the seat: %w", err)
	case !free:
		lock.Close()
		return nil, ErrTaken
	}
	s := &Seat{lock: lock, asked: askPath(dir)}
	os.Remove(s.asked) // of one who is gone
	if lock.Truncate(0) == nil {
		lock.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	if s.news, err = fsnotify.NewWatcher(); err == nil {
		err = s.news.Add(dir)
	}
	if err != nil {
		s.Leave()
		return nil, fmt.Errorf("taking the seat: %w", err)
	}
	return s, nil
}

// Requests calls do with the arguments of every later start, until Leave. Only
// when do returns has the later start been served.
func (s *Seat) Requests(do func(args []string)) {
	s.serve(do)
	for {
		select {
		case _, open := <-s.news.Events:
			if !open {
				return
			}
			s.serve(do)
		case _, open := <-s.news.Errors: // an overflow: look for oneself
			if !open {
				return
			}
			s.serve(do)
		}
	}
}

func (s *Seat) serve(do func([]string)) {
	data, err := os.ReadFile(s.asked)
	if err != nil {
		return // about another file
	}
	var args []string
	if json.Unmarshal(data, &args) != nil {
		args = nil // still: somebody wants to see the window
	}
	do(args)
	os.Remove(s.asked)
}

// Leave gives the seat up.
func (s *Seat) Leave() {
	if s.news != nil {
		s.news.Close()
	}
	s.lock.Close()
}

// Call asks the process in the seat to come forward with the arguments of this
// start, and waits until it has.
func Call(ctx context.Context, dir string, args []string) error {
	if data, err := os.ReadFile(lockPath(dir)); err == nil {
		if pid, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil {
			letForward(pid)
		}
	}
	data, err := json.Marshal(args)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".request-*.tmp")
	if err != nil {
		return fmt.Errorf("calling the open window: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Rename(f.Name(), askPath(dir))
	}
	if err != nil {
		return fmt.Errorf("calling the open window: %w", err)
	}
	for {
		if _, err := os.Lstat(askPath(dir)); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		select {
		case <-ctx.Done():
			os.Remove(askPath(dir))
			return fmt.Errorf("calling the open window: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func lockPath(dir string) string { return filepath.Join(dir, "window-"+session()+".lock") }
func askPath(dir string) string  { return filepath.Join(dir, "window-"+session()+".request") }

// plain makes a file's name of what the system calls a session.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' {
			return r
		}
		return '_'
	}, name)
}
