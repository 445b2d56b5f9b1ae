package env

// system is this computer; root is "" except in tests, where it is a folder
// that plays its file system.
type system struct{ root string }

// System returns this computer.
func System() *Env { return system{}.env() }

// SystemAt is this computer with the file system of a folder: what files tell
// (USB devices, services, names, zone) is the folder's.
func SystemAt(root string) *Env { return system{root}.env() }

func (s system) env() *Env {
	e := unsupported()
	e.Ping = echo
	e.Adapters = s.adapters
	e.Routes = routes
	e.RouteTo = routeTo
	e.Neighbour = neighbour
	e.Conflicts = conflicts
	e.Resolvers = s.resolvers
	e.HostsFile = s.hostsFile
	e.Host = readHost
	e.Proxies = s.proxies
	e.USB = s.usb
	e.Storage = s.storage
	e.Daemon = s.daemon
	e.Clock = s.clock
	e.Processes = processes
	e.Listener = listener
	e.Zone = s.zone
	return e
}
