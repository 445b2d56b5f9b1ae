//go:build unix

package env

import (
	"net/netip"
	"reflect"
	"testing"
)

func TestResolvers(t *testing.T) {
	server := func(s, source string) Resolver { return Resolver{Server: netip.MustParseAddrPort(s), Source: source} }
	for _, c := range []struct {
		name, text string
		want       []Resolver
	}{
		{"several", "# by hand\nsearch office.example\nnameserver 192.0.2.53\n\tnameserver\t2001:db8::53 \nnameserver fe80::1%eth0\n", []Resolver{
			server("192.0.2.53:53", "resolv.conf"), server("[2001:db8::53]:53", "resolv.conf"), server("[fe80::1%eth0]:53", "resolv.conf")}},
		{"the stub", "nameserver 127.0.0.53\noptions edns0\n", []Resolver{server("127.0.0.53:53", "systemd-resolved")}},
		{"none", "search office.example\n", nil},
		{"nonsense", "nameserver\nnameserver dns.example\nnameservers 192.0.2.1\n#nameserver 192.0.2.1\n", nil},
	} {
		if got := parseResolvConf(c.text); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	empty := system{t.TempDir()}
	if got, err := empty.resolvers(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("no file: %v, %v", got, err)
	}
}
