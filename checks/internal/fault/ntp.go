package fault

import (
	"encoding/binary"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// Time is how an NTP server behaves; the zero value is right and well.
type Time struct {
	Offset         time.Duration // its clock minus this PC's
	Silent         bool
	KissOfDeath    string // a code such as RATE or DENY, with stratum 0
	Unsynchronised bool   // leap indicator 3 and stratum 16
	Delay          time.Duration
}

// NTP is a time server (RFC 5905, mode 4) over UDP.
type NTP struct {
	Addr  netip.AddrPort
	pc    net.PacketConn
	t     Time
	asked atomic.Int64
	stop  chan struct{}
	once  sync.Once
	done  sync.WaitGroup
}

// NewNTP serves t on pc.
func NewNTP(pc net.PacketConn, t Time) *NTP {
	n := &NTP{Addr: addrOf(pc.LocalAddr()), pc: pc, t: t, stop: make(chan struct{})}
	n.done.Go(n.serve)
	return n
}

// Asked is the number of questions so far.
func (n *NTP) Asked() int { return int(n.asked.Load()) }

// Close stops the server.
func (n *NTP) Close() error {
	var err error
	n.once.Do(func() {
		close(n.stop)
		err = n.pc.Close()
		n.done.Wait()
	})
	return err
}

func (n *NTP) serve() {
	buf := make([]byte, 512)
	for {
		size, from, err := n.pc.ReadFrom(buf)
		if err != nil {
			select {
			case <-n.stop:
				return
			default: // Windows reports an earlier ICMP here
				continue
			}
		}
		n.asked.Add(1)
		if size < 48 || n.t.Silent {
			continue
		}
		q := append([]byte(nil), buf[:48]...)
		arrived := time.Now()
		n.done.Go(func() { n.answer(q, from, arrived) })
	}
}

func (n *NTP) answer(q []byte, to net.Addr, arrived time.Time) {
	if n.t.Delay > 0 {
		select {
		case <-time.After(n.t.Delay):
		case <-n.stop:
			return
		}
	}
	a := make([]byte, 48)
	a[0] = q[0]&0x38 | 4 // the client's version, mode server
	a[1] = 2             // stratum
	a[2], a[3] = 6, 0xec // poll 64 s, precision 2^-20 s
	binary.BigEndian.PutUint32(a[4:], 0x00000100)
	binary.BigEndian.PutUint32(a[8:], 0x00000100)
	copy(a[12:], []byte{192, 0, 2, 123})
	switch {
	case n.t.KissOfDeath != "":
		a[0] |= 0xc0
		a[1] = 0
		copy(a[12:16], n.t.KissOfDeath)
	case n.t.Unsynchronised:
		a[0] |= 0xc0
		a[1] = 16
	}
	putTime(a[16:], arrived.Add(n.t.Offset-time.Minute))
	copy(a[24:], q[40:48])
	putTime(a[32:], arrived.Add(n.t.Offset))
	putTime(a[40:], time.Now().Add(n.t.Offset))
	n.pc.WriteTo(a, to)
}

// putTime writes an NTP timestamp: seconds since 1900 and a 32-bit fraction.
func putTime(b []byte, t time.Time) {
	const since1900 = 2208988800
	binary.BigEndian.PutUint32(b, uint32(t.Unix()+since1900))
	binary.BigEndian.PutUint32(b[4:], uint32(uint64(t.Nanosecond())<<32/1e9))
}
