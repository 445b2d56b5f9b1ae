//go:build unix

package env

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// failureOf is what an errno means where nothing else is known. On connect
// Linux knows more: see outcome.
var failureOf = map[syscall.Errno]Failure{
	unix.ECONNREFUSED:  Refused,
	unix.ETIMEDOUT:     TimedOut,
	unix.EAGAIN:        TimedOut,
	unix.ENETUNREACH:   NoRoute,
	unix.EHOSTUNREACH:  NoRoute,
	unix.ENETDOWN:      NoRoute,
	unix.EHOSTDOWN:     NoRoute,
	unix.EACCES:        Denied,
	unix.EPERM:         Denied,
	unix.EADDRNOTAVAIL: NoPorts,
	unix.EADDRINUSE:    NoPorts,
	unix.ENOBUFS:       NoPorts,
	unix.ECONNRESET:    Reset,
	unix.ECONNABORTED:  Reset,
	unix.EPIPE:         Reset,
	unix.ECANCELED:     Cancelled,
}

func classifyErrno(errno syscall.Errno) (Failure, string) {
	failure, known := failureOf[errno]
	if !known {
		failure = Other
	}
	return failure, unix.ErrnoName(errno)
}
