package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// prefix stands before the name of every namespace of the lab; the id of the
// process that made it follows, so that leftovers of a killed run are known.
const prefix = "kplab-"

const (
	runDir = "/run/netns"
	etcDir = "/etc/netns"
)

// A Host is one machine of the lab: a named network namespace.
type Host struct {
	Name string
	file *os.File
}

func newHost(name string) (*Host, error) {
	if out, err := exec.Command("ip", "netns", "add", name).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("adding namespace %s: %w: %s", name, err, out)
	}
	f, err := os.Open(filepath.Join(runDir, name))
	if err != nil {
		return nil, fmt.Errorf("opening namespace %s: %w", name, err)
	}
	return &Host{Name: name, file: f}, nil
}

// remove deletes the namespace; sockets that still stand in it keep it alive
// until they are closed.
func (h *Host) remove() error {
	h.file.Close()
	return removeNamed(h.Name)
}

func removeNamed(name string) error {
	os.RemoveAll(filepath.Join(etcDir, name))
	if out, err := exec.Command("ip", "netns", "del", name).CombinedOutput(); err != nil {
		return fmt.Errorf("deleting namespace %s: %w: %s", name, err, out)
	}
	return nil
}

// sweep removes what earlier runs left that were killed: namespaces and folders
// of the lab whose process is gone.
func sweep() {
	for _, dir := range []string{runDir, etcDir, os.TempDir()} {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			rest, ours := strings.CutPrefix(e.Name(), prefix)
			text, _, _ := strings.Cut(rest, "-")
			pid, err := strconv.Atoi(text)
			switch gone := ours && err == nil && syscall.Kill(pid, 0) == syscall.ESRCH; {
			case gone && dir == os.TempDir():
				os.RemoveAll(filepath.Join(dir, e.Name())) // its kpcheck
			case gone:
				removeNamed(e.Name())
			}
		}
	}
}

// Do runs f with the calling thread inside the host's namespace: sockets that f
// opens stay there. The thread is thrown away afterwards.
func (h *Host) Do(f func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the runtime ends the thread with the goroutine
		if err := unix.Setns(int(h.file.Fd()), unix.CLONE_NEWNET); err != nil {
			done <- fmt.Errorf("entering namespace %s: %w", h.Name, err)
			return
		}
		done <- f()
	}()
	return <-done
}

// command runs a program inside the namespace, with input on its standard input.
func (h *Host) command(input string, name string, args ...string) (string, error) {
	var out bytes.Buffer
	err := h.Do(func() error {
		c := exec.Command(name, args...)
		c.Stdin, c.Stdout, c.Stderr = strings.NewReader(input), &out, &out
		return c.Run()
	})
	if err != nil {
		return out.String(), fmt.Errorf("%s in %s: %w: %s\n%s", name, h.Name, err, out.String(), input)
	}
	return out.String(), nil
}

// IP runs lines of the ip command, without the word ip.
func (h *Host) IP(lines string) error {
	_, err := h.command(lines, "ip", "-batch", "-")
	return err
}

// Filter loads rules of nft.
func (h *Host) Filter(rules string) error {
	_, err := h.command(rules, "nft", "-f", "-")
	return err
}

// sysctl sets kernel parameters of this namespace, "net.ipv4.ip_forward=1".
func (h *Host) sysctl(settings ...string) error {
	return h.Do(func() error {
		var failed error
		for _, s := range settings {
			key, value, _ := strings.Cut(s, "=")
			path := "/proc/sys/" + strings.ReplaceAll(key, ".", "/")
			failed = errors.Join(failed, os.WriteFile(path, []byte(value), 0))
		}
		return failed
	})
}

// Listen opens a TCP socket in the namespace.
func (h *Host) Listen(addr string) (l net.Listener, err error) {
	err = h.Do(func() error {
		l, err = net.Listen("tcp", addr)
		return err
	})
	return l, err
}

// ListenPacket opens a UDP socket in the namespace.
func (h *Host) ListenPacket(addr string) (pc net.PacketConn, err error) {
	err = h.Do(func() error {
		pc, err = net.ListenPacket("udp", addr)
		return err
	})
	return pc, err
}

// Dial connects from the namespace; addr is an IP address with port.
func (h *Host) Dial(network, addr string, patience time.Duration) (c net.Conn, err error) {
	err = h.Do(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		c, err = (&net.Dialer{}).DialContext(ctx, network, addr)
		return err
	})
	return c, err
}
