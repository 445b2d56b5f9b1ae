package watch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// office is a made-up PC whose connections are real and lead to real servers on
// 127.0.0.1, and whose clock moves only when the watch waits.
type office struct {
	*env.Env
	profile *profile.Profile
	servers []*server

	mu  sync.Mutex
	now time.Time
}

// server is a real TLS server whose page can be switched.
type server struct {
	*fault.Server
	status atomic.Int32
	delay  atomic.Int64
}

// newOffice has so many primary endpoints and so many of support.
func newOffice(t testing.TB, primary, support int) *office {
	t.Helper()
	root, err := fault.NewRoot(fault.Subject{CommonName: "Test Root", NotBefore: time.Now().AddDate(-1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := root.Leaf(fault.Subject{Names: []string{"etax.example"}, NotBefore: time.Now().AddDate(-1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{now: time.Now().Round(0).In(time.FixedZone("CST", 8*3600))}
	real := env.System().Dial
	o.Env = envtest.New(envtest.Host("etax.example", "127.0.0.1"), envtest.Pings("127.0.0.1", time.Millisecond), envtest.Pings(envtest.Gateway, time.Millisecond), envtest.Resolvers(),
		envtest.Dial(func(ctx context.Context, network, addr string, d env.DialOptions) (net.Conn, error) {
			if ap, err := netip.ParseAddrPort(addr); err != nil || !ap.Addr().IsLoopback() {
				return nil, envtest.Fails(env.NoRoute, "ENETUNREACH")
			}
			return real(ctx, network, addr, d)
		}))
	o.Env.Roots = func() (*x509.CertPool, error) { return fault.Pool(root), nil }
	o.Env.Now = o.time
	o.profile = &profile.Profile{Name: "test", Proxy: "none", Limits: profile.DefaultLimits()}
	o.profile.Limits.SlowResponse = 5 * time.Second // a busy machine is no slow server
	for i := range primary + support {
		s := &server{}
		s.status.Store(200)
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		s.Server = fault.HTTP(l, &tls.Config{Certificates: []tls.Certificate{leaf}, SessionTicketsDisabled: true}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Duration(s.delay.Load()))
			w.Header().Set("Date", o.time().UTC().Format(http.TimeFormat)) // servers keep the office's time
			w.WriteHeader(int(s.status.Load()))
		}))
		t.Cleanup(func() { s.Close() })
		o.servers = append(o.servers, s)
		role := profile.Primary
		if i >= primary {
			role = profile.Support
		}
		o.profile.Endpoints = append(o.profile.Endpoints, profile.Endpoint{
			URL: "https://etax.example:" + strconv.Itoa(port) + "/", Scheme: "https", Host: "etax.example", Port: uint16(port),
			Role: role, Proof: profile.ProofResponse, Expect: profile.DefaultExpect(),
		})
	}
	return o
}

func (o *office) time() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

// pass moves the clock: the seam by which a watch waits.
func (o *office) pass(ctx context.Context, d time.Duration) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
	return ctx.Err()
}

// accepted counts the connections so far, by server.
func (o *office) accepted() []int {
	var n []int
	for _, s := range o.servers {
		n = append(n, s.Accepted())
	}
	return n
}

// since is what came to each server since an earlier count.
func since(now, before []int) []int {
	out := make([]int, len(now))
	for i := range now {
		out[i] = now[i] - before[i]
	}
	return out
}

// said is a summary as a failing test shows it.
func said(s Summary) string {
	return fmt.Sprintf("%d rounds: %d good, %d slow, %d bad; %d full runs, %d changes not asked; sleeps %v; outages %+v", s.Rounds, s.Good, s.Slow, s.Bad, s.FullRuns, s.Deferred, s.Gaps, s.Outages)
}
