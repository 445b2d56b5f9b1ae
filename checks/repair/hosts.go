package repair

import (
	"bytes"
	"context"
	"net/netip"
	"slices"
	"strings"

	"kpdoctor/checks/env"
)

// commentHosts takes out of the hosts file exactly the lines that give one of the
// problem's names a wrong address: each becomes a comment. A line's other names
// keep a line of their own.
var commentHosts = &Repair{
	Name: "hosts.comment", Fixes: []string{"dns.hosts_override"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		old, err := c.read(ctx, env.HostsText, "")
		if err != nil {
			return Plan{}, err
		}
		if bytes.HasPrefix(old, []byte{0xff, 0xfe}) || bytes.HasPrefix(old, []byte{0xfe, 0xff}) {
			return refuse("hosts_utf16", "")
		}
		right := map[string][]string{}
		for _, name := range c.Problem.Targets {
			if at := c.dnsAddresses(name); len(at) > 0 { // else nobody knows which line is wrong
				right[strings.ToLower(name)] = at
			}
		}
		to, lines := commented(old, right)
		if len(lines) == 0 {
			return Plan{}, ErrNothing
		}
		var after []string
		for _, l := range lines {
			after = append(after, "# "+l)
		}
		return Plan{Seconds: 2, Changes: []Change{{
			Kind: env.HostsText, From: strings.Join(lines, "; "), To: strings.Join(after, "; "), Old: old, New: to,
		}}}, nil
	},
}

// commented turns the lines that give a name of right an address that is not
// among those DNS has for it into comments, and returns those lines. All other
// bytes stay: marks, ends of lines, encoding, a last line without an end.
func commented(text []byte, right map[string][]string) (out []byte, lines []string) {
	var b bytes.Buffer
	rest := text
	if mark := []byte{0xef, 0xbb, 0xbf}; bytes.HasPrefix(rest, mark) {
		b.Write(mark)
		rest = rest[len(mark):]
	}
	for line := range bytes.Lines(rest) {
		kept, hurts := withoutNames(line, right)
		if !hurts {
			b.Write(line)
			continue
		}
		lines = append(lines, strings.Join(strings.Fields(string(line)), " "))
		b.WriteString("# ")
		b.Write(line)
		if kept != "" {
			if !bytes.HasSuffix(line, []byte("\n")) {
				if bytes.Contains(text, []byte("\r\n")) {
					b.WriteString("\r")
				}
				b.WriteString("\n")
			}
			b.WriteString(kept)
			b.Write(line[len(bytes.TrimRight(line, "\r\n")):])
		}
	}
	return b.Bytes(), lines
}

// withoutNames reports whether a line is one that hurts, and what remains of it.
func withoutNames(line []byte, right map[string][]string) (kept string, hurts bool) {
	entry, _, _ := strings.Cut(string(line), "#")
	fields := strings.Fields(entry)
	if len(fields) < 2 {
		return "", false
	}
	addr, err := netip.ParseAddr(fields[0])
	if err != nil {
		return "", false
	}
	var others []string
	for _, name := range fields[1:] {
		good, ours := right[strings.ToLower(strings.TrimSuffix(name, "."))]
		if ours && !slices.Contains(good, addr.String()) {
			hurts = true
		} else {
			others = append(others, name)
		}
	}
	if hurts && len(others) > 0 {
		kept = fields[0] + " " + strings.Join(others, " ")
	}
	return kept, hurts
}
