// Package profile reads what is to be checked: the endpoints, the references
// to compare them with, the limits, the device and software that are needed.
//
// A profile is data from a stranger. Parse is strict: every mistake is one
// line that names the file, the line, the key and what would be right.
//
// Beside the keys of the contract a profile may say
//
//	site        = "门店 017"                    # what reports call the place
//	table       = "2026-11"                     # the date of the table that marked addresses come from
//
//	[[endpoints]]
//	alternative = "https://host:port/"          # or a list: the endpoint is served when one of them is
//	mark        = "one_source"                  # how sure its address is: documented, one_source, pattern, contested
//	as_of       = "2021-2023"                   # the year or years of the address's source
//
//	[invoice_software]
//	required    = false                         # looked at; its absence is no cause
package profile

import (
	"crypto/x509"
	"fmt"
	"net/netip"
	"time"
)

// Schema is the only schema this version reads.
const Schema = "kpdoctor.profile/v1"

// Role says how much an endpoint matters.
type Role string

const (
	Primary Role = "primary" // must work, or she cannot invoice
	Support Role = "support" // failing is degraded
)

// Proof is what shows that an endpoint serves.
type Proof string

const (
	ProofResponse Proof = "response" // an HTTP status in Expect
	ProofTLS      Proof = "tls"      // a complete, verified handshake
	ProofRecord   Proof = "record"   // any TLS record back, an alert too
	ProofOpen     Proof = "open"     // a TCP connect
)

// Profile is one validated profile, defaults filled in.
type Profile struct {
	Name       string
	Region     string
	Software   string
	Table      string // "2026-11": the date of the table that marked addresses come from; "" none
	Endpoints  []Endpoint
	References References
	Limits     Limits
	Device     *Device          // nil: none needed
	Invoice    *InvoiceSoftware // nil: a browser, or not known
	Host       *Host            // nil: not known
	Proxy      string           // "system", "none" or "http://host:port"
	Contacts   []Contact
	Site       string // what reports call the place; "" none
}

// Endpoint is one address that the invoicing software talks to.
type Endpoint struct {
	Name   string
	URL    string // as written
	Scheme string // https, http, tls, tcp, tlcp
	Host   string // lower case, a name or an IP literal without brackets
	Port   uint16
	Path   string // with query; "" or starting with "/"
	Role   Role
	Proof  Proof
	Expect []StatusRange
	Roots  []*x509.Certificate // extra trusted roots
	Group  string              // the first target of endpoints that stand for each other: one that serves is enough; "" it stands alone
	Mark   Mark                // how sure its address is; "" the user's own
	AsOf   string              // the year or years of the address's source: "2023", "2021-2023"
}

// Mark says how sure an address is that comes from a table.
type Mark string

const (
	Documented Mark = "documented" // host and port stand in a public document
	OneSource  Mark = "one_source" // one independent source has it
	Pattern    Mark = "pattern"    // by the pattern of other authorities: at most the name was seen
	Contested  Mark = "contested"  // sources disagree
)

// Target is "host:port", brackets round an IPv6 literal: how reports name it.
func (e Endpoint) Target() string { return hostPort(e.Host, e.Port) }

// Addr is the endpoint's address where it is an IP literal.
func (e Endpoint) Addr() (netip.Addr, bool) {
	a, err := netip.ParseAddr(e.Host)
	return a, err == nil
}

// Expects reports whether an HTTP status counts as served.
func (e Endpoint) Expects(status int) bool {
	for _, r := range e.Expect {
		if status >= r.From && status <= r.To {
			return true
		}
	}
	return false
}

// StatusRange is an inclusive range of HTTP statuses.
type StatusRange struct{ From, To int }

// References are independent of the tax servers: they tell "my line" from
// "their server".
type References struct {
	DNS   []string // resolvers: host:port, port filled in
	HTTP  []URL    // must answer 204 with no body
	HTTPS []URL    // a certificate that must verify
	Ping  []string // hosts
	NTP   []string // host:port, port filled in
	Roots []*x509.Certificate
}

// URL is a parsed reference address.
type URL struct {
	Text, Scheme, Host string
	Port               uint16
	Path               string
}

// Target is "host:port".
func (u URL) Target() string { return hostPort(u.Host, u.Port) }

// Limits are the thresholds of the contract.
type Limits struct {
	ConnectTimeout  time.Duration
	SlowDNS         time.Duration
	SlowResponse    time.Duration
	ResponseTimeout time.Duration
	MaxRTT          time.Duration
	MaxLoss         float64 // share, 0 to 1
	MaxSkew         time.Duration
	Timezone        string
	CertExpiring    time.Duration
}

// DefaultLimits are the values that the contract names.
func DefaultLimits() Limits {
	return Limits{
		ConnectTimeout: 3 * time.Second, SlowDNS: time.Second, SlowResponse: 3 * time.Second,
		ResponseTimeout: 8 * time.Second, MaxRTT: 300 * time.Millisecond, MaxLoss: 0.05,
		MaxSkew: 5 * time.Minute, Timezone: "Asia/Shanghai", CertExpiring: 14 * 24 * time.Hour,
	}
}

// Device is the tax device that must be plugged in.
type Device struct {
	Kind     string // ukey, golden_tax, tax_control, ca_key
	Required bool
	USB      []USBID
	Service  []string
}

// USBID is vendor:product.
type USBID struct{ Vendor, Product uint16 }

func (u USBID) String() string { return fmt.Sprintf("%04x:%04x", u.Vendor, u.Product) }

// InvoiceSoftware is the program that must be installed and running.
type InvoiceSoftware struct {
	Name       string
	Optional   bool // looked at; its absence is no cause
	MinVersion string
	Processes  []string
	LocalPorts []uint16
}

// Host is what the invoicing software needs of the PC.
type Host struct {
	MinFreeDisk int64 // bytes, 0: not known
	MinMemory   int64
	OS          []string // "windows>=10", "linux"
}

// Contact is who to call for one culprit.
type Contact struct{ Blame, Name, Phone string }

func hostPort(host string, port uint16) string {
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		return fmt.Sprintf("[%s]:%d", host, port)
	}
	return fmt.Sprintf("%s:%d", host, port)
}
