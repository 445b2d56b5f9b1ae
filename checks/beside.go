package checks

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"kpdoctor/checks/env"
)

const (
	besidePatience = 700 * time.Millisecond // a connection that takes longer is asked about beside: other ports, past the VPN
	maxBeside      = 2                      // addresses of an endpoint that are asked beside
)

// controlPorts are asked on an address whose own port does not open: they tell
// a closed port from a dead host. A profile names the host; these are the only
// further ports that may be touched.
var controlPorts = []uint16{443, 80}

// besideAsker asks what tells a closed port from a dead host or a dead way: the
// control ports of the same address, and the same port past a VPN. Each address
// is asked once, and only a few of them.
type besideAsker struct {
	j        *Job
	port     uint16
	pending  group
	mu       sync.Mutex
	asked    map[netip.Addr]bool
	over     bool // too late to ask more
	controls []Attempt
	beside   []Attempt
}

func newBeside(j *Job, port uint16) *besideAsker {
	return &besideAsker{j: j, port: port, asked: map[netip.Addr]bool{}}
}

func (b *besideAsker) ask(ctx context.Context, addr netip.Addr) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.over || b.asked[addr] || len(b.asked) == maxBeside || ctx.Err() != nil {
		return
	}
	b.asked[addr] = true
	for _, port := range controlPorts {
		if port != b.port {
			b.pending.Go(func() { b.keep(&b.controls, ctx, addr, port, "") })
		}
	}
	b.pending.Go(func() {
		if past := pastTunnel(ctx, b.j.Env, addr); past != "" {
			b.keep(&b.beside, ctx, addr, b.port, past)
		}
	})
}

func (b *besideAsker) keep(list *[]Attempt, ctx context.Context, addr netip.Addr, port uint16, device string) {
	a, conn := connect(ctx, b.j, addr, port, env.DialOptions{Device: device})
	if conn != nil {
		conn.Close()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	*list = append(*list, a)
}

// wait returns what was asked, in the order of addresses and ports. A timer
// that fires now asks nothing more.
func (b *besideAsker) wait() (controls, beside []Attempt) {
	b.mu.Lock()
	b.over = true
	b.mu.Unlock()
	b.pending.Wait()
	for _, list := range [][]Attempt{b.controls, b.beside} {
		slices.SortFunc(list, func(x, y Attempt) int {
			return cmp.Or(strings.Compare(x.Address, y.Address), cmp.Compare(x.Port, y.Port))
		})
	}
	return b.controls, b.beside
}

// pastTunnel names an adapter that leads past the VPN or tunnel which the route
// to addr runs into; "" where there is no tunnel or no other way.
func pastTunnel(ctx context.Context, e *env.Env, addr netip.Addr) string {
	way, err := e.RouteTo(ctx, addr)
	if err != nil {
		return ""
	}
	adapters, err := e.Adapters(ctx)
	if err != nil {
		return ""
	}
	card := map[string]env.Adapter{}
	for _, a := range adapters {
		card[a.Name] = a
	}
	if card[way.Adapter].Kind != env.Tunnel {
		return ""
	}
	routes, err := e.Routes(ctx)
	if err != nil {
		return ""
	}
	past, metric := "", 0
	for _, r := range routes {
		c, known := card[r.Adapter]
		if !known || !c.Enabled || !c.Carrier || c.Kind == env.Tunnel || c.Kind == env.Loopback {
			continue
		}
		if r.To.Bits() == 0 && r.To.Addr().Is4() == addr.Unmap().Is4() && !r.Reject && (past == "" || r.Metric < metric) {
			past, metric = r.Adapter, r.Metric
		}
	}
	return past
}
