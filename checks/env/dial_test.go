package env

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"
)

func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.(*net.TCPListener)
}

func TestDialOpens(t *testing.T) {
	l := listen(t)
	conn, err := dial(t.Context(), "tcp4", l.Addr().String(), DialOptions{TTL: 5})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	peer, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		io.WriteString(peer, "ok")
		peer.Close()
	}()
	if got, err := io.ReadAll(conn); err != nil || string(got) != "ok" {
		t.Errorf("read %q, %v", got, err)
	}
	if _, isTCP := conn.(*net.TCPConn); !isTCP {
		t.Errorf("Dial returned a %T", conn)
	}
}

func TestDialHonoursDeadlineAfterwards(t *testing.T) {
	l := listen(t)
	conn, err := dial(t.Context(), "tcp4", l.Addr().String(), DialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	_, err = conn.Read(make([]byte, 1))
	if f, _ := Classify(err); f != TimedOut {
		t.Errorf("a read past its deadline: %v", err)
	}
}

func TestDialFailures(t *testing.T) {
	l := listen(t)
	addr := l.Addr().String()
	l.Close()
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	over, cancel := context.WithTimeout(context.Background(), 0)
	defer cancel()
	for _, c := range []struct {
		name          string
		ctx           context.Context
		network, addr string
		o             DialOptions
		want          Failure
	}{
		{"nobody listens", t.Context(), "tcp4", addr, DialOptions{}, Refused},
		{"stopped before", cancelled, "tcp4", addr, DialOptions{}, Cancelled},
		{"out of time before", over, "tcp4", addr, DialOptions{}, TimedOut},
		{"a name", t.Context(), "tcp4", "localhost:80", DialOptions{}, Other},
		{"the other family", t.Context(), "tcp6", addr, DialOptions{}, Other},
		{"an unknown network", t.Context(), "sctp4", addr, DialOptions{}, Other},
		{"no such adapter", t.Context(), "tcp4", addr, DialOptions{Device: "nosuch0"}, Other},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := dial(c.ctx, c.network, c.addr, c.o)
			var failed *DialError
			if !errors.As(err, &failed) || failed.Failure != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestClassifyExchanges(t *testing.T) {
	pair := func(t *testing.T) (*net.TCPConn, *net.TCPConn) {
		l := listen(t)
		conn, err := dial(t.Context(), "tcp4", l.Addr().String(), DialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		peer, err := l.AcceptTCP()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { peer.Close() })
		return conn.(*net.TCPConn), peer
	}
	one := make([]byte, 1)
	for _, c := range []struct {
		name string
		act  func(t *testing.T) error
		want Failure
	}{
		{"reset", func(t *testing.T) error {
			conn, peer := pair(t)
			peer.SetLinger(0)
			peer.Close()
			_, err := conn.Read(one)
			return err
		}, Reset},
		{"closed", func(t *testing.T) error {
			conn, peer := pair(t)
			peer.Close()
			_, err := io.ReadFull(conn, one)
			return err
		}, Closed},
		{"closed in the middle", func(t *testing.T) error {
			conn, peer := pair(t)
			peer.Write(one)
			peer.Close()
			_, err := io.ReadFull(conn, make([]byte, 2))
			return err
		}, Closed},
		{"closed by ourselves", func(t *testing.T) error {
			conn, _ := pair(t)
			conn.Close()
			_, err := conn.Read(one)
			return err
		}, Cancelled},
		{"datagram to nobody", func(t *testing.T) error {
			socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
			if err != nil {
				t.Fatal(err)
			}
			addr := socket.LocalAddr().String()
			socket.Close()
			conn, err := dial(t.Context(), "udp4", addr, DialOptions{})
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.Write(one)
			conn.SetReadDeadline(time.Now().Add(5 * time.Second))
			_, err = conn.Read(one)
			return err
		}, Refused},
		{"stopped", func(*testing.T) error { return context.Canceled }, Cancelled},
		{"late", func(*testing.T) error { return os.ErrDeadlineExceeded }, TimedOut},
		{"a slow name server", func(*testing.T) error { return &net.DNSError{IsTimeout: true} }, TimedOut},
		{"nothing known", func(*testing.T) error { return errors.New("?") }, Other},
		{"a dial error keeps its word", func(*testing.T) error { return &net.OpError{Err: &DialError{Failure: Prohibited, Err: io.EOF}} }, Prohibited},
		{"no error", func(*testing.T) error { return nil }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.act(t)
			if got, _ := Classify(err); got != c.want {
				t.Errorf("%v is %q, want %q", err, got, c.want)
			}
		})
	}
}

func TestPingOwnAddresses(t *testing.T) {
	e := System()
	for _, addr := range []string{"127.0.0.1", "127.0.0.2"} {
		t.Run(addr, func(t *testing.T) {
			t.Parallel() // pings must not take each other's answers
			s, err := e.Ping(t.Context(), netip.MustParseAddr(addr), 5, 5*time.Millisecond)
			if errors.Is(err, errors.ErrUnsupported) {
				t.Skipf("NOT TESTED: this user may not ping: %v", err)
			}
			if err != nil || s.Sent != 5 || s.Received != 5 || len(s.RTT) != 5 || s.Method == "" {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}
