package checks

import "time"

// HostEvidence is the kind "host".
type HostEvidence struct {
	OS              string         `json:"os"`
	Platform        string         `json:"platform,omitempty"`
	Version         string         `json:"os_version,omitempty"`
	Arch            string         `json:"arch"`
	Elevated        bool           `json:"elevated"`
	MemoryBytes     uint64         `json:"memory_bytes"`
	MemoryFreeBytes uint64         `json:"memory_free_bytes"`
	MinMemoryBytes  int64          `json:"min_memory_bytes,omitempty"`
	Disks           []DiskEvidence `json:"disks,omitempty"`
	MinFreeBytes    int64          `json:"min_free_disk_bytes,omitempty"`
	NeedsOS         []string       `json:"needs_os,omitempty"`
	OSSupported     bool           `json:"os_supported"`

	Edition        string      `json:"edition,omitempty"`         // of Windows: "Professional"
	Session        string      `json:"session,omitempty"`         // "console" or "rdp"
	WantsRestart   *bool       `json:"restart_pending,omitempty"` // an update waits for it; nil: not known
	Guards         []GuardInfo `json:"security_products,omitempty"`
	FirewallBlocks []string    `json:"firewall_blocks,omitempty"` // rules of Windows's firewall that keep connections from leaving
	TLSOff         []string    `json:"tls_off,omitempty"`         // registry values that keep TLS 1.2 or 1.3 from other programs
	Untold         []string    `json:"untold,omitempty"`          // what could not be asked, each with the reason
}

// GuardInfo is one security product.
type GuardInfo struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // "antivirus" or "firewall"
	On   bool   `json:"on"`
}

// DiskEvidence is one volume.
type DiskEvidence struct {
	Path       string `json:"path"`
	TotalBytes uint64 `json:"total_bytes"`
	FreeBytes  uint64 `json:"free_bytes"`
}

// AdapterEvidence is the kind "adapter": cards, addresses, routes.
type AdapterEvidence struct {
	Adapters []AdapterInfo `json:"adapters"`
	Routes   []RouteInfo   `json:"routes"`
}

// AdapterInfo is one network interface.
type AdapterInfo struct {
	Name      string   `json:"name"`
	Kind      string   `json:"kind"` // env.AdapterKind
	Enabled   bool     `json:"enabled"`
	Carrier   bool     `json:"carrier"`
	MAC       string   `json:"mac,omitempty"`
	MTU       int      `json:"mtu,omitempty"`
	Addresses []string `json:"addresses,omitempty"` // CIDR
	DHCP      *bool    `json:"dhcp,omitempty"`
	Signal    *int     `json:"wifi_signal_percent,omitempty"`
}

// RouteInfo is one route.
type RouteInfo struct {
	To      string `json:"to"` // CIDR; "0.0.0.0/0" and "::/0" are the defaults
	Gateway string `json:"gateway,omitempty"`
	Adapter string `json:"adapter,omitempty"`
	Metric  int    `json:"metric,omitempty"`
	Reject  bool   `json:"reject,omitempty"`
}

// GatewayEvidence is the kind "gateway": are the default gateways there, and
// does anyone else claim this PC's addresses?
type GatewayEvidence struct {
	Gateways  []GatewayInfo  `json:"gateways"`
	Conflicts []ConflictInfo `json:"conflicts,omitempty"`
}

// GatewayInfo is one default gateway.
type GatewayInfo struct {
	Address   string    `json:"address"`
	Adapter   string    `json:"adapter"`
	Neighbour string    `json:"neighbour"` // env.NeighbourState, or "unknown" where it could not be asked
	MAC       string    `json:"mac,omitempty"`
	Ping      *PingInfo `json:"ping,omitempty"`
	TCP       *Attempt  `json:"tcp,omitempty"` // any answer (open or refused) shows that it is there
}

// ConflictInfo is an address of this PC that another machine claims.
type ConflictInfo struct {
	Address string   `json:"address"`
	Adapter string   `json:"adapter"`
	MACs    []string `json:"macs"`
}

// ProxyEvidence is the kind "proxy": what is set, what it means for each
// endpoint, and how the proxy behaves.
type ProxyEvidence struct {
	Use      string         `json:"use"` // system, none, or the profile's address
	Settings []ProxySetting `json:"settings,omitempty"`
	Proxies  []ProxyInfo    `json:"proxies,omitempty"` // each proxy that applies to something
}

// ProxySetting is one place where a proxy is set.
type ProxySetting struct {
	Source string   `json:"source"`
	Scheme string   `json:"scheme,omitempty"`
	URL    string   `json:"url"` // without user and password
	Bypass []string `json:"bypass,omitempty"`
}

// ProxyInfo is one proxy.
type ProxyInfo struct {
	Address   string       `json:"address"` // host:port as set
	Source    string       `json:"source"`
	Connect   []Attempt    `json:"connect"`
	Endpoints []string     `json:"endpoints"`             // that it applies to
	DNS       string       `json:"dns_failure,omitempty"` // its name does not resolve: the failure
	Tunnels   []TunnelInfo `json:"tunnels,omitempty"`
}

// TunnelInfo is one request for a way through a proxy.
type TunnelInfo struct {
	Target       string  `json:"target"` // host:port
	Role         string  `json:"role"`   // primary, support or reference
	Status       int     `json:"status"` // of CONNECT; 0: no answer
	Failure      string  `json:"failure,omitempty"`
	Authenticate string  `json:"authenticate,omitempty"` // the scheme a 407 asks for
	MS           float64 `json:"duration_ms"`
}

// VPNEvidence is the kind "vpn": where the way out runs into a tunnel, whether
// that tunnel carries anything, and what answers past it.
type VPNEvidence struct {
	Tunnel  string    `json:"tunnel,omitempty"` // the adapter; "" where the way out is no tunnel
	Past    string    `json:"past,omitempty"`   // the adapter that leads past it
	Through []Attempt `json:"through,omitempty"`
	Beside  []Attempt `json:"beside,omitempty"`
}

// ClockEvidence is the kind "clock".
type ClockEvidence struct {
	Now        time.Time   `json:"now"`
	Zone       string      `json:"zone"`
	ZoneWanted string      `json:"zone_wanted"`
	ZoneFits   bool        `json:"zone_fits"` // an equal offset all year is equal
	MaxSkewMS  float64     `json:"max_skew_ms"`
	NTP        []NTPAnswer `json:"ntp,omitempty"`
	Service    string      `json:"service,omitempty"` // "" none installed
	Running    bool        `json:"service_running,omitempty"`
	Disabled   bool        `json:"service_disabled,omitempty"`
	Failed     bool        `json:"service_failed,omitempty"`
}

// NTPAnswer is one time server's.
type NTPAnswer struct {
	Server   string  `json:"server"`
	Address  string  `json:"address,omitempty"`
	OffsetMS float64 `json:"offset_ms"` // the server's time minus this PC's
	RTTMS    float64 `json:"rtt_ms"`
	Stratum  int     `json:"stratum,omitempty"`
	Failure  string  `json:"failure,omitempty"`
}

// DeviceEvidence is the kind "device".
type DeviceEvidence struct {
	Kind     string       `json:"kind"`
	Required bool         `json:"required"`
	Accepts  []string     `json:"accepts"` // vendor:product
	Devices  []DeviceInfo `json:"devices"` // tax devices and CA keys that were recognised, and those that match
	Others   int          `json:"other_usb_devices"`
	Services []DaemonInfo `json:"services,omitempty"`
	Storage  *StorageInfo `json:"usb_storage,omitempty"` // nil: not asked or not known
	Readers  []string     `json:"card_readers,omitempty"`
}

// StorageInfo is what switches USB storage off on this PC.
type StorageInfo struct {
	Blocks []StorageBlock `json:"blocks"`
}

// StorageBlock is one setting: a registry value, a file, a kernel parameter.
type StorageBlock struct {
	Source  string `json:"source"`
	Partial bool   `json:"partial,omitempty"` // it stops the newer protocol (UAS) alone
}

// DeviceInfo is one USB device.
type DeviceInfo struct {
	ID           string `json:"id"`             // vendor:product
	Kind         string `json:"kind,omitempty"` // ukey, golden_tax, tax_control, ca_key; "" another
	Manufacturer string `json:"manufacturer,omitempty"`
	Product      string `json:"product,omitempty"`
	Serial       string `json:"serial,omitempty"`
	Matches      bool   `json:"matches"` // one the profile accepts
	Problem      int    `json:"problem_code,omitempty"`
	Driver       string `json:"driver,omitempty"`
	Class        string `json:"class,omitempty"`
	Readable     *bool  `json:"readable,omitempty"`
}

// DaemonInfo is one system service.
type DaemonInfo struct {
	Name      string `json:"name"`
	Installed bool   `json:"installed"`
	Running   bool   `json:"running"`
	Disabled  bool   `json:"disabled,omitempty"`
}

// SoftwareEvidence is the kind "software": the invoicing program and its helper.
type SoftwareEvidence struct {
	Name       string      `json:"name"`
	Processes  []string    `json:"processes,omitempty"` // wanted
	Running    []string    `json:"running,omitempty"`   // of those
	Installed  *bool       `json:"installed,omitempty"` // nil: not known
	Version    string      `json:"version,omitempty"`
	MinVersion string      `json:"min_version,omitempty"`
	Optional   bool        `json:"optional,omitempty"`        // that it does not run or answer is no cause
	Clients    []string    `json:"clients_running,omitempty"` // kinds of invoicing client that run: two at once fight for the device
	Browsers   []Browser   `json:"browsers,omitempty"`        // installed: a fact, no cause
	Ports      []LocalPort `json:"local_ports,omitempty"`
}

// Browser is one installed browser.
type Browser struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// LocalPort is the port of a local helper.
type LocalPort struct {
	Port    uint16 `json:"port"`
	Open    bool   `json:"open"`
	Owner   string `json:"owner,omitempty"`  // the program that listens; "" not known
	Expects bool   `json:"owner_expected"`   // one of the software's own processes, or not known
	Server  string `json:"server,omitempty"` // what the helper calls itself: "CHINATAX_CRYPT/1.4"
}
