package lab

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"kpdoctor/checks/internal/fault"
)

// answer is a fault that is nothing but what the server answers, on 8443.
func answer(name, code string, status int, h http.Handler) Scenario {
	return Scenario{
		Name: "server/" + name, Want: []string{code},
		Fault: func(l *Lab) { l.Page(tax, 8443, h) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, status, true) },
	}
}

// on repeats a scenario with another profile or office.
func (s Scenario) on(what string, o Office, p func(*Profile), f func(*Lab), prove func(*Lab) error) Scenario {
	s.Name += ", " + what
	s.Office, s.Profile, s.Fault, s.Prove = o, p, f, prove
	return s
}

func plainPage(p *Profile) { p.Endpoints = []Endpoint{{URL: "http://" + query + ":8080/"}} }

// server are faults of the server's answer.
var server = []Scenario{
	answer("503", "server.overloaded", 503, fault.Status(503)),
	answer("504", "server.overloaded", 504, fault.Status(504)),
	answer("500", "server.error", 500, fault.Status(500)),
	answer("502", "server.error", 502, fault.Status(502)),
	answer("503 with Retry-After", "server.maintenance", 503, fault.StatusRetry(503, 3600)),
	answer("500 with a notice in UTF-8", "server.maintenance", 500, fault.Maintenance(500, false)),
	answer("503 with a notice in GBK", "server.maintenance", 503, fault.Maintenance(503, true)),
	answer("429", "server.rate_limited", 429, fault.Status(429)),
	answer("403 of a firewall", "server.access_denied", 403, fault.WAF(403)),
	answer("401", "server.unauthorized", 401, fault.Status(401)),
	answer("404", "server.interface_gone", 404, fault.Status(404)),
	answer("410", "server.interface_gone", 410, fault.Status(410)),
	answer("503, dual stack, 443", "server.overloaded", 503, nil).on("443", Office{V6: true}, on443,
		func(l *Lab) { l.Page(tax, 443, fault.Status(503)) }, func(l *Lab) error { return l.Answers("["+taxIP6+"]:443", tax, 503, true) }),
	answer("403", "server.access_denied", 403, nil).on("plain HTTP", Office{}, plainPage,
		func(l *Lab) { l.Page(query, 8080, fault.WAF(403)); l.Plain(query, 8080, fault.WAF(403)) },
		func(l *Lab) error { return l.Answers(sites[query][0]+":8080", query, 403, false) }),
	answer("notice in GBK", "server.maintenance", 503, nil).on("plain HTTP", Office{}, plainPage,
		func(l *Lab) { l.Plain(query, 8080, fault.Maintenance(503, true)) },
		func(l *Lab) error { return l.Answers(sites[query][0]+":8080", query, 503, false) }),
	{
		Name: "server/429 of the second endpoint", Want: []string{"server.rate_limited"}, Profile: two, Targets: []string{sso + ":443"},
		Fault: func(l *Lab) { l.Page(sso, 443, fault.Status(429)) },
		Prove: func(l *Lab) error { return l.Answers(sites[sso][0]+":443", sso, 429, true) },
	},
	{
		Name: "server/502 of a support endpoint", Want: []string{"server.error"}, Verdict: "degraded", Profile: four, Targets: []string{query + ":8080"},
		Fault: func(l *Lab) { l.Plain(query, 8080, fault.Status(502)) },
		Prove: func(l *Lab) error { return l.Answers(sites[query][0]+":8080", query, 502, false) },
	},
	{
		Name: "server/one page of a port is gone", Want: []string{"server.interface_gone"},
		Profile: func(p *Profile) { p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + tax + ":8443/api/old"}) },
		Fault: func(l *Lab) {
			l.Page(tax, 8443, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/api/") {
					http.NotFound(w, r)
					return
				}
				fault.Welcome().ServeHTTP(w, r)
			}))
		},
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 200, true) },
	},
	{
		Name: "server/no answer", Want: []string{"server.no_response"}, Targets: []string{tax + ":8443"},
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.Never()) },
		Prove: func(l *Lab) error { return noAnswer(l, taxPort, tax, true) },
	},
	{
		Name: "server/no answer, plain HTTP", Want: []string{"server.no_response"}, Profile: plainPage,
		Fault: func(l *Lab) { l.Plain(query, 8080, fault.Never()) },
		Prove: func(l *Lab) error { return noAnswer(l, sites[query][0]+":8080", query, false) },
	},
	{
		Name: "server/accepts and says nothing at all", Want: []string{"server.no_response"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Raw(tax, 443, func(ln net.Listener) io.Closer { return fault.Mute(ln) }) },
		Prove: func(l *Lab) error { return all(l.Connects(taxIP+":443"), l.Fails(taxIP+":443", tax, "timeout")) },
	},
	{
		Name: "server/upload port mute", Want: []string{"server.no_response"}, Profile: uploadOnly,
		Fault: func(l *Lab) { l.Raw(upload, 9008, func(ln net.Listener) io.Closer { return fault.Mute(ln) }) },
		Prove: func(l *Lab) error {
			return all(l.Connects(sites[upload][0]+":9008"), l.Fails(sites[upload][0]+":9008", upload, "timeout"))
		},
	},
	{
		Name: "server/cuts after the request, RST", Want: []string{"server.drops_connection"},
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.Drop(true)) },
		Prove: func(l *Lab) error { return noAnswer(l, taxPort, tax, true) },
	},
	{
		Name: "server/cuts after the request, FIN", Want: []string{"server.drops_connection"}, Profile: on443,
		Fault: func(l *Lab) { l.Page(tax, 443, fault.Drop(false)) },
		Prove: func(l *Lab) error { return noAnswer(l, taxIP+":443", tax, true) },
	},
	{
		Name: "server/cuts after the request, plain HTTP", Want: []string{"server.drops_connection"}, Profile: plainPage,
		Fault: func(l *Lab) { l.Plain(query, 8080, fault.Drop(true)) },
		Prove: func(l *Lab) error { return noAnswer(l, sites[query][0]+":8080", query, false) },
	},
	{
		Name: "server/slow", Want: []string{"server.slow"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.Slow(3800*time.Millisecond, fault.Welcome())) },
		Prove: func(l *Lab) error { return noAnswer(l, taxPort, tax, true) },
	},
	{
		Name: "server/slow, second endpoint, dual stack", Want: []string{"server.slow"}, Verdict: "degraded", Office: Office{V6: true}, Profile: two, Targets: []string{sso + ":443"},
		Fault: func(l *Lab) { l.Page(sso, 443, fault.Slow(4*time.Second, fault.Welcome())) },
		Prove: func(l *Lab) error { return noAnswer(l, sites[sso][0]+":443", sso, true) },
	},
}

func noAnswer(l *Lab, addr, name string, overTLS bool) error {
	if got, err := l.Status(addr, name, "/", overTLS); err == nil {
		return errors.New("proof: answered " + got)
	}
	return nil
}
