package lab

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// mendings are the faults of a PC that a program can mend, each as the kernel
// or the files make it.
func mendings() []mending {
	return []mending{
		{
			name: "adapter switched off", cause: "adapter.disabled", repair: "adapter.enable", needs: []string{"udhcpc", "dnsmasq"},
			fault: func(l *Lab) {
				l.DHCP()
				l.must(l.Client.IP("addr flush dev eth0\nlink set eth0 down\n"))
			},
			prove:   func(l *Lab) error { return l.Unreached("198.51.100.10:443") },
			well:    func(l *Lab) error { return l.Connects("198.51.100.10:443") },
			changes: []string{"eth0", "resolv.conf", "fe80::"},
		},
		{
			name: "lease lost", cause: "adapter.no_address", repair: "lease.renew", needs: []string{"udhcpc", "dnsmasq"},
			fault: func(l *Lab) {
				l.DHCP()
				l.must(l.Client.IP("addr flush dev eth0\n"))
			},
			prove:   func(l *Lab) error { return l.Refuses("198.51.100.10:443", syscall.ENETUNREACH) },
			well:    func(l *Lab) error { return l.Connects("198.51.100.10:443") },
			changes: []string{"eth0", "resolv.conf"},
		},
		{
			name: "resolver down", cause: "dns.resolver_down", repair: "dns.use_public",
			fault: func(l *Lab) {
				l.must(l.etc("resolv.conf", "# kept\nnameserver 192.168.1.1\noptions timeout:1\n"))
				l.Inner.Silence()
			},
			prove:   func(l *Lab) error { return l.Mum(routerIP, tax) },
			well:    func(l *Lab) error { return l.Says(dnsOne, tax, 0, taxIP) },
			changes: []string{"resolv.conf: \"nameserver"},
		},
		{
			name: "hosts line", cause: "dns.hosts_override", repair: "hosts.comment",
			fault: func(l *Lab) {
				l.must(l.etc("hosts", "\ufeff127.0.0.1 localhost\r\n# by hand\r\n203.0.113.99  "+tax+"\tfiles.office # old\r\n10.0.0.9 other.office\r\n\xd6\xd0"))
			},
			changes: []string{"203.0.113.99"}, rehearse: true,
		},
		{
			name: "dead proxy of the desktop", cause: "proxy.unreachable", repair: "proxy.off", needs: []string{"gsettings", "dbus-run-session"},
			fault: func(l *Lab) {
				l.Wrap = append(l.Wrap, "dbus-run-session", "--")
				for _, set := range []string{"https host 192.168.1.77", "https port 3128", " mode manual"} {
					f := strings.Fields(set)
					schema := "org.gnome.system.proxy"
					if !strings.HasPrefix(set, " ") {
						schema, f = schema+"."+f[0], f[1:]
					}
					_, err := l.desktop("set", schema, f[0], f[1])
					l.must(err)
				}
			},
			desktop: true, changes: []string{"org.gnome.system.proxy mode"},
		},
		{
			name: "dead proxy in a variable", cause: "proxy.unreachable", repair: "proxy.machine_variable_off",
			fault: func(l *Lab) {
				l.must(l.etc("environment", "LANG=zh_CN.UTF-8\nHTTPS_PROXY=\"http://192.168.1.77:3128\"\nEDITOR=vi\n"))
				l.Env = append(l.Env, "HTTPS_PROXY=http://192.168.1.77:3128")
			},
			changes: []string{"HTTPS_PROXY"},
		},
		{
			name: "IPv6 dead", cause: "ipv6.broken", repair: "ipv6.prefer_ipv4", office: Office{V6: true},
			fault: func(l *Lab) {
				l.must(l.etc("gai.conf", "# label ::1/128 0\n"))
				l.Drop(l.Carrier, "forward", "meta nfproto ipv6", "drop")
			},
			prove:   func(l *Lab) error { return l.Silent("[" + taxIP6 + "]:8443") },
			changes: []string{"gai.conf"},
		},
		{
			name: "own firewall", cause: "port.blocked_here", repair: "firewall.allow_port",
			fault:   func(l *Lab) { l.Drop(l.Client, "output", "tcp dport 8443", "drop") },
			prove:   func(l *Lab) error { return l.Unreached(taxPort) },
			well:    func(l *Lab) error { return l.Connects(taxPort) },
			changes: []string{"kpdoctor_8443"},
		},
		{
			name: "neighbour held wrong", cause: "internet.unreachable", repair: "neighbour.forget",
			fault: func(l *Lab) {
				l.must(l.Client.IP("neigh replace " + routerIP + " lladdr 52:54:00:0b:ad:99 nud permanent dev eth0\n"))
			},
			prove:   func(l *Lab) error { return l.Unreached("198.51.100.10:443") },
			well:    func(l *Lab) error { return l.Connects("198.51.100.10:443") },
			changes: []string{"52:54:00:0b:ad:99"},
		},
		{
			name: "route into a dead VPN", cause: "vpn.captures_traffic", repair: "route.drop",
			fault:   func(l *Lab) { l.Swallow("0.0.0.0/1", "128.0.0.0/1") },
			prove:   func(l *Lab) error { return l.Silent("198.51.100.10:443") },
			well:    func(l *Lab) error { return l.Connects("198.51.100.10:443") },
			changes: []string{"/1 dev tun0"},
		},
	}
}

// DHCP opens a server for addresses at the router, which gives the client the
// ones it has.
func (l *Lab) DHCP() {
	var c *exec.Cmd
	l.must(l.Router.Do(func() error {
		c = exec.Command("dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--port=0", "--interface=lan", "--bind-interfaces",
			"--dhcp-range="+clientIP+","+clientIP+",255.255.255.0,1h", "--dhcp-option=option:router,"+routerIP,
			"--dhcp-option=option:dns-server,"+routerIP, "--dhcp-leasefile="+filepath.Join(l.Dir, "leases"), "--no-ping", "--user=root")
		return c.Start()
	}))
	l.later(dhcpServer{c})
	time.Sleep(200 * time.Millisecond) // it says nothing when it listens; a client asks again
}

// dhcpServer is a program that ends with the lab.
type dhcpServer struct{ c *exec.Cmd }

func (p dhcpServer) Close() error {
	p.c.Process.Kill()
	p.c.Wait()
	return nil
}

// desktop runs gsettings as the session on the client does.
func (l *Lab) desktop(args ...string) (string, error) {
	words := append([]string{"netns", "exec", l.Client.Name}, l.Wrap...)
	c := exec.Command("ip", append(append(words, "gsettings"), args...)...)
	c.Env = []string{"PATH=/usr/bin:/usr/sbin:/bin:/sbin", "HOME=" + l.Dir}
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("gsettings: %w", err)
	}
	return string(out), nil
}
