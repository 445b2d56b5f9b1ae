package env

import (
	"net"
	"os"
	"strings"
	"testing"
)

func TestListener(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := uint16(l.Addr().(*net.TCPAddr).Port)
	who, err := System().Listener(t.Context(), port)
	if err != nil || who.PID != int32(os.Getpid()) || !strings.Contains(who.Name, "env.test") {
		t.Errorf("our own port: %+v, %v", who, err)
	}
	l.Close()
	if who, err := System().Listener(t.Context(), port); err != nil || who != (Process{}) {
		t.Errorf("nobody's port: %+v, %v", who, err)
	}
}
