package checks

import "testing"

func TestScope(t *testing.T) {
	for _, c := range []struct {
		addr, scope string
		family      int
	}{
		{"223.5.5.5", ScopePublic, 4},
		{"223.5.5.5:53", ScopePublic, 4},
		{"10.1.2.3", ScopePrivate, 4},
		{"192.168.1.5/24", ScopePrivate, 4},
		{"172.31.255.255:8080", ScopePrivate, 4},
		{"172.32.0.1", ScopePublic, 4},
		{"100.64.0.1", ScopePrivate, 4},
		{"100.128.0.1", ScopePublic, 4},
		{"198.18.0.7", ScopePrivate, 4},
		{"169.254.3.4/16", ScopeLinkLocal, 4},
		{"127.0.0.53:53", ScopeLoopback, 4},
		{"0.0.0.0/0", ScopeUnspecified, 4},
		{"224.0.0.251", "", 4},
		{"255.255.255.255", "", 4},
		{"2400:3200::1", ScopePublic, 6},
		{"[2400:3200::1]:53", ScopePublic, 6},
		{"fd00::1/64", ScopePrivate, 6},
		{"fec0::1", ScopePrivate, 6},
		{"fe80::1%eth0", ScopeLinkLocal, 6},
		{"[fe80::1%eth0]:53", ScopeLinkLocal, 6},
		{"::1", ScopeLoopback, 6},
		{"[::1]:53", ScopeLoopback, 6},
		{"::/0", ScopeUnspecified, 6},
		{"::ffff:10.0.0.1", ScopePrivate, 4},
		{"inner-3", ScopePrivate, 4},
		{"inner-1:53", ScopePrivate, 4},
		{"inner-2/24", ScopePrivate, 4},
		{"inner6-2/64", ScopePrivate, 6},
		{"[inner6-2]:53", ScopePrivate, 6},
		{"inner6-2:53", ScopePrivate, 6},
		{"linklocal-1/16", ScopeLinkLocal, 4},
		{"[linklocal6-1%eth0]:53", ScopeLinkLocal, 6},
		{"own-1", ScopePublic, 4},
		{"own6-a91f02c4/128", ScopePublic, 6},
		{"example.com:443", "", 0},
		{"inner", "", 0},
		{"", "", 0},
		{"[", "", 0},
	} {
		if got := Scope(c.addr); got != c.scope {
			t.Errorf("Scope(%q) = %q, want %q", c.addr, got, c.scope)
		}
		if got := Family(c.addr); got != c.family {
			t.Errorf("Family(%q) = %d, want %d", c.addr, got, c.family)
		}
	}
}
