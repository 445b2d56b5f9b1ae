package env

import (
	"context"
	"os"
)

// system is this computer; root is "" except in tests, where it is a folder
// that plays its file system.
type system struct{ root string }

// System returns this computer.
func System() *Env { return system{}.env() }

func (s system) env() *Env {
	e := unsupported()
	e.Ping = echo
	e.Adapters = adapters
	e.Routes = routes
	e.Resolvers = s.resolvers
	e.HostsFile = s.hostsFile
	e.Host = readHost
	e.Proxies = func(context.Context) ([]Proxy, error) { return environmentProxies(os.Getenv), nil }
	e.Processes = processes
	e.Listener = listener
	e.USB = listUSB
	e.Zone = s.zone
	return e
}
