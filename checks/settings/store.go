package settings

import "sync"

// A Store is the settings of a running program: read once, and written at every
// change. Where they cannot be written they last as long as the program.
type Store struct {
	mu  sync.Mutex
	now Settings
}

// Open reads the settings into a store, which can be used whatever the error: see [Load].
func Open() (*Store, error) {
	s, err := Load()
	return &Store{now: s}, err
}

// Now is a copy of the settings.
func (s *Store) Now() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now.clone()
}

// Change changes the settings and writes them. The change holds for this program
// also where writing failed.
func (s *Store) Change(to func(*Settings)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.now.clone()
	to(&next)
	s.now = next
	return Save(next)
}
