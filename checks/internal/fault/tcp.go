package fault

import (
	"io"
	"net"
	"time"
)

// Mute accepts, reads and never says anything, until the other side goes.
func Mute(l net.Listener) *Server {
	return serve(l, func(c net.Conn) { io.Copy(io.Discard, c) })
}

// HangUp accepts and closes at once with FIN.
func HangUp(l net.Listener) *Server {
	return serve(l, hangUp)
}

// Cut accepts and closes at once with RST.
func Cut(l net.Listener) *Server {
	return serve(l, reset)
}

// Banner accepts and speaks first, in plain text, as mail and file servers do.
func Banner(l net.Listener, text string) *Server {
	return serve(l, func(c net.Conn) {
		io.WriteString(c, text)
		hangUp(c)
	})
}

// Closed returns a local address on which nothing listens: a port that was
// free a moment ago.
func Closed() (net.Addr, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return l.Addr(), l.Close()
}

// drain reads what the other side still sends, for a moment.
func drain(c net.Conn) {
	c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	io.Copy(io.Discard, c)
}
