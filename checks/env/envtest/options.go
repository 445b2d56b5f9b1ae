package envtest

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"kpdoctor/checks/env"
)

// Adapter states the network cards: these and no others.
func Adapter(cards ...env.Adapter) Option {
	return func(e *env.Env) { e.Adapters = answer(cards) }
}

// Routes states the routing table; RouteTo follows it, and knows no way where
// the table has none.
func Routes(table ...env.Route) Option {
	return func(e *env.Env) {
		e.Routes = answer(table)
		e.RouteTo = func(_ context.Context, to netip.Addr) (env.Route, error) {
			best := env.Route{}
			for _, r := range table {
				if r.To.Contains(to) && (!best.To.IsValid() || r.To.Bits() > best.To.Bits()) {
					best = r
				}
			}
			if !best.To.IsValid() || best.Reject {
				return env.Route{}, Fails(env.NoRoute, "ENETUNREACH")
			}
			return best, nil
		}
	}
}

// Resolvers states the DNS servers, addresses without port; none at all is a
// machine that has none.
func Resolvers(servers ...string) Option {
	var all []env.Resolver
	for _, s := range servers {
		all = append(all, env.Resolver{Server: netip.AddrPortFrom(netip.MustParseAddr(s), 53), Source: "dhcp"})
	}
	return func(e *env.Env) { e.Resolvers = answer(all) }
}

// Host states what a name resolves to; other names keep what was said before.
func Host(name string, addrs ...string) Option {
	var all []netip.Addr
	for _, a := range addrs {
		all = append(all, netip.MustParseAddr(a))
	}
	return func(e *env.Env) {
		before := e.Lookup
		e.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			switch {
			case host != name:
				return before(ctx, host)
			case len(all) == 0:
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			}
			return slices.Clone(all), nil
		}
	}
}

// Dial states how every connection goes; [Fails] makes the errors.
func Dial(f func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error)) Option {
	return func(e *env.Env) { e.Dial = f }
}

// Fails is a connection that failed in that way.
func Fails(f env.Failure, errno string) error {
	return &env.DialError{Failure: f, Errno: errno, Err: failure(f)}
}

type failure env.Failure

func (f failure) Error() string { return "made up: " + string(f) }

// Pings states how addr answers: rtt zero is never.
func Pings(addr string, rtt time.Duration) Option {
	return func(e *env.Env) {
		before := e.Ping
		e.Ping = func(ctx context.Context, to netip.Addr, count int, interval time.Duration) (env.PingStats, error) {
			if to.String() != addr {
				return before(ctx, to, count, interval)
			}
			stats := env.PingStats{Sent: count, Method: "made up"}
			if rtt > 0 {
				stats.Received, stats.RTT = count, slices.Repeat([]time.Duration{rtt}, count)
			}
			return stats, nil
		}
	}
}

// Clock states how far this PC's clock is ahead (behind, where negative).
func Clock(off time.Duration) Option {
	return func(e *env.Env) { e.Now = func() time.Time { return time.Now().Add(off) } }
}

// Zone states the time zone by its IANA name.
func Zone(name string) Option {
	loc, err := time.LoadLocation(name)
	return func(e *env.Env) { e.Zone = func() (string, *time.Location, error) { return name, loc, err } }
}

// Proxies states where proxies are set.
func Proxies(all ...env.Proxy) Option {
	return func(e *env.Env) { e.Proxies = answer(all) }
}

// USB states what is plugged in.
func USB(devices ...env.USBDevice) Option {
	return func(e *env.Env) { e.USB = answer(devices) }
}

// HostsFile states the text of the hosts file.
func HostsFile(text string) Option {
	return func(e *env.Env) {
		e.HostsFile = func(context.Context) (string, []byte, error) { return "/etc/hosts", []byte(text), nil }
	}
}
