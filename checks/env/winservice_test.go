package env

import "testing"

func TestServiceWords(t *testing.T) {
	for _, running := range []bool{true, false} {
		for start := range uint32(6) {
			words := serviceWords(running, start)
			if (words != "") != (start >= 2 && start <= 4) {
				t.Errorf("start %d is %q", start, words)
			}
			if words == "" {
				continue
			}
			r, s, err := readServiceWords([]byte(words))
			if err != nil || r != running || s != start {
				t.Errorf("%q: %v %d %v", words, r, s, err)
			}
		}
	}
	for _, bad := range []string{"", "running", "paused enabled", "running masked", "running enabled now"} {
		if r, s, err := readServiceWords([]byte(bad)); err == nil {
			t.Errorf("%q: %v %d", bad, r, s)
		}
	}
}

// TestTimeServiceRoundTrip: switching on and putting back leaves the service as it was.
func TestTimeServiceRoundTrip(t *testing.T) {
	for _, was := range []string{"stopped manual", "stopped disabled", "stopped enabled"} {
		old := timeServiceWord([]byte(was))
		on, err := timeServiceState("on", []byte(was))
		if err != nil || timeServiceWord([]byte(on)) != "on" || on == "running disabled" {
			t.Errorf("%s on: %q %v", was, on, err)
		}
		back, err := timeServiceState(old, []byte(on))
		if err != nil || back != was {
			t.Errorf("%s back: %q %v", was, back, err)
		}
	}
	if s, err := timeServiceState("perhaps", []byte("stopped manual")); err == nil {
		t.Errorf("%q", s)
	}
}
