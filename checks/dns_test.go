package checks

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/miekg/dns"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/internal/fault"
)

// timeless compares evidence but for how long things took.
var timeless = cmp.Options{
	cmpopts.IgnoreFields(DNSAnswer{}, "RTTMS"), cmpopts.IgnoreFields(SystemNames{}, "MS"),
	cmpopts.IgnoreFields(Attempt{}, "MS", "Detail"), cmpopts.IgnoreFields(Handshake{}, "MS", "Detail", "BytesIn"),
	cmpopts.IgnoreFields(TunnelInfo{}, "MS"), cmpopts.IgnoreFields(Answer{}, "FirstByteMS"),
}

func askDNS(t *testing.T, d *desk) (*DNSEvidence, Result, *names) {
	t.Helper()
	if len(d.profile.Endpoints) == 0 {
		d.serving("tcp://"+site, 443)
	}
	j := &Job{Env: d.Env, Profile: d.profile}
	f, err := runDNS(t.Context(), j, site, false)
	if err != nil {
		t.Fatal(err)
	}
	return f.Evidence.(*DNSEvidence), Result{Status: f.Status}, f.Value.(*names)
}

func TestDNSHealthy(t *testing.T) {
	d := newDesk(t, "127.0.0.1", "::1")
	d.profile.References.DNS = []string{nameServer(t, map[string]fault.Name{site: {Addresses: []netip.Addr{netip.MustParseAddr("127.0.0.9")}, CNAME: "cdn.example"}}).Addr.String()}
	began := time.Now()
	ev, r, n := askDNS(t, d)
	if took := time.Since(began); took > d.profile.Limits.SlowDNS {
		t.Errorf("a healthy name took %v", took)
	}
	ref := d.profile.References.DNS[0]
	want := &DNSEvidence{
		Name: site, Endpoints: []string{site + ":443"}, System: SystemNames{Addresses: []string{"127.0.0.1", "::1"}}, SlowMS: 100,
		Answers: []DNSAnswer{
			{Server: d.dns.Addr.String(), Role: "configured", Type: "A", Rcode: "NOERROR", Addresses: []string{"127.0.0.1"}},
			{Server: d.dns.Addr.String(), Role: "configured", Type: "AAAA", Rcode: "NOERROR", Addresses: []string{"::1"}},
			{Server: ref, Role: "reference", Type: "A", Rcode: "NOERROR", Addresses: []string{"127.0.0.9"}, CNAMEs: []string{"cdn.example"}},
			{Server: ref, Role: "reference", Type: "AAAA", Rcode: "NOERROR", CNAMEs: []string{"cdn.example"}},
		},
	}
	if diff := cmp.Diff(want, ev, timeless); diff != "" {
		t.Error(diff)
	}
	if r.Status != Pass || len(n.configured) != 2 || len(n.reference) != 1 {
		t.Errorf("%s, %+v", r.Status, n)
	}
}

func TestDNSAnswers(t *testing.T) {
	a := []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	for _, c := range []struct {
		what   string
		name   fault.Name
		status Status
		want   DNSAnswer // of type A
	}{
		{"no such name", fault.Name{Rcode: dns.RcodeNameError}, Fail, DNSAnswer{Rcode: "NXDOMAIN"}},
		{"server failure", fault.Name{Rcode: dns.RcodeServerFailure}, Fail, DNSAnswer{Rcode: "SERVFAIL"}},
		{"refused", fault.Name{Rcode: dns.RcodeRefused}, Fail, DNSAnswer{Rcode: "REFUSED"}},
		{"a code of no name", fault.Name{Rcode: 13}, Fail, DNSAnswer{Rcode: "13"}},
		{"nothing", fault.Name{}, Fail, DNSAnswer{Rcode: "NOERROR"}},
		{"cut short", fault.Name{Addresses: a, Truncate: true}, Pass, DNSAnswer{Rcode: "NOERROR", Addresses: []string{"127.0.0.1"}, OverTCP: true}},
		{"an alias", fault.Name{Addresses: a, CNAME: "cdn.example"}, Pass, DNSAnswer{Rcode: "NOERROR", Addresses: []string{"127.0.0.1"}, CNAMEs: []string{"cdn.example"}}},
		{"AAAA dropped", fault.Name{Addresses: a, DropAAAA: true}, Pass, DNSAnswer{Rcode: "NOERROR", Addresses: []string{"127.0.0.1"}}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.dns.Set(site, c.name)
			d.Env.Lookup = envtest.New(envtest.Host(site)).Lookup
			ev, r, _ := askDNS(t, d)
			c.want.Server, c.want.Role, c.want.Type = d.dns.Addr.String(), "configured", "A"
			if diff := cmp.Diff(c.want, ev.Answers[0], timeless); diff != "" {
				t.Error(diff)
			}
			if ev.System.Failure != "not_found" || r.Status != c.status {
				t.Errorf("system %q, status %s", ev.System.Failure, r.Status)
			}
			if six := ev.Answers[1]; c.name.DropAAAA && (six.Failure != "timeout" || six.RTTMS < 200 || six.RTTMS > 1000) {
				t.Errorf("AAAA: %+v", six)
			}
		})
	}
}

// A silent reference must not make a healthy office wait beyond the slow limit
// and the grace; a slow server of the office itself is waited for.
func TestDNSPatience(t *testing.T) {
	t.Run("silent reference", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		silent := nameServer(t, nil)
		silent.Silence()
		d.profile.References.DNS = []string{silent.Addr.String()}
		began := time.Now()
		ev, r, _ := askDNS(t, d)
		if took := time.Since(began); took > d.profile.Limits.SlowDNS+dnsGrace+time.Second {
			t.Errorf("waited %v", took)
		}
		if r.Status != Pass || ev.Answers[2].Failure != "timeout" || ev.Answers[2].Rcode != "" || ev.Answers[2].RTTMS < 200 {
			t.Errorf("%s, reference %+v", r.Status, ev.Answers[2])
		}
	})
	t.Run("slow server", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.dns.Set(site, fault.Name{Addresses: []netip.Addr{netip.MustParseAddr("127.0.0.1")}, Delay: 2500 * time.Millisecond})
		d.profile.References.DNS = []string{nameServer(t, map[string]fault.Name{site: {}}).Addr.String()}
		ev, r, n := askDNS(t, d)
		if r.Status != Warn || len(n.configured) != 1 || ev.Answers[0].RTTMS < 2400 || ResolveMS(ev) != ev.Answers[0].RTTMS {
			t.Errorf("%s, %+v", r.Status, ev.Answers[0])
		}
	})
	t.Run("dead server", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.dns.Silence()
		d.Env.Lookup = func(ctx context.Context, _ string) ([]netip.Addr, error) { <-ctx.Done(); return nil, ctx.Err() }
		began := time.Now()
		ev, r, _ := askDNS(t, d)
		if took := time.Since(began); took > dnsPatience+1500*time.Millisecond {
			t.Errorf("waited %v", took)
		}
		if r.Status != Fail || ev.Answers[0].Failure != "timeout" || ev.System.Failure != "timeout" || d.dns.Asked() != 6 {
			t.Errorf("%s, %+v, system %+v, %d questions", r.Status, ev.Answers[0], ev.System, d.dns.Asked())
		}
	})
	t.Run("one dead before one that lives", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		dead := nameServer(t, nil)
		dead.Silence()
		d.Env.Resolvers = resolversAt(dead.Addr, d.dns.Addr)
		ev, r, _ := askDNS(t, d)
		if got := ResolveMS(ev); r.Status != Warn || got < ms(d.profile.Limits.SlowDNS) || got > 2000 {
			t.Errorf("%s, programs wait %v ms", r.Status, got)
		}
		d.Env.Resolvers = resolversAt(d.dns.Addr, dead.Addr)
		if ev, r, _ = askDNS(t, d); r.Status != Pass || ResolveMS(ev) > ms(d.profile.Limits.SlowDNS) {
			t.Errorf("the second dead: %s, programs wait %v ms", r.Status, ResolveMS(ev))
		}
	})
}

func TestResolveMS(t *testing.T) {
	ans := func(server, kind, rcode string, rtt float64) DNSAnswer {
		return DNSAnswer{Server: server, Role: "configured", Type: kind, Rcode: rcode, RTTMS: rtt}
	}
	for what, c := range map[string]struct {
		answers []DNSAnswer
		want    float64
	}{
		"live":                   {[]DNSAnswer{ans("1", "A", "NOERROR", 5), ans("1", "AAAA", "NOERROR", 9)}, 5},
		"dead, live":             {[]DNSAnswer{ans("1", "A", "", 1200), ans("1", "AAAA", "", 1200), ans("2", "A", "NOERROR", 5)}, 1205},
		"live, dead":             {[]DNSAnswer{ans("2", "A", "NOERROR", 5), ans("1", "A", "", 1200)}, 5},
		"slowly failing, live":   {[]DNSAnswer{ans("1", "A", "SERVFAIL", 1500), ans("2", "A", "NOERROR", 5)}, 1505},
		"the same one set twice": {[]DNSAnswer{ans("1", "A", "", 1200), ans("1", "A", "", 1200), ans("2", "A", "NOERROR", 5)}, 1205},
		"none":                   {[]DNSAnswer{ans("1", "A", "", 3500)}, 0},
		"a reference only":       {[]DNSAnswer{{Server: "3", Role: "reference", Type: "A", Rcode: "NOERROR", RTTMS: 7}}, 0},
	} {
		if got := ResolveMS(&DNSEvidence{Answers: c.answers}); got != c.want {
			t.Errorf("%s: %v ms, want %v", what, got, c.want)
		}
	}
}

// liar is a DNS server over UDP that sends whatever it is told to.
func liar(t *testing.T, answer func(q *dns.Msg) [][]byte) netip.AddrPort {
	t.Helper()
	pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	go func() {
		buf := make([]byte, 2048)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			q := new(dns.Msg)
			if q.Unpack(buf[:n]) == nil {
				for _, packet := range answer(q) {
					pc.WriteTo(packet, from)
				}
			}
		}
	}()
	return netip.MustParseAddrPort(pc.LocalAddr().String())
}

func reply(q *dns.Msg, addr string, change func(*dns.Msg)) []byte {
	m := new(dns.Msg).SetReply(q)
	if q.Question[0].Qtype == dns.TypeA {
		m.Answer = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.ParseIP(addr).To4()}}
	}
	if change != nil {
		change(m)
	}
	packed, err := m.Pack()
	if err != nil {
		panic(err)
	}
	return packed
}

// Whoever guesses, garbles or answers something else is not heard; the right
// answer behind it is.
func TestDNSIgnoresWhatIsNoAnswer(t *testing.T) {
	d := newDesk(t)
	d.Env.Resolvers = resolversAt(liar(t, func(q *dns.Msg) [][]byte {
		return [][]byte{
			{}, {1, 2, 3}, []byte(strings.Repeat("x", 3000)),
			reply(q, "192.0.2.1", func(m *dns.Msg) { m.Id++ }),
			reply(q, "192.0.2.2", func(m *dns.Msg) { m.Response = false }),
			reply(q, "192.0.2.3", func(m *dns.Msg) { m.Question[0].Name = "evil.example." }),
			reply(q, "192.0.2.4", func(m *dns.Msg) { m.Question[0].Qtype = dns.TypeMX }),
			reply(q, "192.0.2.5", func(m *dns.Msg) { m.Question = nil }),
			reply(q, "127.0.0.1", func(m *dns.Msg) { m.Question[0].Name = "ETAX.example." }),
		}
	}))
	ev, r, _ := askDNS(t, d)
	if got := ev.Answers[0]; r.Status != Pass || got.Rcode != "NOERROR" || !slices.Equal(got.Addresses, []string{"127.0.0.1"}) {
		t.Errorf("%s, %+v", r.Status, got)
	}
}

func TestDNSRefusalWithoutQuestion(t *testing.T) {
	d := newDesk(t)
	d.Env.Resolvers = resolversAt(liar(t, func(q *dns.Msg) [][]byte {
		return [][]byte{reply(q, "192.0.2.1", func(m *dns.Msg) { m.Question, m.Answer, m.Rcode = nil, nil, dns.RcodeFormatError })}
	}))
	if ev, _, _ := askDNS(t, d); ev.Answers[0].Rcode != "FORMERR" {
		t.Errorf("%+v", ev.Answers[0])
	}
}

// An old router that cannot bear EDNS is healthy: no program here sends it.
func TestDNSAsksWithoutEDNS(t *testing.T) {
	d := newDesk(t)
	d.profile.Limits.SlowDNS = time.Minute // a busy machine is no slow resolver
	d.Env.Resolvers = resolversAt(liar(t, func(q *dns.Msg) [][]byte {
		if q.IsEdns0() != nil {
			return [][]byte{reply(q, "127.0.0.1", func(m *dns.Msg) { m.Rcode = dns.RcodeFormatError })}
		}
		return [][]byte{reply(q, "127.0.0.1", nil)}
	}))
	if _, r, _ := askDNS(t, d); r.Status != Pass {
		t.Errorf("status %s", r.Status)
	}
}

// An answer cut short, with nobody to ask over TCP, still has what fits.
func TestDNSTruncatedWithoutTCP(t *testing.T) {
	d := newDesk(t)
	short := func(addr string) netip.AddrPort {
		return liar(t, func(q *dns.Msg) [][]byte {
			return [][]byte{reply(q, "127.0.0.1", func(m *dns.Msg) {
				m.Truncated = true
				if addr == "" {
					m.Answer = nil
				}
			})}
		})
	}
	d.Env.Resolvers = resolversAt(short("127.0.0.1"), short(""))
	ev, _, _ := askDNS(t, d)
	if got := ev.Answers[0]; !got.OverTCP || got.Failure != "" || got.Rcode != "NOERROR" || len(got.Addresses) != 1 {
		t.Errorf("with an address: %+v", got)
	}
	if got := ev.Answers[2]; !got.OverTCP || got.Failure != "refused" || len(got.Addresses) != 0 {
		t.Errorf("without: %+v", got)
	}
}

// A hostile answer is bounded and never makes an address out of nothing.
func TestDNSHostileRecords(t *testing.T) {
	d := newDesk(t)
	d.Env.Resolvers = resolversAt(liar(t, func(q *dns.Msg) [][]byte {
		return [][]byte{reply(q, "127.0.0.1", func(m *dns.Msg) {
			m.Compress = true
			rr := m.Answer
			for range 200 {
				m.Answer = append(m.Answer, rr...)
			}
			m.Answer = append([]dns.RR{&dns.CNAME{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeCNAME, Class: dns.ClassINET}, Target: "a\\027b\\000.example."}}, m.Answer...)
		})}
	}))
	ev, _, _ := askDNS(t, d)
	got := ev.Answers[0]
	if len(got.Addresses) != maxRecords-1 || len(got.CNAMEs) != 1 || strings.ContainsAny(got.CNAMEs[0], "\x1b\x00") {
		t.Errorf("%d addresses, alias %q", len(got.Addresses), got.CNAMEs)
	}
	a := DNSAnswer{}
	if a.read(&dns.Msg{Answer: []dns.RR{&dns.A{}, &dns.AAAA{}}}) || a.Addresses != nil {
		t.Errorf("records without an address gave %q", a.Addresses)
	}
}

func TestDNSRefusedByICMP(t *testing.T) {
	d := newDesk(t)
	gone := d.dns.Addr
	d.dns.Close()
	d.Env.Resolvers = resolversAt(gone)
	ev, r, n := askDNS(t, d)
	for _, a := range ev.Answers {
		if a.Failure != "refused" || a.Rcode != "" || a.RTTMS > 500 {
			t.Errorf("%+v", a)
		}
	}
	// The system resolves all the same (it has its own ways): programs work.
	if r.Status != Pass || len(n.effective()) != 1 {
		t.Errorf("%s, %v", r.Status, n.effective())
	}
}

func TestDNSWhereTheServersAreNotKnown(t *testing.T) {
	d := newDesk(t)
	d.Env.Resolvers = func(context.Context) ([]env.Resolver, error) { return nil, errors.ErrUnsupported }
	ev, r, _ := askDNS(t, d)
	if ev.Unknown == "" || len(ev.Answers) != 0 || r.Status != Pass {
		t.Errorf("%s, %+v", r.Status, ev)
	}
}

func TestDNSReferenceByName(t *testing.T) {
	d := newDesk(t)
	d.Env.Resolvers = resolversAt()
	_, port, _ := net.SplitHostPort(d.dns.Addr.String())
	d.profile.References.DNS = []string{site + ":" + port}
	ev, _, n := askDNS(t, d)
	if len(ev.Answers) != 2 || ev.Answers[0].Rcode != "NOERROR" || ev.Answers[0].Role != "reference" || len(n.reference) != 1 {
		t.Errorf("%+v", ev.Answers)
	}
}

func TestDNSHostsFileWins(t *testing.T) {
	d := newDesk(t)
	d.Env.HostsFile = envtest.New(envtest.HostsFile("127.0.0.1 localhost\n127.0.0.9\t" + site + " # 税务\n")).HostsFile
	ev, r, n := askDNS(t, d)
	if want := []HostsLine{{Path: "/etc/hosts", Line: 2, Address: "127.0.0.9"}}; !slices.Equal(ev.Hosts, want) {
		t.Errorf("%+v", ev.Hosts)
	}
	if r.Status != Pass || n.effective()[0].String() != "127.0.0.9" || n.configured[0].String() != "127.0.0.1" {
		t.Errorf("%s, %+v", r.Status, n)
	}
}
