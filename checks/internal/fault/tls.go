package fault

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"slices"
	"sync"
	"time"
)

// A Judge looks at the first record of a connection. It returns true to let
// the connection through; otherwise it has dealt with c itself, and c is
// closed when it returns. h is nil where the client did not speak TLS.
type Judge func(h *Hello, c net.Conn) bool

// Alerts of RFC 5246 that servers of the field send.
const (
	AlertHandshakeFailure = 40
	AlertBadCertificate   = 42
	AlertProtocolVersion  = 70
)

// OnHello wraps l: every connection's first record is shown to judge, and
// those that it lets through are accepted with nothing missing.
func OnHello(l net.Listener, judge Judge) net.Listener {
	g := &gate{Listener: l, pass: make(chan net.Conn), closed: make(chan struct{})}
	s := serve(l, func(c net.Conn) { g.admit(c, judge) })
	g.server = s
	return g
}

type gate struct {
	net.Listener
	server *Server
	pass   chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (g *gate) Accept() (net.Conn, error) {
	select {
	case c := <-g.pass:
		return c, nil
	case <-g.closed:
		return nil, net.ErrClosed
	}
}

func (g *gate) Close() error {
	var err error
	g.once.Do(func() {
		close(g.closed)
		err = g.server.Close()
	})
	return err
}

// admit holds the connection's goroutine until the connection is closed, so
// that closing the gate closes it too.
func (g *gate) admit(c net.Conn, judge Judge) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	h, raw, err := readHello(c)
	c.SetReadDeadline(time.Time{})
	if err != nil && len(raw) == 0 {
		return
	}
	if !judge(h, c) {
		return
	}
	p := &replayed{Conn: c, first: bytes.NewReader(raw), gone: make(chan struct{})}
	select {
	case g.pass <- p:
		select {
		case <-p.gone:
		case <-g.closed:
		}
	case <-g.closed:
	}
}

// replayed is a connection whose first bytes were read already.
type replayed struct {
	net.Conn
	first *bytes.Reader
	gone  chan struct{}
	once  sync.Once
}

func (r *replayed) Read(b []byte) (int, error) {
	if r.first.Len() > 0 {
		return r.first.Read(b)
	}
	return r.Conn.Read(b)
}

func (r *replayed) Close() error {
	err := r.Conn.Close()
	r.once.Do(func() { close(r.gone) })
	return err
}

// NetConn is the connection below.
func (r *replayed) NetConn() net.Conn { return r.Conn }

// ResetOnHello cuts with RST after the ClientHello: for every name, or only
// for those given.
func ResetOnHello(names ...string) Judge {
	return func(h *Hello, c net.Conn) bool {
		if len(names) > 0 && (h == nil || !slices.Contains(names, h.ServerName)) {
			return true
		}
		reset(c)
		return false
	}
}

// FinishOnHello closes with FIN after the ClientHello.
func FinishOnHello(h *Hello, c net.Conn) bool {
	hangUp(c)
	return false
}

// StallOnHello says nothing more after the ClientHello.
func StallOnHello(h *Hello, c net.Conn) bool {
	io.Copy(io.Discard, c)
	return false
}

// AlertOnHello answers every ClientHello with one fatal alert: an upload port
// that wants what this client has not, or a server with other versions only.
func AlertOnHello(description byte) Judge {
	return func(h *Hello, c net.Conn) bool {
		alert(c, 0x0301, description)
		return false
	}
}

// TLCPOnly speaks 国密 TLCP: a TLCP hello gets a ServerHello, TLS an alert.
func TLCPOnly(h *Hello, c net.Conn) bool {
	if h == nil {
		return false
	}
	if !h.TLCP() {
		alert(c, 0x0101, AlertProtocolVersion)
		return false
	}
	c.Write(tlcpServerHello())
	io.Copy(io.Discard, c)
	return false
}

func alert(c net.Conn, version uint16, description byte) {
	c.Write([]byte{21, byte(version >> 8), byte(version), 0, 2, 2, description})
	hangUp(c)
}

// tlcpServerHello is a record 22, version 1.1 (GB/T 38636), that chooses
// ECC_SM4_CBC_SM3.
func tlcpServerHello() []byte {
	body := []byte{1, 1}
	body = append(body, bytes.Repeat([]byte{0x5a}, 32)...) // random
	body = append(body, 0, 0xe0, 0x13, 0)                  // no session, suite, no compression
	message := append([]byte{2, 0, 0, byte(len(body))}, body...)
	return append([]byte{22, 1, 1, 0, byte(len(message))}, message...)
}

// TLS10 is the configuration of a server that was never updated: TLS 1.0 only.
func TLS10(c tls.Certificate) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{c},
		MinVersion:   tls.VersionTLS10,
		MaxVersion:   tls.VersionTLS10,
		CipherSuites: []uint16{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
			tls.TLS_RSA_WITH_AES_128_CBC_SHA,
		},
	}
}

// OldSuites is the configuration of a server that has RC4 and 3DES only; the
// certificate must be RSA.
func OldSuites(c tls.Certificate) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{c},
		MinVersion:   tls.VersionTLS10,
		MaxVersion:   tls.VersionTLS12,
		CipherSuites: []uint16{tls.TLS_RSA_WITH_RC4_128_SHA, tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA},
	}
}

// WantsClientCertificate is the configuration of a server that turns away
// whoever shows no certificate. It stays with TLS 1.2, as those servers do;
// with TLS 1.3 the refusal comes after the client's side of the handshake.
func WantsClientCertificate(c tls.Certificate, version uint16) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{c},
		MinVersion:   tls.VersionTLS12,
		MaxVersion:   version,
		ClientAuth:   tls.RequireAnyClientCert,
	}
}
