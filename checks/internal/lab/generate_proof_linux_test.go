package lab

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Proofs of generated faults: other means than the engine's, from the client's
// place or, where the office lets nobody out, from the router's.

const proofPatience = 2500 * time.Millisecond // a slow line's handshake fits in

func (g *game) target(i int, address string) string {
	return net.JoinHostPort(address, strconv.Itoa(int(g.c.Endpoints[i].Port)))
}

// dials connects to each address of an endpoint and hands the outcome on.
func (g *game) dials(from *Host, i int, patience time.Duration, judge func(address string, c net.Conn, err error) error) error {
	for _, a := range g.c.addresses(i) {
		c, err := from.Dial("tcp", g.target(i, a), patience)
		if err == nil {
			c.SetDeadline(time.Now().Add(proofPatience))
		}
		failed := judge(a, c, err)
		if c != nil {
			c.Close()
		}
		if failed != nil {
			return fmt.Errorf("proof: %s: %w", g.target(i, a), failed)
		}
	}
	return nil
}

// endsIn wants every connection to an endpoint to end in one of the errors.
func (g *game) endsIn(from *Host, i int, want ...syscall.Errno) error {
	return g.dials(from, i, proofPatience, func(_ string, _ net.Conn, err error) error {
		for _, w := range want {
			if errors.Is(err, w) {
				return nil
			}
		}
		return fmt.Errorf("should end in %v, not %v", want, err)
	})
}

// silent wants every connection to an endpoint to get no answer.
func (g *game) silent(from *Host, i int) error {
	return g.dials(from, i, probePatience, func(_ string, _ net.Conn, err error) error {
		if !os.IsTimeout(err) {
			return fmt.Errorf("should be silent, not %v", err)
		}
		return nil
	})
}

// handshake wants the handshake with an endpoint to end in an error that says
// want, or where want is empty, to hold; look sees what was agreed.
func (g *game) handshake(i int, want string, look func(tls.ConnectionState) error) error {
	pool := x509.NewCertPool()
	pool.AddCert(g.trust.root.Cert)
	pool.AppendCertsFromPEM(g.roots)
	config := &tls.Config{ServerName: g.c.name(i), RootCAs: pool, Time: func() time.Time { return time.Now().Add(g.ahead) }}
	return g.dials(g.eye, i, proofPatience, func(_ string, c net.Conn, err error) error {
		if err != nil {
			return err
		}
		t := tls.Client(c, config)
		err = t.Handshake()
		switch {
		case want == "" && err != nil:
			return err
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			return fmt.Errorf("the handshake should end in %q, not %v", want, err)
		case look != nil:
			return look(t.ConnectionState())
		}
		return nil
	})
}

// answers wants the status from an endpoint's page; 0: none within a while.
func (g *game) answers(i, status int) error {
	return g.dials(g.eye, i, proofPatience, func(_ string, c net.Conn, err error) error {
		if err != nil {
			return err
		}
		if g.c.Endpoints[i].Scheme != "http" {
			c = tls.Client(c, &tls.Config{ServerName: g.c.name(i), InsecureSkipVerify: true}) // the page is asked for, not the name
		}
		if _, err := fmt.Fprintf(c, "GET / HTTP/1.0\r\nHost: %s\r\n\r\n", g.c.name(i)); err != nil && status != 0 {
			return err
		}
		head := make([]byte, 12)
		_, err = io.ReadFull(c, head)
		if got, _ := strconv.Atoi(strings.TrimSpace(string(head[9:]))); err == nil && got != status || err != nil && status != 0 {
			return fmt.Errorf("should answer %d, not %q %v", status, head, err)
		}
		return nil
	})
}

// speaks wants a TCP port of an address to be there, or not, for the client.
func (g *game) speaks(addr string, want bool) error {
	c, err := g.Client.Dial("tcp", addr, proofPatience)
	if err == nil {
		c.Close()
	}
	if (err == nil) != want {
		return fmt.Errorf("proof: %s opens: %v, should be %v", addr, err == nil, want)
	}
	return nil
}

// cut wants that nothing beyond the office opens for the client.
func (g *game) cut(*game, Fault) error {
	c, err := g.Client.Dial("tcp", "198.51.100.10:443", probePatience)
	if err == nil {
		c.Close()
		return errors.New("proof: the internet is there")
	}
	return nil
}
