package env

import (
	"context"
	"errors"
	"net/netip"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestDialKeepsSegmentsSmall(t *testing.T) {
	l := listen(t)
	conn, err := dial(t.Context(), "tcp4", l.Addr().String(), DialOptions{MSS: 536})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	peer, err := l.AcceptTCP()
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	raw, err := peer.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	raw.Control(func(fd uintptr) {
		if mss, err := unix.GetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_MAXSEG); err != nil || mss > 536 {
			t.Errorf("the other side may send segments of %d bytes, %v", mss, err)
		}
	})
}

// A full backlog swallows SYNs as a filter does.
func TestDialStopsAtOnce(t *testing.T) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := errors.Join(unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}), unix.Listen(fd, 0)); err != nil {
		t.Fatal(err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	addr := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), uint16(name.(*unix.SockaddrInet4).Port)).String()
	for range 8 {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		conn, err := dial(ctx, "tcp4", addr, DialOptions{})
		cancel()
		if err == nil {
			defer conn.Close()
			continue
		}
		if f, _ := Classify(err); f != TimedOut {
			t.Fatalf("a full backlog: %v, want a timeout", err)
		}
		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		_, err = dial(ctx, "tcp4", addr, DialOptions{})
		if f, _ := Classify(err); f != Cancelled {
			t.Errorf("stopped: %v", err)
		}
		return
	}
	t.Fatal("the backlog never filled")
}

func TestOutcome(t *testing.T) {
	router, here := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
	own := func(a netip.Addr) bool { return a == here }
	for _, c := range []struct {
		errno syscall.Errno
		icmp  *ICMP
		want  Failure
	}{
		{unix.ECONNREFUSED, nil, Refused},
		{unix.ECONNREFUSED, &ICMP{Type: 3, Code: 3, From: router}, Refused},
		{unix.ECONNREFUSED, &ICMP{Type: 3, Code: 3, From: here}, Denied},
		{unix.ENETUNREACH, &ICMP{Type: 3, Code: 9, From: router}, Prohibited},
		{unix.EHOSTUNREACH, &ICMP{Type: 3, Code: 10, From: router}, Prohibited},
		{unix.EHOSTUNREACH, &ICMP{Type: 3, Code: 13, From: router}, Prohibited},
		{unix.EHOSTUNREACH, &ICMP{Type: 3, Code: 13, From: here}, Denied},
		{unix.EHOSTUNREACH, &ICMP{Type: 3, Code: 1, From: router}, Unreachable},
		{unix.EHOSTUNREACH, &ICMP{Type: 3, Code: 1, From: here}, NoRoute},
		{unix.EHOSTUNREACH, nil, NoRoute},
		{unix.ENETUNREACH, &ICMP{Type: 3, Code: 0, From: router}, Unreachable},
		{unix.ENETUNREACH, nil, NoRoute},
		{unix.EACCES, &ICMP{Type: 1, Code: 1, From: router, V6: true}, Prohibited},
		{unix.EACCES, &ICMP{Type: 1, Code: 5, From: router, V6: true}, Prohibited},
		{unix.EACCES, &ICMP{Type: 1, Code: 6, From: router, V6: true}, Prohibited},
		{unix.EHOSTUNREACH, &ICMP{Type: 1, Code: 3, From: router, V6: true}, Unreachable},
		{unix.ECONNREFUSED, &ICMP{Type: 1, Code: 4, From: router, V6: true}, Refused},
		{unix.EHOSTUNREACH, &ICMP{Type: 11, Code: 0, From: router}, Unreachable},
		{unix.EACCES, nil, Denied},
		{unix.EPERM, nil, Denied},
		{unix.EADDRNOTAVAIL, nil, NoPorts},
		{unix.EINVAL, nil, NoRoute},
		{unix.ETIMEDOUT, nil, TimedOut},
	} {
		got := outcomeHere(c.errno, c.icmp, own)
		if got.Failure != c.want || got.Errno != unix.ErrnoName(c.errno) || got.ICMP != c.icmp {
			t.Errorf("%v %+v: %+v, want %s", c.errno, c.icmp, got, c.want)
		}
	}
}

func TestDecodeExtendedError(t *testing.T) {
	v4 := []byte{113, 0, 0, 0, 2, 3, 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 10, 9, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}
	if got := decodeExtendedError(v4); got == nil || *got != (ICMP{Type: 3, Code: 13, From: netip.MustParseAddr("10.9.0.1")}) {
		t.Errorf("an ICMP message: %+v", got)
	}
	for n := range v4 { // a short one must not panic
		decodeExtendedError(v4[:n])
	}
	v4[4] = 1
	if got := decodeExtendedError(v4); got != nil {
		t.Errorf("an error of local origin: %+v", got)
	}
}

func TestErrnoWithoutItsMessage(t *testing.T) {
	for errno, want := range map[string]Failure{"EHOSTUNREACH": Unreachable, "ENETUNREACH": Unreachable, "EACCES": Prohibited, "ECONNREFUSED": Refused} {
		e := &DialError{Failure: Refused, Errno: errno}
		if explainUnqueued(e, netip.MustParseAddr("127.0.0.1")); e.Failure != want {
			t.Errorf("%s later than connect: %s, want %s", errno, e.Failure, want)
		}
	}
}
