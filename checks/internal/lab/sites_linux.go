package lab

import (
	"crypto/tls"
	"encoding/pem"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"kpdoctor/checks/internal/fault"
)

// The names of the lab and where they lie. The tax side is chinatax.gov.cn, as
// in the field; the references belong to somebody else.
const (
	tax    = "dppt.lab.chinatax.gov.cn"
	sso    = "sso.lab.chinatax.gov.cn"
	upload = "upload.lab.chinatax.gov.cn"
	query  = "query.lab.chinatax.gov.cn"

	refOne = "www.ref-one.example"
	refTwo = "www.ref-two.example"
	timeA  = "ntp.time-a.example"
	timeB  = "ntp.time-b.example"

	dnsOne = "223.5.5.5"
	dnsTwo = "119.29.29.29"
)

var sites = map[string][]string{ // IPv4 first, IPv6 second
	tax:    {"203.0.113.10", "2408:8000:1::10"},
	sso:    {"203.0.113.20", "2408:8000:1::20"},
	upload: {"203.0.113.30", "2408:8000:1::30"},
	query:  {"203.0.113.40", "2408:8000:1::40"},
	"etax": {"203.0.113.50", "2408:8000:1::50"},
	refOne: {"198.51.100.10", "2409:8000:2::10"},
	refTwo: {"198.51.100.20", "2409:8000:2::20"},
	timeA:  {"198.51.100.31", "2409:8000:2::31"},
	timeB:  {"198.51.100.32", "2409:8000:2::32"},
}

// taxIP is where the tax platform lies.
const taxIP, taxIP6 = "203.0.113.10", "2408:8000:1::10"

// trust is what every PC of the lab trusts: one root, an authority below it, and
// certificates for every site, made once.
type trust struct {
	root, issuing *fault.Authority
	mu            sync.Mutex
	leaves        map[string]tls.Certificate
	pem           []byte
}

var authority = sync.OnceValues(func() (*trust, error) {
	root, err := fault.NewRoot(fault.Subject{CommonName: "Lab Root CA", Organization: "Lab Trust", NotBefore: time.Now().AddDate(-5, 0, 0), NotAfter: time.Now().AddDate(10, 0, 0)})
	if err != nil {
		return nil, err
	}
	issuing, err := root.Intermediate(fault.Subject{CommonName: "Lab Issuing CA", Organization: "Lab Trust", NotBefore: time.Now().AddDate(-4, 0, 0), NotAfter: time.Now().AddDate(9, 0, 0)})
	if err != nil {
		return nil, err
	}
	return &trust{root: root, issuing: issuing, leaves: map[string]tls.Certificate{},
		pem: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Cert.Raw})}, nil
})

// leaf is the good certificate of a name or address.
func (t *trust) leaf(name string) (tls.Certificate, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c, ok := t.leaves[name]; ok {
		return c, nil
	}
	c, err := t.issuing.Leaf(fault.Subject{CommonName: name, Names: []string{name}})
	if err == nil {
		t.leaves[name] = c
	}
	return c, err
}

// Root is the authority that every PC of the lab trusts, as DER.
func (l *Lab) Root() []byte { return l.trust.root.Cert.Raw }

// writeRoots puts the trusted roots where the client will look for them.
func (l *Lab) writeRoots() (string, error) {
	path := filepath.Join(l.Dir, "roots.pem")
	return path, os.WriteFile(path, slices.Concat(l.trust.pem, l.roots), 0o644)
}

// addressesOf are a name's addresses in this lab: IPv6 only where the office
// has it. An address stands for itself.
func (l *Lab) addressesOf(name string) []string {
	if _, err := netip.ParseAddr(name); err == nil {
		return []string{name}
	}
	list, ok := sites[name]
	if !ok {
		l.must(fmt.Errorf("no site %s in the lab", name))
	}
	if !l.Office.V6 {
		return list[:1]
	}
	return list
}

func addrs(list ...string) []netip.Addr {
	var out []netip.Addr
	for _, s := range list {
		out = append(out, netip.MustParseAddr(s))
	}
	return out
}
