package env

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// dialTCP connects by hand, because package net throws away what the kernel
// knows of a failure: which ICMP message ended it and who sent that.
func dialTCP(ctx context.Context, to netip.AddrPort, o DialOptions) (net.Conn, error) {
	for range 3 {
		conn, err := connectTCP(ctx, to, o)
		if err != nil {
			return nil, err
		}
		// A port nobody listens on, taken by chance for our own end, connects to itself.
		// One that the other side has cut already has no far end.
		if far := conn.RemoteAddr(); far == nil || conn.LocalAddr().String() != far.String() {
			return conn, nil
		}
		conn.Close()
	}
	return nil, &DialError{Failure: Refused, Err: errors.New("the socket connected to itself: nobody listens")}
}

func connectTCP(ctx context.Context, to netip.AddrPort, o DialOptions) (net.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, dialError(err)
	}
	family, network := unix.AF_INET, "tcp4"
	if to.Addr().Is6() {
		family, network = unix.AF_INET6, "tcp6"
	}
	fd, err := unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, unix.IPPROTO_TCP)
	if err != nil {
		return nil, dialError(os.NewSyscallError("socket", err))
	}
	if err := setOptions(uintptr(fd), network, o); err != nil {
		unix.Close(fd)
		return nil, &DialError{Failure: Other, Err: err}
	}
	explainErrors(fd, family, true)
	begun := time.Now()
	if err := connect(fd, sockaddr(to)); err != nil && err != unix.EINPROGRESS {
		unix.Close(fd)
		return nil, outcome(err, nil)
	}
	answers := listenFor(fd, unix.IPPROTO_TCP, to)
	file := os.NewFile(uintptr(fd), "connecting to "+to.String())
	defer file.Close()
	err = await(ctx, file)
	answered := answers.stop()
	if err != nil {
		failed := dialError(err)
		explainUnqueued(failed, to.Addr())
		switch {
		case failed.Failure != TimedOut:
		case answered:
			failed.Failure, failed.Err = Denied, fmt.Errorf("an answer reached this PC, which dropped it: %w", failed.Err)
		case time.Since(begun) > time.Second:
			explainSilence(failed, file, to.Addr())
		}
		return nil, failed
	}
	explainErrors(fd, family, false)
	conn, err := net.FileConn(file)
	if err != nil {
		return nil, dialError(err)
	}
	return conn, nil
}

func connect(fd int, to unix.Sockaddr) error {
	for {
		if err := unix.Connect(fd, to); err != unix.EINTR {
			return err
		}
	}
}

// await waits until the connection stands, has failed or ctx ends.
func await(ctx context.Context, file *os.File) error {
	stop := context.AfterFunc(ctx, func() { file.SetWriteDeadline(time.Unix(1, 0)) })
	defer stop()
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = raw.Write(func(fd uintptr) bool {
		var done bool
		done, failed = connected(int(fd))
		return done
	})
	if ended := ctx.Err(); err != nil && ended != nil {
		return ended
	}
	return errors.Join(err, failed)
}

// connected reports whether the attempt on fd has ended, and how.
func connected(fd int) (done bool, err error) {
	ready := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
	if n, err := unix.Poll(ready, 0); err != nil || n == 0 {
		return false, nil
	}
	code, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return true, os.NewSyscallError("getsockopt", err)
	}
	// A message that came while connect(2) still held the socket is queued
	// without ending it: the kernel would first repeat the SYN.
	icmp := readICMP(fd)
	if code != 0 || icmp != nil {
		return true, outcome(unix.Errno(code), icmp)
	}
	_, err = unix.Getpeername(fd)
	return err == nil, nil
}

// setOptions applies o to a socket that is not connected yet.
func setOptions(fd uintptr, network string, o DialOptions) error {
	s := int(fd)
	if o.Device != "" {
		if err := unix.BindToDevice(s, o.Device); err != nil {
			return fmt.Errorf("binding to adapter %s: %w", o.Device, err)
		}
	}
	if o.MSS != 0 && strings.HasPrefix(network, "tcp") {
		if err := unix.SetsockoptInt(s, unix.IPPROTO_TCP, unix.TCP_MAXSEG, o.MSS); err != nil {
			return fmt.Errorf("setting the segment size to %d: %w", o.MSS, err)
		}
	}
	if o.TTL == 0 {
		return nil
	}
	level, option := unix.IPPROTO_IP, unix.IP_TTL
	if strings.HasSuffix(network, "6") {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_UNICAST_HOPS
	}
	if err := unix.SetsockoptInt(s, level, option, o.TTL); err != nil {
		return fmt.Errorf("setting the time to live to %d: %w", o.TTL, err)
	}
	return nil
}

func sockaddr(to netip.AddrPort) unix.Sockaddr {
	if to.Addr().Is4() {
		return &unix.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}
	}
	six := &unix.SockaddrInet6{Port: int(to.Port()), Addr: to.Addr().As16()}
	if zone := to.Addr().Zone(); zone != "" {
		if card, err := net.InterfaceByName(zone); err == nil {
			six.ZoneId = uint32(card.Index)
		}
	}
	return six
}
