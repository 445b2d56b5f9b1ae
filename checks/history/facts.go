package history

import (
	"cmp"
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/report"
)

// facts are what is compared of a run, by key: see subjects. A key that is not
// there was not measured; an empty value was measured and is "none".
type facts map[string]string

// noSkew is the clock error that is none: what a check of the clock itself and
// a slow line may add.
const noSkew = 30 * time.Second

func factsOf(r *report.Report) facts {
	f := facts{}
	for _, c := range r.Checks {
		if c.Status == checks.Skip || c.Status == checks.Error {
			continue
		}
		switch e := c.Evidence.(type) {
		case *checks.HostEvidence:
			f["os"] = strings.TrimSpace(cmp.Or(e.Platform, e.OS) + " " + e.Version)
		case *checks.AdapterEvidence:
			f.adapter(e)
		case *checks.GatewayEvidence:
			f.gateway(e)
		case *checks.ProxyEvidence:
			f.proxy(e)
		case *checks.VPNEvidence:
			f["vpn"] = e.Tunnel
		case *checks.DNSEvidence:
			f.names(e)
		case *checks.CertificateEvidence:
			f.issuer(e.Endpoint, e.Handshakes)
		case *checks.ReferenceEvidence:
			if e.Handshake != nil {
				f.issuer(e.Target, []checks.Handshake{*e.Handshake})
			}
		case *checks.ClockEvidence:
			f.clock(e)
		case *checks.DeviceEvidence:
			f.device(e)
		case *checks.SoftwareEvidence:
			f["software"] = strings.TrimSpace(e.Name + " " + e.Version)
			if e.Version == "" {
				delete(f, "software")
			}
		}
	}
	f.resolvers(r)
	return f
}

// adapter is the card that leads out, its network and packet size.
func (f facts) adapter(e *checks.AdapterEvidence) {
	f["adapter"], f["gateway"] = "", ""
	var out *checks.RouteInfo
	for i, route := range e.Routes {
		if route.To == "0.0.0.0/0" && !route.Reject && (out == nil || route.Metric < out.Metric) {
			out = &e.Routes[i]
		}
	}
	if out == nil {
		return
	}
	f["adapter"], f["gateway"] = out.Adapter, out.Gateway
	for _, a := range e.Adapters {
		if a.Name != out.Adapter {
			continue
		}
		if a.MTU > 0 {
			f["mtu"] = fmt.Sprint(a.MTU)
		}
		var networks []string
		for _, text := range a.Addresses {
			if p, err := netip.ParsePrefix(text); err == nil && p.Addr().Is4() {
				networks = append(networks, p.Masked().String())
			}
		}
		f["network"] = list(networks)
	}
}

func (f facts) gateway(e *checks.GatewayEvidence) {
	for _, g := range e.Gateways {
		if g.MAC != "" && g.Neighbour == string(env.NeighbourAnswers) && (g.Address == f["gateway"] || f["gateway_mac"] == "") {
			f["gateway_mac"] = strings.ToLower(g.MAC)
		}
	}
}

func (f facts) proxy(e *checks.ProxyEvidence) {
	var used []string
	for _, p := range e.Proxies {
		used = append(used, p.Address)
	}
	for _, s := range e.Settings {
		if s.URL != "" && len(e.Proxies) == 0 {
			used = append(used, s.URL)
		}
	}
	f["proxy"] = list(used)
}

// resolvers are the servers that the PC is set to ask.
func (f facts) resolvers(r *report.Report) {
	if r.Network != nil {
		var servers []string
		for _, s := range r.Network.Resolvers {
			servers = append(servers, strings.TrimSuffix(s, ":53"))
		}
		f["resolver"] = list(servers)
	}
}

// names takes the lines of the hosts file, and what the public references say
// of the endpoints' names.
func (f facts) names(e *checks.DNSEvidence) {
	if e.Reference {
		return
	}
	var lines, public []string
	for _, l := range e.Hosts {
		lines = append(lines, l.Address)
	}
	for _, a := range e.Answers {
		if a.Role == "reference" && a.Type == "A" {
			public = append(public, a.Addresses...)
		}
	}
	f["hosts "+e.Name] = list(lines)
	if len(public) > 0 {
		f["public "+e.Name] = list(public)
	}
}

// issuer is who signed a server's certificate.
func (f facts) issuer(target string, all []checks.Handshake) {
	for _, h := range all {
		if len(h.Chain) > 0 {
			leaf := h.Chain[0]
			f["issuer "+target] = cmp.Or(leaf.Organization, leaf.Issuer)
			return
		}
	}
}

// clock is how far off the PC's clock is, in words of whole minutes: by time
// servers, of which the middle one counts.
func (f facts) clock(e *checks.ClockEvidence) {
	f["zone"] = e.Zone
	var offsets []float64
	for _, a := range e.NTP {
		if a.Failure == "" && a.Stratum > 0 {
			offsets = append(offsets, a.OffsetMS)
		}
	}
	if len(offsets) == 0 {
		return
	}
	slices.Sort(offsets)
	off := time.Duration(offsets[len(offsets)/2]) * time.Millisecond
	f["clock"] = ""
	if off.Abs() > noSkew {
		f["clock"] = fmt.Sprintf("%+d", -int(math.Round(off.Seconds()))) // of this PC, in seconds
	}
}

func (f facts) device(e *checks.DeviceEvidence) {
	var ids []string
	for _, d := range e.Devices {
		if d.Matches || d.Kind != "" {
			ids = append(ids, d.ID)
		}
	}
	f["device"] = list(ids)
}

// list is a set of words, in order.
func list(words []string) string {
	words = slices.Clone(words)
	slices.Sort(words)
	return strings.Join(slices.Compact(words), ", ")
}
