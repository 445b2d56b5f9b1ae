package env

import (
	"bytes"
	"net/netip"
	"testing"
)

func TestInterfaceValue(t *testing.T) {
	const guid = "{12345678-ABCD-ABCD-ABCD-123456789ABC}"
	names := resolverValues(guid)
	old := registryValues{{Name: names[0]}, {Name: names[1]}}
	old[0].setText("10.0.0.53")
	servers := []netip.Addr{netip.MustParseAddr("223.5.5.5"), netip.MustParseAddr("119.29.29.29")}
	for _, c := range []struct {
		name    string
		old     registryValues
		servers []netip.Addr
		v4      string
		there   [2]bool
	}{
		{"public", old, servers, "223.5.5.5,119.29.29.29", [2]bool{true, false}},
		{"automatic", old, nil, "", [2]bool{true, false}},
		{"automatic, and never set", registryValues{{Name: names[0]}, {Name: names[1]}}, nil, "", [2]bool{}},
	} {
		value := ResolverValue(guid, c.old.bytes(), c.servers)
		got, err := readRegistryValues(value)
		if err != nil || got[0].text() != c.v4 || got[0].There != c.there[0] || got[1].There != c.there[1] {
			t.Errorf("%s: %v %s", c.name, err, value)
		}
	}
	if value := ResolverValue(guid, []byte("nonsense"), servers); value != nil {
		t.Errorf("nonsense: %s", value)
	}
	if value := ResolverValue("file", []byte("nameserver 10.0.0.53\n"), servers); bytes.Contains(value, []byte("10.0.0.53")) {
		t.Errorf("a file: %s", value)
	}
}
