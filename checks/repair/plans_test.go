package repair

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/miekg/dns"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/profile"
)

const (
	tax   = "dppt.beijing.chinatax.gov.cn"
	taxAt = "203.0.113.10"
)

// A planCase is a made-up PC with one fault, and what a repair says to it.
type planCase struct {
	name    string
	repair  *Repair
	problem diagnose.Problem
	results []checks.Result
	values  map[string]string // "kind name"
	ties    env.Ties
	env     []envtest.Option
	profile string            // more TOML
	without env.Act           // that this PC cannot do
	set     map[string]string // what applying leaves; "-" is not there
	does    []string          // what is written and done, in order, where set does not tell
	refused string            // reason
	nothing bool
}

func adapterResult(cards ...checks.AdapterInfo) checks.Result {
	return checks.Result{ID: "adapter", Status: checks.Pass, Evidence: &checks.AdapterEvidence{Adapters: cards}}
}

func portResult(a ...checks.Attempt) checks.Result {
	return checks.Result{ID: "port:" + tax + ":8443", Evidence: &checks.PortEvidence{Attempts: a}}
}

func dnsResult(role string, addresses ...string) checks.Result {
	return checks.Result{ID: "dns:" + tax, Evidence: &checks.DNSEvidence{Name: tax,
		Answers: []checks.DNSAnswer{{Server: "192.0.2.53:53", Role: role, Addresses: addresses}}}}
}

var (
	wired = checks.AdapterInfo{Name: "eth0", Kind: "ethernet", Enabled: true, Carrier: true}
	vpn   = checks.AdapterInfo{Name: "tun0", Kind: "tunnel", Enabled: true, Addresses: []string{"10.8.0.2/24"}}
	past0 = checks.Attempt{Address: taxAt, Open: true}
	ssh   = env.Ties{Remote: []env.Remote{{Kind: "ssh", Peer: netip.MustParseAddr("198.51.100.7")}}}
)

func planCases() []planCase {
	problem := func(code string, targets ...string) diagnose.Problem {
		return diagnose.Problem{Code: code, Targets: targets, Facts: map[string]string{}}
	}
	with := func(p diagnose.Problem, facts ...string) diagnose.Problem {
		for i := 0; i < len(facts); i += 2 {
			p.Facts[facts[i]] = facts[i+1]
		}
		return p
	}
	dead := with(problem("proxy.unreachable"), "proxy", "192.0.2.77:3128")
	resolver := problem("dns.resolver_down", "192.0.2.53:53")
	usual := []checks.Result{adapterResult(wired), dnsResult("configured")}
	file := map[string]string{"resolvers ": "file", "resolvers file": "nameserver 192.0.2.53\n"}
	device := "[device]\nkind = \"ukey\"\nrequired = true\nusb = [\"1234:5678\"]\nservice = [\"SCardSvr\", \"pcscd\", \"sshd\"]\n"
	return []planCase{
		{name: "adapter", repair: enableAdapter, problem: problem("adapter.disabled", "eth0"), values: map[string]string{"adapter eth0": "down", "lease eth0": "{}"},
			set: map[string]string{"adapter eth0": "up"}, does: []string{"write adapter eth0", "do renew_lease eth0"}},
		{name: "adapter that is on", repair: enableAdapter, problem: problem("adapter.disabled", "eth0"), values: map[string]string{"adapter eth0": "up"}, nothing: true},
		{name: "lease", repair: renewLease, problem: problem("adapter.no_address", "eth0"), results: usual, values: map[string]string{"lease eth0": "{}"},
			does: []string{"do renew_lease eth0"}},
		{name: "lease under an ssh session", repair: renewLease, problem: problem("adapter.no_gateway", "eth0"), results: usual, ties: ssh, refused: "remote"},
		{name: "lease under a VPN", repair: renewLease, problem: problem("adapter.no_gateway", "eth0"), refused: "vpn",
			results: []checks.Result{adapterResult(checks.AdapterInfo{Name: "eth0", Kind: "ethernet", Enabled: true, Carrier: true, Addresses: []string{"192.0.2.23/24"}}, vpn)}},
		{name: "lease with no client", repair: renewLease, problem: problem("adapter.no_address", "eth0"), results: usual, without: env.RenewLease, nothing: true},
		{name: "public DNS", repair: publicDNS, problem: resolver, results: usual, values: file,
			set: map[string]string{"resolvers file": "nameserver 223.5.5.5\nnameserver 119.29.29.29\n"}},
		{name: "public DNS, joined to a domain", repair: publicDNS, problem: resolver, results: usual, values: file, ties: env.Ties{Joined: true}, refused: "domain"},
		{name: "public DNS, search domain", repair: publicDNS, problem: resolver, results: usual, values: file, ties: env.Ties{Search: []string{"corp.example"}}, refused: "search"},
		{name: "public DNS, VPN", repair: publicDNS, problem: resolver, results: []checks.Result{adapterResult(wired, vpn), dnsResult("configured")}, values: file, refused: "vpn"},
		{name: "public DNS, proxy", repair: publicDNS, problem: resolver, results: usual, values: file,
			env: []envtest.Option{envtest.Proxies(env.Proxy{Source: "gnome", URL: "http://192.0.2.77:3128"})}, refused: "proxy"},
		{name: "public DNS, resolver knows inner names", repair: publicDNS, problem: resolver, values: file, refused: "inner_names",
			results: []checks.Result{adapterResult(checks.AdapterInfo{Name: "eth0", Kind: "ethernet", Enabled: true, Addresses: []string{"10.1.2.3/24"}}), dnsResult("configured")}},
		{name: "DNS set by hand back to automatic", repair: automaticDNS, problem: resolver, results: usual,
			values: map[string]string{"resolvers ": "nm:x", "resolvers nm:x": "192.0.2.53\nyes\n\nno\n"}, set: map[string]string{"resolvers nm:x": "\nno\n\nno\n"}},
		{name: "DNS beside an address set by hand", repair: automaticDNS, problem: resolver, nothing: true,
			results: []checks.Result{adapterResult(checks.AdapterInfo{Name: "eth0", Kind: "ethernet", Enabled: true, Addresses: []string{"192.0.2.23/24"}, DHCP: new(bool)}), dnsResult("configured")},
			values:  map[string]string{"resolvers ": "nm:x", "resolvers nm:x": "192.0.2.53\nyes\n\nno\n"}},
		{name: "DNS is automatic", repair: automaticDNS, problem: resolver, results: usual, nothing: true,
			values: map[string]string{"resolvers ": "nm:x", "resolvers nm:x": "\nno\n\nno\n"}},
		{name: "flush", repair: flushDNS, problem: problem("dns.hijacked", tax), does: []string{"do flush_dns "}},
		{name: "hosts", repair: commentHosts, problem: problem("dns.hosts_override", tax), results: []checks.Result{dnsResult("reference", taxAt)},
			values: map[string]string{"hosts ": taxAt + " " + tax + "\n192.0.2.9 " + tax + " b\n"}, set: map[string]string{"hosts ": taxAt + " " + tax + "\n# 192.0.2.9 " + tax + " b\n192.0.2.9 b\n"}},
		{name: "hosts, and nobody knows the right address", repair: commentHosts, problem: problem("dns.hosts_override", tax), nothing: true,
			values: map[string]string{"hosts ": "192.0.2.9 " + tax + "\n"}},
		{name: "hosts in UTF-16", repair: commentHosts, problem: problem("dns.hosts_override", tax), values: map[string]string{"hosts ": "\xff\xfe1\x00"}, refused: "hosts_utf16"},
		{name: "desktop's proxy", repair: proxyOff, problem: with(dead, "source", "gnome"), results: []checks.Result{portResult(past0)},
			values: map[string]string{"proxy gnome": "manual"}, set: map[string]string{"proxy gnome": "none"}},
		{name: "proxy and no way past it", repair: proxyOff, problem: with(dead, "source", "gnome"), values: map[string]string{"proxy gnome": "manual"}, refused: "no_way_past"},
		{name: "a firm's proxy", repair: proxyOff, problem: with(dead, "source", "gnome"), results: []checks.Result{portResult(past0)}, ties: env.Ties{Joined: true}, refused: "domain"},
		{name: "variable", repair: commentVariables, problem: with(problem("proxy.unreachable"), "proxy", "192.0.2.77:3128", "source", "env:HTTPS_PROXY"), results: []checks.Result{portResult(past0)},
			values: map[string]string{"environment /etc/environment": "A=b\nHTTPS_PROXY=http://192.0.2.77:3128\n"},
			set:    map[string]string{"environment /etc/environment": "A=b\n# HTTPS_PROXY=http://192.0.2.77:3128\n"}},
		{name: "variables of one dead proxy", repair: commentVariables, problem: with(problem("proxy.unreachable"), "proxy", "192.0.2.77:3128", "source", "env:HTTPS_PROXY"), results: []checks.Result{portResult(past0)},
			values: map[string]string{
				"environment /etc/environment":        "HTTPS_PROXY=http://192.0.2.77:3128\nhttps_proxy=http://192.0.2.77:3128\nhttp_proxy=http://192.0.2.80:3128\n",
				"environment /etc/profile.d/proxy.sh": "if true; then\n  export ALL_PROXY=http://192.0.2.77:3128\nfi\n"},
			set: map[string]string{
				"environment /etc/environment":        "# HTTPS_PROXY=http://192.0.2.77:3128\n# https_proxy=http://192.0.2.77:3128\nhttp_proxy=http://192.0.2.80:3128\n",
				"environment /etc/profile.d/proxy.sh": "if true; then\n: #   export ALL_PROXY=http://192.0.2.77:3128\nfi\n"}},
		{name: "variable from elsewhere", repair: commentOwnVariables, problem: with(problem("proxy.unreachable"), "proxy", "192.0.2.77:3128", "source", "env:HTTPS_PROXY"),
			results: []checks.Result{portResult(past0)}, refused: "variable_elsewhere"},
		{name: "IPv6", repair: preferIPv4, problem: problem("ipv6.broken"), values: map[string]string{"precedence ": "#\n"},
			set: map[string]string{"precedence ": "#\n" + string(must(env.IPv4First(nil)))}},
		{name: "IPv6, an order of somebody's own", repair: preferIPv4, problem: problem("ipv6.broken"), values: map[string]string{"precedence ": "precedence ::/0 9\n"}, refused: "set_by_hand"},
		{name: "firewall", repair: allowPort, problem: problem("port.blocked_here", tax+":8443"), values: map[string]string{"firewall ": "nft inet a in input\nnft inet a out output"},
			set: map[string]string{"firewall nft inet a out output kpdoctor_8443": "tcp dport 8443"}},
		{name: "firewall that drops answers", repair: allowPort, problem: problem("port.blocked_here", tax+":8443"), values: map[string]string{"firewall ": "nft inet a in input"},
			set: map[string]string{"firewall nft inet a in input kpdoctor_8443": "ct state established tcp sport 8443"}},
		{name: "a firm's firewall", repair: allowPort, problem: problem("port.blocked_here", tax+":8443"), ties: env.Ties{Joined: true}, refused: "policy"},
		{name: "neighbour", repair: forgetNeighbour, problem: problem("gateway.unreachable"), results: []checks.Result{gatewayResult}, values: map[string]string{"neighbour eth0 192.0.2.1": "02:00:00:00:00:99 ff"},
			set: map[string]string{"neighbour eth0 192.0.2.1": "-"}},
		{name: "neighbour that is right", repair: forgetNeighbour, problem: problem("gateway.unreachable"), results: []checks.Result{gatewayResult}, values: map[string]string{"neighbour eth0 192.0.2.1": "02:00:00:00:00:01 ff"}, nothing: true},
		{name: "neighbour under a session", repair: forgetNeighbour, problem: problem("gateway.unreachable"), results: []checks.Result{gatewayResult}, values: map[string]string{"neighbour eth0 192.0.2.1": "02:00:00:00:00:99 ff"}, ties: ssh, refused: "remote"},
		{name: "route", repair: dropRoute, problem: problem("vpn.captures_traffic", "tun0"), results: []checks.Result{vpnResult("timeout"), portResult(past0)}, env: captured,
			values: map[string]string{"route 203.0.113.0/24 dev tun0 metric 0": "x"}, set: map[string]string{"route 203.0.113.0/24 dev tun0 metric 0": "-"}},
		{name: "route of a VPN that lives", repair: dropRoute, problem: problem("vpn.captures_traffic", "tun0"), results: []checks.Result{vpnResult("refused")}, env: captured, refused: "vpn"},
		{name: "route of the session", repair: dropRoute, problem: problem("vpn.captures_traffic", "tun0"), results: []checks.Result{vpnResult("timeout"), portResult(past0)}, env: captured,
			ties: env.Ties{Remote: []env.Remote{{Kind: "rdp", Peer: netip.MustParseAddr("203.0.113.7")}}}, refused: "remote"},
		{name: "the only route", repair: dropRoute, problem: problem("vpn.captures_traffic", "tun0"), results: []checks.Result{vpnResult("timeout"), portResult(past0)}, refused: "only_way",
			env: []envtest.Option{envtest.Routes(env.Route{To: netip.MustParsePrefix("0.0.0.0/0"), Adapter: "tun0"})}},
		{name: "clock", repair: syncClock, problem: with(problem("clock.skewed"), "offset", "6m12s"), results: []checks.Result{clockResult}, values: map[string]string{"timesync ": "off"},
			set: map[string]string{"timesync ": "on"}, does: []string{"write timesync ", "do sync_clock "}},
		{name: "clock service", repair: startTimeService, problem: problem("clock.not_syncing"), results: []checks.Result{clockResult}, values: map[string]string{"service chronyd": "stopped disabled"},
			set: map[string]string{"service chronyd": "running enabled"}},
		{name: "clock service not installed", repair: startTimeService, problem: problem("clock.not_syncing"), results: []checks.Result{clockResult}, refused: "not_installed"},
		{name: "zone", repair: setZone, problem: problem("clock.timezone"), results: []checks.Result{clockResult}, values: map[string]string{"zone ": "UTC"}, set: map[string]string{"zone ": "Asia/Shanghai"}},
		{name: "card service", repair: startDeviceService, problem: with(problem("device.service_stopped"), "service", "SCardSvr"), profile: device, values: map[string]string{"service SCardSvr": "stopped manual"},
			set: map[string]string{"service SCardSvr": "running manual"}},
		{name: "a service that a profile smuggles in", repair: startDeviceService, problem: with(problem("device.service_stopped"), "service", "sshd"), profile: device, nothing: true},
		{name: "device", repair: enableDevice, problem: problem("device.driver", "1234:5678"), results: []checks.Result{deviceResult},
			values: map[string]string{"device ": "1-1 1234:5678\n1-2 0bad:0bad", "device 1-1": "off", "device 1-2": "off"}, set: map[string]string{"device 1-1": "on"}},
		{name: "rescan", repair: rescanUSB, problem: problem("device.missing"), does: []string{"do rescan_usb "}},
		{name: "helper", repair: restartHelper, problem: problem("software.helper_down"), does: []string{"do restart_program helper.exe"},
			results: []checks.Result{{ID: "software", Evidence: &checks.SoftwareEvidence{Running: []string{"helper.exe"}}}}, profile: "[invoice_software]\nname = \"x\"\nprocesses = [\"helper.exe\"]\n"},
		{name: "helper that nobody saw", repair: restartHelper, problem: problem("software.helper_down"), profile: "[invoice_software]\nname = \"x\"\nprocesses = [\"helper.exe\"]\n",
			results: []checks.Result{{ID: "software", Evidence: &checks.SoftwareEvidence{}}}, refused: "start_it_yourself"},
		{name: "Winsock", repair: resetWinsock, problem: problem("port.exhausted"), results: usual, values: map[string]string{"winsock ": "catalogue"}, does: []string{"do reset_winsock "}},
		{name: "Winsock under a remote desktop", repair: resetWinsock, problem: problem("port.exhausted"), results: usual, ties: ssh, refused: "remote"},
		{name: "Winsock under a VPN", repair: resetWinsock, problem: problem("port.exhausted"), results: []checks.Result{adapterResult(vpn)}, refused: "vpn"},
	}
}

func must(value []byte, ok bool) []byte {
	if !ok {
		panic("no value")
	}
	return value
}

var (
	gatewayResult = checks.Result{ID: "gateway", Evidence: &checks.GatewayEvidence{Gateways: []checks.GatewayInfo{{Address: "192.0.2.1", Adapter: "eth0"}}}}
	clockResult   = checks.Result{ID: "clock", Evidence: &checks.ClockEvidence{Service: "chronyd", ZoneWanted: "Asia/Shanghai"}}
	deviceResult  = checks.Result{ID: "device", Evidence: &checks.DeviceEvidence{Accepts: []string{"1234:5678"}}}
	captured      = []envtest.Option{envtest.Routes(
		env.Route{To: netip.MustParsePrefix("0.0.0.0/0"), Gateway: netip.MustParseAddr("192.0.2.1"), Adapter: "eth0"},
		env.Route{To: netip.MustParsePrefix("203.0.113.0/24"), Adapter: "tun0"},
		env.Route{To: netip.MustParsePrefix("10.0.0.0/8"), Adapter: "tun0"})}
)

func vpnResult(failure string) checks.Result {
	return checks.Result{ID: "vpn", Evidence: &checks.VPNEvidence{Tunnel: "tun0", Through: []checks.Attempt{{Address: "223.5.5.5", Failure: failure}}}}
}

// resolverHere answers every A question and knows one inner name; it returns
// a Dial that leads every server to it.
func resolverHere(t *testing.T) envtest.Option {
	t.Helper()
	pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: pc, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		r := new(dns.Msg).SetReply(q)
		switch question := q.Question[0]; {
		case question.Qtype == dns.TypeA:
			rr, _ := dns.NewRR(question.Name + " 60 A " + taxAt)
			r.Answer = append(r.Answer, rr)
		case strings.HasPrefix(question.Name, "3.2.1.10."):
			rr, _ := dns.NewRR(question.Name + " 60 PTR pc7.corp.example.")
			r.Answer = append(r.Answer, rr)
		default:
			r.Rcode = dns.RcodeNameError
		}
		w.WriteMsg(r)
	})}
	go server.ActivateAndServe()
	t.Cleanup(func() { server.Shutdown() })
	return envtest.Dial(func(ctx context.Context, network, _ string, _ env.DialOptions) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, pc.LocalAddr().String())
	})
}

// TestPlans plans on made-up PCs, applies what may be applied, and undoes it.
// Clock, zone, services and USB, which cannot be changed on a test's machine, are
// proven here and nowhere else.
func TestPlans(t *testing.T) {
	dial := resolverHere(t)
	covered := map[string]bool{}
	for _, tc := range planCases() {
		t.Run(tc.name, func(t *testing.T) {
			m := newMachine()
			m.ties = tc.ties
			for k, v := range tc.values {
				m.values[k] = []byte(v)
			}
			v := m.visit(t)
			delete(v.Control.Acts, tc.without)
			v.Env = envtest.New(append([]envtest.Option{dial}, tc.env...)...)
			v.Profile = profileWith(t, tc.profile)
			p, err := v.Look(t.Context(), tc.repair, tc.problem, tc.results)
			switch {
			case tc.nothing:
				if !errors.Is(err, ErrNothing) {
					t.Errorf("planned %+v, %v", p, err)
				}
				return
			case err != nil:
				t.Fatal(err)
			case tc.refused != "":
				if p.Refused == nil || p.Refused.Reason != tc.refused || len(p.Changes) > 0 {
					t.Errorf("planned %+v, refused %+v", p.Changes, p.Refused)
				}
				if p.Refused != nil && (p.Refused.Say("zh") == "" || strings.Contains(p.Refused.Say("en"), "{")) {
					t.Errorf("says %q", p.Refused.Say("en"))
				}
				return
			case p.Refused != nil:
				t.Fatalf("refused: %+v", p.Refused)
			}
			covered[tc.repair.Name] = true
			before := maps.Clone(m.values)
			m.check(t, v, p, tc, before)
		})
	}
	for _, r := range All {
		if !covered[r.Name] && r != winHTTPOff && r != commentOwnVariables {
			t.Errorf("no case applies %s", r.Name)
		}
	}
}

// check applies a plan, compares, undoes and compares again.
func (m *machine) check(t *testing.T, v *Visit, p Plan, tc planCase, before map[string][]byte) {
	t.Helper()
	if len(m.log) > 0 {
		t.Fatalf("planning changed %q", m.log)
	}
	for _, lang := range []string{"zh", "en"} {
		w := p.Say(lang)
		if w.Title == "" || w.Risk == "" || w.Time == "" || strings.ContainsAny(strings.Join(w.Changes, ""), "{}[") {
			t.Errorf("%s: %+v", lang, w)
		}
	}
	id := IDFor(p, v.Env.Now())
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	want := maps.Clone(before)
	for k, value := range tc.set {
		if want[k] = []byte(value); value == "-" {
			want[k] = nil
		}
	}
	if d := cmp.Diff(want, m.values); d != "" {
		t.Errorf("applying left: %s", d)
	}
	if tc.does != nil && !cmp.Equal(tc.does, m.log) {
		t.Errorf("it did %q", m.log)
	}
	if e, _ := v.Journal.Read(id); !e.Open() {
		return // nothing that could be put back
	}
	if _, err := end(v.Undo(t.Context(), id, false)); err != nil {
		t.Fatal(err)
	}
	for k := range m.values {
		if !same(m.values[k], before[k]) {
			t.Errorf("undo left %s as %q", k, m.values[k])
		}
	}
}

func profileWith(t *testing.T, more string) *profile.Profile {
	t.Helper()
	p, err := profile.Parse("test.toml", []byte("schema = \"kpdoctor.profile/v1\"\nname = \"t\"\nregion = \"beijing\"\nsoftware = \"custom\"\n[[endpoints]]\nname = \"t\"\nurl = \"https://"+tax+":8443/\"\n"+more), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
