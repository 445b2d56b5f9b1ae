package env

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os/exec"
	"regexp"
	"strings"
)

var (
	nmcli         = []string{"/usr/bin/nmcli", "/bin/nmcli"}
	connectionID  = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	serverOfValue = regexp.MustCompile(`^[0-9a-fA-F:., ]*$`)
)

// resolverKnob keeps the DNS servers where they are really kept. The name ""
// reads the names of what there is to set, one a line: "file" for
// /etc/resolv.conf, "nm:UUID" for each active connection of NetworkManager.
// systemd-resolved alone keeps what a link tells it and could not be put back.
func (s system) resolverKnob() Knob {
	file := s.fileKnob(resolvConf)
	return Knob{
		Read: func(ctx context.Context, name string) ([]byte, error) {
			switch id, ok := strings.CutPrefix(name, "nm:"); {
			case name == "":
				return s.resolverNames(ctx)
			case name == "file":
				return file.Read(ctx, "")
			case ok && connectionID.MatchString(id):
				return s.readConnection(ctx, id)
			}
			return nil, fmt.Errorf("reading DNS servers of %q: %w", name, errors.ErrUnsupported)
		},
		Write: func(ctx context.Context, name string, value []byte) error {
			switch id, ok := strings.CutPrefix(name, "nm:"); {
			case name == "file":
				return file.Write(ctx, "", value)
			case ok && connectionID.MatchString(id):
				return s.writeConnection(ctx, id, value)
			}
			return fmt.Errorf("setting DNS servers of %q: %w", name, errors.ErrUnsupported)
		},
		Locked: func(ctx context.Context, name string) error {
			if name == "file" {
				return file.Locked(ctx, "")
			}
			return nil
		},
	}
}

func (s system) resolverNames(ctx context.Context) ([]byte, error) {
	switch s.resolverKeeper() {
	case "file":
		return []byte("file"), nil
	case "NetworkManager":
		out, err := s.runProgram(ctx, nmcli, nil, "-t", "-f", "UUID,TYPE", "connection", "show", "--active")
		if err != nil {
			return nil, err
		}
		var names []string
		for line := range strings.Lines(string(out)) {
			id, kind, _ := strings.Cut(strings.TrimSpace(line), ":")
			if connectionID.MatchString(id) && (strings.Contains(kind, "ethernet") || strings.Contains(kind, "wireless")) {
				names = append(names, "nm:"+id)
			}
		}
		return []byte(strings.Join(names, "\n")), nil
	}
	return nil, fmt.Errorf("setting DNS servers that %s keeps: %w", s.resolverKeeper(), errors.ErrUnsupported)
}

// connectionFields are what NetworkManager keeps of DNS for one connection; a
// value has a line for each, in this order.
var connectionFields = []string{"ipv4.dns", "ipv4.ignore-auto-dns", "ipv6.dns", "ipv6.ignore-auto-dns"}

func (s system) readConnection(ctx context.Context, id string) ([]byte, error) {
	out, err := s.runProgram(ctx, nmcli, nil, "-g", strings.Join(connectionFields, ","), "connection", "show", "uuid", id)
	const noSuch = 10 // nmcli(1): connection, device, or access point does not exist
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == noSuch {
		err = fmt.Errorf("%w: %w", ErrGone, err)
	}
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(string(out), "\n"), "\n")
	if len(lines) < len(connectionFields) {
		lines = append(lines, make([]string, len(connectionFields)-len(lines))...)
	}
	for i := range lines {
		lines[i] = strings.ReplaceAll(strings.TrimSpace(lines[i]), `\:`, ":")
	}
	return []byte(strings.Join(lines[:len(connectionFields)], "\n") + "\n"), nil
}

func (s system) writeConnection(ctx context.Context, id string, value []byte) error {
	lines := strings.Split(strings.TrimSuffix(string(value), "\n"), "\n")
	if len(lines) != len(connectionFields) {
		return fmt.Errorf("setting DNS servers: %d fields", len(lines))
	}
	args := []string{"connection", "modify", "uuid", id}
	for i, field := range connectionFields {
		if v := lines[i]; !serverOfValue.MatchString(v) && v != "yes" && v != "no" {
			return fmt.Errorf("setting DNS servers: %q is none", v)
		}
		args = append(args, field, lines[i])
	}
	if _, err := s.runProgram(ctx, nmcli, nil, args...); err != nil {
		return err
	}
	return s.bringInForce(ctx, id)
}

// bringInForce lets NetworkManager take over what was changed of a connection:
// without cutting it where it can, else by connecting anew.
func (s system) bringInForce(ctx context.Context, id string) error {
	out, err := s.runProgram(ctx, nmcli, nil, "-g", "GENERAL.DEVICES", "connection", "show", "uuid", id)
	cards := strings.FieldsFunc(string(out), func(r rune) bool { return r == ',' || r == '\n' || r == ' ' })
	for _, card := range cards {
		if err == nil && !strings.HasPrefix(card, "-") {
			_, err = s.runProgram(ctx, nmcli, nil, "device", "reapply", card)
		}
	}
	if err == nil && len(cards) > 0 {
		return nil
	}
	_, err = s.runProgram(ctx, nmcli, nil, "connection", "up", "uuid", id)
	return err
}

// A nameCache is a program that keeps answers of DNS for others.
type nameCache struct {
	sign    string // there while it runs
	program []string
	args    []string
}

// nameCaches are those that run here.
func (s system) nameCaches() []nameCache {
	var all []nameCache
	for _, c := range []nameCache{
		{"/run/systemd/resolve", []string{"/usr/bin/resolvectl", "/bin/resolvectl"}, []string{"flush-caches"}},
		{"/run/nscd/socket", []string{"/usr/sbin/nscd", "/sbin/nscd"}, []string{"-i", "hosts"}},
	} {
		if _, ok := s.program(c.program...); ok && s.has(c.sign) {
			all = append(all, c)
		}
	}
	return all
}

// flushDNS empties the caches that run here.
func (s system) flushDNS(ctx context.Context, _ string) error {
	for _, c := range s.nameCaches() {
		if _, err := s.runProgram(ctx, c.program, nil, c.args...); err != nil {
			return err
		}
	}
	return nil
}

// firstAddress asks the C library, as other programs do: gai.conf counts there.
func (s system) firstAddress(ctx context.Context, host string) (netip.Addr, error) {
	if strings.HasPrefix(host, "-") {
		return netip.Addr{}, fmt.Errorf("resolving %q: %w", host, errors.ErrUnsupported)
	}
	out, err := s.runProgram(ctx, []string{"/usr/bin/getent"}, nil, "ahosts", host)
	if err != nil {
		return netip.Addr{}, err
	}
	first, _, _ := strings.Cut(string(out), " ")
	a, err := netip.ParseAddr(first)
	if err != nil {
		return netip.Addr{}, fmt.Errorf("resolving %s: %w", host, err)
	}
	return a.Unmap(), nil
}
