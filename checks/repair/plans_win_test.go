package repair

import (
	"maps"
	"strings"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env/envtest"
)

// A value of Windows as env.Control gives it: one value of the registry a line.
const (
	netGUID  = "{12345678-ABCD-ABCD-ABCD-123456789ABC}"
	internet = `"ProxyEnable" 4 01000000
"ProxyServer" 1 31003a0031000000
"ProxyOverride" -
"AutoConfigURL" -
"AutoDetect" -
"Connections\\DefaultConnectionSettings" 3 460000000700000003000000ff
"Connections\\SavedLegacySettings" -
`
	byHand = `"Tcpip\\Parameters\\Interfaces\\` + netGUID + `\\NameServer" 1 38002e0038002e0038002e0038000000
"Tcpip6\\Parameters\\Interfaces\\` + netGUID + `\\NameServer" -
`
)

// TestWindowsPlans applies plans to values in the form that Windows has them: the
// recorded changes are what Windows would be asked for.
func TestWindowsPlans(t *testing.T) {
	dial := resolverHere(t)
	proxy := func(source string) diagnose.Problem {
		return diagnose.Problem{Code: "proxy.unreachable", Facts: map[string]string{"source": source, "proxy": "1:1"}}
	}
	problem := func(code string, targets ...string) diagnose.Problem {
		return diagnose.Problem{Code: code, Targets: targets, Facts: map[string]string{}}
	}
	usual := []checks.Result{adapterResult(checks.AdapterInfo{Name: "以太网 2", Kind: "ethernet", Enabled: true, Carrier: true}), dnsResult("configured")}
	open := []checks.Result{portResult(past0)}
	clock := []checks.Result{{ID: "clock", Evidence: &checks.ClockEvidence{Service: "W32Time", ZoneWanted: "Asia/Shanghai"}}}
	winHTTP := `"WinHttpSettings" 3 280000000000000003000000ff` + "\n"
	for _, tc := range []planCase{
		{name: "WinINET", repair: proxyOff, problem: proxy("WinINET"), results: open, values: map[string]string{"proxy WinINET": internet},
			set: map[string]string{"proxy WinINET": strings.NewReplacer("4 01000000", "4 00000000", "0003000000ff", "0001000000ff").Replace(internet)}},
		{name: "PAC", repair: proxyOff, problem: proxy("PAC"), results: open,
			values: map[string]string{"proxy PAC": strings.Replace(internet, `"AutoConfigURL" -`, `"AutoConfigURL" 1 68000000`, 1)}, set: map[string]string{"proxy PAC": internet}},
		{name: "WinHTTP", repair: winHTTPOff, problem: proxy("WinHTTP"), results: open, values: map[string]string{"winhttp WinHTTP": winHTTP},
			set: map[string]string{"winhttp WinHTTP": strings.Replace(winHTTP, "03000000ff", "01000000ff", 1)}},
		{name: "DNS back to automatic", repair: automaticDNS, problem: problem("dns.resolver_down", "8.8.8.8:53"), results: usual,
			values: map[string]string{"resolvers ": netGUID + "\n", "resolvers " + netGUID: byHand},
			set:    map[string]string{"resolvers " + netGUID: strings.Replace(byHand, "38002e0038002e0038002e0038000000", "0000", 1)}},
		{name: "IPv4 first", repair: preferIPv4, problem: problem("ipv6.broken"), values: map[string]string{"precedence ": "\"DisabledComponents\" -\n"},
			set: map[string]string{"precedence ": "\"DisabledComponents\" 4 20000000\n"}},
		{name: "IPv6 in part off by hand", repair: preferIPv4, problem: problem("ipv6.broken"), values: map[string]string{"precedence ": "\"DisabledComponents\" 4 01000000\n"}, refused: "set_by_hand"},
		{name: "firewall", repair: allowPort, problem: problem("port.blocked_here", tax+":8443"), values: map[string]string{"firewall ": "out\n"},
			set: map[string]string{"firewall out kpdoctor_8443": "tcp dport 8443"}},
		{name: "time service off", repair: syncClock, problem: problem("clock.skewed"), results: clock, values: map[string]string{"timesync ": "off disabled"},
			set: map[string]string{"timesync ": "on"}, does: []string{"write timesync ", "do sync_clock "}},
		{name: "W32Time switched off", repair: startTimeService, problem: problem("clock.not_syncing"), results: clock, values: map[string]string{"service W32Time": "stopped disabled"},
			set: map[string]string{"service W32Time": "running enabled"}},
		{name: "zone", repair: setZone, problem: problem("clock.timezone"), results: clock, values: map[string]string{"zone ": "America/New_York"}, set: map[string]string{"zone ": "Asia/Shanghai"}},
		{name: "an adapter whose name has spaces", repair: enableAdapter, problem: problem("adapter.disabled", "以太网 2"), values: map[string]string{"adapter 以太网 2": "down"},
			set: map[string]string{"adapter 以太网 2": "up"}, does: []string{"write adapter 以太网 2", "do renew_lease 以太网 2"}},
		{name: "Winsock", repair: resetWinsock, problem: problem("port.exhausted"), values: map[string]string{"winsock ": "\"WinSock_Registry_Version\" 1 32000000\n"}, does: []string{"do reset_winsock "}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := newMachine()
			for k, v := range tc.values {
				m.values[k] = []byte(v)
			}
			v := m.visit(t)
			v.Env, v.Profile = envtest.New(dial), profileWith(t, tc.profile)
			p, err := v.Look(t.Context(), tc.repair, tc.problem, tc.results)
			if err != nil {
				t.Fatal(err)
			}
			if (p.Refused != nil) != (tc.refused != "") || p.Refused != nil && p.Refused.Reason != tc.refused {
				t.Fatalf("refused: %+v", p.Refused)
			}
			if tc.repair == preferIPv4 && p.Refused == nil && p.Restart != "computer" {
				t.Errorf("it needs %q", p.Restart)
			}
			if p.Refused == nil {
				m.check(t, v, p, tc, maps.Clone(m.values))
			}
		})
	}
}
