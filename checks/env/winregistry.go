package env

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Types of registry values: winnt.h.
const (
	registryText   = 1 // REG_SZ
	registryBinary = 3 // REG_BINARY
	registryNumber = 4 // REG_DWORD
)

// A registryValue is one value as the registry keeps it: its type and its bytes.
type registryValue struct {
	Name  string // below the place that is read: "ProxyEnable", "Connections\WinHttpSettings"
	There bool
	Type  uint32
	Data  []byte
}

// registryValues are the values of one place, in the order of the place's list.
type registryValues []registryValue

// bytes is what a [Knob] holds of them: a line a value, its name quoted, then its
// type and its bytes in hex, or - where it is not there.
//
//	"ProxyEnable" 4 01000000
//	"AutoConfigURL" -
func (all registryValues) bytes() []byte {
	var b bytes.Buffer
	for _, v := range all {
		if !v.There {
			fmt.Fprintf(&b, "%q -\n", v.Name)
			continue
		}
		fmt.Fprintf(&b, "%q %d %s\n", v.Name, v.Type, hex.EncodeToString(v.Data))
	}
	return b.Bytes()
}

// readRegistryValues reads what bytes wrote.
func readRegistryValues(text []byte) (registryValues, error) {
	var all registryValues
	for line := range strings.Lines(string(text)) {
		v, err := readRegistryValue(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("reading a kept value of the registry: %q: %w", line, err)
		}
		all = append(all, v)
	}
	return all, nil
}

func readRegistryValue(line string) (registryValue, error) {
	quoted, err := strconv.QuotedPrefix(line)
	if err != nil {
		return registryValue{}, err
	}
	name, err := strconv.Unquote(quoted)
	if err != nil {
		return registryValue{}, err
	}
	v := registryValue{Name: name}
	rest, ok := strings.CutPrefix(line[len(quoted):], " ")
	if !ok {
		return v, strconv.ErrSyntax
	}
	if rest == "-" {
		return v, nil
	}
	kind, data, ok := strings.Cut(rest, " ")
	if !ok {
		return v, strconv.ErrSyntax
	}
	n, err := strconv.ParseUint(kind, 10, 32)
	if err != nil {
		return v, err
	}
	v.There, v.Type = true, uint32(n)
	v.Data, err = hex.DecodeString(data)
	return v, err
}

// find is the value of that name; nil where the list has none.
func (all registryValues) find(name string) *registryValue {
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}

// text is a REG_SZ or REG_EXPAND_SZ without its end; "" for what is no text.
func (v *registryValue) text() string {
	if v == nil || !v.There || v.Type != registryText && v.Type != 2 {
		return ""
	}
	units := make([]uint16, len(v.Data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(v.Data[2*i:])
	}
	s := string(utf16.Decode(units))
	if end := strings.IndexByte(s, 0); end >= 0 {
		s = s[:end]
	}
	return s
}

// setText makes it a text, of the type that it has.
func (v *registryValue) setText(s string) {
	if !v.There || v.Type != 2 {
		v.Type = registryText
	}
	v.There, v.Data = true, nil
	for _, u := range append(utf16.Encode([]rune(s)), 0) {
		v.Data = binary.LittleEndian.AppendUint16(v.Data, u)
	}
}

// number is a REG_DWORD; 0 for anything else.
func (v *registryValue) number() uint32 {
	if v == nil || !v.There || v.Type != registryNumber || len(v.Data) != 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(v.Data)
}

func (v *registryValue) setNumber(n uint32) {
	v.There, v.Type, v.Data = true, registryNumber, binary.LittleEndian.AppendUint32(nil, n)
}
