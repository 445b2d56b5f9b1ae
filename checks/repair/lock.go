package repair

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kpdoctor/checks/env"
)

// ErrBusy says that another window or program is changing something, or putting
// it back, at this moment. Nothing was done.
var ErrBusy = errors.New("another repair is under way")

// lock takes the folder for one repair or one undo, so that no two plan on, or
// write, the same values at once. It ends with unlock, or with this process,
// however that ends. A file system that knows no locks is used without.
func (f Folder) lock() (unlock func(), err error) {
	if err := env.OwnFolder(string(f)); err != nil {
		return nil, err
	}
	file, err := env.OpenOwn(filepath.Join(string(f), "lock"), os.O_WRONLY|os.O_CREATE)
	if err != nil {
		return nil, fmt.Errorf("locking the journal: %w", err)
	}
	if err := hold(file); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		file.Close()
		return nil, fmt.Errorf("locking the journal: %w", err)
	}
	return func() { file.Close() }, nil
}
