package env

import (
	"slices"
	"strconv"
	"strings"
)

// firewallRule is one rule of the Windows firewall as the registry keeps it:
//
//	v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=6|RPort=8443|App=C:\kp.exe|Name=…|
//
// Source: [MS-FASP] 2.2.37 and its strings in [MS-GPFAS] 2.2.2.
type firewallRule struct {
	Name     string
	Block    bool
	Active   bool
	Out      bool
	Protocol int      // -1: any
	Ports    []string // remote: "8443", "8000-9000"; none: any
	App      string   // a path; "": any
	Limited  bool     // to services, addresses, adapters, users or some profiles
}

// parseFirewallRule reads one value of FirewallRules; ok is false for what is none.
func parseFirewallRule(text string) (r firewallRule, ok bool) {
	version, rest, ok := strings.Cut(text, "|")
	if !ok || !strings.HasPrefix(version, "v2.") {
		return r, false
	}
	r.Protocol = -1
	for field := range strings.SplitSeq(rest, "|") {
		key, value, _ := strings.Cut(field, "=")
		switch key {
		case "", "Desc", "EmbedCtxt", "LPort", "Edge", "TTK", "TTK2_27", "TTK2_28":
		case "Name":
			r.Name = value
		case "Action":
			r.Block = value == "Block"
		case "Active":
			r.Active = value == "TRUE"
		case "Dir":
			r.Out = value == "Out"
		case "App":
			r.App = value
		case "RPort":
			r.Ports = append(r.Ports, strings.Split(value, ",")...)
		case "RPort2_10", "RPort2_20":
			r.Ports = append(r.Ports, value) // a range: "8000-9000"
		case "Protocol":
			n, err := strconv.Atoi(value)
			if err != nil {
				return r, false
			}
			r.Protocol = n
		default:
			r.Limited = true
		}
	}
	return r, true
}

const tcpProtocol = 6

// lets reports whether the rule is one of ours for a port: nothing else in it.
func (r firewallRule) lets(port string) bool {
	return r.Active && r.Out && !r.Block && r.Protocol == tcpProtocol && r.App == "" && !r.Limited && slices.Equal(r.Ports, []string{port})
}

// stops reports whether the rule keeps connections to a remote TCP port from
// leaving, of every program.
func (r firewallRule) stops(port uint16) bool {
	return r.hits(port) && r.App == ""
}

func (r firewallRule) hits(port uint16) bool {
	if !r.Active || !r.Out || !r.Block || r.Limited || r.Protocol != -1 && r.Protocol != tcpProtocol {
		return false
	}
	return len(r.Ports) == 0 || slices.ContainsFunc(r.Ports, func(s string) bool { return inPorts(s, port) })
}

// inPorts reports whether "8443" or "8000-9000" holds a port.
func inPorts(text string, port uint16) bool {
	low, high, ranged := strings.Cut(text, "-")
	if !ranged {
		high = low
	}
	from, errFrom := strconv.ParseUint(strings.TrimSpace(low), 10, 16)
	to, errTo := strconv.ParseUint(strings.TrimSpace(high), 10, 16)
	return errFrom == nil && errTo == nil && uint16(from) <= port && port <= uint16(to)
}

// ruleName takes a name of [FirewallRule] apart: "out kpdoctor_8443".
func ruleName(name string) (rule, port string, ok bool) {
	rule, ok = strings.CutPrefix(name, "out ")
	if !ok {
		return "", "", false
	}
	port, ok = strings.CutPrefix(rule, "kpdoctor_")
	_, err := strconv.ParseUint(port, 10, 16)
	return rule, port, ok && err == nil
}

// productOn reads the state of a product of Security Center: whether it guards.
// Microsoft documents no more than that such a number is there; the meaning of this
// half-byte is common knowledge: 1 on, 0 off, 2 asleep, 3 out of its licence.
func productOn(state uint32) bool { return state>>12&0xf == 1 }

// String is the rule for people: its name, and what it is limited to.
func (r firewallRule) String() string {
	text := r.Name
	if len(r.Ports) > 0 {
		text += " → " + strings.Join(r.Ports, ",")
	}
	if r.App != "" {
		text += " (" + r.App[strings.LastIndexAny(r.App, `\/`)+1:] + ")"
	}
	return text
}
