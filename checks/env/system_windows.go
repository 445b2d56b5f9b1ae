package env

// System returns this computer.
func System() *Env {
	e := unsupported()
	e.Ping = echo
	e.Host = windowsHost
	e.Adapters = adapters
	e.Routes = routes
	e.RouteTo = routeTo
	e.Neighbour = neighbour
	e.Resolvers = resolvers
	e.HostsFile = hostsFile
	e.Proxies = proxies
	e.USB = usb
	e.Storage = storage
	e.Daemon = daemon
	e.Clock = clock
	e.Readers = readers
	e.Conflicts = conflicts
	e.Programs = programs
	e.Processes = processes
	e.Listener = listener
	e.Zone = zone
	return e
}
