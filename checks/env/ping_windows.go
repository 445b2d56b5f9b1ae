package env

import (
	"context"
	"encoding/binary"
	"fmt"
	"net/netip"
	"os"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	icmpCreateFile  = iphlpapi.NewProc("IcmpCreateFile")
	icmp6CreateFile = iphlpapi.NewProc("Icmp6CreateFile")
	icmpCloseHandle = iphlpapi.NewProc("IcmpCloseHandle")
	icmpSendEcho    = iphlpapi.NewProc("IcmpSendEcho")
	icmp6SendEcho2  = iphlpapi.NewProc("Icmp6SendEcho2")
)

const (
	echoLimit     = time.Second
	ipReqTimedOut = windows.Errno(11010)
)

// echo sends echo requests by IcmpSendEcho, which needs no rights.
func echo(ctx context.Context, to netip.Addr, count int, interval time.Duration) (PingStats, error) {
	stats := PingStats{Method: "IcmpSendEcho"}
	var lock sync.Mutex
	var all sync.WaitGroup
	var failed error
	begun := time.Now()
	tick := time.NewTicker(max(interval, time.Millisecond))
	defer tick.Stop()
	for range max(count, 1) {
		lock.Lock()
		hopeless := stats.Received == 0 && time.Since(begun) > echoLimit
		if !hopeless {
			stats.Sent++
		}
		lock.Unlock()
		if hopeless || ctx.Err() != nil {
			break
		}
		all.Go(func() {
			rtt, err := echoOnce(to)
			lock.Lock()
			defer lock.Unlock()
			switch {
			case err == nil:
				stats.Received++
				stats.RTT = append(stats.RTT, rtt)
			case failed == nil:
				failed = err
			}
		})
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }() // each ends within echoLimit
	select {
	case <-ctx.Done():
	case <-done:
	}
	lock.Lock()
	defer lock.Unlock()
	if stats.Received == 0 && failed != nil && failed != error(ipReqTimedOut) && !answeredByRouter(failed) {
		return PingStats{}, dialError(fmt.Errorf("pinging %s: %w", to, os.NewSyscallError("IcmpSendEcho", failed)))
	}
	return stats, nil
}

// answeredByRouter: codes 11002 to 11016 of ipexport.h tell of a request that
// was sent and came to nothing.
func answeredByRouter(err error) bool {
	code, ok := err.(windows.Errno)
	return ok && code >= 11002 && code <= 11016
}

// echoOnce sends one request and waits for its answer.
func echoOnce(to netip.Addr) (time.Duration, error) {
	payload := []byte("kpdoctor kpdoctor kpdoctor kpdoc") // 32 bytes, as ping.exe
	reply := make([]byte, 512)
	create, send := icmpCreateFile, icmpSendEcho
	if to.Is6() {
		create, send = icmp6CreateFile, icmp6SendEcho2
	}
	for _, proc := range []*windows.LazyProc{create, send} {
		if err := has(proc); err != nil {
			return 0, err
		}
	}
	handle, _, err := create.Call()
	if windows.Handle(handle) == windows.InvalidHandle {
		return 0, err
	}
	defer icmpCloseHandle.Call(handle)
	limit := uintptr(echoLimit.Milliseconds())
	begun := time.Now()
	var n uintptr
	var status uint32
	if to.Is4() {
		quad := to.As4()
		n, _, err = send.Call(handle, uintptr(binary.NativeEndian.Uint32(quad[:])),
			uintptr(unsafe.Pointer(&payload[0])), uintptr(len(payload)), 0,
			uintptr(unsafe.Pointer(&reply[0])), uintptr(len(reply)), limit)
		status = binary.NativeEndian.Uint32(reply[4:])
	} else {
		source, target := rawAddr(netip.IPv6Unspecified()), rawAddr(to)
		n, _, err = send.Call(handle, 0, 0, 0, uintptr(unsafe.Pointer(&source)), uintptr(unsafe.Pointer(&target)),
			uintptr(unsafe.Pointer(&payload[0])), uintptr(len(payload)), 0,
			uintptr(unsafe.Pointer(&reply[0])), uintptr(len(reply)), limit)
		status = binary.NativeEndian.Uint32(reply[28:]) // behind IPV6_ADDRESS_EX, 26 bytes
	}
	took := time.Since(begun)
	switch {
	case n == 0:
		return 0, err
	case status != 0:
		return 0, windows.Errno(status)
	}
	return took, nil
}
