package env

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// Retransmits is how many segments of c were sent more than once; -1 where
// that is not known.
func Retransmits(c net.Conn) int {
	socket, ok := c.(syscall.Conn)
	if !ok {
		return -1
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return -1
	}
	n := -1
	raw.Control(func(fd uintptr) {
		if info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO); err == nil {
			n = int(info.Total_retrans)
		}
	})
	return n
}
