package lab

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/miekg/dns"
)

// Independent means to show that a fault is in force: plain sockets from the
// client's place, counters of the packet filter, other people's DNS library.

const probePatience = 700 * time.Millisecond

// Connects fails unless the client reaches a port.
func (l *Lab) Connects(addr string) error {
	c, err := l.Client.Dial("tcp", addr, 3*time.Second)
	if err != nil {
		return fmt.Errorf("proof: %s should open: %w", addr, err)
	}
	return c.Close()
}

// Refuses fails unless the client's connection ends with the errno.
func (l *Lab) Refuses(addr string, want syscall.Errno) error {
	c, err := l.Client.Dial("tcp", addr, 3*time.Second)
	if err == nil {
		c.Close()
	}
	if !errors.Is(err, want) {
		return fmt.Errorf("proof: %s should end in %v, not %v", addr, want, err)
	}
	return nil
}

// Silent fails unless a port of an address says nothing.
func (l *Lab) Silent(addrs ...string) error {
	for _, addr := range addrs {
		c, err := l.Client.Dial("tcp", addr, probePatience)
		if err == nil {
			c.Close()
		}
		if !os.IsTimeout(err) {
			return fmt.Errorf("proof: %s should be silent, not %v", addr, err)
		}
	}
	return nil
}

// Unreached fails if a port of an address opens.
func (l *Lab) Unreached(addr string) error {
	c, err := l.Client.Dial("tcp", addr, probePatience)
	if err == nil {
		c.Close()
		return fmt.Errorf("proof: %s opens", addr)
	}
	return nil
}

// Pings fails unless the client's ping tool gets, or does not get, an answer.
func (l *Lab) Pings(addr string, want bool) error {
	_, err := l.Client.command("", "ping", "-n", "-c", "1", "-W", "1", addr)
	if (err == nil) != want {
		return fmt.Errorf("proof: ping of %s answered: %v, should be %v", addr, err == nil, want)
	}
	return nil
}

var hits = regexp.MustCompile(`packets (\d+)`)

// Hit fails unless the last loaded filter of a host has matched something.
func (l *Lab) Hit(h *Host) error {
	out, err := h.command("", "nft", "list", "counters")
	if err != nil {
		return err
	}
	for _, m := range hits.FindAllStringSubmatch(out, -1) {
		if n, _ := strconv.Atoi(m[1]); n > 0 {
			return nil
		}
	}
	return errors.New("proof: the filter of " + h.Name + " matched nothing:\n" + out)
}

// Ask is a DNS question from the client's place.
func (l *Lab) Ask(server, name string, kind uint16) (reply *dns.Msg, err error) {
	err = l.Client.Do(func() error {
		m := new(dns.Msg).SetQuestion(dns.Fqdn(name), kind)
		c := dns.Client{Timeout: probePatience}
		reply, _, err = c.Exchange(m, net.JoinHostPort(server, "53"))
		return err
	})
	return reply, err
}

// Says fails unless a server answers a name with rcode and, where one is given,
// the address.
func (l *Lab) Says(server, name string, rcode int, address string) error {
	kind := dns.TypeA
	if strings.Contains(address, ":") {
		kind = dns.TypeAAAA
	}
	r, err := l.Ask(server, name, kind)
	if err != nil {
		return fmt.Errorf("proof: asking %s for %s: %w", server, name, err)
	}
	found := address == "" && len(r.Answer) == 0
	for _, rr := range r.Answer {
		found = found || address != "" && strings.HasSuffix(rr.String(), "\t"+address)
	}
	if r.Rcode != rcode || !found {
		return fmt.Errorf("proof: %s answers %s for %s: %v", server, dns.RcodeToString[r.Rcode], name, r.Answer)
	}
	return nil
}

// Mum fails unless a DNS server says nothing for a name.
func (l *Lab) Mum(server, name string) error {
	if r, err := l.Ask(server, name, dns.TypeA); err == nil {
		return fmt.Errorf("proof: %s answers for %s: %s", server, name, dns.RcodeToString[r.Rcode])
	}
	return nil
}

// Handshake shakes hands from the client's place, as a program that trusts the
// lab's root does, and returns how it ended.
func (l *Lab) Handshake(addr, name string) error {
	c, err := l.Client.Dial("tcp", addr, 2*time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(probePatience))
	pool := x509.NewCertPool()
	pool.AddCert(l.trust.root.Cert)
	return tls.Client(c, &tls.Config{ServerName: name, RootCAs: pool}).Handshake()
}

// Fails fails unless a handshake with addr ends in an error that says want.
func (l *Lab) Fails(addr, name, want string) error {
	err := l.Handshake(addr, name)
	if err == nil || !strings.Contains(err.Error(), want) {
		return fmt.Errorf("proof: the handshake with %s should end in %q, not %v", addr, want, err)
	}
	return nil
}

// Status is the status of a plain or TLS request from the client's place.
func (l *Lab) Status(addr, name, path string, overTLS bool) (string, error) {
	c, err := l.Client.Dial("tcp", addr, 2*time.Second)
	if err != nil {
		return "", err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(probePatience))
	if overTLS {
		c = tls.Client(c, &tls.Config{ServerName: name, InsecureSkipVerify: true}) // the page is asked for, not the name
	}
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, name); err != nil {
		return "", err
	}
	buf := make([]byte, 12)
	n, err := c.Read(buf)
	if n == 12 {
		return string(buf[9:]), nil
	}
	return "", err
}

// Answers fails unless a request is answered with the status.
func (l *Lab) Answers(addr, name string, status int, overTLS bool) error {
	got, err := l.Status(addr, name, "/", overTLS)
	if err != nil || got != strconv.Itoa(status) {
		return fmt.Errorf("proof: %s should answer %d, not %q %v", addr, status, got, err)
	}
	return nil
}

// all returns the first error.
func all(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// connectVia asks a proxy for a way and returns the status.
func (l *Lab) connectVia(proxy, target string) (string, error) {
	c, err := l.Client.Dial("tcp", proxy, 2*time.Second)
	if err != nil {
		return "", err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(4 * time.Second))
	if _, err := fmt.Fprintf(c, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", target, target); err != nil {
		return "", err
	}
	buf := make([]byte, 12)
	n, err := c.Read(buf)
	if n < 12 {
		return "", err
	}
	return string(buf[9:]), nil
}
