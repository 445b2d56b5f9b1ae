package checks

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"reflect"
	"time"

	"kpdoctor/checks/env"
)

// offer is what a hello offers.
type offer struct {
	min    uint16
	suites []uint16
}

var (
	// offerCurrent is what today's browsers offer: TLS 1.2 and 1.3, RSA key
	// exchange still among it, RC4 and 3DES not.
	offerCurrent = offer{min: tls.VersionTLS12, suites: suites(false)}
	// offerEverything is all that this program can speak, to learn what an old
	// server wants.
	offerEverything = offer{min: tls.VersionTLS10, suites: suites(true)}
)

func suites(dead bool) []uint16 {
	var ids []uint16
	for _, s := range tls.CipherSuites() {
		ids = append(ids, s.ID)
	}
	for _, s := range tls.InsecureCipherSuites() {
		if dead || !deadSuite(s.ID) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// deadSuite reports whether browsers have dropped a suite: RC4 and 3DES.
func deadSuite(id uint16) bool {
	switch id {
	case tls.TLS_RSA_WITH_RC4_128_SHA, tls.TLS_ECDHE_RSA_WITH_RC4_128_SHA, tls.TLS_ECDHE_ECDSA_WITH_RC4_128_SHA,
		tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA:
		return true
	}
	return false
}

// shakeHands performs the measuring handshake on conn: it completes with any
// certificate, and v then judges each rule by itself. Nothing is ever sent over
// a connection whose chain did not verify, but for readDate's question. The
// connection comes back open where the handshake is complete, else it is closed.
func shakeHands(ctx context.Context, conn net.Conn, name string, o offer, v *verifier) (Handshake, net.Conn) {
	h := Handshake{ServerName: name}
	wire := &wireConn{Conn: conn}
	c := tls.Client(wire, &tls.Config{
		ServerName:         name,
		InsecureSkipVerify: true, // measured and judged below, rule by rule
		MinVersion:         o.min,
		CipherSuites:       o.suites,
		CurvePreferences:   []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384}, // keeps the hello in one segment
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			h.WantsCert = true
			return &tls.Certificate{}, nil
		},
	})
	began := time.Now()
	err := c.HandshakeContext(ctx)
	h.MS = ms(time.Since(began))
	h.BytesIn, h.Record = wire.total, wire.isTLS()
	state := c.ConnectionState()
	if state.Version != 0 {
		h.Version = tls.VersionName(state.Version)
	}
	if err != nil {
		h.failed(ctxError(ctx, err), wire)
		conn.Close()
		return h, nil
	}
	h.Complete, h.Suite = true, tls.CipherSuiteName(state.CipherSuite)
	h.Chain = describe(state.PeerCertificates)
	if v != nil {
		h.Verify = v.judge(name, state.PeerCertificates, state.OCSPResponse)
		h.Verified = h.Verify.NameFits && h.Verify.InDate && h.Verify.Trusted && !h.Verify.Revoked
	}
	return h, c
}

// failed says how a handshake ended, by what came over the wire.
func (h *Handshake) failed(err error, wire *wireConn) {
	h.Detail = printable(err.Error(), maxText)
	f, _ := env.Classify(err)
	var op *net.OpError
	switch {
	case wire.total > 0 && !wire.isTLS():
		h.Failure, h.FirstBytes = "not_tls", hex.EncodeToString(wire.first)
	case errors.As(err, &op) && op.Op == "remote error":
		h.Failure = "alert"
		if n := reflect.ValueOf(op.Err); n.Kind() == reflect.Uint8 { // crypto/tls keeps its alert type to itself
			h.Alert = int(n.Uint())
		}
	case f == env.TimedOut || f == env.Reset || f == env.Closed || f == env.Cancelled:
		h.Failure = string(f)
	default:
		h.Failure = "protocol"
	}
}

// wireConn keeps the first bytes that come in.
type wireConn struct {
	net.Conn
	first []byte
	total int
}

func (w *wireConn) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	w.total += n
	if room := 32 - len(w.first); room > 0 {
		w.first = append(w.first, p[:min(n, room)]...)
	}
	return n, err
}

// isTLS reports whether what came starts like a TLS or TLCP record: a content
// type of RFC 8446 section 5.1 and a major version of 3, or TLCP's 1.1.
func (w *wireConn) isTLS() bool {
	return len(w.first) >= 3 && w.first[0] >= 20 && w.first[0] <= 23 && (w.first[1] == 3 || w.first[1] == 1 && w.first[2] == 1)
}

// readDate asks the server what time it is, over a handshake whose chain fails
// by its dates alone, and whether the chain verifies then. Only the Date header
// is read.
func readDate(ctx context.Context, conn net.Conn, host string, h *Handshake, v *verifier) {
	defer closeAtEnd(ctx, conn)()
	if _, err := io.WriteString(conn, "HEAD / HTTP/1.1\r\nHost: "+host+"\r\nUser-Agent: "+userAgent+"\r\nConnection: close\r\n\r\n"); err != nil {
		return
	}
	resp, err := http.ReadResponse(bufio.NewReader(io.LimitReader(conn, answerLimit)), &http.Request{Method: http.MethodHead})
	if err != nil {
		return
	}
	date, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return
	}
	offset := ms(date.Sub(v.now()))
	h.DateOffsetMS = &offset
	if tc, ok := conn.(*tls.Conn); ok {
		h.VerifiesThen = v.verifies(host, tc.ConnectionState().PeerCertificates, date)
	}
}
