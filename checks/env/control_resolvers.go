package env

import (
	"bytes"
	"net/netip"
	"strings"
)

// ResolverValue makes the value of [ResolverList] that differs from old in its
// servers alone. No servers means automatic, which a plain file cannot be: the
// value is then old. lines ends as the file's own lines end.
func ResolverValue(name string, old []byte, servers []netip.Addr) []byte {
	if name == "file" {
		return resolvConfValue(old, servers)
	}
	if strings.HasPrefix(name, "{") {
		return interfaceValue(name, old, servers)
	}
	var lists [2][]string
	for _, s := range servers {
		if s.Is4() {
			lists[0] = append(lists[0], s.String())
		} else {
			lists[1] = append(lists[1], s.String())
		}
	}
	var b strings.Builder
	for _, list := range lists {
		ignore := "no"
		if len(servers) > 0 {
			ignore = "yes"
		}
		b.WriteString(strings.Join(list, ",") + "\n" + ignore + "\n")
	}
	return []byte(b.String())
}

// resolvConfValue puts the servers where the first nameserver line was.
func resolvConfValue(old []byte, servers []netip.Addr) []byte {
	if len(servers) == 0 {
		return old
	}
	var block bytes.Buffer
	for _, s := range servers {
		block.WriteString("nameserver " + s.String() + "\n")
	}
	var out bytes.Buffer
	placed := false
	for line := range bytes.Lines(old) {
		if !bytes.HasPrefix(bytes.TrimSpace(line), []byte("nameserver")) {
			out.Write(line)
			continue
		}
		if !placed {
			out.Write(block.Bytes())
			placed = true
		}
	}
	if !placed {
		if n := out.Len(); n > 0 && out.Bytes()[n-1] != '\n' {
			out.WriteByte('\n')
		}
		out.Write(block.Bytes())
	}
	return out.Bytes()
}

// resolverValues are the values below Services that keep the servers set by hand
// for a Windows adapter: IPv4's and IPv6's.
func resolverValues(guid string) []string {
	return []string{`Tcpip\Parameters\Interfaces\` + guid + `\NameServer`, `Tcpip6\Parameters\Interfaces\` + guid + `\NameServer`}
}

// interfaceValue puts the servers into a Windows adapter's values. Automatic is
// an empty text where there was one, as Windows itself writes it.
func interfaceValue(guid string, old []byte, servers []netip.Addr) []byte {
	all, err := readRegistryValues(old)
	if err != nil {
		return nil
	}
	for i, name := range resolverValues(guid) {
		var list []string
		for _, s := range servers {
			if s.Is4() == (i == 0) {
				list = append(list, s.String())
			}
		}
		if v := all.find(name); v != nil && (v.There || len(list) > 0) {
			v.setText(strings.Join(list, ","))
		}
	}
	return all.bytes()
}
