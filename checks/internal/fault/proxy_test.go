package fault

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"testing"
)

func connect(t *testing.T, proxy *ProxyServer, target string) (*http.Response, *bufio.ReadWriter, error) {
	t.Helper()
	c := dial(t, proxy.Addr.String())
	fmt.Fprintf(c, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", target, target)
	rw := bufio.NewReadWriter(bufio.NewReader(c), bufio.NewWriter(c))
	r, err := http.ReadResponse(rw.Reader, &http.Request{Method: "CONNECT"})
	return r, rw, err
}

func TestProxyCarries(t *testing.T) {
	far := HTTP(listen(t), nil, Welcome())
	closing(t, far)
	p := NewProxy(listen(t), Proxy{})
	closing(t, p)
	r, rw, err := connect(t, p, far.Addr.String())
	if err != nil || r.StatusCode != 200 {
		t.Fatalf("%v %v", r, err)
	}
	fmt.Fprintf(rw, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	rw.Flush()
	if r, err = http.ReadResponse(rw.Reader, nil); err != nil || r.StatusCode != 200 {
		t.Errorf("through the tunnel: %v %v", r, err)
	}
	c := dial(t, p.Addr.String())
	fmt.Fprintf(c, "GET http://%s/ HTTP/1.1\r\nHost: %s\r\n\r\n", far.Addr, far.Addr)
	if r, err = http.ReadResponse(bufio.NewReader(c), nil); err != nil || r.StatusCode != 200 {
		t.Errorf("by GET: %v %v", r, err)
	}
	if p.Asked() != 2 {
		t.Errorf("asked %d, want 2", p.Asked())
	}
}

func TestProxyRefuses(t *testing.T) {
	p := NewProxy(listen(t), Proxy{Refuse: map[string]int{"etax.example:443": 403, "dppt.example": 504}})
	closing(t, p)
	if r, _, err := connect(t, p, "etax.example:443"); err != nil || r.StatusCode != 403 {
		t.Errorf("%v %v", r, err)
	}
	if r, _, err := connect(t, p, "dppt.example:8443"); err != nil || r.StatusCode != 504 {
		t.Errorf("%v %v", r, err)
	}
	nowhere, err := Closed()
	if err != nil {
		t.Fatal(err)
	}
	if r, _, err := connect(t, p, nowhere.String()); err != nil || r.StatusCode != 502 {
		t.Errorf("%v %v", r, err)
	}
}

func TestProxyWantsPassword(t *testing.T) {
	p := NewProxy(listen(t), Proxy{Auth: []string{"Negotiate", "NTLM", "Basic"}})
	closing(t, p)
	r, _, err := connect(t, p, "etax.example:443")
	if err != nil || r.StatusCode != 407 || len(r.Header.Values("Proxy-Authenticate")) != 3 {
		t.Errorf("%v %v", r, err)
	}
}

func TestProxyThatCuts(t *testing.T) {
	p := NewProxy(listen(t), Proxy{Closing: true})
	closing(t, p)
	if _, _, err := connect(t, p, "etax.example:443"); err != io.ErrUnexpectedEOF && err != io.EOF {
		t.Errorf("%v, want an end", err)
	}
	mute := NewProxy(listen(t), Proxy{Silent: true})
	c := dial(t, mute.Addr.String())
	fmt.Fprintf(c, "CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n")
	got := make(chan int, 1)
	go func() { n, _ := c.Read(make([]byte, 1)); got <- n }()
	mute.Close()
	if n := <-got; n != 0 {
		t.Error("a mute proxy spoke")
	}
}
