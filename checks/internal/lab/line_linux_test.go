package lab

import "syscall"

// line are faults of the cable, the router and the carrier.
var line = []Scenario{
	{
		Name: "port/refused 8443", Want: []string{"port.refused"},
		Fault: func(l *Lab) { l.Stop(tax, 8443) },
		Prove: func(l *Lab) error { return l.Refuses(taxIP+":8443", syscall.ECONNREFUSED) },
	},
	{
		Name: "port/filtered 8443", Want: []string{"port.filtered"},
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "tcp dport 8443", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxIP+":8443"), l.Hit(l.Carrier), l.Pings(taxIP, true)) },
	},
	{
		Name: "line/internet dead", Want: []string{"internet.unreachable"},
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Pings(routerIP, true)) },
	},
}
