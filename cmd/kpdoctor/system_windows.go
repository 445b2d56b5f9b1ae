package main

import (
	"errors"

	"golang.org/x/sys/windows"
)

func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func readOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// desktops are the desktop and the documents folder, wherever they were moved.
func desktops() []string {
	var all []string
	for _, known := range []*windows.KNOWNFOLDERID{windows.FOLDERID_Desktop, windows.FOLDERID_Documents} {
		if path, err := windows.KnownFolderPath(known, 0); err == nil {
			all = append(all, path)
		}
	}
	return all
}
