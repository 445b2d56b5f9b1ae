package checks

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"kpdoctor/checks/env"
)

// request is one GET.
type request struct {
	path, host string
	extra      string // header lines, each with its end
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

// says is a header's value, fit to be shown.
func (r *httpAnswer) says(header string) string { return printable(r.header.Get(header), maxText) }

var errTooMuch = errors.New("more than an answer's head may hold")

// exchangeHTTP sends one GET on conn and reads the answer, its page up to
// bodyLimit. patience is for all but the page.
func exchangeHTTP(ctx context.Context, conn net.Conn, q request, patience time.Duration, now func() time.Time) httpAnswer {
	head, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	stop := closeAtEnd(head, conn)
	r := httpAnswer{header: http.Header{}}
	began := time.Now()
	// A server may answer without having read it all: only the answer counts.
	io.WriteString(conn, "GET "+q.path+" HTTP/1.1\r\nHost: "+q.host+"\r\nUser-Agent: "+userAgent+"\r\nAccept: */*\r\n"+q.extra+"Connection: close\r\n\r\n")
	limit := &io.LimitedReader{R: conn, N: answerLimit}
	resp, err := r.readFinal(bufio.NewReader(limit), began)
	stop()
	if err != nil {
		if limit.N == 0 {
			err = errTooMuch
		}
		r.failure = answerFailure(ctxError(head, err))
		return r
	}
	r.status, r.header = resp.StatusCode, resp.Header
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		offset := ms(date.Sub(now()))
		r.dateOffsetMS = &offset
	}
	page, cancel := context.WithTimeout(ctx, bodyWait)
	defer cancel()
	defer closeAtEnd(page, conn)()
	r.body, _ = io.ReadAll(io.LimitReader(resp.Body, bodyLimit)) // a page cut short still has its beginning
	return r
}

// readFinal reads past interim answers (1xx) and notes when the final one began.
func (r *httpAnswer) readFinal(br *bufio.Reader, began time.Time) (*http.Response, error) {
	for range 5 {
		_, err := br.Peek(1)
		r.firstByteMS = ms(time.Since(began))
		if err != nil {
			return nil, err
		}
		resp, err := http.ReadResponse(br, &http.Request{Method: http.MethodGet})
		switch {
		case err != nil:
			return nil, err
		case resp.StatusCode < 100:
			return nil, fmt.Errorf("status %d", resp.StatusCode)
		case resp.StatusCode >= 200:
			return resp, nil
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
	case errors.As(err, &rec), errors.As(err, &op) && op.Op == "local error":
		return "protocol"
	}
	if f, _ := env.Classify(err); f != env.Other {
		return string(f)
	}
	return "not_http"
}
