package env

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
)

// ErrNoRights says that administrator rights were not given, or that there is
// no way here to ask for them.
var ErrNoRights = errors.New("administrator rights were not given")

// maxLine is more than one line of the elevated part needs.
const maxLine = 1 << 20

// wholeLines gives line every line of text that is whole, and returns the rest.
func wholeLines(text []byte, line func([]byte)) (rest []byte) {
	for {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			return text
		}
		line(text[:end])
		text = text[end+1:]
	}
}

// Elevate starts this program again with an administrator's rights and these
// arguments, and gives line each line that it prints. The error is [ErrNoRights] where
// the rights were not given; how the deed went, the lines tell.
func Elevate(ctx context.Context, args []string, line func([]byte)) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	return elevate(ctx, self, args, line)
}
