package demo

import (
	"context"
	"fmt"
	"net/netip"
	"runtime"
	"time"

	"kpdoctor/checks/env"
)

// env is this computer's own seam but for what a loopback cannot be.
func (w *world) env() *env.Env {
	e := *w.system
	o := w.office
	e.Dial = w.dial
	e.Ping = w.echo
	e.Lookup = w.lookup
	e.Roots = w.roots
	e.HostsFile = func(context.Context) (string, []byte, error) { return hostsPath(), []byte(w.hosts), nil }
	e.Resolvers = func(context.Context) ([]env.Resolver, error) { return w.resolvers(), nil }
	e.Proxies = func(context.Context) ([]env.Proxy, error) { return w.proxies(), nil }
	e.Zone = func() (string, *time.Location, error) { return o.zoneOr(w.zone, w.place) }
	o.fill(&e)
	return &e
}

func (w *world) resolvers() []env.Resolver {
	if w.office.noResolver {
		return nil
	}
	return []env.Resolver{{Server: w.dns, Adapter: w.office.adapter(), Source: "dhcp"}}
}

func (w *world) proxies() []env.Proxy {
	if !w.relay.IsValid() {
		return nil
	}
	source := "env:HTTPS_PROXY"
	if runtime.GOOS == "windows" {
		source = "WinINET"
	}
	return []env.Proxy{{Source: source, URL: "http://" + w.relay.String()}}
}

func hostsPath() string {
	if runtime.GOOS == "windows" {
		return `C:\Windows\System32\drivers\etc\hosts`
	}
	return "/etc/hosts"
}

// pin adds a line to the hosts file.
func (w *world) pin(to netip.Addr, name string) { w.hosts += fmt.Sprintf("%s %s\n", to, name) }
