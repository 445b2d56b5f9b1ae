package checks

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html/charset"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	userAgent = "Mozilla/5.0 (compatible; kpdoctor)" // some gateways drop requests without a browser's name
	bodyLimit = 64 << 10                             // of a page, enough for its title and a notice
	bodyWait  = 2 * time.Second                      // for the rest of a page whose first byte came
)

func serviceCheck(p *profile.Profile, e profile.Endpoint, target string) Check {
	needs := append([]string{"port:" + e.Target(), "proxy"}, needsName(e.Host)...)
	if e.Scheme == "https" {
		needs = append(needs, "certificate:"+e.Target())
	}
	return Check{
		ID: "service:" + target, Stage: StageService, Target: target, Needs: needs,
		Run: func(ctx context.Context, j *Job) (Finding, error) { return runService(ctx, j, e) },
	}
}

// asking is one connection over which a request is due.
type asking struct {
	address, via string
	conn         net.Conn
}

// runService sends one request over every connection that may carry it, and
// reads the answers. Over TLS that is only one whose chain verified.
func runService(ctx context.Context, j *Job, e profile.Endpoint) (Finding, error) {
	ev := &ServiceEvidence{EndpointInfo: endpointInfo(e), SlowMS: ms(j.Profile.Limits.SlowResponse), ResponseMS: ms(j.Profile.Limits.ResponseTimeout)}
	ways := waysToAsk(ctx, j, e)
	if len(ways) == 0 {
		return Finding{Status: Skip, Reason: "no connection to " + e.Target() + " that may carry a request", Evidence: ev}, nil
	}
	ev.Answers = make([]Answer, len(ways))
	var all sync.WaitGroup
	for i, w := range ways {
		all.Go(func() {
			ev.Answers[i] = ask(ctx, j, e, w)
			w.conn.Close()
		})
	}
	all.Wait()
	return Finding{Status: serviceStatus(ev), Evidence: ev}, nil
}

// waysToAsk takes the connections that the earlier checks left open. Where they
// were taken already, by the same port's first page, one new connection is made.
func waysToAsk(ctx context.Context, j *Job, e profile.Endpoint) []asking {
	var ways []asking
	if e.Scheme == "http" {
		for _, o := range openedWays(j, e) {
			w := asking{via: o.via, conn: o.conn}
			if o.addr.IsValid() {
				w.address = o.addr.String()
			}
			ways = append(ways, w)
		}
		return ways
	}
	ss, _ := j.prior["certificate:"+e.Target()].value.(sessions)
	for _, s := range ss {
		if c := s.take(); c != nil {
			ways = append(ways, asking{address: s.address, via: s.via, conn: c})
		}
	}
	if len(ways) > 0 {
		return ways
	}
	for _, s := range ss {
		if s.verified && s.via == "" {
			if w, ok := secondConnection(ctx, j, e, s.address); ok {
				return []asking{w}
			}
		}
	}
	return nil
}

func secondConnection(ctx context.Context, j *Job, e profile.Endpoint, address string) (asking, bool) {
	v, err := newVerifier(j.Env, e.Roots)
	if err != nil {
		return asking{}, false
	}
	addr := addAddr(nil, address)
	if len(addr) == 0 {
		return asking{}, false
	}
	_, conn := connect(ctx, j, addr[0], e.Port, env.DialOptions{})
	if conn == nil {
		return asking{}, false
	}
	h, c := firstHello(ctx, j, e, opened{addr: addr[0], conn: conn}, v)
	return asking{address: address, conn: c}, h.Verified && c != nil
}

// ask sends GET and describes what came back.
func ask(ctx context.Context, j *Job, e profile.Endpoint, w asking) Answer {
	a := Answer{Address: w.address, Via: w.via}
	path := e.Path
	if path == "" {
		path = "/"
	}
	if w.via != "" && e.Scheme == "http" {
		path = "http://" + e.Target() + path // a plain proxy wants the whole address
	}
	r := exchangeHTTP(ctx, w.conn, path, hostHeader(e), j.Profile.Limits.ResponseTimeout, j.Env.Now)
	a.Status, a.Failure, a.FirstByteMS, a.DateOffsetMS = r.status, r.failure, r.firstByteMS, r.dateOffsetMS
	a.Expected = a.Status != 0 && e.Expects(a.Status)
	a.RetryAfter, a.Location, a.Server = r.header.Get("Retry-After"), r.header.Get("Location"), r.header.Get("Server")
	a.ContentType, a.BodyBytes = r.header.Get("Content-Type"), len(r.body)
	page := decodePage(r.body, a.ContentType)
	a.Title, a.Maintenance = pageTitle(page), a.Status >= 500 && saysMaintenance(page)
	return a
}

// httpAnswer is what one request brought.
type httpAnswer struct {
	status       int
	header       http.Header
	body         []byte
	failure      string
	firstByteMS  float64
	dateOffsetMS *float64
}

// exchangeHTTP sends one GET on conn and reads the answer, its page up to
// bodyLimit. patience is for the first byte.
func exchangeHTTP(ctx context.Context, conn net.Conn, path, host string, patience time.Duration, now func() time.Time) httpAnswer {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	stop := closeAtEnd(ctx, conn)
	r := httpAnswer{header: http.Header{}}
	began := time.Now()
	_, err := io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nUser-Agent: "+userAgent+"\r\nAccept: */*\r\nConnection: close\r\n\r\n")
	br := bufio.NewReader(conn)
	if err == nil {
		_, err = br.Peek(1)
	}
	r.firstByteMS = ms(time.Since(began))
	var resp *http.Response
	if err == nil {
		resp, err = readFinal(br)
	}
	stop()
	if err != nil {
		r.failure = answerFailure(ctxError(ctx, err))
		return r
	}
	defer resp.Body.Close()
	r.status, r.header = resp.StatusCode, resp.Header
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		offset := ms(date.Sub(now()))
		r.dateOffsetMS = &offset
	}
	conn.SetReadDeadline(time.Now().Add(bodyWait))
	r.body, _ = io.ReadAll(io.LimitReader(resp.Body, bodyLimit)) // a page cut short still has its beginning
	return r
}

// readFinal reads past interim answers (1xx).
func readFinal(br *bufio.Reader) (*http.Response, error) {
	for range 5 {
		resp, err := http.ReadResponse(br, &http.Request{Method: http.MethodGet})
		if err != nil || resp.StatusCode/100 != 1 {
			return resp, err
		}
	}
	return nil, errors.New("nothing but interim answers")
}

// answerFailure is the word for a request that brought no answer.
func answerFailure(err error) string {
	var op *net.OpError
	var rec tls.RecordHeaderError
	switch {
	case errors.As(err, &op) && op.Op == "remote error":
		return "alert"
	case errors.As(err, &rec):
		return "protocol"
	}
	if f, _ := env.Classify(err); f != env.Other {
		return string(f)
	}
	return "not_http"
}

func hostHeader(e profile.Endpoint) string {
	if e.Scheme == "https" && e.Port == 443 || e.Scheme == "http" && e.Port == 80 {
		return strings.TrimSuffix(strings.TrimSuffix(e.Target(), ":443"), ":80")
	}
	return e.Target()
}

// decodePage turns a page into UTF-8 by its header, its meta tag or its bytes:
// tax bureaus' pages are often GBK.
func decodePage(body []byte, contentType string) string {
	if validUTF8(body) {
		return string(body)
	}
	if !strings.Contains(strings.ToLower(contentType), "charset") && !bytes.Contains(bytes.ToLower(body), []byte("charset")) {
		return decodeText(body)
	}
	r, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		return decodeText(body)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		return decodeText(body)
	}
	return string(out)
}

// saysMaintenance reports whether a page is a notice of planned work.
func saysMaintenance(page string) bool {
	for _, w := range []string{"维护", "升级", "停机", "暂停服务", "maintenance", "Maintenance", "MAINTENANCE"} {
		if strings.Contains(page, w) {
			return true
		}
	}
	return false
}

// pageTitle is a page's title, at most 80 characters.
func pageTitle(page string) string {
	low := strings.ToLower(page)
	i := strings.Index(low, "<title")
	if i < 0 || len(low) != len(page) {
		return ""
	}
	_, rest, ok := strings.Cut(page[i:], ">")
	if !ok {
		return ""
	}
	title, _, _ := strings.Cut(rest, "<")
	r := []rune(strings.Join(strings.Fields(title), " "))
	return string(r[:min(len(r), 80)])
}

func serviceStatus(ev *ServiceEvidence) Status {
	good, slow := 0, false
	for _, a := range ev.Answers {
		if a.Expected {
			good++
			slow = slow || a.FirstByteMS > ev.SlowMS
		}
	}
	switch {
	case good == 0:
		return Fail
	case good < len(ev.Answers) || slow:
		return Warn
	}
	return Pass
}
