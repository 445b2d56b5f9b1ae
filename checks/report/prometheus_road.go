package report

import (
	"cmp"
	"math"
	"strings"
	"time"

	"kpdoctor/checks"
)

// endpoints is each endpoint's port, certificate and answer.
func (m *metrics) endpoints() {
	success := m.family("endpoint_success", "Whether the endpoint gave the proof that its profile asks for, also where it was asked past a broken DNS server: kpdoctor_verdict says whether that helps.")
	connect := m.family("endpoint_connect_seconds", "How long the quickest TCP connection took.")
	handshake := m.family("endpoint_tls_seconds", "How long the quickest TLS handshake took.")
	ends := m.family("endpoint_cert_not_after_timestamp_seconds", "When the endpoint's certificate ends, the earliest where its addresses have several.")
	first := m.family("endpoint_first_byte_seconds", "How long the quickest answer's first byte took.")
	status := m.family("endpoint_http_status_code", "The HTTP status of that answer.")
	last := map[string]Check{} // of each endpoint, the check that proves most
	roles := map[string]string{}
	for _, c := range m.r.Checks {
		switch e := c.Evidence.(type) {
		case *checks.PortEvidence:
			roles[c.Target] = e.Role
			if ms := quickest(e.Attempts, func(a checks.Attempt) (float64, bool) { return a.MS, a.Open }); ms >= 0 {
				connect(ms/1000, "endpoint", c.Target)
			}
		case *checks.CertificateEvidence:
			roles[c.Target] = cmp.Or(roles[c.Target], e.Role)
			if ms := quickest(e.Handshakes, func(h checks.Handshake) (float64, bool) { return h.MS, h.Complete }); ms >= 0 {
				handshake(ms/1000, "endpoint", c.Target)
			}
			var end time.Time
			for _, h := range e.Handshakes {
				if len(h.Chain) > 0 && (end.IsZero() || h.Chain[0].NotAfter.Before(end)) {
					end = h.Chain[0].NotAfter
				}
			}
			if !end.IsZero() {
				ends(float64(end.Unix()), "endpoint", c.Target)
			}
		case *checks.ServiceEvidence:
			roles[c.Target] = cmp.Or(roles[c.Target], e.Role)
			best := quickest(e.Answers, func(a checks.Answer) (float64, bool) { return a.FirstByteMS, a.Status > 0 })
			for _, a := range e.Answers {
				if a.Status > 0 && a.FirstByteMS == best {
					first(best/1000, "endpoint", c.Target)
					status(float64(a.Status), "endpoint", c.Target)
				}
			}
		}
		switch kind, _, _ := strings.Cut(c.ID, ":"); kind {
		case "port", "certificate", "service":
			had, there := last[c.Target]
			if !there || proves(c) > proves(had) || proves(c) == proves(had) && served(had) { // of two pages the one that fails
				last[c.Target] = c
			}
		}
	}
	for _, c := range m.r.Checks {
		if last[c.Target].ID == c.ID && c.Status != checks.Error && !strings.HasPrefix(c.Reason, stopped) {
			success(truth(served(c)), "endpoint", c.Target, "role", roles[c.Target])
		}
	}
}

func served(c Check) bool { return c.Status == checks.Pass || c.Status == checks.Warn }

// proves orders the checks of one endpoint by how much they prove.
func proves(c Check) int {
	return map[string]int{"port": 1, "certificate": 2, "service": 3}[c.ID[:strings.IndexByte(c.ID, ':')]]
}

// names is how names resolve: as programs here do, and by each server.
func (m *metrics) names() {
	success := m.family("dns_success", "Whether the name resolves as programs on this PC resolve it.")
	took := m.family("dns_resolve_seconds", "How long that took.")
	server := m.family("dns_server_success", "Whether a DNS server that this PC is set to use, or a reference, answered.")
	rtt := m.family("dns_server_seconds", "How long its answer took.")
	for _, c := range m.r.Checks {
		e, isDNS := c.Evidence.(*checks.DNSEvidence)
		if !isDNS || e.Reference {
			continue
		}
		success(truth(len(e.System.Addresses) > 0), "name", e.Name)
		took(e.System.MS/1000, "name", e.Name)
		for _, a := range e.Answers {
			if a.Type != "A" {
				continue
			}
			server(truth(a.Rcode == "NOERROR" || a.Rcode == "NXDOMAIN"), "name", e.Name, "server", a.Server, "role", a.Role)
			if a.Rcode != "" {
				rtt(a.RTTMS/1000, "name", e.Name, "server", a.Server, "role", a.Role)
			}
		}
	}
}

// lines is the quality of the way to each host.
func (m *metrics) lines() {
	rtt := m.family("ping_rtt_seconds", "Mean round trip to the host, the best of its addresses.")
	loss := m.family("ping_loss_ratio", "Share of echo requests without an answer, from 0 to 1, the best of its addresses.")
	for _, c := range m.r.Checks {
		e, isPing := c.Evidence.(*checks.PingEvidence)
		if !isPing {
			continue
		}
		asked := func(p checks.PingInfo) (float64, bool) { return p.Loss, p.Sent > 0 && p.Error == "" }
		if share := quickest(e.Targets, asked); share >= 0 {
			loss(share, "target", c.Target, "role", e.Role)
		}
		if ms := quickest(e.Targets, func(p checks.PingInfo) (float64, bool) { return p.AvgMS, p.Received > 0 }); ms >= 0 {
			rtt(ms/1000, "target", c.Target, "role", e.Role)
		}
	}
}

// clock is how wrong this PC's clock is, by the time server with the shortest way.
func (m *metrics) clock() {
	offset := m.family("clock_offset_seconds", "The time servers' time minus this PC's.")
	for _, c := range m.r.Checks {
		e, isClock := c.Evidence.(*checks.ClockEvidence)
		if !isClock {
			continue
		}
		best := quickest(e.NTP, func(a checks.NTPAnswer) (float64, bool) { return a.RTTMS, a.Failure == "" })
		for _, a := range e.NTP {
			if a.Failure == "" && a.RTTMS == best {
				offset(a.OffsetMS / 1000)
			}
		}
	}
}

// quickest is the least of what counts, -1 where nothing does.
func quickest[T any](list []T, of func(T) (value float64, counts bool)) float64 {
	best := math.Inf(1)
	for _, one := range list {
		if v, counts := of(one); counts {
			best = min(best, v)
		}
	}
	if math.IsInf(best, 1) {
		return -1
	}
	return best
}
