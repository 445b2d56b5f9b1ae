package fault

import (
	"net"
	"testing"
	"time"

	"github.com/beevik/ntp"
)

func TestNTP(t *testing.T) {
	for _, c := range []struct {
		what string
		t    Time
		good bool
	}{
		{"right", Time{}, true},
		{"an hour on", Time{Offset: time.Hour}, true},
		{"a year back", Time{Offset: -365 * 24 * time.Hour}, true},
		{"kiss of death", Time{KissOfDeath: "RATE"}, false},
		{"unsynchronised", Time{Unsynchronised: true}, false},
		{"silent", Time{Silent: true}, false},
		{"late", Time{Delay: 50 * time.Millisecond}, true},
	} {
		pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		n := NewNTP(pc, c.t)
		closing(t, n)
		r, err := ntp.QueryWithOptions(n.Addr.String(), ntp.QueryOptions{Timeout: 300 * time.Millisecond})
		if err == nil {
			err = r.Validate()
		}
		if (err == nil) != c.good {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if c.good {
			if off := r.ClockOffset - c.t.Offset - c.t.Delay/2; off.Abs() > 100*time.Millisecond {
				t.Errorf("%s: offset %v", c.what, r.ClockOffset)
			}
			if r.RTT < 0 {
				t.Errorf("%s: rtt %v", c.what, r.RTT)
			}
		}
		if n.Asked() != 1 {
			t.Errorf("%s: asked %d", c.what, n.Asked())
		}
	}
}
