package checks

import (
	"context"
	"net"
	"net/netip"
	"time"
	"unicode/utf8"
)

// ms is a duration in milliseconds, to the microsecond.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// family is the suffix of a network name for an address: "4" or "6".
func family(a netip.Addr) string {
	if a.Unmap().Is4() {
		return "4"
	}
	return "6"
}

// closeAtEnd makes reads and writes of conn end when ctx does; call what it
// returns when the exchange is over.
func closeAtEnd(ctx context.Context, conn net.Conn) (stop func() bool) {
	return context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) })
}

// ctxError prefers the context's own error: a deadline set by closeAtEnd looks
// like a timeout of the connection.
func ctxError(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func validUTF8(b []byte) bool { return utf8.Valid(b) }
