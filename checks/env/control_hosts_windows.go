package env

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// maxHosts is more than any hosts file has.
const maxHosts = 4 << 20

// hostsPath is where this Windows has its hosts file: DataBasePath says.
func hostsPath() (string, error) {
	usual, err := usualHostsFolder()
	if err != nil {
		return "", err
	}
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`, registry.QUERY_VALUE)
	if err != nil {
		return filepath.Join(usual, "hosts"), nil
	}
	defer k.Close()
	folder, _, err := k.GetStringValue("DataBasePath")
	if err != nil || folder == "" {
		return filepath.Join(usual, "hosts"), nil
	}
	if expanded, err := registry.ExpandString(folder); err == nil {
		folder = expanded
	}
	return filepath.Join(folder, "hosts"), nil
}

func usualHostsFolder() (string, error) {
	dir, err := windows.GetSystemDirectory()
	if err != nil {
		return "", fmt.Errorf("finding the hosts file: %w", err)
	}
	return filepath.Join(dir, `drivers\etc`), nil
}

func readHosts(context.Context, string) ([]byte, error) {
	path, err := hostsPath()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the hosts file: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxHosts+1))
	if err == nil && len(text) > maxHosts {
		err = errors.New("too large")
	}
	if err != nil {
		return nil, fmt.Errorf("reading the hosts file: %w", err)
	}
	return append([]byte{}, text...), nil
}

// lockedHosts: the file is no ordinary one, or lies where others than the
// administrator could swap it.
func lockedHosts(context.Context, string) error {
	path, err := hostsPath()
	if err != nil {
		return err
	}
	usual, err := usualHostsFolder()
	if err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Clean(path), filepath.Join(usual, "hosts")) {
		return fmt.Errorf("%w: a setting moved the hosts file to %s", ErrLocked, path)
	}
	attributes, err := attributesOf(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking at the hosts file: %w", err)
	case attributes&(windows.FILE_ATTRIBUTE_REPARSE_POINT|windows.FILE_ATTRIBUTE_DIRECTORY) != 0:
		return fmt.Errorf("%w: %s is no ordinary file", ErrLocked, path)
	}
	return nil
}

func attributesOf(path string) (uint32, error) {
	wide, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	return windows.GetFileAttributes(wide)
}

// writeHosts writes into the file that is there: its owner and its ACL stay, and
// its attributes are put back.
func writeHosts(ctx context.Context, name string, value []byte) error {
	if err := lockedHosts(ctx, name); err != nil {
		return err
	}
	path, err := hostsPath()
	if err == nil {
		err = writeInPlace(path, value)
	}
	if err != nil {
		return fmt.Errorf("writing the hosts file: %w", err)
	}
	return nil
}

func writeInPlace(path string, value []byte) error {
	attributes, err := attributesOf(path)
	there := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	wide, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	const stops = windows.FILE_ATTRIBUTE_READONLY | windows.FILE_ATTRIBUTE_HIDDEN | windows.FILE_ATTRIBUTE_SYSTEM
	if there && attributes&stops != 0 {
		if err := windows.SetFileAttributes(wide, attributes&^stops|windows.FILE_ATTRIBUTE_NORMAL); err != nil {
			return err
		}
		if value != nil {
			defer windows.SetFileAttributes(wide, attributes)
		}
	}
	if value == nil {
		return os.Remove(path)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	return overwrite(f, value)
}
