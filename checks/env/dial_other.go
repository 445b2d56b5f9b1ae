//go:build !linux

package env

import (
	"context"
	"net"
	"net/netip"
)

func dialTCP(ctx context.Context, to netip.AddrPort, o DialOptions) (net.Conn, error) {
	network := "tcp4"
	if to.Addr().Is6() {
		network = "tcp6"
	}
	return dialPlain(ctx, network, to, o)
}

func dialUDP(ctx context.Context, network string, to netip.AddrPort, o DialOptions) (net.Conn, error) {
	return dialPlain(ctx, network, to, o)
}
