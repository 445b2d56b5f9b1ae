package fault

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// HTTP serves h on l; with a configuration, over TLS.
func HTTP(l net.Listener, config *tls.Config, h http.Handler) *Server {
	addr := addrOf(l.Addr())
	s := &Server{Addr: addr}
	if config != nil {
		l = tls.NewListener(l, config)
	}
	web := &http.Server{
		Handler:     h,
		ErrorLog:    log.New(io.Discard, "", 0),
		IdleTimeout: time.Minute,
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				s.accepted.Add(1)
			}
		},
	}
	s.stop = func() error {
		err := web.Close()
		l.Close() // in case Serve has not begun
		return err
	}
	s.done.Go(func() { web.Serve(l) })
	return s
}

// Status answers every request with one status and a small page.
func Status(code int) http.Handler {
	return page(code, "text/html; charset=utf-8", fmt.Sprintf("<html><head><title>%d</title></head><body>%s</body></html>", code, http.StatusText(code)))
}

// StatusRetry is Status with a Retry-After, in seconds.
func StatusRetry(code, seconds int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		Status(code).ServeHTTP(w, r)
	})
}

// Welcome is a healthy start page.
func Welcome() http.Handler {
	return page(200, "text/html; charset=utf-8", "<html><head><title>电子发票服务平台</title></head><body>欢迎</body></html>")
}

// NoContent answers 204 with no body, as the connectivity probes of phones
// and browsers expect.
func NoContent() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
}

// Maintenance answers with a notice that the system is being upgraded, in
// UTF-8 or in GBK, which many of the field's servers still send.
func Maintenance(code int, gbk bool) http.Handler {
	const notice = `<html><head><meta charset="%s"><title>系统维护</title></head><body>尊敬的纳税人：系统升级维护中，请稍后再试。</body></html>`
	if !gbk {
		return page(code, "text/html; charset=utf-8", fmt.Sprintf(notice, "utf-8"))
	}
	text, err := simplifiedchinese.GBK.NewEncoder().String(fmt.Sprintf(notice, "gbk"))
	if err != nil {
		panic(err) // a constant text
	}
	return page(code, "text/html", text)
}

// PortalRedirect sends every request to a login page.
func PortalRedirect(login string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, login, http.StatusFound)
	})
}

// PortalPage answers every request with the login page itself.
func PortalPage() http.Handler {
	return page(200, "text/html; charset=utf-8", "<html><head><title>上网认证</title></head><body>请先登录无线网络</body></html>")
}

// WAF answers with the block page of a web application firewall: 403, 412 or 511.
func WAF(code int) http.Handler {
	return page(code, "text/html; charset=utf-8", "<html><head><title>访问被拒绝</title></head><body>您的访问存在异常，已被拦截。</body></html>")
}

func page(code int, kind, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(code)
		io.WriteString(w, body)
	})
}

// Slow waits before h answers: a late first byte.
func Slow(wait time.Duration, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(wait):
			h.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

// Never takes the request and does not answer.
func Never() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
}

// Drop takes the request and cuts the connection: with RST, or with a bare FIN.
func Drop(rst bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		if rst {
			reset(c)
		} else {
			hangUp(c)
		}
	})
}

// Dated shifts the Date header by offset.
func Dated(offset time.Duration, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(offset).UTC().Format(http.TimeFormat))
		h.ServeHTTP(w, r)
	})
}
