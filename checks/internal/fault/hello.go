package fault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"

	"golang.org/x/crypto/cryptobyte"
)

// Hello is the part of a TLS or TLCP ClientHello that a middlebox looks at.
type Hello struct {
	Record     uint16 // version in the record header: 0x0301, TLCP 0x0101
	Version    uint16 // legacy version in the hello: 0x0303, TLCP 0x0101
	Versions   []uint16
	Suites     []uint16
	ServerName string
}

// TLCP reports whether the client speaks GB/T 38636, not TLS.
func (h *Hello) TLCP() bool { return h.Record == 0x0101 || h.Version == 0x0101 }

// Best is the highest version that the client offers.
func (h *Hello) Best() uint16 {
	best := h.Version
	for _, v := range h.Versions {
		if v&0x0f0f != 0x0a0a && v > best { // 0x?a?a is GREASE, RFC 8701
			best = v
		}
	}
	return best
}

var errNotTLS = errors.New("reading a ClientHello: not a TLS handshake record")

// readHello reads the first record of c. It returns the bytes read, also
// with an error.
func readHello(c net.Conn) (*Hello, []byte, error) {
	head := make([]byte, 5)
	n, err := io.ReadFull(c, head)
	if err != nil {
		return nil, head[:n], fmt.Errorf("reading a record header: %w", err)
	}
	if head[0] != 22 || head[1] > 3 {
		return nil, head, errNotTLS
	}
	size := int(binary.BigEndian.Uint16(head[3:]))
	raw := append(head, make([]byte, size)...)
	n, err = io.ReadFull(c, raw[5:])
	if err != nil {
		return nil, raw[:5+n], fmt.Errorf("reading a ClientHello: %w", err)
	}
	h, err := parseHello(raw)
	return h, raw, err
}

func parseHello(raw []byte) (*Hello, error) {
	h := &Hello{Record: binary.BigEndian.Uint16(raw[1:])}
	s := cryptobyte.String(raw[5:])
	var kind uint8
	var body, session, suites, compression, extensions cryptobyte.String
	if !s.ReadUint8(&kind) || kind != 1 || !s.ReadUint24LengthPrefixed(&body) ||
		!body.ReadUint16(&h.Version) || !body.Skip(32) ||
		!body.ReadUint8LengthPrefixed(&session) || !body.ReadUint16LengthPrefixed(&suites) ||
		!body.ReadUint8LengthPrefixed(&compression) {
		return nil, errNotTLS
	}
	for !suites.Empty() {
		var id uint16
		if !suites.ReadUint16(&id) {
			return nil, errNotTLS
		}
		h.Suites = append(h.Suites, id)
	}
	if body.Empty() {
		return h, nil
	}
	if !body.ReadUint16LengthPrefixed(&extensions) {
		return nil, errNotTLS
	}
	for !extensions.Empty() {
		var kind uint16
		var data cryptobyte.String
		if !extensions.ReadUint16(&kind) || !extensions.ReadUint16LengthPrefixed(&data) {
			return nil, errNotTLS
		}
		h.extension(kind, data)
	}
	return h, nil
}

func (h *Hello) extension(kind uint16, data cryptobyte.String) {
	switch kind {
	case 0: // server_name
		var list, name cryptobyte.String
		var t uint8
		if data.ReadUint16LengthPrefixed(&list) && list.ReadUint8(&t) && t == 0 && list.ReadUint16LengthPrefixed(&name) {
			h.ServerName = string(name)
		}
	case 43: // supported_versions
		var list cryptobyte.String
		if !data.ReadUint8LengthPrefixed(&list) {
			return
		}
		for !list.Empty() {
			var v uint16
			if !list.ReadUint16(&v) {
				return
			}
			h.Versions = append(h.Versions, v)
		}
	}
}
