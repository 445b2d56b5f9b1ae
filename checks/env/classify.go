package env

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
)

// Classify says in one word how a connection or an exchange failed, and the
// symbolic errno behind it, "" if there was none. It takes whatever package
// net, a context, an io.Reader or Dial returned; what it does not know is
// [Other]. Nil is "".
func Classify(err error) (Failure, string) {
	if err == nil {
		return "", ""
	}
	var dial *DialError
	if errors.As(err, &dial) {
		return dial.Failure, dial.Errno
	}
	// A connection closed under its reader is how a run is stopped.
	if errors.Is(err, context.Canceled) || errors.Is(err, net.ErrClosed) {
		return Cancelled, ""
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return classifyErrno(errno)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.ErrClosedPipe) {
		return Closed, ""
	}
	var timeout interface{ Timeout() bool }
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout() {
		return TimedOut, ""
	}
	return Other, ""
}

// dialError classifies err as the end of a connection attempt.
func dialError(err error) *DialError {
	var dial *DialError
	if errors.As(err, &dial) {
		return dial
	}
	failure, errno := Classify(err)
	return &DialError{Failure: failure, Errno: errno, Err: err}
}
