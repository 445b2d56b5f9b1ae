//go:build !linux

package env

import "net"

// Retransmits is how many segments of c were sent more than once; -1 where
// that is not known.
func Retransmits(net.Conn) int { return -1 }
