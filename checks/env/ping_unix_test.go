//go:build unix

package env

import (
	"testing"
	"time"
)

func TestPatience(t *testing.T) {
	begin := time.Now()
	p := patience{count: 2}
	p.sent(begin)
	if got := p.until().Sub(begin); got != time.Second {
		t.Errorf("nothing came: waits %v", got)
	}
	p.received(10 * time.Millisecond)
	if got := p.until().Sub(begin); got < time.Minute {
		t.Errorf("more to send: waits %v only", got)
	}
	p.sent(begin.Add(time.Second))
	if got := p.until().Sub(begin); got != time.Second+130*time.Millisecond {
		t.Errorf("after the last: waits until %v", got)
	}
	p.received(2 * time.Second)
	if got := p.until().Sub(begin); got != 2*time.Second {
		t.Errorf("a slow line: waits until %v", got)
	}
}
