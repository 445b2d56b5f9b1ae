package env

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"time"
)

// unsupported is an Env that can tell nothing: System replaces what this
// operating system can.
func unsupported() *Env {
	no := func(what string) error {
		return fmt.Errorf("%s on %s: %w", what, runtime.GOOS, errors.ErrUnsupported)
	}
	return &Env{
		Now:    time.Now,
		Dial:   dial,
		Lookup: lookup,
		Roots:  x509.SystemCertPool,
		Ping: func(context.Context, netip.Addr, int, time.Duration) (PingStats, error) {
			return PingStats{}, no("pinging")
		},
		Host:     func(context.Context) (Host, error) { return Host{}, no("reading what this computer is") },
		Adapters: func(context.Context) ([]Adapter, error) { return nil, no("reading the adapters") },
		Routes:   func(context.Context) ([]Route, error) { return nil, no("reading the routes") },
		RouteTo:  func(context.Context, netip.Addr) (Route, error) { return Route{}, no("asking for a route") },
		Neighbour: func(context.Context, string, netip.Addr) (Neighbour, error) {
			return Neighbour{}, no("asking for a neighbour")
		},
		Conflicts: func(context.Context, string, netip.Addr) ([]net.HardwareAddr, error) {
			return nil, no("looking for address conflicts")
		},
		Resolvers: func(context.Context) ([]Resolver, error) { return nil, no("reading the DNS servers") },
		HostsFile: func(context.Context) (string, []byte, error) { return "", nil, no("reading the hosts file") },
		Proxies:   func(context.Context) ([]Proxy, error) { return nil, no("reading the proxies") },
		USB:       func(context.Context) ([]USBDevice, error) { return nil, no("listing USB devices") },
		Storage:   func(context.Context) ([]StorageBlock, error) { return nil, no("asking for the rules on USB storage") },
		Daemon:    func(context.Context, string) (Daemon, error) { return Daemon{}, no("asking for a service") },
		Readers:   func(context.Context) ([]string, error) { return nil, no("listing smart card readers") },
		Clock:     func(context.Context) (ClockService, error) { return ClockService{}, no("asking for the time service") },
		Programs:  func(context.Context) ([]Program, error) { return nil, no("listing installed programs") },
		Processes: func(context.Context) ([]Process, error) { return nil, no("listing processes") },
		Listener:  func(context.Context, uint16) (Process, error) { return Process{}, no("asking who listens") },
		Zone:      func() (string, *time.Location, error) { return "", time.Local, no("reading the time zone") },
	}
}
