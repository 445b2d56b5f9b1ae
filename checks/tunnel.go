package checks

import (
	"bufio"
	"context"
	"encoding/base64"
	"io"
	"math"
	"net"
	"net/http"
	"strings"
	"time"

	socks "golang.org/x/net/proxy"

	"kpdoctor/checks/env"
)

// tunnelHead is how much of a proxy's answer to CONNECT is read.
const tunnelHead = 64 << 10

// tunnel asks an open proxy connection for a way to target. The connection
// comes back where the way is open, else it is closed.
func tunnel(ctx context.Context, j *Job, c net.Conn, h hop, target string) (TunnelInfo, net.Conn) {
	ctx, cancel := context.WithTimeout(ctx, j.Profile.Limits.ConnectTimeout+2*time.Second) // the proxy's own attempt, and a little for the proxy
	defer cancel()
	began := time.Now()
	stop := closeAtEnd(ctx, c)
	way := connectTunnel
	if h.socks {
		way = socksTunnel
	}
	info, open, err := way(ctx, c, h, target)
	info.MS = ms(time.Since(began))
	stop()
	if err != nil {
		f, _ := env.Classify(ctxError(ctx, err))
		info.Failure = string(f)
	}
	if open == nil {
		c.Close()
		return info, nil
	}
	open.SetDeadline(time.Time{})
	return info, open
}

// connectTunnel asks by HTTP CONNECT. The connection is nil where the proxy
// says no, or nothing.
func connectTunnel(_ context.Context, c net.Conn, h hop, target string) (info TunnelInfo, open net.Conn, err error) {
	if _, err = io.WriteString(c, "CONNECT "+target+" HTTP/1.1\r\nHost: "+target+"\r\n"+h.authorization()+"\r\n"); err != nil {
		return info, nil, err
	}
	limit := &io.LimitedReader{R: c, N: tunnelHead}
	r := bufio.NewReader(limit)
	resp, err := http.ReadResponse(r, &http.Request{Method: http.MethodConnect})
	if err != nil {
		return info, nil, err
	}
	info.Status = resp.StatusCode
	scheme, _, _ := strings.Cut(resp.Header.Get("Proxy-Authenticate"), " ")
	info.Authenticate = printable(scheme, 40)
	if resp.StatusCode/100 != 2 {
		return info, nil, nil
	}
	limit.N = math.MaxInt64
	return info, &bufferedConn{Conn: c, r: r}, nil
}

// socksTunnel asks by SOCKS 5 (RFC 1928). An open way counts as status 200, so
// that it reads like any other tunnel.
func socksTunnel(ctx context.Context, c net.Conn, h hop, target string) (info TunnelInfo, open net.Conn, err error) {
	var auth *socks.Auth
	if h.user != nil {
		password, _ := h.user.Password()
		auth = &socks.Auth{User: h.user.Username(), Password: password}
	}
	d, err := socks.SOCKS5("tcp", h.address, auth, standing{c})
	if err != nil {
		return info, nil, err
	}
	if open, err = d.(socks.ContextDialer).DialContext(ctx, "tcp", target); err != nil {
		return info, nil, err
	}
	info.Status = http.StatusOK
	return info, open, nil
}

// standing dials nothing: the connection stands already.
type standing struct{ net.Conn }

func (s standing) Dial(string, string) (net.Conn, error) { return s.Conn, nil }

// authorization is the header line by which a proxy knows who asks, "" where
// its address has no user.
func (h hop) authorization() string {
	if h.user == nil {
		return ""
	}
	password, _ := h.user.Password()
	return "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(h.user.Username()+":"+password)) + "\r\n"
}

// bufferedConn reads first what the proxy's answer brought along.
type bufferedConn struct {
	net.Conn
	r *bufio.Reader
}

func (b *bufferedConn) Read(p []byte) (int, error) { return b.r.Read(p) }
