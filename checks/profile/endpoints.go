package profile

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// maxEndpoints is how many addresses a profile may name: enough for every
// authority at once, and too few to search a network with.
const maxEndpoints = 256

// schemes that an endpoint may have.
var schemes = []string{"https", "http", "tls", "tcp", "tlcp"}

// proofs that go with each scheme; the first is the default.
var proofs = map[string][]string{
	"https": {string(ProofResponse), string(ProofTLS), string(ProofRecord), string(ProofOpen)},
	"http":  {string(ProofResponse), string(ProofOpen)},
	"tls":   {string(ProofTLS), string(ProofRecord), string(ProofOpen)},
	"tcp":   {string(ProofOpen)},
	"tlcp":  {string(ProofRecord), string(ProofOpen)},
}

var allProofs = []string{string(ProofResponse), string(ProofTLS), string(ProofRecord), string(ProofOpen)}

// DefaultExpect is "below 500, but not 401 403 404 407 410 429".
func DefaultExpect() []StatusRange {
	return []StatusRange{{100, 400}, {402, 402}, {405, 406}, {408, 409}, {411, 428}, {430, 499}}
}

func (d *decoder) endpoints(root *section) []Endpoint {
	list := root.tables("endpoints")
	if !root.has("endpoints") {
		root.missing("endpoints", say("add a table [[endpoints]] with a url"))
	} else if v := root.t.values["endpoints"]; len(v.items) == 0 && len(list) == 0 && v.table == nil && v.text == "" {
		root.bad("endpoints", v.line, say("is empty"), say("add a table [[endpoints]] with a url"))
	}
	var all []Endpoint
	seen := map[string]bool{}
	for _, s := range list {
		e, line, ok := s.endpoint()
		others := s.alternatives(e)
		s.done()
		if !ok {
			continue
		}
		if len(others) > 0 {
			e.Group = e.Target()
		}
		for i, one := range append([]Endpoint{e}, others...) {
			if i > 0 {
				line = s.t.values["alternative"].line
			}
			if id := one.Scheme + "://" + one.Target() + strings.TrimSuffix(one.Path, "/"); seen[id] {
				s.bad("url", line, say("%s stands in an earlier endpoint already", quote(one.URL)), say("write each address once"))
			} else {
				seen[id] = true
			}
			if all = append(all, one); len(all) == maxEndpoints+1 {
				root.bad("endpoints", s.t.line, say("more than %s", strconv.Itoa(maxEndpoints)), say("make several profiles of it"))
			}
		}
	}
	return all
}

// alternatives are the other addresses at which e may be served, one text or
// a list: like e but for the address.
func (s *section) alternatives(e Endpoint) []Endpoint {
	const example = `"https://etax.yunnan.chinatax.gov.cn/"`
	v := s.value("alternative", say("a text in quotes"), example, unstable.String, unstable.Array)
	var list []item
	switch {
	case v == nil:
	case v.kind == unstable.Array:
		list = s.texts("alternative", "["+example+"]")
	case s.plain("alternative", v):
		list = []item{{v.text, v.line}}
	}
	var all []Endpoint
	for _, it := range list {
		u, problem, hint := parseURL(it.text, []string{cmp.Or(e.Scheme, "https")})
		if problem.en != "" {
			s.bad("alternative", it.line, problem, hint)
			continue
		}
		one := e
		one.URL, one.Host, one.Port, one.Path, one.Group = u.Text, u.Host, u.Port, u.Path, e.Target()
		all = append(all, one)
	}
	return all
}

var sourceYears = regexp.MustCompile(`^20[0-9]{2}(-20[0-9]{2})?$`)

// sure reads how sure the address is.
func (s *section) sure(e *Endpoint) {
	e.Mark = Mark(s.choice("mark", "", []string{string(Documented), string(OneSource), string(Pattern), string(Contested)}))
	if it, ok := s.text("as_of", `"2023"`); ok {
		if !sourceYears.MatchString(it.text) {
			s.bad("as_of", it.line, say("%s is no year", quote(it.text)), say("for example %s", `as_of = "2023"`))
		}
		e.AsOf = it.text
	}
}

// endpoint reads one [[endpoints]]; ok is false where it has no usable URL.
func (s *section) endpoint() (e Endpoint, line int, ok bool) {
	if it, ok := s.text("name", `"电子发票服务平台"`); ok {
		e.Name = it.text
	}
	const example = `"https://dppt.beijing.chinatax.gov.cn:8443/"`
	url, ok := s.text("url", example)
	if !ok && !s.has("url") {
		s.missing("url", say("for example %s", "url = "+example))
	}
	if ok {
		u, problem, hint := parseURL(url.text, schemes)
		if ok = problem.en == ""; !ok {
			s.bad("url", url.line, problem, hint)
		} else if raw := u.Scheme != "https" && u.Scheme != "http"; raw && u.Path != "" && u.Path != "/" {
			s.bad("url", url.line, say("%s has a path, which %s does not know", quote(url.text), u.Scheme+"://"), say("for example %s", u.Scheme+"://"+u.Target()))
			ok = false
		}
		e.URL, e.Scheme, e.Host, e.Port, e.Path = u.Text, u.Scheme, u.Host, u.Port, u.Path
	}
	e.Role = Role(s.choice("role", string(Primary), []string{string(Primary), string(Support)}))
	s.proof(&e)
	s.expect(&e)
	e.Roots = s.roots("roots")
	s.sure(&e)
	return e, url.line, ok
}

func (s *section) proof(e *Endpoint) {
	def := string(ProofOpen)
	if fit := proofs[e.Scheme]; fit != nil {
		def = fit[0]
	}
	e.Proof = Proof(s.choice("proof", def, allProofs))
	if fit := proofs[e.Scheme]; fit != nil && !slices.Contains(fit, string(e.Proof)) {
		s.bad("proof", s.t.values["proof"].line, say("%s does not go with %s", quote(string(e.Proof)), e.Scheme+"://"),
			say("with it go %s", choices(fit)))
	}
}

var statusRange = regexp.MustCompile(`^([1-5][0-9][0-9])(?:-([1-5][0-9][0-9]))?$`)

func (s *section) expect(e *Endpoint) {
	const example = `["100-499", "511"]`
	if e.Proof == ProofResponse {
		e.Expect = DefaultExpect()
	}
	list := s.texts("expect", example)
	if !s.has("expect") {
		return
	}
	v := s.t.values["expect"]
	if e.Scheme != "" && e.Proof != ProofResponse {
		s.bad("expect", v.line, say("does not go with proof %s", quote(string(e.Proof))), say("leave it out, or write proof = %s", `"response"`))
		return
	}
	if v.text == "" && v.table == nil && len(v.items) == 0 {
		s.bad("expect", v.line, say("is empty"), say("for example %s", "expect = "+example))
		return
	}
	e.Expect = nil
	for _, it := range list {
		m := statusRange.FindStringSubmatch(it.text)
		if m == nil {
			s.bad("expect", it.line, say("%s is no HTTP status", quote(it.text)), say("100 to 599 or a range of them, for example %s", "expect = "+example))
			continue
		}
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		if to < from {
			s.bad("expect", it.line, say("%s runs backwards", quote(it.text)), say("the smaller status first, for example %s", "expect = "+example))
			continue
		}
		e.Expect = append(e.Expect, StatusRange{from, to})
	}
}
