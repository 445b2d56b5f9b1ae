//go:build unix

package env

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
)

// resolvers reads /etc/resolv.conf each time: a network namespace or a new
// lease changes it. No file, or no server in it, is an empty list.
func (s system) resolvers(context.Context) ([]Resolver, error) {
	text, err := os.ReadFile(filepath.Join(s.root, "/etc/resolv.conf"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the DNS servers: %w", err)
	}
	return parseResolvConf(string(text)), nil
}

// parseResolvConf takes the nameserver lines as the C library does; what is no
// address is no server.
func parseResolvConf(text string) []Resolver {
	var all []Resolver
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "nameserver" {
			continue
		}
		addr, err := netip.ParseAddr(fields[1])
		if err != nil {
			continue
		}
		source := "resolv.conf"
		if addr == netip.AddrFrom4([4]byte{127, 0, 0, 53}) || addr == netip.AddrFrom4([4]byte{127, 0, 0, 54}) {
			source = "systemd-resolved"
		}
		all = append(all, Resolver{Server: netip.AddrPortFrom(addr.Unmap(), 53), Source: source})
	}
	return all
}

func (s system) hostsFile(context.Context) (string, []byte, error) {
	const path = "/etc/hosts"
	text, err := os.ReadFile(filepath.Join(s.root, path))
	if err != nil {
		return path, nil, fmt.Errorf("reading the hosts file: %w", err)
	}
	return path, text, nil
}
