package fault

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/miekg/dns"
)

// Name is how a DNS server answers for one name. The zero value is NOERROR
// without an address.
type Name struct {
	Addresses []netip.Addr // A and AAAA
	CNAME     string       // an alias that the addresses hang on
	Rcode     int          // dns.RcodeServerFailure and the like
	Silent    bool         // no answer
	DropAAAA  bool         // no answer to AAAA only
	Truncate  bool         // over UDP only a truncated answer
	Delay     time.Duration
}

// DNS is a DNS server over UDP and TCP on one port. It says NXDOMAIN to names
// it was not told of.
type DNS struct {
	Addr    netip.AddrPort
	mu      sync.Mutex
	names   map[string]Name
	silent  bool
	every   int64 // drop every nth question, 0 none
	asked   atomic.Int64
	stop    chan struct{}
	once    sync.Once
	servers [2]*dns.Server
	done    sync.WaitGroup
}

// NewDNS serves names, in lower case and without the last dot, on both sockets.
func NewDNS(pc net.PacketConn, l net.Listener, names map[string]Name) *DNS {
	d := &DNS{Addr: addrOf(pc.LocalAddr()), names: names, stop: make(chan struct{})}
	h := dns.HandlerFunc(d.answer)
	d.servers = [2]*dns.Server{{PacketConn: pc, Handler: h}, {Listener: l, Handler: h}}
	for _, s := range d.servers {
		up := make(chan struct{})
		s.NotifyStartedFunc = func() { close(up) }
		d.done.Go(func() { s.ActivateAndServe() })
		<-up
	}
	return d
}

// ListenDNS opens a UDP and a TCP socket on one free port of 127.0.0.1.
func ListenDNS() (net.PacketConn, net.Listener, error) {
	var last error
	for range 20 { // the TCP port may be taken in UDP
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			return nil, nil, fmt.Errorf("listening for DNS over TCP: %w", err)
		}
		pc, err := net.ListenPacket("udp4", l.Addr().String())
		if err == nil {
			return pc, l, nil
		}
		l.Close()
		last = err
	}
	return nil, nil, fmt.Errorf("listening for DNS over UDP: %w", last)
}

// Set changes how one name is answered.
func (d *DNS) Set(name string, n Name) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[name] = n
}

// Silence makes the server answer nothing at all.
func (d *DNS) Silence() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.silent = true
}

// DropEvery makes the server swallow every nth question; 0 none.
func (d *DNS) DropEvery(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.every = int64(n)
}

// Asked is the number of questions so far.
func (d *DNS) Asked() int { return int(d.asked.Load()) }

// Close stops both sockets.
func (d *DNS) Close() error {
	var err error
	d.once.Do(func() {
		close(d.stop)
		for _, s := range d.servers {
			if e := s.Shutdown(); err == nil {
				err = e
			}
		}
		d.done.Wait()
	})
	return err
}

func (d *DNS) answer(w dns.ResponseWriter, q *dns.Msg) {
	nth := d.asked.Add(1)
	if len(q.Question) != 1 {
		return
	}
	ask := q.Question[0]
	name := strings.TrimSuffix(strings.ToLower(ask.Name), ".")
	d.mu.Lock()
	n, known := d.names[name]
	silent, every := d.silent, d.every
	d.mu.Unlock()
	if silent || n.Silent || every > 0 && nth%every == 0 || n.DropAAAA && ask.Qtype == dns.TypeAAAA {
		return
	}
	if n.Delay > 0 {
		select {
		case <-time.After(n.Delay):
		case <-d.stop:
			return
		}
	}
	m := new(dns.Msg).SetReply(q)
	m.RecursionAvailable = true
	m.Rcode = n.Rcode
	if !known {
		m.Rcode = dns.RcodeNameError
	}
	if _, udp := w.LocalAddr().(*net.UDPAddr); udp && n.Truncate {
		m.Truncated = true
		w.WriteMsg(m)
		return
	}
	if m.Rcode == dns.RcodeSuccess {
		m.Answer = n.records(ask)
	}
	w.WriteMsg(m)
}

func (n Name) records(ask dns.Question) []dns.RR {
	const ttl = 60
	owner := ask.Name
	var out []dns.RR
	if n.CNAME != "" {
		out = append(out, &dns.CNAME{
			Hdr:    dns.RR_Header{Name: owner, Rrtype: dns.TypeCNAME, Class: dns.ClassINET, Ttl: ttl},
			Target: dns.Fqdn(n.CNAME),
		})
		owner = dns.Fqdn(n.CNAME)
	}
	for _, a := range n.Addresses {
		h := dns.RR_Header{Name: owner, Rrtype: ask.Qtype, Class: dns.ClassINET, Ttl: ttl}
		switch {
		case a.Is4() && ask.Qtype == dns.TypeA:
			out = append(out, &dns.A{Hdr: h, A: a.AsSlice()})
		case a.Is6() && ask.Qtype == dns.TypeAAAA:
			out = append(out, &dns.AAAA{Hdr: h, AAAA: a.AsSlice()})
		}
	}
	return out
}
