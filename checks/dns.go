package checks

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	dnsPatience = 3500 * time.Millisecond // a server that has not answered by then is silent: programs give up after about this
	dnsGrace    = 200 * time.Millisecond  // beyond the slow limit, once the name is known: who is later than that is too late for anyone
	maxRecords  = 32                      // of one answer that are kept: no honest one has more
)

// names is what a dns check hands on: the addresses that other programs on
// this PC use, and those that only the references gave.
type names struct {
	hosts, configured, reference []netip.Addr
}

// effective is what programs here connect to: the hosts file wins over DNS.
func (n *names) effective() []netip.Addr {
	if len(n.hosts) > 0 {
		return n.hosts
	}
	return n.configured
}

// addressesOf returns the addresses to use for a host: itself if it is one, what
// programs here use, or else what the references say. IPv4 comes first.
func addressesOf(j *Job, host string) []netip.Addr {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}
	}
	n, ok := j.prior["dns:"+host].value.(*names)
	if !ok {
		return nil
	}
	if a := n.effective(); len(a) > 0 {
		return a
	}
	return n.reference
}

func dnsCheck(p *profile.Profile, host string, reference bool) Check {
	return Check{
		ID: "dns:" + host, Stage: StageDNS, Target: host,
		Run: func(ctx context.Context, j *Job) (Finding, error) { return runDNS(ctx, j, host, reference) },
	}
}

// runDNS asks every configured server and every reference for A and AAAA, all at
// once, and the system's own resolver beside them.
func runDNS(ctx context.Context, j *Job, host string, reference bool) (Finding, error) {
	ev := &DNSEvidence{Name: host, Reference: reference, SlowMS: ms(j.Profile.Limits.SlowDNS)}
	for _, e := range j.Profile.Endpoints {
		if e.Host == host && !slices.Contains(ev.Endpoints, e.Target()) {
			ev.Endpoints = append(ev.Endpoints, e.Target())
		}
	}
	if path, text, err := j.Env.HostsFile(ctx); err == nil {
		ev.Hosts = hostsLines(path, text, host)
	}
	askNames(ctx, j, ev)
	n := namesFrom(ev)
	f := Finding{Status: Pass, Evidence: ev, Value: n}
	switch {
	case len(n.effective()) == 0:
		f.Status = Fail
	case ResolveMS(ev) > ev.SlowMS:
		f.Status = Warn
	}
	return f, nil
}

// namesFrom sorts the addresses of the evidence by who gave them.
func namesFrom(ev *DNSEvidence) *names {
	n := &names{}
	for _, h := range ev.Hosts {
		n.hosts = addAddr(n.hosts, h.Address)
	}
	for _, a := range ev.Answers {
		for _, addr := range a.Addresses {
			if a.Role == "configured" {
				n.configured = addAddr(n.configured, addr)
			} else {
				n.reference = addAddr(n.reference, addr)
			}
		}
	}
	if len(n.configured) == 0 && len(ev.Hosts) == 0 { // resolved some other way: DoH, a name policy, mDNS
		for _, addr := range ev.System.Addresses {
			n.configured = addAddr(n.configured, addr)
		}
	}
	for _, list := range []*[]netip.Addr{&n.hosts, &n.configured, &n.reference} {
		slices.SortStableFunc(*list, func(a, b netip.Addr) int { return a.BitLen() - b.BitLen() })
	}
	return n
}

func addAddr(list []netip.Addr, s string) []netip.Addr {
	a, err := netip.ParseAddr(s)
	if err != nil || slices.Contains(list, a) {
		return list
	}
	return append(list, a)
}

// ResolveMS is how long a program here waits for the name: until the first
// configured server that has it answers, one silent server before it costing
// its full wait.
func ResolveMS(ev *DNSEvidence) float64 {
	wait, waited := 0.0, map[string]bool{}
	for _, a := range ev.Answers {
		if a.Role != "configured" || a.Type != "A" {
			continue
		}
		if a.Rcode == "NOERROR" {
			return wait + a.RTTMS
		}
		if !waited[a.Server] {
			waited[a.Server] = true
			wait += a.RTTMS
		}
	}
	return 0
}

// question is one asking of one server.
type question struct {
	server, role string
	qtype        uint16
}

// askNames collects the answers of all servers. Once a configured server has
// given what there is, the others get until just past the slow limit: a silent
// reference must not make a healthy office wait.
func askNames(ctx context.Context, j *Job, ev *DNSEvidence) {
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	var ask []question
	resolvers, err := j.Env.Resolvers(ctx)
	if err != nil {
		ev.Unknown = err.Error()
	}
	for _, r := range resolvers {
		ask = append(ask, question{r.Server.String(), "configured", dns.TypeA}, question{r.Server.String(), "configured", dns.TypeAAAA})
	}
	for _, s := range j.Profile.References.DNS {
		ask = append(ask, question{s, "reference", dns.TypeA}, question{s, "reference", dns.TypeAAAA})
	}

	answers := make([]DNSAnswer, len(ask))
	ev.Answers = answers
	began := time.Now()
	var pending group
	news := make(chan int, len(ask)+1)
	for i, q := range ask {
		pending.Go(func() {
			defer func() { news <- i }()
			answers[i] = askServer(ctx, j.Env, ev.Name, q)
		})
	}
	pending.Go(func() {
		defer func() { news <- -1 }()
		ev.System = askSystem(ctx, j.Env, ev.Name)
	})

	var late <-chan time.Time
wait:
	for range len(ask) + 1 {
		select {
		case i := <-news:
			if late == nil && i >= 0 && answers[i].Role == "configured" && len(answers[i].Addresses) > 0 {
				late = time.After(j.Profile.Limits.SlowDNS + dnsGrace - time.Since(began))
			}
		case <-late:
			break wait
		}
	}
	cancel()
	pending.Wait()
}

func askSystem(ctx context.Context, e *env.Env, host string) SystemNames {
	began := time.Now()
	addrs, err := e.Lookup(ctx, host)
	s := SystemNames{MS: ms(time.Since(began))}
	for _, a := range addrs {
		s.Addresses = append(s.Addresses, a.Unmap().String())
	}
	var dnsErr *net.DNSError
	switch {
	case err == nil:
	case errors.As(err, &dnsErr) && dnsErr.IsNotFound:
		s.Failure = "not_found"
	default:
		s.Failure = string(silence(err))
	}
	return s
}

// silence is the failure of a question that was given up: whoever was not heard
// when the waiting ended was silent until then.
func silence(err error) env.Failure {
	f, _ := env.Classify(err)
	if f == env.Cancelled {
		return env.TimedOut
	}
	return f
}
