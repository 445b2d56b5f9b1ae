package env

import (
	"fmt"
	"net"
	"strings"

	"golang.org/x/sys/unix"
)

// setOptions applies o to a socket that is not connected yet.
func setOptions(fd uintptr, network string, o DialOptions) error {
	s := int(fd)
	level, bound, ttl := unix.IPPROTO_IP, unix.IP_BOUND_IF, unix.IP_TTL
	if strings.HasSuffix(network, "6") {
		level, bound, ttl = unix.IPPROTO_IPV6, unix.IPV6_BOUND_IF, unix.IPV6_UNICAST_HOPS
	}
	if o.Device != "" {
		card, err := net.InterfaceByName(o.Device)
		if err != nil {
			return fmt.Errorf("binding to adapter %s: %w", o.Device, err)
		}
		if err := unix.SetsockoptInt(s, level, bound, card.Index); err != nil {
			return fmt.Errorf("binding to adapter %s: %w", o.Device, err)
		}
	}
	if o.MSS != 0 && strings.HasPrefix(network, "tcp") {
		if err := unix.SetsockoptInt(s, unix.IPPROTO_TCP, unix.TCP_MAXSEG, o.MSS); err != nil {
			return fmt.Errorf("setting the segment size to %d: %w", o.MSS, err)
		}
	}
	if o.TTL != 0 {
		if err := unix.SetsockoptInt(s, level, ttl, o.TTL); err != nil {
			return fmt.Errorf("setting the time to live to %d: %w", o.TTL, err)
		}
	}
	return nil
}
