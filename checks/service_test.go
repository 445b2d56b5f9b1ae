package checks

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// request over plain HTTP, through a whole run.
func visit(t *testing.T, d *desk, port uint16) (Answer, Status) {
	t.Helper()
	d.serving("http://"+site, port)
	got := d.ask(t, "service:"+at(port))
	return evidence[ServiceEvidence](t, got, "service:"+at(port)).Answers[0], got["service:"+at(port)].Status
}

func TestAnswers(t *testing.T) {
	redirect := func(to string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Location"] = []string{to}
			w.WriteHeader(302)
		})
	}
	zipped := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html")
		z := gzip.NewWriter(w)
		io.WriteString(z, "<title>系统维护</title>")
		z.Close()
	})
	for what, c := range map[string]struct {
		h      http.Handler
		want   Answer
		status Status
	}{
		"welcome":          {fault.Welcome(), Answer{Status: 200, Expected: true, Title: "电子发票服务平台"}, Pass},
		"a WAF's 412":      {fault.WAF(412), Answer{Status: 412, Expected: true, Title: "访问被拒绝"}, Pass},
		"403":              {fault.Status(403), Answer{Status: 403, Title: "403"}, Fail},
		"404":              {fault.Status(404), Answer{Status: 404, Title: "404"}, Fail},
		"429":              {fault.StatusRetry(429, 30), Answer{Status: 429, RetryAfter: "30", Title: "429"}, Fail},
		"500":              {fault.Status(500), Answer{Status: 500, Title: "500"}, Fail},
		"503, come back":   {fault.StatusRetry(503, 120), Answer{Status: 503, RetryAfter: "120", Title: "503"}, Fail},
		"maintenance":      {fault.Maintenance(503, false), Answer{Status: 503, Maintenance: true, Title: "系统维护"}, Fail},
		"in GBK":           {fault.Maintenance(500, true), Answer{Status: 500, Maintenance: true, Title: "系统维护"}, Fail},
		"200 that says so": {fault.Maintenance(200, true), Answer{Status: 200, Expected: true, Title: "系统维护"}, Pass},
		"redirect":         {redirect("https://login.example/?a=1"), Answer{Status: 302, Expected: true, Location: "https://login.example/?a=1"}, Pass},
		"a long way":       {redirect(strings.Repeat("x", 5000)), Answer{Status: 302, Expected: true, Location: strings.Repeat("x", maxText)}, Pass},
		"zipped":           {zipped, Answer{Status: 200, Expected: true}, Pass},
		"slow":             {fault.Slow(300*time.Millisecond, fault.Welcome()), Answer{Status: 200, Expected: true, Title: "电子发票服务平台"}, Warn},
		"never":            {fault.Never(), Answer{Failure: "timeout"}, Fail},
		"cut":              {fault.Drop(true), Answer{Failure: "reset"}, Fail},
		"closed":           {fault.Drop(false), Answer{Failure: "closed"}, Fail},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			l := local(t)
			web(t, l, nil, c.h)
			a, status := visit(t, d, portOf(l))
			c.want.Address = "127.0.0.1"
			if diff := cmp.Diff(c.want, a, timeless, cmpopts.IgnoreFields(Answer{}, "ContentType", "BodyBytes", "DateOffsetMS")); diff != "" {
				t.Error(diff)
			}
			if status != c.status {
				t.Errorf("status %s", status)
			}
			if a.Status != 0 && (a.DateOffsetMS == nil || *a.DateOffsetMS > 2000 || *a.DateOffsetMS < -2000) {
				t.Errorf("date %v", a.DateOffsetMS)
			}
			if what == "slow" && (a.FirstByteMS < 300 || a.FirstByteMS > 600) || what == "never" && (a.FirstByteMS < 590 || a.FirstByteMS > 900) {
				t.Errorf("first byte after %v ms", a.FirstByteMS)
			}
		})
	}
}

func TestServersClock(t *testing.T) {
	d := newDesk(t)
	l := local(t)
	web(t, l, nil, fault.Dated(-10*time.Minute, fault.Welcome()))
	if a, _ := visit(t, d, portOf(l)); a.DateOffsetMS == nil || *a.DateOffsetMS > -595e3 || *a.DateOffsetMS < -605e3 {
		t.Errorf("%+v", a)
	}
}

// What no honest server says: each is bounded in time and bytes, and named.
func TestHostileAnswers(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	say := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			http.ReadRequest(bufio.NewReader(c))
			io.WriteString(c, text)
		}
	}
	endless := func(head, piece string) func(net.Conn) {
		return func(c net.Conn) {
			http.ReadRequest(bufio.NewReader(c))
			io.WriteString(c, head)
			for {
				if _, err := io.WriteString(c, piece); err != nil {
					return
				}
			}
		}
	}
	drip := func(c net.Conn) {
		http.ReadRequest(bufio.NewReader(c))
		io.WriteString(c, ok+"\r\n<title>慢</title>")
		io.Copy(io.Discard, c) // and never the end
	}
	for what, c := range map[string]struct {
		answer func(net.Conn)
		want   Answer
		least  int // bytes of the page
	}{
		"not HTTP":            {say("220 mail ready\r\n"), Answer{Failure: "not_http"}, 0},
		"no status":           {say("HTTP/1.1 000 ?\r\n\r\n"), Answer{Failure: "not_http"}, 0},
		"interim only":        {say(strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 50)), Answer{Failure: "not_http"}, 0},
		"interim first":       {say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok + "\r\nhi"), Answer{Status: 200, Expected: true}, 2},
		"half a head":         {say("HTTP/1.1 200"), Answer{Failure: "closed"}, 0},
		"nothing":             {say(""), Answer{Failure: "closed"}, 0},
		"header flood":        {endless(ok, "X-A: "+strings.Repeat("a", 1000)+"\r\n"), Answer{Failure: "not_http"}, 0},
		"one endless header":  {endless(ok+"X-A: ", strings.Repeat("a", 1000)), Answer{Failure: "not_http"}, 0},
		"endless page":        {endless(ok+"\r\n<title>大</title>", strings.Repeat("页", 1000)), Answer{Status: 200, Expected: true, Title: "大"}, bodyLimit},
		"page without an end": {drip, Answer{Status: 200, Expected: true, Title: "慢"}, 10},
		"tricks in the head":  {say(ok + "Server: a\u202eb\r\nRetry-After: \xcf\xc2\xce\xe7\r\nLocation: http://x/\u202e\r\n\r\n<TITLE a='b'>a\x1b]0;x\x07 &lt;b&#27;&gt;\n  c</TITLE>"), Answer{Status: 200, Expected: true, Server: "ab", RetryAfter: "下午", Title: "a]0;x <b> c"}, 10},
		"an escape in it":     {say(ok + "Server: a\x1b[2Jb\r\n\r\n"), Answer{Failure: "not_http"}, 0},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			began := time.Now()
			a, _ := visit(t, d, raw(t, c.answer))
			if took := time.Since(began); took > d.profile.Limits.ResponseTimeout+bodyWait+time.Second {
				t.Errorf("took %v", took)
			}
			c.want.Address = "127.0.0.1"
			if diff := cmp.Diff(c.want, a, timeless, cmpopts.IgnoreFields(Answer{}, "ContentType", "BodyBytes", "DateOffsetMS", "Location")); diff != "" {
				t.Error(diff)
			}
			if a.BodyBytes < c.least || a.BodyBytes > bodyLimit || strings.ContainsAny(a.Location+a.ContentType, "\x1b\u202e\x08") {
				t.Errorf("%d bytes of page; %q %q", a.BodyBytes, a.Location, a.ContentType)
			}
		})
	}
}

// The first byte that counts is the answer's, not that of an interim one.
func TestFirstByteAfterInterim(t *testing.T) {
	d := newDesk(t)
	port := raw(t, func(c net.Conn) {
		http.ReadRequest(bufio.NewReader(c))
		io.WriteString(c, "HTTP/1.1 100 Continue\r\n\r\n")
		c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
		c.Read(make([]byte, 1))
		io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
	})
	if a, status := visit(t, d, port); a.FirstByteMS < 290 || status != Warn {
		t.Errorf("%+v, %s", a, status)
	}
}

// Ending the run ends the wait for a page that never ends.
func TestExchangeEndsWithTheRun(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	began := make(chan struct{})
	go func() {
		http.ReadRequest(bufio.NewReader(far))
		io.WriteString(far, "HTTP/1.1 200 OK\r\n\r\nbeginning")
		close(began)
		io.Copy(io.Discard, far)
	}()
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-began; cancel() }()
	start := time.Now()
	r := exchangeHTTP(ctx, near, request{path: "/", host: site}, time.Minute, time.Now)
	if took := time.Since(start); took > bodyWait/2 {
		t.Errorf("went on for %v", took)
	}
	if r.status != 200 || string(r.body) != "beginning" {
		t.Errorf("%d %q", r.status, r.body)
	}
}

func TestWhatIsAsked(t *testing.T) {
	d := newDesk(t)
	l := local(t)
	asked := make(chan string, 1)
	web(t, l, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- fmt.Sprint(r.Method, " ", r.RequestURI, " ", r.Host, " ", r.UserAgent() != "", " ", r.Close)
	}))
	d.serving("http://"+site+"/a?b=c", portOf(l))
	d.ask(t, "service:"+at(portOf(l)))
	if got, want := <-asked, "GET /a?b=c "+at(portOf(l))+" true true"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
}

func TestHostHeader(t *testing.T) {
	for want, e := range map[string]profile.Endpoint{
		"a.example":      {Scheme: "https", Host: "a.example", Port: 443},
		"b.example":      {Scheme: "http", Host: "b.example", Port: 80},
		"c.example:80":   {Scheme: "https", Host: "c.example", Port: 80},
		"d.example:443":  {Scheme: "http", Host: "d.example", Port: 443},
		"e.example:8443": {Scheme: "https", Host: "e.example", Port: 8443},
		"[::1]":          {Scheme: "https", Host: "::1", Port: 443},
	} {
		if got := hostHeader(e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Two pages on one port are both asked for, over TLS and without.
func TestSecondPageOnThePort(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			w.WriteHeader(410)
		}
	})
	for _, scheme := range []string{"http", "https"} {
		t.Run(scheme, func(t *testing.T) {
			d := newDesk(t)
			d.trusting(root)
			l := local(t)
			c := config(leaf)
			if scheme == "http" {
				c = nil
			}
			s := web(t, l, c, pages)
			d.serving(scheme+"://"+site+"/new", portOf(l))
			d.serving(scheme+"://"+site+"/old", portOf(l))
			got := d.ask(t, "service:"+at(portOf(l)), "service:"+at(portOf(l))+"/old")
			a := evidence[ServiceEvidence](t, got, "service:"+at(portOf(l))).Answers
			b := evidence[ServiceEvidence](t, got, "service:"+at(portOf(l))+"/old").Answers
			if len(a) != 1 || a[0].Status != 200 || len(b) != 1 || b[0].Status != 410 || b[0].Address != "127.0.0.1" {
				t.Errorf("%+v %+v", a, b)
			}
			if s.Accepted() != 2 {
				t.Errorf("%d connections", s.Accepted())
			}
		})
	}
}

// Plain HTTP on a port that another endpoint speaks TLS to has its own
// connection, and takes none from the handshake.
func TestPlainAndTLSOnOnePort(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d := newDesk(t)
	d.trusting(root)
	l := local(t)
	web(t, l, config(leaf), fault.Welcome())
	d.serving("http://"+site+"/", portOf(l))
	d.serving("https://"+site+"/", portOf(l))
	got := d.ask(t, "service:http://"+at(portOf(l)), "service:"+at(portOf(l))+"/")
	got.status(t, "service:"+at(portOf(l))+"/", Pass)
	if a := evidence[ServiceEvidence](t, got, "service:http://"+at(portOf(l))).Answers[0]; a.Status != 400 {
		t.Errorf("%+v", a)
	}
}
