package env

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// leaseValue is what a lease brings: IPv4 addresses and routes as the kernel
// tells them (hex), and the file of DNS servers where it is a file of its own.
type leaseValue struct {
	Addresses []string `json:"addresses"`
	Routes    []string `json:"routes"`
	Resolvers []byte   `json:"resolv_conf"`
}

func (s system) readLease(ctx context.Context, adapter string) ([]byte, error) {
	v, err := s.leaseOf(ctx, adapter)
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

func (s system) leaseOf(ctx context.Context, adapter string) (leaseValue, error) {
	var v leaseValue
	number, err := cardNumber(adapter)
	if err != nil {
		return v, err
	}
	addresses, err := addressTable.lines(unix.AF_INET)
	if err != nil {
		return v, fmt.Errorf("reading the addresses of %s: %w", adapter, err)
	}
	for _, line := range addresses {
		if int(binary.NativeEndian.Uint32(line[4:])) == number {
			v.Addresses = append(v.Addresses, addressTable.value(line))
		}
	}
	lines, err := routeTable.lines(unix.AF_INET)
	if err != nil {
		return v, fmt.Errorf("reading the routes of %s: %w", adapter, err)
	}
	for _, line := range lines {
		out := routeTable.attribute(line, unix.RTA_OIF)
		const madeByKernel = unix.RTPROT_KERNEL // comes and goes with its address
		if len(out) == 4 && int(binary.NativeEndian.Uint32(out)) == number && line[4] == unix.RT_TABLE_MAIN && line[5] != madeByKernel {
			v.Routes = append(v.Routes, routeTable.value(line))
		}
	}
	if s.resolverKeeper() == "file" {
		v.Resolvers, err = s.fileKnob(resolvConf).Read(ctx, "")
	}
	return v, err
}

// writeLease brings addresses and routes to what they were: first what is too
// much goes, then what is missing comes.
func (s system) writeLease(ctx context.Context, adapter string, value []byte) error {
	var want leaseValue
	if err := json.Unmarshal(value, &want); err != nil {
		return fmt.Errorf("reading what %s was: %w", adapter, err)
	}
	number, err := cardNumber(adapter)
	if err != nil {
		return err
	}
	now, err := s.leaseOf(ctx, adapter)
	if err != nil {
		return err
	}
	err = errors.Join(
		changeLines(routeTable, routeTable.del, number, now.Routes, want.Routes),
		changeLines(addressTable, addressTable.del, number, now.Addresses, want.Addresses),
		changeLines(addressTable, addressTable.add, number, want.Addresses, now.Addresses))
	if err == nil {
		if now, err = s.leaseOf(ctx, adapter); err == nil { // routes go with their address
			err = changeLines(routeTable, routeTable.add, number, want.Routes, now.Routes)
		}
	}
	if err == nil && s.resolverKeeper() == "file" && !bytes.Equal(now.Resolvers, want.Resolvers) {
		err = s.fileKnob(resolvConf).Write(ctx, "", want.Resolvers)
	}
	if err != nil {
		return fmt.Errorf("putting back what %s was: %w", adapter, err)
	}
	return nil
}

// changeLines adds or removes, for the adapter of a number, what is in list and
// not in other.
func changeLines(t kernelTable, message, number int, list, other []string) error {
	for _, text := range list {
		if slices.Contains(other, text) {
			continue
		}
		line, err := rawLine(t, []byte(text))
		if err != nil {
			return err
		}
		line = t.bound(line, number)
		if message == addressTable.add && line[2]&unix.IFA_F_PERMANENT == 0 {
			line = append(line, lifetime()...)
		}
		err = t.change(message, line)
		gone := message == t.del && (errors.Is(err, unix.ESRCH) || errors.Is(err, unix.EADDRNOTAVAIL))
		if err != nil && !gone {
			return err
		}
	}
	return nil
}

// lifetime is the attribute of an address that a lease gave: it counts again
// from an hour, since how long it had left is not a value that stands still.
func lifetime() []byte {
	b := make([]byte, 4+16)
	binary.NativeEndian.PutUint16(b, uint16(len(b)))
	binary.NativeEndian.PutUint16(b[2:], unix.IFA_CACHEINFO)
	binary.NativeEndian.PutUint32(b[4:], 3600)
	binary.NativeEndian.PutUint32(b[8:], 3600)
	return b
}

// renewLease asks for an address again, through whoever keeps the adapter.
func (s system) renewLease(ctx context.Context, adapter string) error {
	if _, err := net.InterfaceByName(adapter); err != nil {
		return fmt.Errorf("finding adapter %s: %w", adapter, err)
	}
	if strings.HasPrefix(adapter, "-") {
		return fmt.Errorf("renewing the lease of %q: %w", adapter, errors.ErrUnsupported)
	}
	var failed error
	for _, way := range s.leaseWays(adapter) {
		_, err := s.runProgram(ctx, way.program, nil, way.args...)
		if err == nil {
			return nil
		}
		failed = errors.Join(failed, err)
	}
	if failed == nil {
		failed = errors.ErrUnsupported
	}
	return fmt.Errorf("renewing the lease of %s: %w", adapter, failed)
}

type leaseWay struct {
	program []string
	args    []string
}

// leaseWays are the programs that may keep this adapter's lease: a running
// manager alone, else whichever client is installed.
func (s system) leaseWays(adapter string) []leaseWay {
	nm := []string{"/usr/bin/nmcli", "/bin/nmcli"}
	if s.has("/run/NetworkManager") {
		return []leaseWay{{nm, []string{"device", "reapply", adapter}}, {nm, []string{"device", "connect", adapter}}}
	}
	if s.networkd(adapter) {
		return []leaseWay{{[]string{"/usr/bin/networkctl", "/bin/networkctl"}, []string{"renew", adapter}}}
	}
	var ways []leaseWay
	for _, w := range []leaseWay{
		{[]string{"/usr/sbin/dhcpcd", "/sbin/dhcpcd"}, []string{"--rebind", adapter}},
		{[]string{"/usr/sbin/dhclient", "/sbin/dhclient"}, []string{"-1", adapter}},
		{[]string{"/usr/sbin/udhcpc", "/sbin/udhcpc", "/usr/bin/udhcpc"}, []string{"-i", adapter, "-n", "-q", "-t", "4", "-T", "2"}},
	} {
		if _, ok := s.program(w.program...); ok {
			ways = append(ways, w)
		}
	}
	return ways
}

// networkd reports whether systemd-networkd keeps the adapter.
func (s system) networkd(adapter string) bool {
	card, err := net.InterfaceByName(adapter)
	if err != nil {
		return false
	}
	text, _ := s.readText("/run/systemd/netif/links/" + strconv.Itoa(card.Index))
	return strings.Contains(text, "ADMIN_STATE=configur") && s.has("/run/systemd/netif/state")
}

// leaseKeeper names the program that would renew leases; "" none.
func (s system) leaseKeeper() string {
	for _, w := range s.leaseWays("") {
		if p, ok := s.program(w.program...); ok {
			return filepath.Base(p)
		}
	}
	return ""
}

// resolvConf is where programs look for DNS servers.
const resolvConf = "/etc/resolv.conf"

// resolverMarks are what programs that keep resolv.conf write into its comments.
var resolverMarks = []string{"resolvconf", "tailscale", "generated by WSL", "netconfig", "ConnMan"}

// otherKeeper is the program whose mark the file has, or the folder of running
// programs that a link leads to; "" where it is nobody's.
func otherKeeper(target, text string) string {
	for line := range strings.Lines(text) {
		for _, mark := range resolverMarks {
			if strings.HasPrefix(line, "#") && strings.Contains(strings.ToLower(line), strings.ToLower(mark)) {
				return mark
			}
		}
	}
	for _, dir := range []string{"/run/", "/var/run/", "../run/", "/mnt/"} {
		if strings.HasPrefix(target, dir) {
			return target
		}
	}
	return ""
}

// resolverKeeper says who keeps the DNS servers: "file", "NetworkManager",
// "systemd-resolved", or another program, which nothing is changed behind.
func (s system) resolverKeeper() string {
	path := filepath.Join(s.root, resolvConf)
	target, _ := os.Readlink(path)
	text, _ := os.ReadFile(path)
	switch {
	case strings.Contains(target, "systemd") || strings.Contains(string(text), "managed by man:systemd-resolved"):
		if s.has("/run/NetworkManager") {
			return "NetworkManager"
		}
		return "systemd-resolved"
	case s.has("/run/NetworkManager") && (strings.Contains(target, "NetworkManager") || strings.Contains(string(text), "Generated by NetworkManager")):
		return "NetworkManager"
	}
	if other := otherKeeper(target, string(text)); other != "" {
		return other
	}
	return "file"
}
