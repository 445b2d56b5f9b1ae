package checks

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/miekg/dns"
)

// answering returns our end of a connection whose other end takes what we say
// and answers with the given bytes.
func answering(bytes []byte) net.Conn {
	near, far := net.Pipe()
	go func() {
		defer far.Close()
		far.Read(make([]byte, 4096))
		far.Write(bytes)
	}()
	return near
}

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

func FuzzExchangeHTTP(f *testing.F) {
	for _, s := range []string{
		"HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 07:00:00 GMT\r\n\r\n<title>x", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
		"HTTP/1.1 503 x\r\nRetry-After: 1\x7f\r\nLocation: \xff\r\n\r\n\xce\xac\xbb\xa4", "HTTP/0.9 999 \r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n", "\x15\x03\x01",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, bytes []byte) {
		conn := answering(bytes)
		defer conn.Close()
		r := exchangeHTTP(t.Context(), conn, request{path: "/", host: site}, 5*time.Second, time.Now)
		if (r.status == 0) != (r.failure != "") || len(r.body) > bodyLimit || r.status != 0 && r.status < 200 {
			t.Errorf("status %d, failure %q, %d bytes", r.status, r.failure, len(r.body))
		}
		if s := r.says("Location") + r.says("Server") + pageTitle(decodePage(r.body, r.says("Content-Type"))); hasControl(s) {
			t.Errorf("%q", s)
		}
	})
}

func FuzzTLCPHello(f *testing.F) {
	f.Add([]byte{22, 1, 1, 0, 38, 2, 0, 0, 34})
	f.Add([]byte{21, 1, 1, 0, 2, 2, 40})
	f.Add([]byte{21, 3, 1, 0, 2, 2, 70})
	f.Add([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		h := tlcpHello(t.Context(), answering(bytes))
		if h.Complete == (h.Failure != "") || h.Complete && !h.Record || len(h.FirstBytes) > 64 || h.BytesIn > 7 {
			t.Errorf("%+v", h)
		}
	})
}

func FuzzHandshake(f *testing.F) {
	f.Add([]byte{21, 3, 3, 0, 2, 2, 112})
	f.Add([]byte("220 mail\r\n"))
	f.Add([]byte{22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 1})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		h, c := shakeHands(t.Context(), answering(bytes), site, offerEverything, nil)
		if c != nil || h.Complete || h.Failure == "" || len(h.FirstBytes) > 64 || hasControl(h.Detail) {
			t.Errorf("%+v", h)
		}
	})
}

func FuzzDNSReply(f *testing.F) {
	m := new(dns.Msg).SetQuestion(site+".", dns.TypeA)
	m.Id = 7
	for _, change := range []func(*dns.Msg){nil, func(r *dns.Msg) { r.Question = nil }, func(r *dns.Msg) { r.Rcode = dns.RcodeServerFailure }} {
		f.Add(reply(m, "192.0.2.1", change))
	}
	f.Fuzz(func(t *testing.T, bytes []byte) {
		r := new(dns.Msg)
		if r.Unpack(bytes) != nil || !answersTo(m, r) {
			return
		}
		a := DNSAnswer{}
		a.read(r)
		if len(a.Addresses)+len(a.CNAMEs) > maxRecords || a.Rcode == "" || hasControl(strings.Join(a.CNAMEs, "")) {
			t.Errorf("%+v", a)
		}
		for _, s := range a.Addresses {
			if len(addAddr(nil, s)) != 1 {
				t.Errorf("%q is no address", s)
			}
		}
	})
}

// A TLCP port that stops within a record, and one that says nothing.
func TestTLCPHelloThatStops(t *testing.T) {
	h := tlcpHello(t.Context(), answering([]byte{22, 1, 1, 0}))
	if h.Failure != "closed" || !h.Record || h.Complete || h.BytesIn != 4 {
		t.Errorf("%+v", h)
	}
	near, far := net.Pipe()
	defer far.Close()
	go io.Copy(io.Discard, far)
	time.AfterFunc(50*time.Millisecond, func() { far.Close() })
	if h = tlcpHello(t.Context(), near); h.Failure != "closed" || h.Record || h.BytesIn != 0 {
		t.Errorf("%+v", h)
	}
}
