package env

import (
	"bytes"
	"strings"
)

// ProxyOff makes the value of [DesktopProxy] or [SystemProxy] that differs from old only in that
// no proxy is used; nil where this is not known how.
func ProxyOff(name string, old []byte) []byte {
	switch name {
	case "gnome":
		return []byte("none")
	case "kde":
		return kdeProxyOff(old)
	case "WinINET", "PAC":
		return winINETOff(name, old)
	case "WinHTTP":
		return winHTTPOff(old)
	}
	return nil
}

func kdeProxyOff(old []byte) []byte {
	var out bytes.Buffer
	section, changed := "", false
	for line := range bytes.Lines(old) {
		text := strings.TrimSpace(string(line))
		if strings.HasPrefix(text, "[") {
			section = text
		}
		if section == "[Proxy Settings]" && strings.HasPrefix(text, "ProxyType=") {
			line = bytes.Replace(line, []byte(text), []byte("ProxyType=0"), 1)
			changed = true
		}
		out.Write(line)
	}
	if !changed {
		return nil
	}
	return out.Bytes()
}
