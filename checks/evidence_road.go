package checks

import "time"

// DNSEvidence is the kind "dns:NAME".
type DNSEvidence struct {
	Name      string      `json:"name"`
	Endpoints []string    `json:"endpoints,omitempty"` // of the profile that need it
	Reference bool        `json:"reference,omitempty"` // a reference's name, not an endpoint's
	Hosts     []HostsLine `json:"hosts,omitempty"`     // lines of the hosts file for this name
	System    SystemNames `json:"system"`              // as other programs here resolve
	Answers   []DNSAnswer `json:"answers"`
	Unknown   string      `json:"resolvers_unknown,omitempty"` // why the servers that this PC is set to use could not be told
	SlowMS    float64     `json:"slow_limit_ms"`
}

// HostsLine is one line of the hosts file.
type HostsLine struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Address string `json:"address"`
}

// SystemNames is what the system's own resolver says.
type SystemNames struct {
	Addresses []string `json:"addresses,omitempty"`
	Failure   string   `json:"failure,omitempty"` // "not_found", "timeout", "other"
	MS        float64  `json:"duration_ms"`
}

// DNSAnswer is one question to one server.
type DNSAnswer struct {
	Server    string   `json:"server"`          // host:port
	Role      string   `json:"role"`            // "configured" or "reference"
	Type      string   `json:"type"`            // A or AAAA
	Rcode     string   `json:"rcode,omitempty"` // NOERROR, NXDOMAIN, SERVFAIL, REFUSED; "" if no answer
	Failure   string   `json:"failure,omitempty"`
	Addresses []string `json:"addresses,omitempty"`
	CNAMEs    []string `json:"cnames,omitempty"`
	RTTMS     float64  `json:"rtt_ms"` // of the answer, or how long was waited
	OverTCP   bool     `json:"over_tcp,omitempty"`
}

// PingEvidence is the kind "ping:TARGET".
type PingEvidence struct {
	Role     string     `json:"role"` // primary, support, reference
	Targets  []PingInfo `json:"targets"`
	MaxLoss  float64    `json:"max_loss"`
	MaxRTTMS float64    `json:"max_rtt_ms"`
}

// PingInfo is a series of echo requests to one address.
type PingInfo struct {
	Address  string  `json:"address"`
	Sent     int     `json:"sent"`
	Received int     `json:"received"`
	First    int     `json:"first_received,omitempty"` // of the quick half, where a slower one had to follow
	Loss     float64 `json:"loss"`
	MinMS    float64 `json:"rtt_min_ms,omitempty"`
	AvgMS    float64 `json:"rtt_avg_ms,omitempty"`
	MaxMS    float64 `json:"rtt_max_ms,omitempty"`
	Method   string  `json:"method,omitempty"`
	Error    string  `json:"error,omitempty"`
}

// Attempt is one TCP connection attempt.
type Attempt struct {
	Address     string    `json:"address"`
	V6          bool      `json:"ipv6,omitempty"`
	Port        uint16    `json:"port"`
	Sources     []string  `json:"sources,omitempty"` // who gave the address: configured, reference, hosts, system, literal
	Via         string    `json:"via,omitempty"`     // the proxy's host:port; "" is direct
	Open        bool      `json:"open"`
	Failure     string    `json:"failure,omitempty"`
	Errno       string    `json:"errno,omitempty"`
	ICMP        *ICMPInfo `json:"icmp,omitempty"`
	MS          float64   `json:"duration_ms"`
	Retransmits int       `json:"retransmits,omitempty"`
	OwnRoute    bool      `json:"rejected_by_own_route,omitempty"` // this PC's routing table says: reject
	OnLink      bool      `json:"on_link,omitempty"`               // on a network that this PC is itself part of: no gateway leads there
	Adapter     string    `json:"adapter,omitempty"`               // forced, or the one the route names
	Detail      string    `json:"detail,omitempty"`
}

// ICMPInfo is the message that ended an attempt.
type ICMPInfo struct {
	Type int    `json:"type"`
	Code int    `json:"code"`
	From string `json:"from"`
	V6   bool   `json:"v6,omitempty"`
}

// PortEvidence is the kind "port:HOST:PORT".
type PortEvidence struct {
	EndpointInfo
	Attempts []Attempt `json:"attempts"`
	Controls []Attempt `json:"controls,omitempty"` // the same addresses on other ports, asked where the port did not open
	Beside   []Attempt `json:"beside,omitempty"`   // the same address past a VPN: by another adapter
}

// EndpointInfo is what the profile says of the endpoint; every endpoint's
// evidence carries it.
type EndpointInfo struct {
	Endpoint string `json:"endpoint"` // host:port
	Name     string `json:"name,omitempty"`
	Scheme   string `json:"scheme"`
	Role     string `json:"role"`
	Proof    string `json:"proof"`
	Group    string `json:"group,omitempty"`         // the first target of endpoints that stand for each other
	Mark     string `json:"address_mark,omitempty"`  // how sure the address is: profile.Mark; "" the user's own
	AsOf     string `json:"address_as_of,omitempty"` // the years of its source
	Table    string `json:"address_table,omitempty"` // the date of the table that it comes from
}

// CertificateEvidence is the kind "certificate:HOST:PORT".
type CertificateEvidence struct {
	EndpointInfo
	Handshakes []Handshake `json:"handshakes"`
	Retries    []Handshake `json:"retries,omitempty"` // asked only where a handshake failed: small segments, other name, old versions, TLCP
	ExpiringMS float64     `json:"expiring_limit_ms"`
}

// Handshake is one TLS handshake.
type Handshake struct {
	Address    string   `json:"address"`
	Via        string   `json:"via,omitempty"`
	Variant    string   `json:"variant,omitempty"` // "" ordinary; "small_segments", "other_name", "old_versions", "old_ciphers", "tlcp"
	ServerName string   `json:"server_name,omitempty"`
	Complete   bool     `json:"complete"`          // the handshake itself ended well, whatever the certificate
	Verified   bool     `json:"verified"`          // and the chain verifies for the name, now, by this PC's clock and roots
	Failure    string   `json:"failure,omitempty"` // env.Failure, or "alert", "not_tls", "protocol"
	Alert      int      `json:"alert,omitempty"`   // TLS alert number
	Record     bool     `json:"record"`            // a TLS (or TLCP) record came back, an alert too
	BytesIn    int      `json:"bytes_in,omitempty"`
	FirstBytes string   `json:"first_bytes,omitempty"` // hex of what came back where it was no TLS, at most 32 bytes
	Version    string   `json:"version,omitempty"`     // "TLS 1.2", "TLCP"
	Suite      string   `json:"suite,omitempty"`
	WantsCert  bool     `json:"wants_client_certificate,omitempty"`
	MS         float64  `json:"duration_ms"`
	Chain      []Cert   `json:"chain,omitempty"`
	Verify     *Verdict `json:"verify,omitempty"` // where a chain came
	// Where only the dates are wrong: what the server says the time is, read from
	// its Date header, and whether its chain verifies at that time.
	DateOffsetMS *float64 `json:"date_offset_ms,omitempty"`
	VerifiesThen bool     `json:"verifies_then,omitempty"`
	Detail       string   `json:"detail,omitempty"`
}

// Cert is one certificate as sent.
type Cert struct {
	Subject      string    `json:"subject"`
	Issuer       string    `json:"issuer"`
	Names        []string  `json:"names,omitempty"`
	NotBefore    time.Time `json:"not_before"`
	NotAfter     time.Time `json:"not_after"`
	Signature    string    `json:"signature_algorithm"`
	Key          string    `json:"key"` // "RSA 2048", "ECDSA 256", "SM2"
	CA           bool      `json:"ca"`
	SHA256       string    `json:"sha256"`
	SelfSigned   bool      `json:"self_signed,omitempty"`
	Organization string    `json:"organization,omitempty"`
}

// Verdict is each rule of certificate verification by itself, so that one
// failing rule does not hide another.
type Verdict struct {
	NameFits    bool    `json:"name_fits"`
	InDate      bool    `json:"in_date"` // every certificate of the chain, by this PC's clock
	NotYet      bool    `json:"not_yet_valid,omitempty"`
	Expired     bool    `json:"expired,omitempty"`
	Trusted     bool    `json:"trusted"`                  // a chain to a trusted root exists, dates and name aside
	NoIssuer    bool    `json:"issuer_missing,omitempty"` // the chain as sent stops before a self-signed certificate
	Weak        bool    `json:"weak,omitempty"`
	WeakWhy     string  `json:"weak_why,omitempty"`
	Revoked     bool    `json:"revoked,omitempty"` // by stapled OCSP
	ExpiresInMS float64 `json:"expires_in_ms"`
}

// ServiceEvidence is the kind "service:HOST:PORT".
type ServiceEvidence struct {
	EndpointInfo
	Answers    []Answer `json:"answers"`
	SlowMS     float64  `json:"slow_limit_ms"`
	ResponseMS float64  `json:"response_limit_ms"`
}

// Answer is one HTTP request and what came back.
type Answer struct {
	Address      string   `json:"address"`
	Via          string   `json:"via,omitempty"`
	Status       int      `json:"status"` // 0: none
	Expected     bool     `json:"expected"`
	Failure      string   `json:"failure,omitempty"`
	FirstByteMS  float64  `json:"first_byte_ms"` // or how long was waited
	RetryAfter   string   `json:"retry_after,omitempty"`
	Maintenance  bool     `json:"maintenance,omitempty"` // the page says so
	Location     string   `json:"location,omitempty"`
	Server       string   `json:"server,omitempty"`
	ContentType  string   `json:"content_type,omitempty"`
	Title        string   `json:"title,omitempty"`
	BodyBytes    int      `json:"body_bytes,omitempty"`
	DateOffsetMS *float64 `json:"date_offset_ms,omitempty"` // the server's Date minus this PC's clock
}

// ReferenceEvidence is the kind "reference:URL": a control measured like an endpoint.
type ReferenceEvidence struct {
	URL          string     `json:"url"`
	Scheme       string     `json:"scheme"`
	Target       string     `json:"target"`
	Attempts     []Attempt  `json:"attempts"`
	Handshake    *Handshake `json:"handshake,omitempty"`
	Status       int        `json:"status"`
	BodyBytes    int        `json:"body_bytes,omitempty"`
	Location     string     `json:"location,omitempty"`
	Title        string     `json:"title,omitempty"`
	Failure      string     `json:"failure,omitempty"`
	FirstByteMS  float64    `json:"first_byte_ms,omitempty"`
	DateOffsetMS *float64   `json:"date_offset_ms,omitempty"`
	Via          string     `json:"via,omitempty"`
}
