package env

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/sys/unix"
)

func readRoute(_ context.Context, name string) ([]byte, error) {
	line, err := routeLine(name)
	if err != nil || line == nil {
		return nil, err
	}
	return []byte(routeTable.value(line)), nil
}

// routeLine finds the one route of the main table with that name.
func routeLine(name string) ([]byte, error) {
	all, err := routeTable.lines(unix.AF_UNSPEC)
	if err != nil {
		return nil, fmt.Errorf("reading the routes: %w", err)
	}
	names, err := linkNames()
	if err != nil {
		return nil, err
	}
	var found []byte
	for _, line := range all {
		if routeOf(line, names) != name {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("finding the route %s: there are two", name)
		}
		found = line
	}
	return found, nil
}

// routeOf names a line of the main table; "" is another table's.
func routeOf(line []byte, names map[int]string) string {
	if line[4] != unix.RT_TABLE_MAIN {
		return ""
	}
	to := netip.IPv4Unspecified()
	if line[0] == unix.AF_INET6 {
		to = netip.IPv6Unspecified()
	}
	if a, ok := netip.AddrFromSlice(routeTable.attribute(line, unix.RTA_DST)); ok {
		to = a
	}
	r := Route{To: netip.PrefixFrom(to, int(line[1]))}
	if a, ok := netip.AddrFromSlice(routeTable.attribute(line, unix.RTA_GATEWAY)); ok {
		r.Gateway = a
	}
	if b := routeTable.attribute(line, unix.RTA_OIF); len(b) == 4 {
		r.Adapter = names[int(binary.NativeEndian.Uint32(b))]
	}
	if b := routeTable.attribute(line, unix.RTA_PRIORITY); len(b) == 4 {
		r.Metric = int(binary.NativeEndian.Uint32(b))
	}
	return RouteName(r)
}

func writeRoute(_ context.Context, name string, value []byte) error {
	now, err := routeLine(name)
	if err != nil {
		return err
	}
	switch {
	case value == nil && now != nil:
		err = routeTable.change(routeTable.del, now)
	case value != nil && now == nil:
		err = addRoute(name, value)
	}
	if err != nil {
		return fmt.Errorf("changing the route %s: %w", name, err)
	}
	return nil
}

// addRoute adds a route to the adapter that its name tells.
func addRoute(name string, value []byte) error {
	_, rest, _ := strings.Cut(name, " dev ")
	adapter, _, _ := strings.Cut(rest, " ")
	number, err := cardNumber(adapter)
	if err != nil {
		return err
	}
	line, err := rawLine(routeTable, value)
	if err != nil {
		return err
	}
	return routeTable.change(routeTable.add, routeTable.bound(line, number))
}

// rawLine reads a value that is one line of a kernel's table.
func rawLine(t kernelTable, value []byte) ([]byte, error) {
	line, err := hex.DecodeString(string(value))
	if err == nil && len(line) < t.head {
		err = fmt.Errorf("%d bytes are no line", len(line))
	}
	return line, err
}
