package env

import (
	"context"
	"net"
	"net/netip"
)

// lookup asks the hosts file and then the servers this computer is set to
// use, for IPv4 and IPv6; on Windows the system's own resolver. The error is
// a *net.DNSError.
func lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	r := net.Resolver{PreferGo: true}
	addrs, err := r.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	for i := range addrs {
		addrs[i] = addrs[i].Unmap()
	}
	return addrs, nil
}
