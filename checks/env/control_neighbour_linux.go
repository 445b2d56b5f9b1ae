package env

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/sys/unix"
)

// byHand are the states of entries that the kernel did not learn.
const byHand = unix.NUD_PERMANENT | unix.NUD_NOARP

// readNeighbour returns an entry that was set by hand. A learned one comes and
// goes by itself: it is no value.
func readNeighbour(_ context.Context, name string) ([]byte, error) {
	line, err := neighbourLine(name)
	if err != nil || line == nil || binary.NativeEndian.Uint16(line[8:])&byHand == 0 {
		return nil, err
	}
	mac := net.HardwareAddr(neighbourTable.attribute(line, unix.NDA_LLADDR))
	return []byte(mac.String() + " " + neighbourTable.value(line)), nil
}

// neighbourLine finds "ADAPTER ADDRESS" among the neighbours; nil: none.
func neighbourLine(name string) ([]byte, error) {
	adapter, address, _ := strings.Cut(name, " ")
	want, err := netip.ParseAddr(address)
	if err != nil {
		return nil, fmt.Errorf("finding the neighbour %s: %w", name, err)
	}
	number, err := cardNumber(adapter)
	if err != nil {
		return nil, err
	}
	all, err := neighbourTable.lines(unix.AF_UNSPEC)
	if err != nil {
		return nil, fmt.Errorf("reading the neighbours: %w", err)
	}
	for _, line := range all {
		at, _ := netip.AddrFromSlice(neighbourTable.attribute(line, unix.NDA_DST))
		if int(binary.NativeEndian.Uint32(line[4:])) == number && at == want.WithZone("") {
			return line, nil
		}
	}
	return nil, nil
}

func writeNeighbour(_ context.Context, name string, value []byte) error {
	now, err := neighbourLine(name)
	if err != nil {
		return err
	}
	if now != nil { // a learned entry makes room as well
		if err = neighbourTable.change(neighbourTable.del, now); errors.Is(err, unix.ENOENT) {
			err = nil
		}
	}
	if err == nil && value != nil {
		_, raw, _ := strings.Cut(string(value), " ")
		adapter, _, _ := strings.Cut(name, " ")
		number, none := cardNumber(adapter)
		var line []byte
		if line, err = rawLine(neighbourTable, []byte(raw)); err == nil && none == nil {
			err = neighbourTable.change(neighbourTable.add, neighbourTable.bound(line, number))
		}
		err = errors.Join(err, none)
	}
	if err != nil {
		return fmt.Errorf("changing the neighbour %s: %w", name, err)
	}
	return nil
}

// forgetNeighbour drops a learned entry: the next packet asks anew.
func forgetNeighbour(ctx context.Context, name string) error { return writeNeighbour(ctx, name, nil) }
