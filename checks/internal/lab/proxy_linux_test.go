package lab

import (
	"crypto/tls"
	"fmt"
	"syscall"
	"time"

	"kpdoctor/checks/internal/fault"
)

// proxy are faults of a proxy that is set, on this PC or in the profile.
var proxy = []Scenario{
	{
		Name: "proxy/refuses the connection", Want: []string{"proxy.unreachable"}, Targets: []string{routerIP + ":3128"},
		Fault: func(l *Lab) { l.SetProxy("http://" + routerIP + ":3128") },
		Prove: func(l *Lab) error { return all(l.Refuses(routerIP+":3128", syscall.ECONNREFUSED), l.Connects(taxPort)) },
	},
	{
		Name: "proxy/an address nobody has", Want: []string{"proxy.unreachable"}, Profile: on443,
		Fault: func(l *Lab) { l.SetProxy("http://192.168.1.77:8080") },
		Prove: func(l *Lab) error { return l.Unreached("192.168.1.77:8080") },
	},
	{
		Name: "proxy/of the program that is gone, on this PC", Want: []string{"proxy.unreachable"},
		Fault: func(l *Lab) { l.SetProxy("http://127.0.0.1:7890") },
		Prove: func(l *Lab) error { return l.Refuses("127.0.0.1:7890", syscall.ECONNREFUSED) },
	},
	{
		Name: "proxy/a name that does not resolve", Want: []string{"proxy.unreachable"},
		Fault: func(l *Lab) { l.SetProxy("http://proxy.office.example:8080") },
		Prove: func(l *Lab) error { return l.Says(routerIP, "proxy.office.example", 3, "") },
	},
	{
		Name: "proxy/the invoicing software's own, gone", Want: []string{"proxy.unreachable"},
		Profile: func(p *Profile) { p.Extra = "[proxy]\nuse = \"http://192.168.1.1:3128\"" },
		Prove:   func(l *Lab) error { return l.Refuses(routerIP+":3128", syscall.ECONNREFUSED) },
	},
	{
		Name: "proxy/wants a login, Basic", Want: []string{"proxy.auth_required"},
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{Auth: []string{"Basic"}})) },
		Prove: func(l *Lab) error { return l.Answers(routerIP+":3128", tax, 407, false) },
	},
	{
		Name: "proxy/wants a login, NTLM, direct way shut", Want: []string{"proxy.auth_required"}, Profile: two,
		Fault: func(l *Lab) {
			l.SetProxy(l.Proxy(fault.Proxy{Auth: []string{"NTLM", "Negotiate"}}))
			l.Drop(l.Router, "forward", "iifname lan", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Answers(routerIP+":3128", tax, 407, false), l.Silent(taxPort)) },
	},
	{
		Name: "proxy/refuses the tax server, 403", Want: []string{"proxy.refuses"},
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{Refuse: map[string]int{tax + ":8443": 403}})) },
		Prove: func(l *Lab) error { return connects(l, routerIP+":3128", tax+":8443", "403") },
	},
	{
		Name: "proxy/allows port 443 only", Want: []string{"proxy.refuses"}, Profile: two, Targets: []string{routerIP + ":3128"},
		Fault: func(l *Lab) {
			l.SetProxy(l.Proxy(fault.Proxy{Refuse: map[string]int{tax + ":8443": 405}}))
			l.Drop(l.Router, "forward", "iifname lan", "drop")
		},
		Prove: func(l *Lab) error {
			return all(connects(l, routerIP+":3128", tax+":8443", "405"), connects(l, routerIP+":3128", sso+":443", "200"), l.Silent(taxPort))
		},
	},
	{
		Name: "proxy/well, the server refuses its port", Want: []string{"port.refused"}, Blame: "tax_server",
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{})); l.Stop(tax, 8443) },
		Prove: func(l *Lab) error {
			return all(connects(l, routerIP+":3128", tax+":8443", "502"), l.Refuses(taxPort, syscall.ECONNREFUSED))
		},
	},
	{
		Name: "proxy/well, the server is overloaded", Want: []string{"server.overloaded"},
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{})); l.Page(tax, 8443, fault.Status(503)) },
		Prove: func(l *Lab) error { return connects(l, routerIP+":3128", tax+":8443", "200") },
	},
	{
		Name: "proxy/well, the certificate is expired", Want: []string{"cert.expired"},
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{})); l.Cert(tax, 8443, expired(l, tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "expired") },
	},
}

// connects wants a proxy to answer CONNECT with a status.
func connects(l *Lab, proxy, target, want string) error {
	got, err := l.connectVia(proxy, target)
	if err == nil && got != want {
		err = fmt.Errorf("proof: the proxy answers %s for %s", got, target)
	}
	return err
}

// expired is a certificate that was good until yesterday.
func expired(l *Lab, name string) tls.Certificate {
	return l.Issue(fault.Subject{CommonName: name, Names: []string{name}, NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(0, 0, -1)})
}
