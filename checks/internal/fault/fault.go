// Package fault holds servers that lie, stall and cut: one file each for a
// certificate authority, DNS, NTP, HTTP, TLS, a proxy and plain TCP. Each shows
// one fault of the field on a socket it is given, truly and not by a flag, so
// that whoever connects must find the fault out.
//
// The package knows nothing of the engine. The demo and the lab use it.
package fault

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
)

// Server is a running lying server. Close stops it and cuts every connection.
type Server struct {
	Addr     netip.AddrPort
	accepted atomic.Int64
	once     sync.Once
	stop     func() error
	done     sync.WaitGroup
	mu       sync.Mutex
	conns    map[net.Conn]bool // nil once closed
}

// Accepted is the number of connections so far.
func (s *Server) Accepted() int { return int(s.accepted.Load()) }

// Close stops listening, cuts what is open and waits for the handlers to end.
func (s *Server) Close() error {
	var err error
	s.once.Do(func() {
		err = s.stop()
		s.mu.Lock()
		conns := s.conns
		s.conns = nil
		s.mu.Unlock()
		for c := range conns {
			c.Close()
		}
		s.done.Wait()
	})
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// serve runs handle on every connection that l accepts, each by itself, and
// closes the connection when handle returns.
func serve(l net.Listener, handle func(net.Conn)) *Server {
	s := &Server{Addr: addrOf(l.Addr()), stop: l.Close, conns: map[net.Conn]bool{}}
	s.done.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.accepted.Add(1)
			s.done.Go(func() {
				if s.keep(c) {
					handle(c)
					s.drop(c)
				}
				c.Close()
			})
		}
	})
	return s
}

func (s *Server) keep(c net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conns == nil {
		return false
	}
	s.conns[c] = true
	return true
}

func (s *Server) drop(c net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
}

func addrOf(a net.Addr) netip.AddrPort {
	ap, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.AddrPort{}
	}
	return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
}

// reset closes c so that the other side sees RST, also through a tls.Conn.
func reset(c net.Conn) {
	raw := bottom(c)
	if t, ok := raw.(*net.TCPConn); ok {
		t.SetLinger(0)
	}
	raw.Close()
	c.Close() // the layers above let go of what they hold
}

// hangUp closes c so that the other side sees FIN and no TLS goodbye.
func hangUp(c net.Conn) {
	raw := bottom(c)
	if t, ok := raw.(*net.TCPConn); ok {
		t.CloseWrite()
		drain(t) // closing with unread bytes would send RST
	}
	raw.Close()
	c.Close()
}

// bottom is the TCP connection below TLS and replayed bytes.
func bottom(c net.Conn) net.Conn {
	for {
		layer, ok := c.(interface{ NetConn() net.Conn })
		if !ok {
			return c
		}
		c = layer.NetConn()
	}
}
