package env

import (
	"reflect"
	"strings"
	"testing"
)

func TestDesktopProxies(t *testing.T) {
	gnome := func(mode string) []Proxy {
		return parseGSettings(strings.ReplaceAll(`org.gnome.system.proxy autoconfig-url 'http://pac.example/x.pac'
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']
org.gnome.system.proxy mode 'MODE'
org.gnome.system.proxy.http host '10.0.0.8'
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host '10.0.0.9'
org.gnome.system.proxy.https port 3129
org.gnome.system.proxy.socks host ''
org.gnome.system.proxy.socks port 0
`, "MODE", mode))
	}
	kde := func(kind string) []Proxy {
		return parseKioslaverc(strings.ReplaceAll(`[Notification]
ProxyType=2
[Proxy Settings]
NoProxyFor=localhost,.example
Proxy Config Script=http://pac.example/k.pac
ProxyType=TYPE
httpProxy=http://10.0.0.8 3128
httpsProxy=http://10.0.0.9:3129
`, "TYPE", kind))
	}
	manual := func(source string, bypass ...string) []Proxy {
		return []Proxy{
			{Source: source, Scheme: "https", URL: "http://10.0.0.9:3129", Bypass: bypass},
			{Source: source, Scheme: "http", URL: "http://10.0.0.8:3128", Bypass: bypass},
		}
	}
	for _, c := range []struct {
		name      string
		got, want []Proxy
	}{
		{"GNOME, none", gnome("none"), nil},
		{"GNOME, PAC", gnome("auto"), []Proxy{{Source: "gnome", URL: "http://pac.example/x.pac", PAC: true}}},
		{"GNOME, by hand", gnome("manual"), manual("gnome", "localhost", "127.0.0.0/8", "::1")},
		{"KDE, none", kde("0"), nil},
		{"KDE, PAC", kde("2"), []Proxy{{Source: "kde", URL: "http://pac.example/k.pac", PAC: true}}},
		{"KDE, by hand", kde("1"), manual("kde", "localhost", ".example")},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}
