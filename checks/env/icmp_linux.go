package env

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"
	"os"

	"golang.org/x/sys/unix"
)

// explainErrors makes the kernel queue the ICMP message behind an error, or
// stop it: an established connection rides out what would end it otherwise.
func explainErrors(fd, family int, on bool) {
	value := 0
	if on {
		value = 1
	}
	if family == unix.AF_INET6 {
		unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_RECVERR, value)
		return
	}
	unix.SetsockoptInt(fd, unix.IPPROTO_IP, unix.IP_RECVERR, value)
}

// readICMP takes the ICMP message from fd's error queue; nil if there is none.
// Kernels before 5.9 queue none for TCP.
func readICMP(fd int) *ICMP {
	payload, control := make([]byte, 512), make([]byte, 512)
	_, n, _, _, err := unix.Recvmsg(fd, payload, control, unix.MSG_ERRQUEUE|unix.MSG_DONTWAIT)
	if err != nil {
		return nil
	}
	messages, err := unix.ParseSocketControlMessage(control[:n])
	if err != nil {
		return nil
	}
	for _, m := range messages {
		v4 := m.Header.Level == unix.IPPROTO_IP && m.Header.Type == unix.IP_RECVERR
		v6 := m.Header.Level == unix.IPPROTO_IPV6 && m.Header.Type == unix.IPV6_RECVERR
		if icmp := decodeExtendedError(m.Data); icmp != nil && (v4 || v6) {
			return icmp
		}
	}
	return nil
}

// decodeExtendedError reads a struct sock_extended_err and the offender's
// address behind it.
func decodeExtendedError(b []byte) *ICMP {
	if len(b) < 16 {
		return nil
	}
	origin := b[4]
	if origin != unix.SO_EE_ORIGIN_ICMP && origin != unix.SO_EE_ORIGIN_ICMP6 {
		return nil
	}
	icmp := &ICMP{Type: int(b[5]), Code: int(b[6]), V6: origin == unix.SO_EE_ORIGIN_ICMP6}
	offender := b[16:]
	if len(offender) < 2 {
		return icmp
	}
	switch binary.NativeEndian.Uint16(offender) {
	case unix.AF_INET:
		if len(offender) >= 8 {
			icmp.From, _ = netip.AddrFromSlice(offender[4:8])
		}
	case unix.AF_INET6:
		if len(offender) >= 24 {
			icmp.From, _ = netip.AddrFromSlice(offender[8:24])
		}
	}
	return icmp
}

// outcome classifies the end of a connect by its errno and the message behind it.
func outcome(errno error, icmp *ICMP) *DialError {
	return outcomeHere(errno, icmp, isOwn)
}

func outcomeHere(errno error, icmp *ICMP, own func(netip.Addr) bool) *DialError {
	failure, name := Classify(errno)
	text := os.NewSyscallError("connect", errno)
	if errno == unix.EINVAL { // a blackhole route
		failure = NoRoute
	}
	if code, _ := errno.(unix.Errno); code == 0 {
		text, name = fmt.Errorf("connect"), ""
	}
	if icmp == nil {
		return &DialError{Failure: failure, Errno: name, Err: text}
	}
	failure = icmp.failure()
	if own(icmp.From) {
		if failure != Unreachable {
			failure = Denied // this PC's own packet filter
		} else {
			failure = NoRoute // written by this kernel when the neighbour does not answer
		}
	}
	return &DialError{Failure: failure, Errno: name, ICMP: icmp,
		Err: fmt.Errorf("%w (ICMP type %d code %d from %s)", text, icmp.Type, icmp.Code, icmp.From)}
}

// failure is what the message says, whoever sent it.
func (m *ICMP) failure() Failure {
	switch {
	case !m.V6 && m.Type == 3:
		switch m.Code {
		case 2, 3:
			return Refused
		case 9, 10, 13:
			return Prohibited
		}
	case m.V6 && m.Type == 1:
		switch m.Code {
		case 4:
			return Refused
		case 1, 5, 6:
			return Prohibited
		}
	}
	return Unreachable // a time to live that ran out, too: the target is not reached
}

// isOwn reports whether addr is one of this PC's.
func isOwn(addr netip.Addr) bool {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, a := range addrs {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Unmap() == addr.Unmap().WithZone("") {
			return true
		}
	}
	return false
}
