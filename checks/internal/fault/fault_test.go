package fault

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"
	"testing"
	"time"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.DialTimeout("tcp4", addr, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	c.SetDeadline(time.Now().Add(10 * time.Second))
	t.Cleanup(func() { c.Close() })
	return c
}

func closing(t *testing.T, c io.Closer) {
	t.Helper()
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
}

func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.Errno(10054)) // WSAECONNRESET
}

// authority is a root with an intermediate, both trusted through root.
func authority(t *testing.T) (root, intermediate *Authority) {
	t.Helper()
	root, err := NewRoot(Subject{CommonName: "Test Root"})
	if err != nil {
		t.Fatal(err)
	}
	intermediate, err = root.Intermediate(Subject{CommonName: "Test Intermediate"})
	if err != nil {
		t.Fatal(err)
	}
	return root, intermediate
}

func leaf(t *testing.T, a *Authority, s Subject) tls.Certificate {
	t.Helper()
	if s.Names == nil {
		s.Names = []string{"etax.example"}
	}
	c, err := a.Leaf(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
