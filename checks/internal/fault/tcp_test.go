package fault

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

func TestMuteAcceptsAndSaysNothing(t *testing.T) {
	s := Mute(listen(t))
	closing(t, s)
	c := dial(t, s.Addr.String())
	io.WriteString(c, "hello")
	c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read: %v, want a timeout", err)
	}
	if s.Accepted() != 1 {
		t.Errorf("accepted %d, want 1", s.Accepted())
	}
}

func TestHangUpSendsFINAndCutSendsRST(t *testing.T) {
	fin := HangUp(listen(t))
	closing(t, fin)
	if _, err := dial(t, fin.Addr.String()).Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("hang up: %v, want EOF", err)
	}
	rst := Cut(listen(t))
	closing(t, rst)
	c, err := net.Dial("tcp4", rst.Addr.String())
	if err == nil {
		defer c.Close()
		_, err = c.Read(make([]byte, 1))
	}
	if !isReset(err) {
		t.Errorf("cut: %v, want a reset", err)
	}
}

func TestBannerSpeaksFirst(t *testing.T) {
	s := Banner(listen(t), "220 mail ready\r\n")
	closing(t, s)
	b, err := io.ReadAll(dial(t, s.Addr.String()))
	if err != nil || string(b) != "220 mail ready\r\n" {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestClosedRefuses(t *testing.T) {
	a, err := Closed()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := net.Dial("tcp4", a.String()); err == nil {
		c.Close()
		t.Error("a closed port answered")
	}
}

func TestCloseCutsWhatIsOpen(t *testing.T) {
	s := Mute(listen(t))
	c := dial(t, s.Addr.String())
	io.WriteString(c, "x")
	for s.Accepted() == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read after close: %v", err)
	}
}
