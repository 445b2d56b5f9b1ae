package env

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"runtime"
)

// Control is everything outside the process that a repair may change, and
// nothing else in this program changes the machine. A [Knob] is a value that
// can be put back; an [Act] leaves nothing of its own to put back. What this
// operating system has not is not in the maps.
//
// System programs are started by absolute path, with lists of arguments and an
// environment of their own; no shell takes part.
type Control struct {
	Knobs map[Kind]Knob
	Acts  map[Act]func(ctx context.Context, name string) error
	Ties  func(context.Context) (Ties, error) // looks only

	// First is the address that programs here try first for a name: it looks only.
	First func(ctx context.Context, host string) (netip.Addr, error)
}

// Ties bind this PC to an office, or to who works on it from afar: what a
// repair must not cut.
type Ties struct {
	Joined bool     // to a domain
	Search []string // search domains
	Remote []Remote // sessions from afar that stand now
}

// Remote is a session from afar: somebody works through it.
type Remote struct {
	Kind string // "ssh", "rdp" or "vnc"
	Peer netip.Addr
}

// A Knob reads and writes one sort of value. A value is exact: Write of what
// Read returned restores it byte for byte, which Read then shows. A nil value
// is one that is not there; Write of nil removes it.
type Knob struct {
	// Read returns [errors.ErrUnsupported] where this PC keeps the value in a way that
	// could not be put back exactly.
	Read  func(ctx context.Context, name string) ([]byte, error)
	Write func(ctx context.Context, name string, value []byte) error
	// Locked looks for what would refuse a Write, and returns why; nil: nothing known.
	Locked func(ctx context.Context, name string) error
}

// A Kind is a sort of value. The comment says what names it, and what it holds.
type Kind string

// The kinds of values.
const (
	AdapterSwitch Kind = "adapter"     // an adapter: "up" or "down"
	Lease         Kind = "lease"       // an adapter: its addresses, its routes, and the file of DNS servers
	HostsText     Kind = "hosts"       // "": the hosts file, whole
	ResolverList  Kind = "resolvers"   // who keeps it ("file", "nm:UUID", a Windows adapter's GUID): one server a line; nil: automatic
	DesktopProxy  Kind = "proxy"       // "gnome", "WinINET", "PAC": the settings that a user's programs share; per user
	SystemProxy   Kind = "winhttp"     // "": WinHTTP's setting, of the machine
	Variables     Kind = "environment" // a file of environment variables, whole; on Windows "user" or "machine" and a variable: "user HTTPS_PROXY"
	Precedence    Kind = "precedence"  // "": which of IPv4 and IPv6 goes first: gai.conf, whole; DisabledComponents on Windows
	FirewallRule  Kind = "firewall"    // a place and a rule's name: what it lets through, "tcp dport 8443"; nil: not there. "" reads the places
	NeighbourLine Kind = "neighbour"   // "ADAPTER ADDRESS": an entry that was set by hand; nil: none
	RouteLine     Kind = "route"       // the route as its reader prints it: what the system keeps; nil: not there
	ServiceState  Kind = "service"     // a service: "running|stopped enabled|disabled|manual"
	TimeZone      Kind = "zone"        // "": an IANA name
	TimeService   Kind = "timesync"    // "": "on" or "off"
	DeviceSwitch  Kind = "device"      // a device by the system's name for it: "on" or "off"
	Winsock       Kind = "winsock"     // "": the Winsock catalogue, as exported
)

// An Act is something that is done and not set.
type Act string

// The acts. The comment says what the name is.
const (
	RenewLease      Act = "renew_lease"      // an adapter
	FlushDNS        Act = "flush_dns"        // ""
	SyncClock       Act = "sync_clock"       // ""
	RestartService  Act = "restart_service"  // a service
	RestartProgram  Act = "restart_program"  // a process by its name
	RescanUSB       Act = "rescan_usb"       // ""
	ForgetNeighbour Act = "forget_neighbour" // "ADAPTER ADDRESS": a learned entry
	ResetWinsock    Act = "reset_winsock"    // ""
)

// ErrLocked says that a value may not be changed: an immutable file, one that
// others than the administrator could replace, a setting that a policy holds.
var ErrLocked = errors.New("locked")

// ErrGone says that what a value belongs to is not here any more: an adapter that was
// taken out, a connection that was deleted.
var ErrGone = errors.New("not there any more")

// Read returns the present value.
func (c *Control) Read(ctx context.Context, kind Kind, name string) ([]byte, error) {
	k := c.Knobs[kind]
	if k.Read == nil {
		return nil, c.no(string(kind))
	}
	return k.Read(ctx, name)
}

// Locked returns what would refuse a Write of the value, found by looking alone.
func (c *Control) Locked(ctx context.Context, kind Kind, name string) error {
	if k := c.Knobs[kind]; k.Locked != nil {
		return k.Locked(ctx, name)
	}
	return nil
}

// Write sets the value.
func (c *Control) Write(ctx context.Context, kind Kind, name string, value []byte) error {
	k := c.Knobs[kind]
	if k.Write == nil {
		return c.no(string(kind))
	}
	return k.Write(ctx, name, value)
}

// Do acts.
func (c *Control) Do(ctx context.Context, act Act, name string) error {
	f := c.Acts[act]
	if f == nil {
		return c.no(string(act))
	}
	return f(ctx, name)
}

func (c *Control) no(what string) error {
	return fmt.Errorf("changing %s on %s: %w", what, runtime.GOOS, errors.ErrUnsupported)
}
