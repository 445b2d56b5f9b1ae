package checks

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"
	"unicode"
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

// printable is text from a stranger, fit to be shown: at most limit characters,
// without control characters and marks that turn the writing round, which could
// play tricks on a terminal or a page. Bytes that are no UTF-8 are read as GBK.
func printable(text string, limit int) string {
	if !utf8.ValidString(text) {
		text = decodeText([]byte(text[:min(len(text), 8*limit)]))
	}
	out := make([]rune, 0, min(len(text), limit))
	for _, r := range text {
		switch {
		case len(out) == limit:
			return string(out)
		case unicode.IsPrint(r) && r != utf8.RuneError:
			out = append(out, r)
		case unicode.IsSpace(r):
			out = append(out, ' ')
		}
	}
	return string(out)
}

// group runs funcs at once, as sync.WaitGroup does, and hands a panic of one of
// them to whoever waits, so that it is that check's error and not the end of
// the program. The zero value is ready.
type group struct {
	all   sync.WaitGroup
	mu    sync.Mutex
	broke any
}

func (g *group) Go(f func()) {
	g.all.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				g.mu.Lock()
				g.broke = p
				g.mu.Unlock()
			}
		}()
		f()
	})
}

// Wait returns when every func has, and panics if one did.
func (g *group) Wait() {
	g.all.Wait()
	if g.broke != nil {
		panic(g.broke)
	}
}
