package env

import (
	"bytes"
	"strings"
)

// ipv4First is the table of RFC 6724 with IPv4 above IPv6: one line of gai.conf(5)
// replaces the whole built-in table.
const ipv4First = `# kpdoctor: IPv4 first while IPv6 is dead
precedence ::1/128       50
precedence ::/0          40
precedence 2002::/16     30
precedence ::/96         20
precedence ::ffff:0:0/96 100
`

// IPv4First makes the value of [Precedence] that puts IPv4 first; ok is false
// where somebody set an order of their own, which stays.
func IPv4First(old []byte) (value []byte, ok bool) {
	if all, err := readRegistryValues(old); err == nil && all.find(componentsValue) != nil {
		return componentsIPv4First(all)
	}
	if bytes.Contains(old, []byte(ipv4First)) {
		return old, true
	}
	for line := range bytes.Lines(old) {
		if strings.HasPrefix(strings.TrimSpace(string(line)), "precedence") {
			return nil, false
		}
	}
	value = append([]byte{}, old...)
	if n := len(value); n > 0 && value[n-1] != '\n' {
		value = append(value, '\n')
	}
	return append(value, ipv4First...), true
}

// PrecedenceNeeds says what has to start again for a value of [Precedence] to
// count: each program, or on Windows the computer.
func PrecedenceNeeds(value []byte) string {
	if all, err := readRegistryValues(value); err == nil && all.find(componentsValue) != nil {
		return "computer"
	}
	return "program"
}

// LetThrough makes the value of [FirewallRule] that lets connections to a port
// pass a place: what leaves by its port, what comes in only as an answer.
func LetThrough(place, port string) []byte {
	if strings.HasSuffix(place, " input") {
		return []byte("ct state established tcp sport " + port)
	}
	return []byte("tcp dport " + port)
}
