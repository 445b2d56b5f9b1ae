package fleet

import (
	"errors"
	"strings"
	"syscall"
)

// looped reports whether an error of the file system is about links in a circle.
func looped(err error) bool {
	return errors.Is(err, syscall.ELOOP) || strings.Contains(err.Error(), "too many links") // filepath's own
}
