package catalogue

import "slices"

// An Act is what a person does in a step, by what it can change.
type Act string

const (
	Look     Act = "look"     // nothing changes: she looks, asks, minds something
	Tell     Act = "tell"     // somebody else is told, and mends it in their own time
	Try      Act = "try"      // something is done in her own program that no check can see
	Wait     Act = "wait"     // time passes at the other end
	Restart  Act = "restart"  // the PC starts anew
	Rejoin   Act = "rejoin"   // cable or Wi-Fi is taken off and joined again, or another one is used
	Hotspot  Act = "hotspot"  // the PC goes through a phone
	Router   Act = "router"   // router or modem is off for a minute
	Portal   Act = "portal"   // she signs in at the network's own page
	Adapter  Act = "adapter"  // a network card is switched on or set otherwise
	NoVPN    Act = "no_vpn"   // VPN, accelerator or proxy is left
	NoProxy  Act = "no_proxy" // the proxy's settings are changed
	Names    Act = "names"    // name servers, their cache or the hosts file are changed
	Quiet    Act = "quiet"    // programs that fill the line are closed
	Allow    Act = "allow"    // security software is told to let something pass
	Clock    Act = "clock"    // time or zone is set
	Replug   Act = "replug"   // the tax device is put in again, in another port, or another one is
	Program  Act = "program"  // invoicing software or its helper is started, updated or installed
	Room     Act = "room"     // disk or memory is freed
	Updating Act = "updating" // the system is brought up to date
)

// Where an act reaches, in kinds of checks, from near to far.
var (
	beyond  = []string{"port", "certificate", "service", "reference"}
	byName  = slices.Concat([]string{"dns", "ping"}, beyond)
	network = slices.Concat([]string{"adapter", "gateway", "vpn", "proxy"}, byName, []string{"clock"})
	tools   = []string{"device", "software"}
)

var changes = map[Act][]string{
	Look: nil, Tell: nil, Try: nil,
	Wait:    byName,
	Restart: slices.Concat([]string{"host"}, network, tools),
	Rejoin:  network, Hotspot: network, Router: network, Adapter: network, NoVPN: network,
	Portal:   slices.Concat(byName, []string{"clock"}),
	NoProxy:  slices.Concat([]string{"proxy"}, beyond),
	Names:    slices.Concat([]string{"adapter"}, byName),
	Quiet:    slices.Concat([]string{"gateway"}, byName),
	Allow:    slices.Concat(byName, []string{"software"}),
	Clock:    {"clock", "certificate", "service", "reference"},
	Replug:   tools,
	Program:  tools,
	Room:     {"host"},
	Updating: slices.Concat([]string{"host"}, beyond, tools),
}

// Changes are the kinds of checks whose answer the act can have changed, and
// which are to be asked again once it is done; none for an act that changes
// nothing here and now, or nothing that can be measured.
func (a Act) Changes() []string { return slices.Clone(changes[a]) }

// Acts are what the steps of the cause's words are, in the same order and in
// both languages.
func (c *Cause) Acts() []Act { return acts[c.Code] }
