package checks

import (
	"bytes"
	"net/netip"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// hostsLines finds the lines of a hosts file that give an address to name. The
// file may be UTF-8, UTF-16 with a mark, or GBK, as Chinese editors write it;
// a line that is no entry is passed over, as every system does.
func hostsLines(path string, text []byte, name string) []HostsLine {
	var found []HostsLine
	for i, line := range strings.Split(decodeText(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		addr, err := netip.ParseAddr(fields[0])
		if err != nil {
			continue
		}
		for _, f := range fields[1:] {
			if strings.EqualFold(strings.TrimSuffix(f, "."), name) {
				found = append(found, HostsLine{Path: path, Line: i + 1, Address: addr.String()})
				break
			}
		}
	}
	return found
}

// decodeText turns bytes of an unknown encoding into a string; it never fails,
// since a wrong character in a comment must not hide an entry.
func decodeText(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		if out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return string(b[3:])
	case !validUTF8(b):
		if out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	}
	return string(b)
}
