package checks

// The evidence of each kind of check. Every struct round-trips through JSON:
// addresses are strings (they may be pseudonyms in a masked report), times are
// RFC 3339, durations carry their unit in the key, failures are the words of
// env.Failure. Limits that decided a status stand beside the measurement, so
// that a saved report can be judged again without its profile.
//
// evidence_pc.go holds what is about this PC, evidence_road.go what is about
// the road to the servers.

// evidenceOf makes the empty struct for a kind, for reading a saved report.
var evidenceOf = map[string]func() Evidence{
	"host":        func() Evidence { return new(HostEvidence) },
	"adapter":     func() Evidence { return new(AdapterEvidence) },
	"gateway":     func() Evidence { return new(GatewayEvidence) },
	"proxy":       func() Evidence { return new(ProxyEvidence) },
	"vpn":         func() Evidence { return new(VPNEvidence) },
	"dns":         func() Evidence { return new(DNSEvidence) },
	"ping":        func() Evidence { return new(PingEvidence) },
	"port":        func() Evidence { return new(PortEvidence) },
	"certificate": func() Evidence { return new(CertificateEvidence) },
	"service":     func() Evidence { return new(ServiceEvidence) },
	"reference":   func() Evidence { return new(ReferenceEvidence) },
	"clock":       func() Evidence { return new(ClockEvidence) },
	"device":      func() Evidence { return new(DeviceEvidence) },
	"software":    func() Evidence { return new(SoftwareEvidence) },
}

// NewEvidence returns an empty struct for the kind of the check id, to be
// filled from JSON; nil for a kind this version does not know.
func NewEvidence(id string) Evidence {
	if f := evidenceOf[kindOf(id)]; f != nil {
		return f()
	}
	return nil
}
