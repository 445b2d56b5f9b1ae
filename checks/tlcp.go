package checks

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"net"
	"time"

	"golang.org/x/crypto/cryptobyte"

	"kpdoctor/checks/env"
)

// TLCP (国密, GB/T 38636-2020) is spoken only as far as the first answer: a
// hello, and what record comes back. That shows whether the port serves it.

const (
	recordAlert     = 21
	recordHandshake = 22
	tlcpVersion     = 0x0101
)

// tlcpSuites are the suites of GB/T 38636-2020 section 6.4.5.2.1.
var tlcpSuites = []uint16{0xe011, 0xe051, 0xe013, 0xe053, 0xe015, 0xe055, 0xe017, 0xe057}

// tlcpHello sends a TLCP ClientHello and describes the answer. It closes conn.
func tlcpHello(ctx context.Context, conn net.Conn) Handshake {
	defer conn.Close()
	defer closeAtEnd(ctx, conn)()
	h := Handshake{Variant: "tlcp"}
	began := time.Now()
	wire := &wireConn{Conn: conn}
	_, err := conn.Write(tlcpClientHello())
	head := make([]byte, 7)
	if err == nil {
		_, err = io.ReadFull(wire, head)
	}
	h.MS = ms(time.Since(began))
	h.BytesIn, h.Record = wire.total, wire.isTLS()
	switch {
	case err == nil && h.Record && head[0] == recordHandshake && head[1] == 1:
		h.Complete, h.Version = true, "TLCP"
	case err == nil && h.Record && head[0] == recordAlert:
		h.Failure, h.Alert = "alert", int(head[6])
	case wire.total > 0 && !h.Record:
		h.Failure, h.FirstBytes = "not_tls", hex.EncodeToString(wire.first)
	case err != nil:
		err = ctxError(ctx, err)
		f, _ := env.Classify(err)
		h.Failure, h.Detail = string(f), err.Error()
	default:
		h.Failure = "protocol"
	}
	return h
}

func tlcpClientHello() []byte {
	var random [32]byte
	rand.Read(random[:])
	var b cryptobyte.Builder
	b.AddUint8(recordHandshake)
	b.AddUint16(tlcpVersion)
	b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) {
		b.AddUint8(1) // client_hello
		b.AddUint24LengthPrefixed(func(b *cryptobyte.Builder) {
			b.AddUint16(tlcpVersion)
			b.AddBytes(random[:])
			b.AddUint8LengthPrefixed(func(*cryptobyte.Builder) {}) // no session
			b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) {
				for _, s := range tlcpSuites {
					b.AddUint16(s)
				}
			})
			b.AddUint8LengthPrefixed(func(b *cryptobyte.Builder) { b.AddUint8(0) }) // no compression
		})
	})
	return b.BytesOrPanic()
}
