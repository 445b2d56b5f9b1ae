// Package envtest makes up computers for tests. [New] is a healthy office PC;
// options state what is different. What no option states and no healthy PC
// could answer by itself (connections, names, pings) panics, so that a test
// notices what it forgot to say.
package envtest

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"time"

	"kpdoctor/checks/env"
)

// Addresses of the healthy machine.
const (
	PC       = "192.0.2.23"
	Gateway  = "192.0.2.1"
	Resolver = "192.0.2.53"
	Card     = "eth0"
)

// An Option states a fact about a made-up machine.
type Option func(*env.Env)

// New is a PC with one wired card, an address, a gateway that answers, a DNS
// server and a right clock in China, and no proxy, USB device or other program.
func New(opts ...Option) *env.Env {
	e := &env.Env{
		Now: time.Now,
		Dial: func(_ context.Context, network, addr string, _ env.DialOptions) (net.Conn, error) {
			panic(forgot("Dial of %s %s", network, addr))
		},
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			panic(forgot("Lookup of %s", host))
		},
		Ping: func(_ context.Context, to netip.Addr, _ int, _ time.Duration) (env.PingStats, error) {
			panic(forgot("Ping of %s", to))
		},
		Roots: func() (*x509.CertPool, error) { return x509.NewCertPool(), nil },
		Host: answer(env.Host{
			Name: "KAIPIAO-01", User: "lili", OS: "windows", Platform: "Microsoft Windows 11 Pro",
			Version: "10.0.22631", Kernel: "10.0.22631", Arch: "amd64", MemTotal: 16 << 30, MemFree: 8 << 30,
			Disks: []env.Disk{{Path: `C:\`, Total: 256 << 30, Free: 100 << 30}}, BootedFor: 3 * time.Hour,
		}),
		HostsFile: func(context.Context) (string, []byte, error) {
			return "/etc/hosts", []byte("127.0.0.1 localhost\n"), nil
		},
		Neighbour: func(context.Context, string, netip.Addr) (env.Neighbour, error) {
			return env.Neighbour{State: env.NeighbourAnswers, MAC: net.HardwareAddr{2, 0, 0, 0, 0, 1}}, nil
		},
		Conflicts: func(context.Context, string, netip.Addr) ([]net.HardwareAddr, error) { return nil, nil },
		Storage:   answer([]env.StorageBlock(nil)),
		Daemon:    func(_ context.Context, name string) (env.Daemon, error) { return env.Daemon{Name: name}, nil },
		Readers:   answer([]string(nil)),
		Clock:     answer(env.ClockService{Name: "W32Time", Running: true}),
		Programs:  answer([]env.Program(nil)),
		Processes: answer([]env.Process(nil)),
		Listener:  func(context.Context, uint16) (env.Process, error) { return env.Process{}, nil },
	}
	for _, o := range []Option{
		Adapter(env.Adapter{
			Name: Card, Kind: env.Ethernet, Enabled: true, Carrier: true, Index: 2, MTU: 1500,
			MAC: net.HardwareAddr{2, 0, 0, 0, 0, 0x17}, Addresses: []netip.Prefix{netip.MustParsePrefix(PC + "/24")},
		}),
		Routes(
			env.Route{To: netip.MustParsePrefix("0.0.0.0/0"), Gateway: netip.MustParseAddr(Gateway), Adapter: Card},
			env.Route{To: netip.MustParsePrefix("192.0.2.0/24"), Adapter: Card},
		),
		Resolvers(Resolver), Proxies(), USB(), Zone("Asia/Shanghai"),
	} {
		o(e)
	}
	for _, o := range opts {
		o(e)
	}
	return e
}

func answer[T any](v T) func(context.Context) (T, error) {
	return func(context.Context) (T, error) { return v, nil }
}

func forgot(format string, args ...any) string {
	return "envtest: the test does not say what happens on " + fmt.Sprintf(format, args...)
}
