package fault

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"time"
)

// shake makes one handshake and one request over it.
func shake(addr string, root *Authority, name string, change func(*tls.Config)) (*tls.ConnectionState, error) {
	c, err := net.DialTimeout("tcp4", addr, 5*time.Second)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(5 * time.Second))
	config := &tls.Config{ServerName: name, RootCAs: Pool(root)}
	if change != nil {
		change(config)
	}
	s := tls.Client(c, config)
	if err := s.Handshake(); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(s, "GET / HTTP/1.0\r\nHost: etax.example\r\n\r\n"); err != nil {
		return nil, err
	}
	if _, err := s.Read(make([]byte, 1)); err != nil {
		return nil, err
	}
	state := s.ConnectionState()
	return &state, nil
}

func isAlert(err error, number uint8) bool {
	var a tls.AlertError
	if errors.As(err, &a) {
		return uint8(a) == number
	}
	var op *net.OpError // crypto/tls keeps received alerts unexported there
	return errors.As(err, &op) && op.Op == "remote error"
}

func TestOrdinaryTLS(t *testing.T) {
	root, ca := authority(t)
	c := leaf(t, ca, Subject{})
	s := HTTP(listen(t), &tls.Config{Certificates: []tls.Certificate{c}}, Welcome())
	closing(t, s)
	if _, err := shake(s.Addr.String(), root, "etax.example", nil); err != nil {
		t.Error(err)
	}
	if s.Accepted() != 1 {
		t.Errorf("accepted %d, want 1", s.Accepted())
	}
}

func TestOldVersion(t *testing.T) {
	root, ca := authority(t)
	s := HTTP(listen(t), TLS10(leaf(t, ca, Subject{})), Welcome())
	closing(t, s)
	if _, err := shake(s.Addr.String(), root, "etax.example", nil); !isAlert(err, AlertProtocolVersion) {
		t.Errorf("today's client: %v, want alert 70", err)
	}
	state, err := shake(s.Addr.String(), root, "etax.example", func(c *tls.Config) { c.MinVersion = tls.VersionTLS10 })
	if err != nil || state.Version != tls.VersionTLS10 {
		t.Errorf("an old client: %v %v", state, err)
	}
}

func TestOldSuites(t *testing.T) {
	root, ca := authority(t)
	s := HTTP(listen(t), OldSuites(leaf(t, ca, Subject{Key: RSA2048})), Welcome())
	closing(t, s)
	if _, err := shake(s.Addr.String(), root, "etax.example", nil); !isAlert(err, AlertHandshakeFailure) {
		t.Errorf("today's client: %v, want alert 40", err)
	}
	_, err := shake(s.Addr.String(), root, "etax.example", func(c *tls.Config) {
		c.MaxVersion = tls.VersionTLS12
		c.CipherSuites = []uint16{tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA}
	})
	if err != nil {
		t.Errorf("an old client: %v", err)
	}
}

func TestClientCertificateWanted(t *testing.T) {
	root, ca := authority(t)
	own, err := SelfSigned(Subject{CommonName: "client"})
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		s := HTTP(listen(t), WantsClientCertificate(leaf(t, ca, Subject{}), version), Welcome())
		closing(t, s)
		if _, err := shake(s.Addr.String(), root, "etax.example", nil); err == nil {
			t.Errorf("%x: passed without a certificate", version)
		}
		if _, err := shake(s.Addr.String(), root, "etax.example", func(c *tls.Config) { c.Certificates = []tls.Certificate{own} }); err != nil {
			t.Errorf("%x: with a certificate: %v", version, err)
		}
	}
}

func TestJudges(t *testing.T) {
	root, ca := authority(t)
	config := &tls.Config{Certificates: []tls.Certificate{leaf(t, ca, Subject{Names: []string{"etax.example", "other.example"}})}}
	start := func(j Judge) string {
		s := HTTP(OnHello(listen(t), j), config, Welcome())
		closing(t, s)
		return s.Addr.String()
	}
	if _, err := shake(start(ResetOnHello()), root, "etax.example", nil); !isReset(err) {
		t.Errorf("reset: %v", err)
	}
	bySNI := start(ResetOnHello("etax.example"))
	if _, err := shake(bySNI, root, "etax.example", nil); !isReset(err) {
		t.Errorf("reset by name: %v", err)
	}
	if _, err := shake(bySNI, root, "other.example", nil); err != nil {
		t.Errorf("another name: %v", err)
	}
	if _, err := shake(start(FinishOnHello), root, "etax.example", nil); !errors.Is(err, io.EOF) {
		t.Errorf("finish: %v", err)
	}
	if _, err := shake(start(AlertOnHello(AlertBadCertificate)), root, "etax.example", nil); !isAlert(err, AlertBadCertificate) {
		t.Errorf("alert: %v", err)
	}
	c := dial(t, start(StallOnHello))
	c.SetDeadline(time.Now().Add(100 * time.Millisecond))
	if err := tls.Client(c, &tls.Config{ServerName: "etax.example"}).Handshake(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("stall: %v", err)
	}
}

func TestTLCPOnly(t *testing.T) {
	root, _ := authority(t)
	s := HTTP(OnHello(listen(t), TLCPOnly), &tls.Config{}, Welcome())
	closing(t, s)
	if _, err := shake(s.Addr.String(), root, "etax.example", nil); !isAlert(err, AlertProtocolVersion) {
		t.Errorf("TLS: %v, want an alert", err)
	}
	c := dial(t, s.Addr.String())
	body := append([]byte{1, 1}, make([]byte, 32)...)
	body = append(body, 0, 0, 2, 0xe0, 0x13, 1, 0)
	hello := append([]byte{22, 1, 1, 0, byte(len(body) + 4), 1, 0, 0, byte(len(body))}, body...)
	c.Write(hello)
	head := make([]byte, 6)
	if _, err := io.ReadFull(c, head); err != nil || !bytes.Equal(head[:3], []byte{22, 1, 1}) || head[5] != 2 {
		t.Errorf("TLCP: % x %v, want a ServerHello of version 1.1", head, err)
	}
}

func TestPlainTextOnTLSPort(t *testing.T) {
	root, _ := authority(t)
	s := HTTP(listen(t), nil, Welcome())
	closing(t, s)
	var plain tls.RecordHeaderError
	if _, err := shake(s.Addr.String(), root, "etax.example", nil); !errors.As(err, &plain) {
		t.Errorf("%v, want a record header error", err)
	}
	resp, err := http.Get("http://" + s.Addr.String())
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

func TestHelloSeesWhatTheClientOffers(t *testing.T) {
	root, _ := authority(t)
	seen := make(chan *Hello, 1)
	s := OnHello(listen(t), func(h *Hello, c net.Conn) bool { seen <- h; return false })
	closing(t, s)
	shake(s.Addr().String(), root, "etax.example", nil)
	h := <-seen
	if h.ServerName != "etax.example" || h.Best() != tls.VersionTLS13 || h.TLCP() || len(h.Suites) == 0 {
		t.Errorf("%+v", h)
	}
}
