// Package env is the seam between this program and the computer it runs on.
//
// Everything a check may look at is a func of [Env], and none of them changes
// anything. [System] fills an Env with this computer, envtest fills one with a
// made-up machine, and the demo replaces a few funcs of the real one. A check
// cannot tell them apart.
package env

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"time"
)

// Env is everything outside the process that a check may look at. Every func
// honours its context and is safe for concurrent use. What this operating
// system cannot tell is [errors.ErrUnsupported], never a guess.
type Env struct {
	Now func() time.Time

	// Dial connects as the system routes it; network is tcp4, tcp6, udp4 or
	// udp6 and addr an IP address with port (no names: names are the checks'
	// business). A connection that fails is a [*DialError].
	Dial func(ctx context.Context, network, addr string, o DialOptions) (net.Conn, error)

	// Lookup resolves as other programs on this computer do: the hosts file,
	// then whatever the system is set to use.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)

	// Ping sends count echo requests, one each interval, and waits at most
	// until ctx ends. An error means that no ping could be sent at all.
	Ping func(ctx context.Context, to netip.Addr, count int, interval time.Duration) (PingStats, error)

	// Roots returns the root certificates that this computer trusts.
	Roots func() (*x509.CertPool, error)

	Host      func(context.Context) (Host, error)
	Adapters  func(context.Context) ([]Adapter, error)
	Routes    func(context.Context) ([]Route, error)
	RouteTo   func(ctx context.Context, to netip.Addr) (Route, error)                                // the route the system would take now
	Neighbour func(ctx context.Context, adapter string, addr netip.Addr) (Neighbour, error)          // asks by ARP or ND and waits for the answer
	Conflicts func(ctx context.Context, adapter string, addr netip.Addr) ([]net.HardwareAddr, error) // other machines that claim this PC's own addr
	Resolvers func(context.Context) ([]Resolver, error)
	HostsFile func(context.Context) (path string, text []byte, err error)
	Proxies   func(context.Context) ([]Proxy, error)
	USB       func(context.Context) ([]USBDevice, error)
	Storage   func(context.Context) ([]StorageBlock, error)          // what switches USB storage off; none: it is on
	Daemon    func(ctx context.Context, name string) (Daemon, error) // a system service: SCardSvr, pcscd, w32time, chronyd
	Readers   func(context.Context) ([]string, error)                // smart card readers that are there, by their names
	Clock     func(context.Context) (ClockService, error)
	Processes func(context.Context) ([]Process, error)
	Programs  func(context.Context) ([]Program, error)                // installed programs
	Listener  func(ctx context.Context, port uint16) (Process, error) // who listens on this local TCP port; zero Process if nobody
	Zone      func() (name string, loc *time.Location, err error)     // IANA name, e.g. Asia/Shanghai
}

// DialOptions change one connection attempt; the zero value is an ordinary one.
type DialOptions struct {
	MSS    int    // TCP maximum segment size in bytes, 0 for the system's
	Device string // leave through this adapter only, "" as routed
	TTL    int    // IP time to live in hops, 0 for the system's
}

// A Failure says in one stable word how a connection or an exchange failed.
type Failure string

const (
	Refused     Failure = "refused"       // RST, or ICMP port unreachable
	TimedOut    Failure = "timeout"       // no answer within the limit
	Unreachable Failure = "unreachable"   // ICMP host or network unreachable from a router
	Prohibited  Failure = "prohibited"    // ICMP administratively prohibited (9, 10, 13; v6 1, 5, 6)
	NoRoute     Failure = "no_route"      // this PC itself knows no way (ENETUNREACH with no ICMP), or the neighbour does not answer (EHOSTUNREACH from here)
	Denied      Failure = "denied_here"   // EACCES, EPERM, WSAEACCES: refused by this PC
	NoPorts     Failure = "no_local_port" // EADDRNOTAVAIL, WSAENOBUFS: no local port or buffer left
	Reset       Failure = "reset"         // ECONNRESET after the connection stood
	Closed      Failure = "closed"        // FIN where an answer was due
	Cancelled   Failure = "cancelled"     // the run was stopped
	Other       Failure = "other"         // see the text
)

// A DialError is a connection attempt that failed, classified where it was born.
type DialError struct {
	Failure Failure
	Errno   string // symbolic, e.g. "ECONNREFUSED" or "WSAETIMEDOUT"; "" if there was none
	ICMP    *ICMP  // the message that ended it, where the system tells
	Err     error
}

func (e *DialError) Error() string { return string(e.Failure) + ": " + e.Err.Error() }
func (e *DialError) Unwrap() error { return e.Err }

// ICMP is a message that ended an attempt, and who sent it.
type ICMP struct {
	Type int        `json:"type"`
	Code int        `json:"code"`
	From netip.Addr `json:"from"`
	V6   bool       `json:"v6,omitempty"`
}

// PingStats is what came of a series of echo requests.
type PingStats struct {
	Sent, Received int
	RTT            []time.Duration // of those received, in order
	Method         string          // "icmp-raw", "icmp-unprivileged" or "IcmpSendEcho"
}

// Host is what this computer is.
type Host struct {
	Name      string // the computer's name: private
	User      string // the user's login name: private
	OS        string // windows, linux, darwin
	Platform  string // "Microsoft Windows 11 Pro", "debian", "uos", "kylin"
	Version   string // "10.0.22631", "12.11"
	Kernel    string
	Arch      string
	Elevated  bool
	MemTotal  uint64 // bytes
	MemFree   uint64 // bytes available
	Disks     []Disk
	BootedFor time.Duration

	// What follows only Windows tells.
	Edition        string   // "Professional", "Core"
	Session        string   // "console", "rdp"
	WantsRestart   *bool    // to finish an update; nil: not known
	Guards         []Guard  // security products, as Security Center lists them
	FirewallBlocks []string // rules, and profiles, of its firewall that keep connections from leaving
	TLSOff         []string // registry values that keep TLS 1.2 or 1.3 from programs that use Windows's
	Untold         []string // what could not be asked, each with the reason
}

// Guard is one security product.
type Guard struct {
	Name string
	Kind string // "antivirus", "firewall"
	On   bool
}

// Disk is a volume that matters: the system's and this program's.
type Disk struct {
	Path        string
	Total, Free uint64 // bytes
}

// AdapterKind tells a card from a program that plays one.
type AdapterKind string

const (
	Ethernet AdapterKind = "ethernet"
	WiFi     AdapterKind = "wifi"
	Mobile   AdapterKind = "mobile"
	Tunnel   AdapterKind = "tunnel"  // tun, tap, wireguard, ppp of a VPN
	Virtual  AdapterKind = "virtual" // bridges and switches of virtual machines and containers
	Loopback AdapterKind = "loopback"
)

// Adapter is one network interface.
type Adapter struct {
	Name      string // as the system shows it: "eth0", "以太网"
	Kind      AdapterKind
	Enabled   bool // switched on in the system
	Carrier   bool // cable in, or Wi-Fi joined
	MAC       net.HardwareAddr
	MTU       int
	Addresses []netip.Prefix
	DHCP      *bool // nil: not known
	Index     int
	Driver    string
	Signal    *int // of a Wi-Fi network, in percent; nil: not known
}

// Route is one line of the routing table, or the answer for one destination.
type Route struct {
	To      netip.Prefix // 0.0.0.0/0 or ::/0 is the default
	Gateway netip.Addr   // invalid: directly connected
	Source  netip.Addr
	Adapter string
	Metric  int
	Reject  bool // unreachable, prohibit or blackhole
}

// NeighbourState is what the link layer knows of an address.
type NeighbourState string

const (
	NeighbourAnswers NeighbourState = "answers" // answered ARP or ND just now
	NeighbourSilent  NeighbourState = "silent"  // asked, no answer
	NeighbourNone    NeighbourState = "none"    // the link has no such thing (tunnel, ppp)
)

// Neighbour is the link layer's answer for one address.
type Neighbour struct {
	State NeighbourState
	MAC   net.HardwareAddr
}

// Resolver is a DNS server that this computer is set to use.
type Resolver struct {
	Server  netip.AddrPort
	Adapter string // "" where it is set for all
	Source  string // "resolv.conf", "systemd-resolved", "dhcp", "static"
}

// Proxy is one place where a proxy is set.
type Proxy struct {
	Source string   // "env:HTTPS_PROXY", "gnome", "WinINET", "WinHTTP", "PAC"
	Scheme string   // the URLs it is for: "http", "https", "" for all
	URL    string   // http://host:port, or the address of a PAC file; may hold a password: private
	Bypass []string // hosts that go past it
	PAC    bool
}

// USBDevice is one device on a USB port. Presence only: nothing is opened.
type USBDevice struct {
	VendorID, ProductID   uint16
	Manufacturer, Product string
	Serial                string // private
	Class                 string // "08" mass storage, "0b" smart card, "03" HID: hex of the (first interface's) class
	Driver                string // "" none bound
	Problem               int    // Windows problem code; 0 none
	Readable              *bool  // whether this user may open its node; nil: not known
}

// Daemon is the state of one system service.
type Daemon struct {
	Name      string
	Installed bool
	Running   bool
	Disabled  bool // its start type says never
	Failed    bool
}

// ClockService is how this PC keeps its time.
type ClockService struct {
	Name         string // "" : none installed
	Running      bool
	Disabled     bool
	Failed       bool
	Synchronised *bool // nil: not known
}

// Process is a running program.
type Process struct {
	PID  int32
	Name string
	Path string // private where it lies in a home folder
}
