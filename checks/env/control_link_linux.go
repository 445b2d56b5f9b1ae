package env

import (
	"context"
	"fmt"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// readSwitch is "up" or "down": what the system wants of the adapter.
func readSwitch(_ context.Context, name string) ([]byte, error) {
	if _, err := cardNumber(name); err != nil {
		return nil, err
	}
	link, err := netlink.LinkByName(name)
	if err != nil {
		return nil, fmt.Errorf("finding adapter %s: %w", name, err)
	}
	if link.Attrs().RawFlags&unix.IFF_UP != 0 {
		return []byte("up"), nil
	}
	return []byte("down"), nil
}

func writeSwitch(_ context.Context, name string, value []byte) error {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return fmt.Errorf("finding adapter %s: %w", name, err)
	}
	switch string(value) {
	case "up":
		err = netlink.LinkSetUp(link)
	case "down":
		err = netlink.LinkSetDown(link)
	default:
		err = fmt.Errorf("no such state: %q", value)
	}
	if err != nil {
		return fmt.Errorf("switching adapter %s: %w", name, err)
	}
	return nil
}
