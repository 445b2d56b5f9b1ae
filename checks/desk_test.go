package checks

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

const site = "etax.example"

// desk is a PC in a test: made up, but for its connections, which are real and
// lead to servers of the test on the loopback addresses, and its DNS server.
type desk struct {
	*env.Env
	dns     *fault.DNS
	profile *profile.Profile
	mu      sync.Mutex
	dialled []string // network and address of every connection, in order
}

// newDesk resolves site to addrs, 127.0.0.1 where none is given.
func newDesk(t *testing.T, addrs ...string) *desk {
	t.Helper()
	if len(addrs) == 0 {
		addrs = []string{"127.0.0.1"}
	}
	name := fault.Name{}
	for _, a := range addrs {
		name.Addresses = append(name.Addresses, netip.MustParseAddr(a))
	}
	d := &desk{dns: nameServer(t, map[string]fault.Name{site: name})}
	d.Env = envtest.New(envtest.Host(site, addrs...))
	d.Env.Resolvers = resolversAt(d.dns.Addr)
	d.Env.Ping = func(_ context.Context, _ netip.Addr, count int, _ time.Duration) (env.PingStats, error) {
		return env.PingStats{Sent: count, Received: count, RTT: slices.Repeat([]time.Duration{time.Millisecond}, count)}, nil
	}
	real := env.System().Dial
	d.Env.Dial = func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
		d.mu.Lock()
		d.dialled = append(d.dialled, network+" "+addr)
		d.mu.Unlock()
		if ap, err := netip.ParseAddrPort(addr); err != nil || !ap.Addr().IsLoopback() {
			return nil, envtest.Fails(env.NoRoute, "ENETUNREACH") // no test leaves this computer
		}
		return real(ctx, network, addr, o)
	}
	limits := profile.DefaultLimits()
	limits.ConnectTimeout = 600 * time.Millisecond
	limits.ResponseTimeout = 600 * time.Millisecond
	limits.SlowResponse = 200 * time.Millisecond
	limits.SlowDNS = 100 * time.Millisecond
	d.profile = &profile.Profile{Name: "test", Proxy: "system", Limits: limits}
	return d
}

func resolversAt(servers ...netip.AddrPort) func(context.Context) ([]env.Resolver, error) {
	return func(context.Context) ([]env.Resolver, error) {
		var list []env.Resolver
		for _, s := range servers {
			list = append(list, env.Resolver{Server: s})
		}
		return list, nil
	}
}

func nameServer(t *testing.T, names map[string]fault.Name) *fault.DNS {
	t.Helper()
	pc, l, err := fault.ListenDNS()
	if err != nil {
		t.Fatal(err)
	}
	s := fault.NewDNS(pc, l, names)
	t.Cleanup(func() { s.Close() })
	return s
}

// serving adds an endpoint at url to the profile and returns it.
func (d *desk) serving(url string, port uint16) profile.Endpoint {
	scheme, rest, _ := strings.Cut(url, "://")
	host, path, slash := strings.Cut(rest, "/")
	e := profile.Endpoint{URL: url, Scheme: scheme, Host: strings.Trim(host, "[]"), Port: port, Role: profile.Primary, Proof: profile.ProofResponse, Expect: profile.DefaultExpect()}
	if slash {
		e.Path = "/" + path
	}
	switch scheme {
	case "tls":
		e.Proof = profile.ProofTLS
	case "tcp":
		e.Proof = profile.ProofOpen
	case "tlcp":
		e.Proof = profile.ProofRecord
	}
	d.profile.Endpoints = append(d.profile.Endpoints, e)
	return e
}

// trusting makes the PC trust these authorities and no others.
func (d *desk) trusting(roots ...*fault.Authority) {
	d.Env.Roots = func() (*x509.CertPool, error) { return fault.Pool(roots...), nil }
}

// dials counts the TCP connections that were tried to an address, "" to any.
func (d *desk) dials(addr string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, a := range d.dialled {
		if strings.HasPrefix(a, "tcp") && strings.Contains(a, addr) {
			n++
		}
	}
	return n
}

// results are the ends of a run by check id.
type results map[string]Result

// ask runs the checks of these ids and all that they need.
func (d *desk) ask(t *testing.T, ids ...string) results {
	t.Helper()
	plan := Plan(d.profile)
	wanted := map[string]bool{}
	var want func(id string)
	want = func(id string) {
		wanted[id] = true
		i := slices.IndexFunc(plan, func(c Check) bool { return c.ID == id })
		if i < 0 {
			t.Fatalf("the plan has no check %q", id)
		}
		for _, n := range plan[i].Needs {
			want(n)
		}
	}
	for _, id := range ids {
		want(id)
	}
	r := start(t.Context(), d.Env, d.profile, slices.DeleteFunc(plan, func(c Check) bool { return !wanted[c.ID] }))
	defer r.close()
	got := results{}
	for ev := range r.events {
		if ev.Result != nil {
			got[ev.ID] = *ev.Result
		}
	}
	return got
}

// evidence returns what a check measured.
func evidence[E any](t *testing.T, got results, id string) *E {
	t.Helper()
	r, ok := got[id]
	if !ok {
		t.Fatalf("no result %q", id)
	}
	ev, ok := r.Evidence.(*E)
	if !ok {
		t.Fatalf("%s: %s (%s), evidence %T", id, r.Status, r.Reason, r.Evidence)
	}
	return ev
}

func (got results) status(t *testing.T, id string, want Status) {
	t.Helper()
	if r := got[id]; r.Status != want {
		t.Errorf("%s is %q (%s), want %q", id, r.Status, r.Reason, want)
	}
}

func listener(t *testing.T, addr string) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Skipf("listening on %s: %v", addr, err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func local(t *testing.T) net.Listener { return listener(t, "127.0.0.1:0") }

func portOf(l net.Listener) uint16 { return uint16(l.Addr().(*net.TCPAddr).Port) }

// at is "host:port" of site, as ids have it.
func at(port uint16) string { return site + ":" + strconv.Itoa(int(port)) }

// web is a running web server, over TLS where there is a configuration.
func web(t *testing.T, l net.Listener, config *tls.Config, h http.Handler) *fault.Server {
	t.Helper()
	s := fault.HTTP(l, config, h)
	t.Cleanup(func() { s.Close() })
	return s
}

// raw answers every connection by hand.
func raw(t *testing.T, answer func(net.Conn)) uint16 {
	t.Helper()
	l := local(t)
	var all sync.WaitGroup
	t.Cleanup(all.Wait)
	t.Cleanup(func() { l.Close() })
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer c.Close()
				c.SetDeadline(time.Now().Add(10 * time.Second))
				answer(c)
			})
		}
	})
	return portOf(l)
}

// running closes a server at the test's end.
func running(t *testing.T, s *fault.Server) *fault.Server {
	t.Helper()
	t.Cleanup(func() { s.Close() })
	return s
}

func addrPort(a net.Addr) netip.AddrPort { return netip.MustParseAddrPort(a.String()) }

// nowhere is a system that knows no name.
func nowhere(_ context.Context, host string) ([]netip.Addr, error) {
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}
