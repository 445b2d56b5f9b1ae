package env

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// A kernelTable is one sort of message in which the kernel tells its tables, and takes
// them: what it told, given back, makes the same line again.
type kernelTable struct {
	dump, add, del int
	head           int             // bytes before the attributes
	volatile       map[uint16]bool // attributes that count or age
	mask           func(head []byte)
	card           func(t kernelTable, line []byte) []byte // where a line holds its adapter's number; nil: nowhere
}

var (
	addressTable = kernelTable{unix.RTM_GETADDR, unix.RTM_NEWADDR, unix.RTM_DELADDR, unix.SizeofIfAddrmsg,
		map[uint16]bool{unix.IFA_CACHEINFO: true},
		func(head []byte) { head[2] &^= unix.IFA_F_TENTATIVE }, cardInHead}
	routeTable = kernelTable{unix.RTM_GETROUTE, unix.RTM_NEWROUTE, unix.RTM_DELROUTE, unix.SizeofRtMsg,
		map[uint16]bool{unix.RTA_CACHEINFO: true},
		func(head []byte) {
			flags := binary.NativeEndian.Uint32(head[8:]) &^ (unix.RTNH_F_DEAD | unix.RTNH_F_LINKDOWN)
			binary.NativeEndian.PutUint32(head[8:], flags)
		}, func(t kernelTable, line []byte) []byte { return t.attribute(line, unix.RTA_OIF) }}
	neighbourTable = kernelTable{unix.RTM_GETNEIGH, unix.RTM_NEWNEIGH, unix.RTM_DELNEIGH, unix.SizeofNdMsg,
		map[uint16]bool{unix.NDA_CACHEINFO: true, unix.NDA_PROBES: true}, func([]byte) {}, cardInHead}
)

// cardInHead: struct ifaddrmsg and struct ndmsg have it as their fifth to eighth byte.
func cardInHead(_ kernelTable, line []byte) []byte { return line[4:8] }

// bound is a line for the adapter of that number. Adapters are numbered anew when
// they are plugged in and when the system starts, so that values hold 0: whoever
// writes one looks up the number that the adapter has by then.
func (t kernelTable) bound(line []byte, number int) []byte {
	line = append([]byte{}, line...)
	if at := t.card(t, line); len(at) == 4 {
		binary.NativeEndian.PutUint32(at, uint32(number))
	}
	return line
}

// value is a line as a value.
func (t kernelTable) value(line []byte) string { return hex.EncodeToString(t.bound(line, 0)) }

// cardNumber is the number of an adapter now.
func cardNumber(adapter string) (int, error) {
	card, err := net.InterfaceByName(adapter)
	if err != nil {
		if _, there := os.Stat("/sys/class/net/" + adapter); errors.Is(there, fs.ErrNotExist) {
			err = ErrGone
		}
		return 0, fmt.Errorf("finding adapter %s: %w", adapter, err)
	}
	return card.Index, nil
}

// lines asks the kernel for a table, without what counts or ages.
func (t kernelTable) lines(family int) ([][]byte, error) {
	req := nl.NewNetlinkRequest(t.dump, unix.NLM_F_DUMP)
	head := make([]byte, t.head)
	head[0] = byte(family)
	req.AddRawData(head)
	messages, err := req.Execute(unix.NETLINK_ROUTE, uint16(t.add))
	if err != nil {
		return nil, fmt.Errorf("asking the kernel: %w", err)
	}
	var all [][]byte
	for _, m := range messages {
		if line, ok := t.lasting(m); ok {
			all = append(all, line)
		}
	}
	return all, nil
}

// lasting copies a message without its volatile attributes.
func (t kernelTable) lasting(m []byte) ([]byte, bool) {
	if len(m) < t.head {
		return nil, false
	}
	out := append([]byte{}, m[:t.head]...)
	t.mask(out)
	eachAttribute(m[t.head:], func(kind uint16, whole, _ []byte) {
		if !t.volatile[kind] {
			out = append(out, whole...)
		}
	})
	return out, true
}

// attribute is the value of one attribute of a line; nil where it has none.
func (t kernelTable) attribute(line []byte, want uint16) []byte {
	var found []byte
	eachAttribute(line[t.head:], func(kind uint16, _, value []byte) {
		if kind == want {
			found = value
		}
	})
	return found
}

func eachAttribute(b []byte, f func(kind uint16, whole, value []byte)) {
	for len(b) >= 4 {
		size := int(binary.NativeEndian.Uint16(b))
		if size < 4 || size > len(b) {
			return
		}
		padded := min((size+3)&^3, len(b))
		f(binary.NativeEndian.Uint16(b[2:])&0x3fff, b[:padded], b[4:size])
		b = b[padded:]
	}
}

// change adds or removes a line.
func (t kernelTable) change(message int, line []byte) error {
	flags := unix.NLM_F_ACK
	if message == t.add {
		flags |= unix.NLM_F_CREATE | unix.NLM_F_EXCL
	}
	req := nl.NewNetlinkRequest(message, flags)
	req.AddRawData(line)
	_, err := req.Execute(unix.NETLINK_ROUTE, 0)
	return err
}
