package history

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/report"
)

// A Change is one thing that is not as it was.
type Change struct {
	Key     string // of subjects
	Of      string // what it is about, where there are several: a name, a host:port
	Was     string // "" none
	Now     string // "" none
	Matters bool   // for the root cause of the run that is compared
}

// subject is what can change: its name, and the areas of causes (what stands
// before the dot in their codes, or the code) for which a change of it matters.
type subject struct {
	key    string
	zh, en string
	causes []string
}

// subjects in the order in which changes are told, the nearest to the cause of
// most calls first.
var subjects = []subject{
	{"resolver", "DNS 服务器", "the DNS server", []string{"dns", "internet.captive_portal"}},
	{"proxy", "代理", "the proxy", []string{"proxy", "port", "tls", "cert", "internet", "server", "dns"}},
	{"vpn", "VPN", "the VPN", []string{"vpn", "dns", "port", "tls", "internet", "route", "server.unreachable", "server.no_response"}},
	{"adapter", "上网用的网卡", "the adapter that leads out", []string{"adapter", "gateway", "internet", "lan", "dns", "route", "ipv6", "vpn", "port"}},
	{"gateway", "路由器地址", "the router's address", []string{"adapter", "gateway", "internet", "lan", "dns", "route", "port"}},
	{"gateway_mac", "路由器（硬件地址）", "the router itself (its hardware address)", []string{"adapter", "gateway", "internet", "lan", "dns", "route", "port"}},
	{"network", "本机所在网段", "this PC's network", []string{"adapter", "gateway", "internet", "lan", "dns", "route", "port"}},
	{"hosts", "hosts 文件里的地址", "the address in the hosts file", []string{"dns", "port", "cert", "tls", "server"}},
	{"interceptor", "证书的签发者（不相干的网站也变了，像是有软件在中间拦截）", "the issuer of certificates (of unrelated sites too, as where a program intercepts)", []string{"tls", "cert"}},
	{"issuer", "服务器证书的签发者", "the issuer of the server's certificate", []string{"tls", "cert"}},
	{"clock", "电脑时间", "this PC's clock", []string{"clock", "cert", "tls"}},
	{"zone", "时区", "the time zone", []string{"clock"}},
	{"mtu", "网卡的包长（MTU）", "the adapter's packet size (MTU)", []string{"internet.small_mtu", "tls.reset", "server.no_response"}},
	{"device", "插着的税控设备", "the tax device that is plugged in", []string{"device"}},
	{"software", "开票软件版本", "the invoicing program's version", []string{"software", "tls"}},
	{"os", "操作系统版本", "the system's version", []string{"host", "device", "software", "tls", "cert", "adapter"}},
	{"public", "公共 DNS 给出的地址", "the address that public DNS gives", []string{"dns", "server", "port", "cert"}},
}

// Compare tells what is different now from a good run: what matters for the
// root cause first. What one of the runs did not measure is not compared.
func Compare(good, now *report.Report) []Change {
	was, is := factsOf(good), factsOf(now)
	var root string
	if len(now.Diagnosis.Causes) > 0 {
		root = now.Diagnosis.Causes[0].Code
	}
	var changes []Change
	for _, s := range subjects {
		for _, key := range was.keys(s.key) {
			a, b := was[key], is[key]
			if _, measured := is[key]; !measured || same(s.key, a, b) {
				continue
			}
			_, of, _ := strings.Cut(key, " ")
			changes = append(changes, Change{Key: s.key, Of: of, Was: a, Now: b, Matters: s.matters(root)})
		}
	}
	changes = intercepted(changes, now)
	slices.SortStableFunc(changes, func(a, b Change) int {
		switch {
		case a.Matters == b.Matters:
			return 0
		case a.Matters:
			return -1
		}
		return 1
	})
	return changes
}

// keys are the keys of one subject, in order: "hosts a.example", "hosts b.example".
func (f facts) keys(subject string) []string {
	var all []string
	for key := range f {
		if first, _, _ := strings.Cut(key, " "); first == subject {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return all
}

func (s subject) matters(root string) bool {
	area, _, _ := strings.Cut(root, ".")
	return root != "" && (slices.Contains(s.causes, root) || slices.Contains(s.causes, area))
}

// same reports whether two values tell nothing new: public names move about
// within one network, and a clock drifts.
func same(subject, a, b string) bool {
	switch subject {
	case "public":
		return near(a, b)
	case "clock":
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return math.Abs(float64(x-y)) <= noSkew.Seconds()
	}
	return a == b
}

// near reports whether two lists of addresses share one, or a network of 16 bits.
func near(a, b string) bool {
	networks := func(text string) []netip.Prefix {
		var all []netip.Prefix
		for _, s := range strings.Split(text, ", ") {
			if addr, err := netip.ParseAddr(s); err == nil {
				p, _ := addr.Prefix(16)
				all = append(all, p)
			}
		}
		return all
	}
	other := networks(b)
	return slices.ContainsFunc(networks(a), func(p netip.Prefix) bool { return slices.Contains(other, p) })
}

// intercepted puts changed issuers together as one where sites of different
// owners now have the same.
func intercepted(changes []Change, now *report.Report) []Change {
	var issuers []Change
	for _, c := range changes {
		if c.Key == "issuer" {
			issuers = append(issuers, c)
		}
	}
	reference := func(c Change) bool {
		return slices.ContainsFunc(now.Checks, func(check report.Check) bool {
			e, ok := check.Evidence.(*checks.ReferenceEvidence)
			return ok && e.Target == c.Of
		})
	}
	if len(issuers) < 2 || !slices.ContainsFunc(issuers, reference) ||
		slices.ContainsFunc(issuers, func(c Change) bool { return c.Now != issuers[0].Now }) {
		return changes
	}
	one := issuers[0]
	one.Key, one.Of, one.Matters = "interceptor", "", true
	out := []Change{one}
	for _, c := range changes {
		if c.Key != "issuer" {
			out = append(out, c)
		}
	}
	return out
}

// Words say the change in a sentence without its stop.
func (c Change) Words(lang string) string {
	name, was, now := c.Key, c.value(c.Was, lang), c.value(c.Now, lang)
	for _, s := range subjects {
		if s.key == c.Key {
			name = pick(lang, s.zh, s.en)
		}
	}
	if c.Of != "" {
		name = say(lang, "%[1]s（%[2]s）", "%[1]s (%[2]s)", name, c.Of)
	}
	switch {
	case c.Was == "" && c.Key != "clock":
		return say(lang, "%s：原来没有，现在是 %s", "%s: there was none, now it is %s", name, now)
	case c.Now == "" && c.Key != "clock":
		return say(lang, "%s：原来是 %s，现在没有了", "%s: it was %s, now there is none", name, was)
	}
	return say(lang, "%s从 %s 变成 %s", "%s changed from %s to %s", name, was, now)
}

// value is one side of the change as people read it.
func (c Change) value(v, lang string) string {
	if c.Key != "clock" {
		return v
	}
	seconds, _ := strconv.Atoi(v)
	switch d := time.Duration(seconds) * time.Second; {
	case d > 0:
		return say(lang, "快了 %s", "%s fast", lasting(d, lang))
	case d < 0:
		return say(lang, "慢了 %s", "%s slow", lasting(-d, lang))
	}
	return say(lang, "准", "right")
}

// pick returns the words in lang.
func pick(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}

// say picks the language and fills the format; both take the same args.
func say(lang, zh, en string, args ...any) string {
	if lang == "en" {
		return fmt.Sprintf(en, args...)
	}
	return fmt.Sprintf(zh, args...)
}
