package env

import (
	"fmt"
	"net"
	"testing"
)

// TestLabRenumbered: after a restart another adapter may have the number that the
// one had: values go back to the one of that name.
func TestLabRenumbered(t *testing.T) {
	lab(t)
	const card = "ip -n envt-pc link add dev %s%s type veth peer name %s; ip -n envt-pc link set %s up; ip -n envt-pc link set %s up"
	run(t, fmt.Sprintf(card, "v0", "", "v0x", "v0", "v0x")+"; ip -n envt-pc addr add 10.78.0.2/24 dev v0; ip -n envt-pc route add 10.77.0.0/16 dev v0 metric 7; "+
		"ip -n envt-pc neigh add 10.78.0.9 lladdr 52:54:00:00:00:09 nud permanent dev v0")
	values := []struct {
		kind Kind
		name string
	}{{Lease, "v0"}, {NeighbourLine, "v0 10.78.0.9"}, {RouteLine, "10.77.0.0/16 dev v0 metric 7"}}
	c := ControlsAt(t.TempDir())
	old := make([]string, len(values))
	number := 0
	inside(t, "envt-pc", func() {
		for i, v := range values {
			if old[i] = value(t, c, v.kind, v.name); old[i] == "" {
				t.Errorf("%s %s is not there", v.kind, v.name)
			}
		}
		at, err := net.InterfaceByName("v0")
		if err != nil {
			t.Error(err)
			return
		}
		number = at.Index
	})
	run(t, "ip -n envt-pc link del v0; "+fmt.Sprintf(card, "other", fmt.Sprintf(" index %d", number), "otherx", "other", "otherx")+"; "+fmt.Sprintf(card, "v0", "", "v0x", "v0", "v0x"))
	inside(t, "envt-pc", func() {
		for i, v := range values {
			if v.kind == RouteLine { // came with the lease
				put(t, c, v.kind, v.name, nil)
			}
			if now := value(t, c, v.kind, v.name); now == old[i] {
				t.Errorf("%s %s is there already", v.kind, v.name)
			}
			if err := c.Write(t.Context(), v.kind, v.name, []byte(old[i])); err != nil {
				t.Errorf("%s %s: %v", v.kind, v.name, err)
			}
			if now := value(t, c, v.kind, v.name); now != old[i] {
				t.Errorf("%s %s is not back: %q", v.kind, v.name, now)
			}
		}
		if lease := value(t, c, Lease, "other"); lease != `{"addresses":null,"routes":null,"resolv_conf":null}` {
			t.Errorf("another adapter got %s", lease)
		}
	})
}
