package lab

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// A Case is one generated network with what is wrong in it, as plain data: it
// prints as JSON, and a printed one plays again.
type Case struct {
	Seed       uint64  `json:"seed,omitempty"`
	V6         bool    `json:"v6,omitempty"`           // dual stack
	NoNAT      bool    `json:"no_nat,omitempty"`       //
	DelayMS    int     `json:"delay_ms,omitempty"`     // of the line, each way
	RouterMute bool    `json:"router_mute,omitempty"`  // ignores ping
	Mute       bool    `json:"servers_mute,omitempty"` // the tax servers ignore ping
	Shut       bool    `json:"servers_shut,omitempty"` // and swallow what goes to ports that they do not serve
	MTU        int     `json:"mtu,omitempty"`          // of the carrier's cable, and the servers are told
	ServerMS   int     `json:"server_ms,omitempty"`    // before each page
	Resolvers  string  `json:"resolvers"`              // router, public (two) or both
	References string  `json:"references"`             // full, names, pages, blocked or none
	Proxy      string  `json:"proxy,omitempty"`        // well; only: and the direct way is shut
	Sites      []Site  `json:"sites,omitempty"`        // oddities of hosts, in the order of generatedHosts
	Endpoints  []Asked `json:"endpoints"`
	Faults     []Fault `json:"faults,omitempty"`
}

// A Site is what is odd about one host.
type Site struct {
	Extra  int  `json:"extra,omitempty"`  // more IPv4 addresses, all alike
	Only6  bool `json:"only6,omitempty"`  // no IPv4 address
	Pinned bool `json:"pinned,omitempty"` // the hosts file names it, rightly
}

// Asked is one endpoint of the profile.
type Asked struct {
	Host   int    `json:"host"`
	Scheme string `json:"scheme"`
	Port   uint16 `json:"port"`
	Role   string `json:"role"`
	Proof  string `json:"proof"`
	By     string `json:"by,omitempty"` // 4 or 6: asked by its address
}

// A Fault is one thing broken: a kind of faultKinds, at an endpoint, in a manner.
type Fault struct {
	Kind string `json:"kind"`
	At   int    `json:"at,omitempty"`
	How  string `json:"how,omitempty"`
}

func (f Fault) String() string {
	s := f.Kind
	if f.How != "" {
		s += "(" + f.How + ")"
	}
	return fmt.Sprintf("%s@%d", s, f.At)
}

var generatedHosts = []string{tax, sso, upload, query}

// compose draws a case. The same seed always draws the same one.
func compose(seed uint64) Case {
	r := rand.New(rand.NewPCG(seed, 20261122))
	c := Case{Seed: seed, Resolvers: "router", References: "full"}
	odd := func(percent int) bool { return r.IntN(100) < percent }
	c.V6, c.NoNAT, c.RouterMute, c.Mute, c.Shut = odd(40), odd(15), odd(20), odd(30), odd(30)
	if odd(20) {
		c.DelayMS = 5 + r.IntN(60)
	}
	if odd(15) {
		c.MTU = 1280 + 20*r.IntN(10)
	}
	if odd(15) {
		c.ServerMS = 100 + r.IntN(900)
	}
	switch r.IntN(10) {
	case 0:
		c.References = "none"
	case 1:
		c.References = "blocked"
	case 2:
		c.References = "names"
	case 3:
		c.References = "pages"
	}
	if c.References != "blocked" && odd(30) {
		c.Resolvers = []string{"public", "both"}[r.IntN(2)]
	}
	for i := range 1 + r.IntN(4) {
		if a := ask(r, c.V6, i); !slices.ContainsFunc(c.Endpoints, func(b Asked) bool { return b.Host == a.Host && b.Port == a.Port }) {
			c.Endpoints = append(c.Endpoints, a)
		}
	}
	c.Endpoints[0].Role = "primary"
	for range generatedHosts {
		var s Site
		if odd(20) {
			s.Extra = 1 + r.IntN(2)
		}
		s.Only6 = c.V6 && s.Extra == 0 && odd(12)
		s.Pinned = !s.Only6 && odd(8)
		c.Sites = append(c.Sites, s)
	}
	if odd(18) {
		c.proxied([]string{"well", "only"}[r.IntN(2)])
	}
	for range []int{0, 1, 1, 1, 2, 2, 2}[r.IntN(7)] {
		c.breakOne(r)
	}
	return c
}

// proxied makes the office one with a proxy; it reaches hosts by IPv4.
func (c *Case) proxied(how string) {
	c.Proxy, c.MTU = how, 0
	for i := range c.Sites {
		c.Sites[i] = Site{}
	}
	for i := range c.Endpoints {
		if c.Endpoints[i].By == "6" {
			c.Endpoints[i].By = ""
		}
	}
}

// ask draws the endpoint for host i, or a further port of an earlier host.
func ask(r *rand.Rand, v6 bool, i int) Asked {
	a := Asked{Host: i, Role: "primary"}
	if i > 0 && r.IntN(5) == 0 {
		a.Host = r.IntN(i)
	}
	if r.IntN(3) == 0 {
		a.Role = "support"
	}
	pick := func(list ...uint16) uint16 { return list[r.IntN(len(list))] }
	switch n := r.IntN(100); {
	case n < 60:
		a.Scheme, a.Port, a.Proof = "https", pick(8443, 8443, 443, 443, 7443, 9001), "response"
		if r.IntN(8) == 0 {
			a.Proof = "tls"
		}
	case n < 72:
		a.Scheme, a.Port, a.Proof = "http", pick(80, 8080, 8001), "response"
	case n < 84:
		a.Scheme, a.Port, a.Proof = "tls", pick(9008, 443, 8443), []string{"tls", "record"}[r.IntN(2)]
	case n < 92:
		a.Scheme, a.Port, a.Proof = "tcp", pick(7001, 9005), "open"
	default:
		a.Scheme, a.Port, a.Proof = "tlcp", pick(8443, 9443), "record"
	}
	switch n := r.IntN(20); {
	case n == 0:
		a.By = "4"
	case n == 1 && v6:
		a.By = "6"
	}
	return a
}

// breakOne adds a fault that can be played in this case and does not overlap
// with those there are.
func (c *Case) breakOne(r *rand.Rand) {
	for range 200 {
		k := faultKinds[r.IntN(len(faultKinds))]
		f := Fault{Kind: k.name, At: r.IntN(len(c.Endpoints))}
		if len(k.how) > 0 {
			f.How = k.how[r.IntN(len(k.how))]
		}
		if k.everywhere {
			f.At = 0
		}
		if c.takes(k, f) {
			c.Faults = append(c.Faults, f)
			return
		}
	}
}

// takes reports whether a fault can be played beside those there are: the lab
// can make it, no other strikes the same endpoint on the same layer, and what
// the two do to one endpoint is known.
func (c Case) takes(k *faultKind, f Fault) bool {
	if k.fits != nil && !k.fits(c, f) {
		return false
	}
	for _, g := range c.Faults {
		other := kindOf(g)
		if other.name == k.name && k.everywhere {
			return false
		}
		if f.Kind == "no route" && g.Kind == "mtu" || f.Kind == "mtu" && g.Kind == "no route" { // the carrier that tells nothing tells that neither
			return false
		}
		if k.layer == other.layer && (k.everywhere || other.everywhere) {
			return false
		}
		for i := range c.Endpoints {
			both := strikes(c, f, i) != none && strikes(c, g, i) != none
			if both && (k.layer == other.layer || muddled(f, g) || muddled(g, f)) {
				return false
			}
		}
	}
	return true
}

// muddled reports whether what becomes of an endpoint that both strike is not
// plain: a lie about the name is shown by a right address that goes further; a
// small answer passes a narrow cable; a box in the router has its own cable.
func muddled(f, g Fault) bool {
	far := kindOf(g).layer
	switch f.Kind {
	case "hijacked", "hosts pins":
		return far > atName && far < atPage && (f.How != "dead" || far < atCable)
	case "mtu":
		return far == atTLS || far == atBox
	}
	return false
}

// name is the host as the profile asks for it.
func (c Case) name(i int) string {
	e := c.Endpoints[i]
	switch e.By {
	case "4":
		return sites[generatedHosts[e.Host]][0]
	case "6":
		return sites[generatedHosts[e.Host]][1]
	}
	return generatedHosts[e.Host]
}

// addresses are all that serve an endpoint: IPv4 first.
func (c Case) addresses(i int) []string {
	e := c.Endpoints[i]
	own := sites[generatedHosts[e.Host]]
	if e.By != "" {
		return []string{c.name(i)}
	}
	return c.hostAddresses(e.Host, own)
}

func (c Case) hostAddresses(host int, own []string) []string {
	s := c.site(host)
	if s.Only6 {
		return own[1:]
	}
	list := []string{own[0]}
	for n := range s.Extra {
		list = append(list, fmt.Sprintf("203.0.113.%d", 10*(host+1)+n+1))
	}
	if c.V6 {
		list = append(list, own[1])
	}
	return list
}

func (c Case) site(host int) Site {
	if host < len(c.Sites) {
		return c.Sites[host]
	}
	return Site{}
}
