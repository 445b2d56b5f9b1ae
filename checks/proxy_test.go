package checks

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// behind puts a proxy before the desk, and returns its address.
func behind(t *testing.T, d *desk, p fault.Proxy) (*fault.ProxyServer, string) {
	t.Helper()
	if p.Dial == nil {
		p.Dial = func(hostport string) (net.Conn, error) { // the proxy resolves names by itself
			_, port, _ := net.SplitHostPort(hostport)
			return net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
		}
	}
	s := fault.NewProxy(local(t), p)
	t.Cleanup(func() { s.Close() })
	setProxy(d, "http://"+s.Addr.String())
	return s, s.Addr.String()
}

func setProxy(d *desk, url string) {
	d.Env.Proxies = envtest.New(envtest.Proxies(env.Proxy{Source: "test", URL: url})).Proxies
}

func TestProxies(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	for _, c := range []struct {
		what   string
		proxy  fault.Proxy
		want   TunnelInfo // of the endpoint
		status Status     // of the proxy check
		served Status
	}{
		{"well", fault.Proxy{}, TunnelInfo{Status: 200}, Pass, Pass},
		{"407 by NTLM", fault.Proxy{Auth: []string{"NTLM", "Negotiate"}}, TunnelInfo{Status: 407, Authenticate: "NTLM"}, Fail, Pass},
		{"407 by Basic", fault.Proxy{Auth: []string{"Basic"}}, TunnelInfo{Status: 407, Authenticate: "Basic"}, Fail, Pass},
		{"403", fault.Proxy{Refuse: map[string]int{"*": 403}}, TunnelInfo{Status: 403}, Fail, Pass},
		{"502", fault.Proxy{Dial: func(string) (net.Conn, error) { return nil, errors.New("no") }}, TunnelInfo{Status: 502}, Fail, Pass},
		{"silent", fault.Proxy{Silent: true}, TunnelInfo{Failure: "timeout"}, Fail, Pass},
		{"closing", fault.Proxy{Closing: true}, TunnelInfo{Failure: "closed"}, Fail, Pass},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.profile.Limits.ConnectTimeout = 300 * time.Millisecond
			d.trusting(root)
			l := local(t)
			web(t, l, config(leaf), fault.Welcome())
			d.serving("https://"+site, portOf(l))
			d.profile.References.HTTPS = []profile.URL{{Text: "https://ref.example/", Scheme: "https", Host: "ref.example", Port: portOf(l)}}
			if c.proxy.Refuse != nil {
				c.proxy.Refuse = map[string]int{at(portOf(l)): 403}
			}
			s, address := behind(t, d, c.proxy)
			got := d.ask(t, "service:"+at(portOf(l)))
			got.status(t, "proxy", c.status)
			ev := evidence[ProxyEvidence](t, got, "proxy")
			c.want.Target, c.want.Role = at(portOf(l)), "primary"
			reference := c.want
			reference.Target, reference.Role = "ref.example"+at(portOf(l))[len(site):], "reference"
			if c.what == "403" {
				reference.Status = 200
			}
			want := &ProxyEvidence{
				Use: "system", Settings: []ProxySetting{{Source: "test", URL: "http://" + address}},
				Proxies: []ProxyInfo{{
					Address: address, Source: "test", Endpoints: []string{at(portOf(l))},
					Connect: []Attempt{{Address: "127.0.0.1", Port: s.Addr.Port(), Open: true}},
					Tunnels: []TunnelInfo{c.want, reference},
				}},
			}
			if diff := cmp.Diff(want, ev, timeless); diff != "" {
				t.Error(diff)
			}
			if s.Asked() != 2 || s.Accepted() != 3 {
				t.Errorf("%d requests on %d connections", s.Asked(), s.Accepted())
			}
			answers := evidence[ServiceEvidence](t, got, "service:"+at(portOf(l))).Answers
			if c.what == "well" { // the proxy's way, and the direct way beside it
				if len(answers) != 2 || answers[0].Via != address || answers[0].Address != "" || answers[0].Status != 200 || answers[1].Via != "" || answers[1].Status != 200 {
					t.Errorf("%+v", answers)
				}
				hs := evidence[CertificateEvidence](t, got, "certificate:"+at(portOf(l))).Handshakes
				if len(hs) != 2 || hs[0].Via != address || !hs[0].Verified || !hs[1].Verified {
					t.Errorf("%+v", hs)
				}
			} else if len(answers) != 1 || answers[0].Via != "" {
				t.Errorf("%+v", answers)
			}
		})
	}
}

func TestProxyThatIsNotThere(t *testing.T) {
	d := newDesk(t)
	d.profile.References.HTTPS = []profile.URL{{Scheme: "https", Host: "ref.example", Port: 443}}
	gone, err := fault.Closed()
	if err != nil {
		t.Fatal(err)
	}
	d.serving("https://"+site, 443)
	setProxy(d, "http://"+gone.String())
	got := d.ask(t, "proxy")
	got.status(t, "proxy", Fail)
	p := evidence[ProxyEvidence](t, got, "proxy").Proxies[0]
	if len(p.Connect) != 1 || p.Connect[0].Failure != "refused" || p.Tunnels != nil {
		t.Errorf("%+v", p)
	}

	setProxy(d, "http://proxy.example:3128")
	d.Env.Lookup = nowhere
	got = d.ask(t, "proxy")
	got.status(t, "proxy", Fail)
	if p = evidence[ProxyEvidence](t, got, "proxy").Proxies[0]; p.DNS != "not_found" || p.Connect != nil || p.Address != "proxy.example:3128" {
		t.Errorf("%+v", p)
	}
	d.Env.Lookup = func(context.Context, string) ([]netip.Addr, error) { return nil, nil }
	if p = evidence[ProxyEvidence](t, d.ask(t, "proxy"), "proxy").Proxies[0]; p.DNS != "not_found" {
		t.Errorf("%+v", p)
	}
}

// A proxy on "localhost" may listen on one family only: all addresses are tried.
func TestProxyByName(t *testing.T) {
	d := newDesk(t)
	s, _ := behind(t, d, fault.Proxy{})
	l := local(t)
	running(t, fault.Mute(l))
	d.serving("tcp://"+site, portOf(l))
	_, port, _ := net.SplitHostPort(s.Addr.String())
	setProxy(d, "http://localhost:"+port)
	d.Env.Lookup = envtest.New(envtest.Host("localhost", "127.0.0.2", "127.0.0.1")).Lookup
	got := d.ask(t, "proxy")
	got.status(t, "proxy", Pass)
	p := evidence[ProxyEvidence](t, got, "proxy").Proxies[0]
	if len(p.Connect) != 2 || p.Connect[0].Open || !p.Connect[1].Open || len(p.Tunnels) != 1 || p.Tunnels[0].Status != 200 {
		t.Errorf("%+v", p)
	}
}

// The password opens the proxy and stands nowhere in the evidence.
func TestProxyPassword(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	for _, use := range []string{"system", "profile"} {
		t.Run(use, func(t *testing.T) {
			d := newDesk(t)
			d.trusting(root)
			l, plain := local(t), local(t)
			web(t, l, config(leaf), fault.Welcome())
			web(t, plain, nil, fault.Welcome())
			d.serving("https://"+site, portOf(l))
			d.serving("http://"+site, portOf(plain))
			_, address := behind(t, d, fault.Proxy{Auth: []string{"Basic"}})
			url := "http://lili:s%40cret@" + address
			setProxy(d, url)
			if use == "profile" {
				d.profile.Proxy = url
			}
			got := d.ask(t, "service:"+at(portOf(l)), "service:"+at(portOf(plain)))
			got.status(t, "proxy", Pass)
			got.status(t, "service:"+at(portOf(l)), Pass)
			got.status(t, "service:"+at(portOf(plain)), Pass)
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"s%40cret", "s@cret", "lili", "bGlsaTpz"} {
				if strings.Contains(string(text), secret) {
					t.Errorf("%q stands in the evidence", secret)
				}
			}
		})
	}
}

// http:// goes through a proxy as a GET of the whole address, beside the direct way.
func TestPlainThroughTheProxy(t *testing.T) {
	d := newDesk(t)
	var mu sync.Mutex
	var asked []string
	port := raw(t, func(c net.Conn) {
		r, err := http.ReadRequest(bufio.NewReader(c))
		if err != nil {
			return
		}
		mu.Lock()
		asked = append(asked, r.Method+" "+r.RequestURI+" "+r.Host)
		mu.Unlock()
		io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
	})
	d.serving("http://"+site+"/a?b", port)
	d.serving("http://"+site+"/c", port)
	proxy := raw(t, func(c net.Conn) {
		r, err := http.ReadRequest(bufio.NewReader(c))
		if err != nil {
			return
		}
		mu.Lock()
		asked = append(asked, "proxy: "+r.Method+" "+r.RequestURI+" "+r.Host)
		mu.Unlock()
		io.WriteString(c, "HTTP/1.1 403 Forbidden\r\n\r\n")
	})
	address := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), proxy).String()
	setProxy(d, address)
	got := d.ask(t, "service:"+at(port), "service:"+at(port)+"/c")
	got.status(t, "proxy", Pass)
	first := evidence[ServiceEvidence](t, got, "service:"+at(port)).Answers
	second := evidence[ServiceEvidence](t, got, "service:"+at(port)+"/c").Answers
	if len(second) == 2 { // whoever comes first takes both ways, the other opens the proxy's
		first, second = second, first
	}
	if len(first) != 2 || first[0].Via != address || first[0].Status != 403 || first[1].Via != "" || first[1].Status != 200 {
		t.Errorf("%+v", first)
	}
	if len(second) != 1 || second[0].Via != address || second[0].Status != 403 {
		t.Errorf("%+v", second)
	}
	mu.Lock()
	defer mu.Unlock()
	said := strings.Join(asked, "\n")
	for _, want := range []string{"proxy: GET http://" + at(port) + "/a?b " + at(port), "proxy: GET http://" + at(port) + "/c " + at(port)} {
		if !strings.Contains(said, want) {
			t.Errorf("not asked: %s\n%s", want, said)
		}
	}
	if len(asked) != 3 {
		t.Errorf("asked %q", asked)
	}
}

// A second page over TLS goes through the proxy too.
func TestSecondPageThroughTheProxy(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d := newDesk(t)
	d.trusting(root)
	l := local(t)
	web(t, l, config(leaf), fault.Welcome())
	d.serving("https://"+site+"/a", portOf(l))
	d.serving("https://"+site+"/b", portOf(l))
	_, address := behind(t, d, fault.Proxy{})
	got := d.ask(t, "service:"+at(portOf(l)), "service:"+at(portOf(l))+"/b")
	for _, id := range []string{"service:" + at(portOf(l)), "service:" + at(portOf(l)) + "/b"} {
		got.status(t, id, Pass)
		if a := evidence[ServiceEvidence](t, got, id).Answers; len(a) == 0 || a[0].Via != address {
			t.Errorf("%s: %+v", id, a)
		}
	}
}

func TestSOCKS(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d := newDesk(t)
	d.trusting(root)
	l := local(t)
	web(t, l, config(leaf), fault.Welcome())
	d.serving("https://"+site, portOf(l))
	target := make(chan string, 1)
	socks := raw(t, func(c net.Conn) { // RFC 1928, as far as a tunnel needs it
		head := make([]byte, 3)
		if _, err := io.ReadFull(c, head); err != nil {
			return // a knock
		}
		c.Write([]byte{5, 0})
		ask := make([]byte, 4+1+len(site)+2)
		io.ReadFull(c, ask)
		target <- string(ask[5 : 5+len(site)])
		far, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			return
		}
		defer far.Close()
		c.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 0})
		go io.Copy(far, c)
		io.Copy(c, far)
	})
	address := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), socks).String()
	setProxy(d, "socks5://"+address)
	got := d.ask(t, "service:"+at(portOf(l)))
	got.status(t, "proxy", Pass)
	a := evidence[ServiceEvidence](t, got, "service:"+at(portOf(l))).Answers
	if len(a) != 2 || a[0].Via != address || a[0].Status != 200 || <-target != site {
		t.Errorf("%+v", a)
	}
}

// What a proxy answers to CONNECT is bounded in time and bytes.
func TestHostileProxy(t *testing.T) {
	for what, answer := range map[string]string{
		"header flood": "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-A: "+strings.Repeat("a", 1000)+"\r\n", 200),
		"not HTTP":     "SSH-2.0-x\r\n\r\n",
	} {
		t.Run(what, func(t *testing.T) {
			d := newDesk(t)
			d.serving("tcp://"+site, 443)
			port := raw(t, func(c net.Conn) {
				http.ReadRequest(bufio.NewReader(c))
				io.WriteString(c, answer)
				io.Copy(io.Discard, c)
			})
			setProxy(d, netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port).String())
			began := time.Now()
			got := d.ask(t, "proxy")
			if took := time.Since(began); took > time.Second {
				t.Errorf("took %v", took)
			}
			got.status(t, "proxy", Fail)
			if tn := evidence[ProxyEvidence](t, got, "proxy").Proxies[0].Tunnels; len(tn) != 1 || tn[0].Status != 0 || tn[0].Failure == "" {
				t.Errorf("%+v", tn)
			}
		})
	}
}

// A port that cannot be reached directly is no failure where a proxy leads there.
func TestPortBehindAProxy(t *testing.T) {
	d := newDesk(t)
	e := d.serving("tcp://192.0.2.9", 443)
	d.profile.Proxy = "http://127.0.0.1:1"
	got := d.ask(t, "port:"+e.Target())
	got.status(t, "port:"+e.Target(), Warn)
}

func TestProxySettingsUnknown(t *testing.T) {
	d := newDesk(t)
	d.serving("tcp://"+site, 443)
	d.Env.Proxies = func(context.Context) ([]env.Proxy, error) { return nil, errors.ErrUnsupported }
	d.ask(t, "proxy").status(t, "proxy", Error)
	d.profile.Proxy = "none"
	d.ask(t, "proxy").status(t, "proxy", Pass)
}
