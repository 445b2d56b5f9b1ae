package fault

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func get(t *testing.T, h http.Handler, limit time.Duration) (*http.Response, string, error) {
	t.Helper()
	s := HTTP(listen(t), nil, h)
	closing(t, s)
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, "GET", "http://"+s.Addr.String()+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	carrier := &http.Transport{DisableKeepAlives: true}
	r, err := carrier.RoundTrip(q) // redirects are not followed
	if err != nil {
		return nil, "", err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return r, string(b), err
}

func TestPages(t *testing.T) {
	for _, c := range []struct {
		what   string
		h      http.Handler
		status int
		header string // "Name: value"
		body   string
	}{
		{"status", Status(401), 401, "", ""},
		{"retry", StatusRetry(429, 120), 429, "Retry-After: 120", ""},
		{"welcome", Welcome(), 200, "", "欢迎"},
		{"no content", NoContent(), 204, "", ""},
		{"maintenance", Maintenance(503, false), 503, "", "系统升级维护中"},
		{"portal redirect", PortalRedirect("http://192.0.2.1/login"), 302, "Location: http://192.0.2.1/login", ""},
		{"portal page", PortalPage(), 200, "", "上网认证"},
		{"waf", WAF(412), 412, "", "拦截"},
	} {
		r, body, err := get(t, c.h, 5*time.Second)
		if err != nil || r.StatusCode != c.status || !strings.Contains(body, c.body) {
			t.Errorf("%s: %v %q %v", c.what, r, body, err)
			continue
		}
		if name, want, ok := strings.Cut(c.header, ": "); ok && r.Header.Get(name) != want {
			t.Errorf("%s: %s is %q", c.what, name, r.Header.Get(name))
		}
	}
}

func TestMaintenanceInGBK(t *testing.T) {
	_, body, err := get(t, Maintenance(503, true), 5*time.Second)
	if err != nil || strings.Contains(body, "维护") {
		t.Fatalf("%q %v: want bytes that are not UTF-8", body, err)
	}
	if text, err := simplifiedchinese.GBK.NewDecoder().String(body); err != nil || !strings.Contains(text, "系统维护") {
		t.Errorf("%q %v", text, err)
	}
}

func TestAnswersThatDoNotCome(t *testing.T) {
	if _, _, err := get(t, Never(), 100*time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("never: %v", err)
	}
	if _, _, err := get(t, Drop(true), 5*time.Second); !isReset(err) {
		t.Errorf("drop with RST: %v", err)
	}
	if _, _, err := get(t, Drop(false), 5*time.Second); !errors.Is(err, io.EOF) {
		t.Errorf("drop with FIN: %v", err)
	}
	begun := time.Now()
	if _, _, err := get(t, Slow(80*time.Millisecond, Welcome()), 5*time.Second); err != nil || time.Since(begun) < 80*time.Millisecond {
		t.Errorf("slow: %v after %v", err, time.Since(begun))
	}
}

func TestDated(t *testing.T) {
	r, _, err := get(t, Dated(-48*time.Hour, Welcome()), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	d, err := http.ParseTime(r.Header.Get("Date"))
	if off := time.Until(d); err != nil || off > -47*time.Hour || off < -49*time.Hour {
		t.Errorf("date is %v off, %v", off, err)
	}
}
