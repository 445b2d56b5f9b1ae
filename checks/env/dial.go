package env

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
)

// dial is Env.Dial: it refuses names, so that no lookup hides in a connection.
func dial(ctx context.Context, network, addr string, o DialOptions) (net.Conn, error) {
	to, err := netip.ParseAddrPort(addr)
	if err != nil {
		return nil, dialError(fmt.Errorf("dialling %s: %w", network, err))
	}
	to = netip.AddrPortFrom(to.Addr().Unmap(), to.Port())
	if six := strings.HasSuffix(network, "6"); six != to.Addr().Is6() {
		return nil, dialError(fmt.Errorf("dialling %s: %s is of the other family", network, addr))
	}
	switch network {
	case "tcp4", "tcp6":
		return dialTCP(ctx, to, o)
	case "udp4", "udp6":
		return dialUDP(ctx, network, to, o)
	}
	return nil, dialError(fmt.Errorf("dialling: %w %q", net.UnknownNetworkError(network), network))
}

// dialPlain connects by package net; the errno is all that is known of a failure.
func dialPlain(ctx context.Context, network string, to netip.AddrPort, o DialOptions) (net.Conn, error) {
	dialer := net.Dialer{
		FallbackDelay: -1,
		Control: func(_, _ string, raw syscall.RawConn) error {
			var failed error
			if err := raw.Control(func(fd uintptr) { failed = setOptions(fd, network, o) }); err != nil {
				return err
			}
			return failed
		},
	}
	conn, err := dialer.DialContext(ctx, network, to.String())
	if err != nil {
		// package net words a context that ended as an i/o timeout
		if ctx.Err() == context.Canceled {
			err = fmt.Errorf("%w: %w", context.Canceled, err)
		}
		return nil, dialError(err)
	}
	return conn, nil
}
