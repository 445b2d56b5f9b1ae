package lab

import (
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// An Endpoint is one address of the profile; the zero value of a field leaves
// it to the engine's default.
type Endpoint struct {
	URL, Role, Proof string
	Expect, Roots    []string
}

func (e Endpoint) host() string { return e.parsed().Hostname() }

func (e Endpoint) port() uint16 {
	if p := e.parsed().Port(); p != "" {
		n, _ := strconv.ParseUint(p, 10, 16)
		return uint16(n)
	}
	if e.parsed().Scheme == "http" {
		return 80
	}
	return 443
}

func (e Endpoint) parsed() *url.URL {
	u, err := url.Parse(e.URL)
	if err != nil {
		panic(err) // a constant of a scenario
	}
	return u
}

// Profile is what the wizard is asked to check. Extra is TOML that stands at
// its end: further tables.
type Profile struct {
	Endpoints  []Endpoint
	DNS        []string // reference resolvers
	HTTP       []string
	HTTPS      []string
	Ping       []string
	NTP        []string
	Limits     string // lines of the table limits
	Extra      string
	References bool // false: none at all
}

func defaultProfile() Profile {
	return Profile{
		Endpoints: []Endpoint{{URL: "https://" + tax + ":8443/"}},
		DNS:       []string{dnsOne, dnsTwo},
		HTTP:      []string{"http://" + refOne + "/generate_204"},
		HTTPS:     []string{"https://" + refOne + "/", "https://" + refTwo + "/"},
		Ping:      []string{dnsOne, dnsTwo}, NTP: []string{timeA, timeB},
		References: true,
	}
}

func (p Profile) toml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "schema = \"kpdoctor.profile/v1\"\nname = \"lab\"\nregion = \"beijing\"\nsoftware = \"custom\"\n")
	for _, e := range p.Endpoints {
		fmt.Fprintf(&b, "\n[[endpoints]]\nname = %q\nurl = %q\n", e.host(), e.URL)
		if e.Role != "" {
			fmt.Fprintf(&b, "role = %q\n", e.Role)
		}
		if e.Proof != "" {
			fmt.Fprintf(&b, "proof = %q\n", e.Proof)
		}
		if e.Expect != nil {
			fmt.Fprintf(&b, "expect = %s\n", list(e.Expect))
		}
		if e.Roots != nil {
			fmt.Fprintf(&b, "roots = %s\n", list(e.Roots))
		}
	}
	if p.References {
		fmt.Fprintf(&b, "\n[references]\ndns = %s\nhttp = %s\nhttps = %s\nping = %s\nntp = %s\n", list(p.DNS), list(p.HTTP), list(p.HTTPS), list(p.Ping), list(p.NTP))
	}
	if p.Limits != "" {
		fmt.Fprintf(&b, "\n[limits]\n%s\n", p.Limits)
	}
	fmt.Fprintf(&b, "\n%s\n", p.Extra)
	return b.String()
}

func list(items []string) string {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = strconv.Quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func (l *Lab) writeProfile() (string, error) {
	path := filepath.Join(l.Dir, "profile.toml")
	return path, os.WriteFile(path, []byte(l.Profile.toml()), 0o644)
}

func isAddr(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}
