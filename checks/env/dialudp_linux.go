package env

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// dialUDP connects, and watches this PC's own door for answers that its packet
// filter keeps from the socket.
func dialUDP(ctx context.Context, network string, to netip.AddrPort, o DialOptions) (net.Conn, error) {
	conn, err := dialPlain(ctx, network, to, o)
	if err != nil {
		return nil, err
	}
	raw, err := conn.(*net.UDPConn).SyscallConn()
	if err != nil {
		return conn, nil
	}
	w := &watchedUDP{UDPConn: conn.(*net.UDPConn)}
	if err := raw.Control(func(fd uintptr) { w.ear = listenFor(int(fd), unix.IPPROTO_UDP, to) }); err != nil || w.ear.file == nil {
		return conn, nil
	}
	return w, nil
}

// watchedUDP is a connection whose reads say [Denied] where an answer reached
// this PC and not this socket.
type watchedUDP struct {
	*net.UDPConn
	ear  *ear
	read atomic.Bool // an answer came through
}

func (w *watchedUDP) Read(p []byte) (int, error) {
	n, err := w.UDPConn.Read(p)
	switch {
	case err == nil:
		w.read.Store(true)
	case w.ear.stop() && !w.read.Load():
		err = &DialError{Failure: Denied, Err: fmt.Errorf("an answer reached this PC, which dropped it: %w", err)}
	}
	return n, err
}

func (w *watchedUDP) Close() error {
	w.ear.stop()
	return w.UDPConn.Close()
}
