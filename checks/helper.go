package checks

import (
	"bufio"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// versionPatience is how long the helper may take to say its version.
const versionPatience = time.Second

// askVersion asks 税务安全证书应用客户端 for its version and returns what it
// calls itself, "CHINATAX_CRYPT/1.4"; "" where it says nothing. That is all
// that is ever asked of it: its other questions read keys and count PINs. Its
// certificate is its own by design, and no secret is told, so none is verified.
func askVersion(ctx context.Context, conn net.Conn) string {
	ctx, cancel := context.WithTimeout(ctx, versionPatience)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) })
	defer stop()
	t := tls.Client(conn, &tls.Config{InsecureSkipVerify: true})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://127.0.0.1/api/getVersion", nil)
	if err != nil {
		return ""
	}
	req.Host, req.Close = conn.RemoteAddr().String(), true
	if err := req.Write(t); err != nil {
		return ""
	}
	answer, err := http.ReadResponse(bufio.NewReader(t), req)
	if err != nil {
		return ""
	}
	answer.Body.Close()
	name := answer.Header.Get("Server")
	return name[:min(len(name), 80)]
}
