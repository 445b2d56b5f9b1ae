package fault

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func ask(d *DNS, network, name string, kind uint16) (*dns.Msg, error) {
	c := &dns.Client{Net: network, Timeout: 300 * time.Millisecond}
	m, _, err := c.Exchange(new(dns.Msg).SetQuestion(dns.Fqdn(name), kind), d.Addr.String())
	return m, err
}

func startDNS(t *testing.T, names map[string]Name) *DNS {
	t.Helper()
	pc, l, err := ListenDNS()
	if err != nil {
		t.Fatal(err)
	}
	d := NewDNS(pc, l, names)
	closing(t, d)
	return d
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

func TestDNSNames(t *testing.T) {
	four, six := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::1")
	d := startDNS(t, map[string]Name{
		"etax.example":   {Addresses: []netip.Addr{four, six}},
		"alias.example":  {Addresses: []netip.Addr{four}, CNAME: "cdn.example"},
		"fails.example":  {Rcode: dns.RcodeServerFailure},
		"silent.example": {Silent: true},
		"no6.example":    {Addresses: []netip.Addr{four}, DropAAAA: true},
		"long.example":   {Addresses: []netip.Addr{four}, Truncate: true},
		"late.example":   {Addresses: []netip.Addr{four}, Delay: 60 * time.Millisecond},
	})
	for _, c := range []struct {
		name  string
		kind  uint16
		net   string
		rcode int
		n     int // records
	}{
		{"etax.example", dns.TypeA, "udp", dns.RcodeSuccess, 1},
		{"ETAX.example", dns.TypeAAAA, "udp", dns.RcodeSuccess, 1},
		{"etax.example", dns.TypeA, "tcp", dns.RcodeSuccess, 1},
		{"alias.example", dns.TypeA, "udp", dns.RcodeSuccess, 2},
		{"fails.example", dns.TypeA, "udp", dns.RcodeServerFailure, 0},
		{"no6.example", dns.TypeA, "udp", dns.RcodeSuccess, 1},
		{"long.example", dns.TypeA, "tcp", dns.RcodeSuccess, 1},
		{"unknown.example", dns.TypeA, "udp", dns.RcodeNameError, 0},
	} {
		m, err := ask(d, c.net, c.name, c.kind)
		if err != nil || m.Rcode != c.rcode || len(m.Answer) != c.n {
			t.Errorf("%s over %s: %v %v", c.name, c.net, m, err)
		}
	}
	for _, name := range []string{"silent.example", "no6.example"} {
		if _, err := ask(d, "udp", name, dns.TypeAAAA); !isTimeout(err) {
			t.Errorf("%s: %v, want silence", name, err)
		}
	}
	if m, err := ask(d, "udp", "long.example", dns.TypeA); err != nil || !m.Truncated {
		t.Errorf("long over udp: %v %v", m, err)
	}
	begun := time.Now()
	if _, err := ask(d, "udp", "late.example", dns.TypeA); err != nil || time.Since(begun) < 60*time.Millisecond {
		t.Errorf("late: %v after %v", err, time.Since(begun))
	}
}

func TestDNSChangesWhileRunning(t *testing.T) {
	d := startDNS(t, map[string]Name{"etax.example": {}})
	d.Set("etax.example", Name{Rcode: dns.RcodeRefused})
	if m, err := ask(d, "udp", "etax.example", dns.TypeA); err != nil || m.Rcode != dns.RcodeRefused {
		t.Errorf("after Set: %v %v", m, err)
	}
	d.DropEvery(2)
	if _, err := ask(d, "udp", "etax.example", dns.TypeA); !isTimeout(err) {
		t.Errorf("the second question: %v, want silence", err)
	}
	if _, err := ask(d, "udp", "etax.example", dns.TypeA); err != nil {
		t.Errorf("the third question: %v", err)
	}
	d.Silence()
	if _, err := ask(d, "udp", "etax.example", dns.TypeA); !isTimeout(err) {
		t.Errorf("silenced: %v", err)
	}
	if d.Asked() != 4 {
		t.Errorf("asked %d, want 4", d.Asked())
	}
}
