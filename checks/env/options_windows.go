package env

import (
	"encoding/binary"
	"fmt"
	"net"
	"strings"

	"golang.org/x/sys/windows"
)

// Numbers of ws2ipdef.h and ws2tcpip.h that x/sys does not name.
const (
	ipTTL             = 4
	ipUnicastIf       = 31
	ipv6UnicastHops   = 4
	ipv6UnicastIf     = 31
	tcpMaxSegmentSize = 4 // TCP_MAXSEG; Windows 10 1903 and later
)

// setOptions applies o to a socket that is not connected yet.
func setOptions(fd uintptr, network string, o DialOptions) error {
	s := windows.Handle(fd)
	level, unicastIf, ttl := windows.IPPROTO_IP, ipUnicastIf, ipTTL
	six := strings.HasSuffix(network, "6")
	if six {
		level, unicastIf, ttl = windows.IPPROTO_IPV6, ipv6UnicastIf, ipv6UnicastHops
	}
	if o.Device != "" {
		card, err := net.InterfaceByName(o.Device)
		if err != nil {
			return fmt.Errorf("binding to adapter %s: %w", o.Device, err)
		}
		index := uint32(card.Index)
		if !six { // IPv4 wants network byte order
			index = binary.NativeEndian.Uint32(binary.BigEndian.AppendUint32(nil, index))
		}
		if err := windows.SetsockoptInt(s, level, unicastIf, int(int32(index))); err != nil {
			return fmt.Errorf("binding to adapter %s: %w", o.Device, err)
		}
	}
	if o.MSS != 0 && strings.HasPrefix(network, "tcp") {
		if err := windows.SetsockoptInt(s, windows.IPPROTO_TCP, tcpMaxSegmentSize, o.MSS); err != nil {
			return fmt.Errorf("setting the segment size to %d: %w", o.MSS, err)
		}
	}
	if o.TTL != 0 {
		if err := windows.SetsockoptInt(s, level, ttl, o.TTL); err != nil {
			return fmt.Errorf("setting the time to live to %d: %w", o.TTL, err)
		}
	}
	return nil
}
