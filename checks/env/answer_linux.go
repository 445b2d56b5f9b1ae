package env

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// hearAfter is how long a connection may be silent before this PC's own door
// is watched: just before the first SYN is repeated, after a second.
const hearAfter = 700 * time.Millisecond

// delivery is how long an answer may take from the door to its socket: one that
// was heard no longer ago is on its way, not dropped.
const delivery = 50 * time.Millisecond

// ear watches whether an answer to a connection attempt, or to a datagram,
// reaches this PC. One that does while the socket still waits was dropped by
// this PC itself: by its packet filter's input, or a check of the return path.
type ear struct {
	file  *os.File // nil without the right to see raw packets
	timer *time.Timer
	heard atomic.Int64 // when, in nanoseconds since 1970; 0: never
}

// listenFor starts to listen, a while from now, for answers from to the socket
// fd of a protocol, TCP or UDP. Without the right to see raw packets nothing is
// ever heard.
func listenFor(fd, protocol int, to netip.AddrPort) *ear {
	e := &ear{}
	var own int
	switch name, _ := unix.Getsockname(fd); name := name.(type) {
	case *unix.SockaddrInet4:
		own = name.Port
	case *unix.SockaddrInet6:
		own = name.Port
	}
	packets, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0) // deaf until bound
	if err != nil {
		return e
	}
	e.file = os.NewFile(uintptr(packets), "answers from "+to.String())
	e.timer = time.AfterFunc(hearAfter, func() { e.listen(protocol, to, uint16(own)) })
	return e
}

// stop ends the watch and reports whether an answer came.
func (e *ear) stop() bool {
	if e.file != nil {
		e.timer.Stop()
		go e.file.Close() // the kernel takes 10 ms over it, which would count as the connection's
	}
	at := e.heard.Load()
	return at != 0 && time.Since(time.Unix(0, at)) > delivery
}

func (e *ear) listen(protocol int, to netip.AddrPort, own uint16) {
	raw, err := e.file.SyscallConn()
	if err != nil {
		return
	}
	var bound error
	if err := raw.Control(func(fd uintptr) { bound = onlyAnswers(int(fd), protocol, to, own) }); err != nil || bound != nil {
		return
	}
	if n, err := e.file.Read(make([]byte, 128)); err == nil && n > 0 {
		e.heard.Store(time.Now().UnixNano())
	}
}

// onlyAnswers lets through datagrams or SYN-ACKs from one address and port to our own, then
// opens the socket to all adapters. IPv6 with extension headers is not recognised.
func onlyAnswers(fd, protocol int, to netip.AddrPort, own uint16) error {
	drop := bpf.RetConstant{Val: 0}
	var program []bpf.Instruction
	equal := func(load bpf.Instruction, want uint32) {
		program = append(program, load, bpf.JumpIf{Cond: bpf.JumpEqual, Val: want, SkipTrue: 1}, drop)
	}
	proto := uint16(unix.ETH_P_IP)
	addr := to.Addr().AsSlice()
	if to.Addr().Is4() {
		equal(bpf.LoadAbsolute{Off: 9, Size: 1}, uint32(protocol))
		equal(bpf.LoadAbsolute{Off: 12, Size: 4}, binary.BigEndian.Uint32(addr))
		program = append(program, bpf.LoadMemShift{Off: 0}) // X = length of the IP header
	} else {
		proto = unix.ETH_P_IPV6
		equal(bpf.LoadAbsolute{Off: 6, Size: 1}, uint32(protocol))
		for i := range 4 {
			equal(bpf.LoadAbsolute{Off: uint32(8 + 4*i), Size: 4}, binary.BigEndian.Uint32(addr[4*i:]))
		}
		program = append(program, bpf.LoadConstant{Dst: bpf.RegX, Val: 40})
	}
	equal(bpf.LoadIndirect{Off: 0, Size: 2}, uint32(to.Port()))
	equal(bpf.LoadIndirect{Off: 2, Size: 2}, uint32(own))
	if protocol == unix.IPPROTO_TCP {
		program = append(program, bpf.LoadIndirect{Off: 13, Size: 1}, bpf.ALUOpConstant{Op: bpf.ALUOpAnd, Val: 0x12},
			bpf.JumpIf{Cond: bpf.JumpEqual, Val: 0x12, SkipTrue: 1}, drop)
	}
	program = append(program, bpf.RetConstant{Val: 128})
	raw, err := bpf.Assemble(program)
	if err != nil {
		return fmt.Errorf("assembling the filter: %w", err)
	}
	filter := make([]unix.SockFilter, len(raw))
	for i, r := range raw {
		filter[i] = unix.SockFilter{Code: r.Op, Jt: r.Jt, Jf: r.Jf, K: r.K}
	}
	if err := unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}); err != nil {
		return os.NewSyscallError("setsockopt", err)
	}
	return os.NewSyscallError("bind", unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: proto<<8 | proto>>8}))
}
