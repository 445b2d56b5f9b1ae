package env

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
)

// ties reads what binds this PC: search domains, the files that joining a
// domain leaves, and connections that stand on the ports of remote desktops.
func (s system) ties(ctx context.Context) (Ties, error) {
	var t Ties
	text, err := s.readText(resolvConf)
	if err != nil {
		return t, fmt.Errorf("reading the search domains: %w", err)
	}
	t.Search = searchDomains(text)
	for _, sign := range []string{"/etc/sssd/sssd.conf", "/etc/krb5.keytab", "/var/lib/samba/private/secrets.tdb", "/etc/ipa/default.conf"} {
		t.Joined = t.Joined || s.has(sign)
	}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		text, err := os.ReadFile(table)
		if err != nil {
			continue // no IPv6
		}
		t.Remote = append(t.Remote, remoteSessions(string(text))...)
	}
	for _, said := range append(s.sessionsAbove(os.Getppid()), os.Getenv("SSH_CONNECTION")) {
		first, _, _ := strings.Cut(said, " ")
		if peer, err := netip.ParseAddr(first); err == nil && !peer.IsLoopback() {
			t.Remote = append(t.Remote, Remote{Kind: "ssh", Peer: peer.Unmap()})
		}
	}
	t.Remote = inOrder(t.Remote)
	return t, ctx.Err()
}

// sessionsAbove are the SSH_CONNECTIONs that the processes above one were started
// with, as far as this user may read them: sudo, polkit and this program's own
// elevated part forget theirs, and a service may listen on another port than 22.
func (s system) sessionsAbove(process int) []string {
	var all []string
	for depth := 0; process > 1 && depth < 64; depth++ {
		dir := "/proc/" + strconv.Itoa(process)
		started, _ := s.readText(dir + "/environ")
		for pair := range strings.SplitSeq(started, "\x00") {
			if said, ok := strings.CutPrefix(pair, "SSH_CONNECTION="); ok {
				all = append(all, said)
			}
		}
		status, _ := s.readText(dir + "/stat")
		_, after, _ := strings.Cut(status[strings.LastIndexByte(status, ')')+1:], " ") // "PID (NAME) STATE PARENT ..."
		f := strings.Fields(after)
		if len(f) < 2 {
			break
		}
		process, _ = strconv.Atoi(f[1])
	}
	return all
}

// searchDomains of resolv.conf(5): the last line counts.
func searchDomains(text string) []string {
	var found []string
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) > 1 && (f[0] == "search" || f[0] == "domain") {
			found = slices.DeleteFunc(f[1:], func(s string) bool { return s == "." })
		}
	}
	return found
}

// remoteSessions reads /proc/net/tcp: connections that stand, others' to us.
func remoteSessions(table string) []Remote {
	var all []Remote
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) < 4 || f[3] != "01" { // ESTABLISHED
			continue
		}
		_, port, _ := strings.Cut(f[1], ":")
		n, err := strconv.ParseUint(port, 16, 16)
		if r, ok := remoteOf(n, kernelAddr(f[2])); err == nil && ok {
			all = append(all, r)
		}
	}
	return all
}

// kernelAddr reads "0100007F:1F90": 32-bit words in this machine's order.
func kernelAddr(text string) netip.Addr {
	address, _, _ := strings.Cut(text, ":")
	b, err := hex.DecodeString(address)
	if err != nil || len(b)%4 != 0 {
		return netip.Addr{}
	}
	for i := 0; i < len(b); i += 4 {
		binary.NativeEndian.PutUint32(b[i:], binary.BigEndian.Uint32(b[i:]))
	}
	a, _ := netip.AddrFromSlice(b)
	return a.Unmap()
}
