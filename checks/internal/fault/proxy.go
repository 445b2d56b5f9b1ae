package fault

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Proxy is how an HTTP proxy behaves. It reaches what Dial reaches.
type Proxy struct {
	Dial    func(hostport string) (net.Conn, error) // default: TCP as named
	Auth    []string                                // schemes that a 407 asks for: Basic, NTLM, Negotiate
	Refuse  map[string]int                          // status for CONNECT or GET, by "host:port" or host
	Silent  bool                                    // takes requests and does not answer
	Closing bool                                    // cuts after the request
}

// ProxyServer is a running proxy.
type ProxyServer struct {
	*Server
	asked atomic.Int64
}

// Asked is the number of requests so far, CONNECT and GET.
func (p *ProxyServer) Asked() int { return int(p.asked.Load()) }

// NewProxy serves p on l.
func NewProxy(l net.Listener, p Proxy) *ProxyServer {
	if p.Dial == nil {
		p.Dial = func(hostport string) (net.Conn, error) { return net.DialTimeout("tcp", hostport, 5*time.Second) }
	}
	s := &ProxyServer{}
	tunnels := &tunnels{open: map[net.Conn]bool{}}
	s.Server = HTTP(l, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		p.answer(w, r, tunnels)
	}))
	stop := s.Server.stop
	s.Server.stop = func() error {
		err := stop()
		tunnels.close()
		return err
	}
	return s
}

func (p *Proxy) answer(w http.ResponseWriter, r *http.Request, t *tunnels) {
	status := p.Refuse[target(r)]
	if host, _, err := net.SplitHostPort(target(r)); err == nil && status == 0 {
		status = p.Refuse[host]
	}
	switch {
	case p.Silent:
		Never().ServeHTTP(w, r)
	case p.Closing:
		Drop(false).ServeHTTP(w, r)
	case len(p.Auth) > 0 && r.Header.Get("Proxy-Authorization") == "":
		for _, scheme := range p.Auth {
			if scheme == "Basic" {
				scheme = `Basic realm="proxy"`
			}
			w.Header().Add("Proxy-Authenticate", scheme)
		}
		Status(http.StatusProxyAuthRequired).ServeHTTP(w, r)
	case status != 0:
		Status(status).ServeHTTP(w, r)
	case r.Method == http.MethodConnect:
		p.tunnel(w, r, t)
	default:
		p.fetch(w, r)
	}
}

func target(r *http.Request) string {
	if r.Method == http.MethodConnect || r.URL.Port() != "" {
		return r.Host
	}
	return r.URL.Hostname() + ":80"
}

func (p *Proxy) tunnel(w http.ResponseWriter, r *http.Request, t *tunnels) {
	far, err := p.Dial(r.Host)
	if err != nil {
		Status(http.StatusBadGateway).ServeHTTP(w, r)
		return
	}
	near, buf, err := http.NewResponseController(w).Hijack()
	if err != nil {
		far.Close()
		panic(http.ErrAbortHandler)
	}
	if !t.add(near, far) {
		return
	}
	fmt.Fprint(near, "HTTP/1.1 200 Connection established\r\n\r\n")
	ended := make(chan struct{}, 2)
	go func() { io.Copy(far, buf); ended <- struct{}{} }()
	go func() { io.Copy(near, far); ended <- struct{}{} }()
	<-ended
	near.Close()
	far.Close()
	<-ended
	t.remove(near, far)
}

func (p *Proxy) fetch(w http.ResponseWriter, r *http.Request) {
	far, err := p.Dial(target(r))
	if err != nil {
		Status(http.StatusBadGateway).ServeHTTP(w, r)
		return
	}
	defer far.Close()
	out := r.Clone(r.Context())
	out.Header.Del("Proxy-Connection")
	out.Header.Del("Proxy-Authorization")
	out.Close = true
	carrier := &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) { return far, nil }}
	resp, err := carrier.RoundTrip(out)
	if err != nil {
		Status(http.StatusBadGateway).ServeHTTP(w, r)
		return
	}
	defer resp.Body.Close()
	for k, v := range resp.Header {
		w.Header()[k] = v
	}
	w.WriteHeader(resp.StatusCode)
	io.Copy(w, resp.Body)
}

// tunnels are the hijacked connections, which http.Server no longer closes.
type tunnels struct {
	mu   sync.Mutex
	open map[net.Conn]bool // nil once closed
}

func (t *tunnels) add(conns ...net.Conn) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range conns {
		if t.open == nil {
			c.Close()
		} else {
			t.open[c] = true
		}
	}
	return t.open != nil
}

func (t *tunnels) remove(conns ...net.Conn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range conns {
		delete(t.open, c)
	}
}

func (t *tunnels) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for c := range t.open {
		c.Close()
	}
	t.open = nil
}
