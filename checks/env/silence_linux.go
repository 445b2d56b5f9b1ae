package env

import (
	"fmt"
	"net/netip"
	"os"

	"golang.org/x/sys/unix"
)

// explainSilence looks for the reason of a timeout on this side of the cable:
// a packet filter that dropped every SYN before it left, or a next hop that
// does not answer for its address.
func explainSilence(e *DialError, file *os.File, to netip.Addr) {
	raw, err := file.SyscallConn()
	if err != nil {
		return
	}
	var info *unix.TCPInfo
	raw.Control(func(fd uintptr) { info, err = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO) })
	// A SYN that was repeated and left counts in both fields, one that the
	// output hook dropped in the total only.
	if err == nil && info.Total_retrans > 0 && info.Retrans == 0 {
		e.Failure, e.Err = Denied, fmt.Errorf("this PC dropped its own packets: %w", e.Err)
		return
	}
	if nextHopSilent(to) {
		e.Failure, e.Err = NoRoute, fmt.Errorf("the next hop does not answer: %w", e.Err)
	}
}

// explainUnqueued reads an errno that came later than connect(2) and without
// its ICMP message, as on kernels before 5.9: a router sent one, unless the
// next hop does not answer.
func explainUnqueued(e *DialError, to netip.Addr) {
	if e.ICMP != nil {
		return
	}
	switch e.Errno {
	case "EHOSTUNREACH", "ENETUNREACH":
		if !nextHopSilent(to) {
			e.Failure = Unreachable
		}
	case "EACCES": // only ICMPv6 becomes this errno
		e.Failure = Prohibited
	}
}
