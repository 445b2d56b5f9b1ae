package env

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// proxies collects what the environment and the desktop set. A desktop that
// cannot be asked sets none.
func (s system) proxies(ctx context.Context) ([]Proxy, error) {
	all := environmentProxies(os.Getenv)
	all = append(all, gnomeProxies(ctx)...)
	if strings.Contains(os.Getenv("XDG_CURRENT_DESKTOP"), "KDE") {
		if home, err := os.UserHomeDir(); err == nil {
			text, _ := os.ReadFile(filepath.Join(home, ".config/kioslaverc"))
			all = append(all, parseKioslaverc(string(text))...)
		}
	}
	return all, ctx.Err()
}

// gnomeProxies asks the setting that GNOME, UKUI (Kylin) and DDE (UOS, Deepin) share.
func gnomeProxies(ctx context.Context) []Proxy {
	const gsettings = "/usr/bin/gsettings"
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" || !exists(gsettings) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, gsettings, "list-recursively", "org.gnome.system.proxy").Output()
	if err != nil {
		return nil
	}
	return parseGSettings(string(out))
}

// parseGSettings reads "SCHEMA KEY VALUE" lines, values in GVariant text.
func parseGSettings(out string) []Proxy {
	set := map[string]string{}
	for line := range strings.Lines(out) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(fields) == 3 {
			part := strings.TrimPrefix(strings.TrimPrefix(fields[0], "org.gnome.system.proxy"), ".")
			set[part+" "+fields[1]] = fields[2]
		}
	}
	text := func(key string) string { return strings.Trim(set[key], `'"`) }
	switch text(" mode") {
	case "auto":
		return []Proxy{{Source: "gnome", URL: text(" autoconfig-url"), PAC: true}}
	case "manual":
	default:
		return nil
	}
	list := strings.Trim(strings.TrimPrefix(set[" ignore-hosts"], "@as "), "[]")
	var bypass []string
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.Trim(item, ` '"`); item != "" {
			bypass = append(bypass, item)
		}
	}
	var all []Proxy
	for _, p := range []struct{ part, scheme, url string }{
		{"https", "https", "http"}, {"http", "http", "http"}, {"socks", "", "socks5"},
	} {
		host, port := text(p.part+" host"), text(p.part+" port")
		if host != "" && port != "0" {
			all = append(all, Proxy{Source: "gnome", Scheme: p.scheme, URL: p.url + "://" + net.JoinHostPort(host, port), Bypass: bypass})
		}
	}
	return all
}

// parseKioslaverc reads KDE's setting: "httpProxy=http://host port".
func parseKioslaverc(text string) []Proxy {
	set := map[string]string{}
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = line
			continue
		}
		if key, value, found := strings.Cut(line, "="); found && section == "[Proxy Settings]" {
			key, _, _ = strings.Cut(key, "[")
			set[key] = value
		}
	}
	switch set["ProxyType"] {
	case "1":
	case "2":
		return []Proxy{{Source: "kde", URL: set["Proxy Config Script"], PAC: true}}
	default:
		return nil
	}
	bypass := strings.FieldsFunc(set["NoProxyFor"], func(r rune) bool { return r == ',' || r == ' ' })
	var all []Proxy
	for _, p := range []struct{ key, scheme, url string }{
		{"httpsProxy", "https", "http"}, {"httpProxy", "http", "http"}, {"socksProxy", "", "socks5"},
	} {
		if address := strings.TrimSpace(set[p.key]); address != "" {
			address = strings.ReplaceAll(address, " ", ":")
			all = append(all, Proxy{Source: "kde", Scheme: p.scheme, URL: withScheme(address, p.url), Bypass: bypass})
		}
	}
	return all
}
