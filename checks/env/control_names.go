package env

import (
	"fmt"
	"net"
	"strings"
)

// RouteName names a route for [RouteLine]: "10.0.0.0/8 via 10.1.2.3 dev tun0 metric 50".
func RouteName(r Route) string {
	name := r.To.String()
	if r.Gateway.IsValid() {
		name += " via " + r.Gateway.WithZone("").String()
	}
	return fmt.Sprintf("%s dev %s metric %d", name, r.Adapter, r.Metric)
}

// NeighbourMAC is the link address that a value of [NeighbourLine] begins with;
// nil where it has none.
func NeighbourMAC(value []byte) net.HardwareAddr {
	first, _, _ := strings.Cut(string(value), " ")
	mac, err := net.ParseMAC(first)
	if err != nil {
		return nil
	}
	return mac
}
