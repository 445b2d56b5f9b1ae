package profile

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// defaultPorts of the schemes that may leave the port out.
var defaultPorts = map[string]uint16{"https": 443, "http": 80}

var (
	hostName  = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$`)
	numeric   = regexp.MustCompile(`^(0x[0-9a-f]*|[0-9]+)$`)
	hasScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)
)

var toASCII = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(false), idna.VerifyDNSLength(true))

// parseHost returns a name in lower case punycode without the last dot, or an
// IP literal in its shortest form without brackets.
func parseHost(s string) (string, bool) {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Unmap().String(), a.Zone() == ""
	}
	name, err := toASCII.ToASCII(strings.TrimSuffix(s, "."))
	if err != nil || !hostName.MatchString(name) {
		return "", false
	}
	// "1.2.3" and "0x7f.1" are addresses to some systems and names to others.
	return name, !numeric.MatchString(name[strings.LastIndexByte(name, '.')+1:])
}

func parsePort(s string) (uint16, bool) {
	n, err := strconv.ParseUint(s, 10, 16)
	return uint16(n), err == nil && n > 0
}

// parseHostPort reads host, host:port, [v6]:port or a bare v6 address.
func parseHostPort(s string, def uint16) (host string, port uint16, ok bool) {
	if h, ok := parseHost(s); ok {
		return h, def, true
	}
	inner := strings.TrimPrefix(s, "[")
	if h, cut := strings.CutSuffix(inner, "]"); cut && inner != s {
		h, ok := parseHost(h)
		return h, def, ok && strings.Contains(h, ":")
	}
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", 0, false
	}
	port, ok = parsePort(s[i+1:])
	h := s[:i]
	bracketed := strings.HasPrefix(h, "[") && strings.HasSuffix(h, "]")
	if bracketed {
		h = h[1 : len(h)-1]
	}
	host, fine := parseHost(h)
	return host, port, ok && fine && bracketed == strings.Contains(host, ":")
}

// parseURL reads an address of one of the schemes. The problem is empty where
// it is right.
func parseURL(text string, schemes []string) (u URL, problem, hint phrase) {
	example := say("for example %s", schemes[0]+"://example.chinatax.gov.cn:8443/")
	if !hasScheme.MatchString(text) {
		if strings.Contains(text, "@") {
			return u, say("is no URL"), example
		}
		return u, say("%s is no URL: it does not begin with %s", quote(text), schemes[0]+"://"), example
	}
	head := text[strings.Index(text, "://")+3:]
	if i := strings.IndexAny(head, "/?#"); i >= 0 {
		head = head[:i]
	}
	if strings.Contains(head, "@") {
		return u, say("the URL holds a user name or a password"), say("leave out what stands before the @")
	}
	scheme, _, _ := strings.Cut(strings.ToLower(text), "://")
	if !slices.Contains(schemes, scheme) {
		return u, say("the scheme of %s is %s", quote(text), quote(scheme)), oneOf(scheme, schemes)
	}
	p, err := url.Parse(text)
	if err != nil {
		return u, say("%s is no URL", quote(text)), example
	}
	if p.Hostname() == "" {
		return u, say("%s has no host", quote(text)), example
	}
	host, ok := parseHost(p.Hostname())
	if !ok {
		return u, say("%s is neither a host name nor an address", quote(p.Hostname())), example
	}
	port, known := defaultPorts[scheme]
	switch text := p.Port(); {
	case text != "":
		if port, ok = parsePort(text); !ok {
			return u, say("port %s is out of range", quote(text)), say("1 to 65535")
		}
	case !known || strings.HasSuffix(p.Host, ":"):
		return u, say("%s has no port", quote(p.Scheme+"://"+p.Host)), say("for example %s", scheme+"://"+host+":8443")
	}
	path := p.EscapedPath()
	if p.RawQuery != "" {
		path = "/" + strings.TrimPrefix(path, "/") + "?" + p.RawQuery
	}
	return URL{Text: text, Scheme: scheme, Host: host, Port: port, Path: path}, phrase{}, phrase{}
}
