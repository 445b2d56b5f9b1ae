package lab

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// A wire joins two namespaces by a pair of tunnel adapters whose packets pass
// through this process: with a delay, which the kernel here has no means for,
// or as a VPN that carries.
type wire struct{ ends [2]*os.File }

// newWire makes the adapters and starts to carry. They are down and without
// addresses.
func newWire(a *Host, nameA string, b *Host, nameB string, delayMS int) (*wire, error) {
	var w wire
	for i, end := range []struct {
		host *Host
		name string
	}{{a, nameA}, {b, nameB}} {
		f, err := tun(end.host, end.name)
		if err != nil {
			return nil, err
		}
		w.ends[i] = f
	}
	delay := time.Duration(delayMS) * time.Millisecond
	go carry(w.ends[0], w.ends[1], delay)
	go carry(w.ends[1], w.ends[0], delay)
	return &w, nil
}

// tun makes a tunnel adapter in a namespace; what the kernel sends into it is
// read from the file.
func tun(h *Host, name string) (f *os.File, err error) {
	err = h.Do(func() error {
		fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
		if err != nil {
			return err
		}
		req, err := unix.NewIfreq(name)
		if err == nil {
			req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
			err = unix.IoctlIfreq(fd, unix.TUNSETIFF, req)
		}
		if err != nil {
			unix.Close(fd)
			return fmt.Errorf("making tunnel %s in %s: %w", name, h.Name, err)
		}
		f = os.NewFile(uintptr(fd), name)
		return nil
	})
	return f, err
}

// late is a packet and when it is due.
type late struct {
	due    time.Time
	packet []byte
}

func carry(from, to *os.File, delay time.Duration) {
	queue := make(chan late, 4096)
	go func() {
		for p := range queue {
			time.Sleep(time.Until(p.due))
			to.Write(p.packet)
		}
	}()
	defer close(queue)
	buf := make([]byte, 65536)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		queue <- late{time.Now().Add(delay), append([]byte(nil), buf[:n]...)}
	}
}

func (w *wire) Close() error {
	for _, f := range w.ends {
		f.Close()
	}
	return nil
}
