package env

import (
	"context"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var winHTTPProxy = windows.NewLazySystemDLL("winhttp.dll").NewProc("WinHttpGetDefaultProxyConfiguration")

// proxies collects WinINET's setting (browsers, most programs), WinHTTP's
// (services) and the environment's.
func proxies(ctx context.Context) ([]Proxy, error) {
	all, err := winINET()
	all = append(all, winHTTP()...)
	return append(all, environmentProxies(os.Getenv)...), err
}

func winINET() ([]Proxy, error) {
	root := registry.Key(registry.CURRENT_USER)
	const policies = `SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	if perUser, set := registryUint(registry.LOCAL_MACHINE, policies, "ProxySettingsPerUser"); set && perUser == 0 {
		root = registry.LOCAL_MACHINE // a policy: one proxy for the whole PC
	}
	key, err := registry.OpenKey(root, internetSettingsKey, registry.QUERY_VALUE)
	if err == registry.ErrNotExist {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the internet settings: %w", err)
	}
	defer key.Close()
	var s internetSettings
	enabled, _, _ := key.GetIntegerValue("ProxyEnable") // what is not set is off
	s.enabled = enabled != 0
	s.server, _, _ = key.GetStringValue("ProxyServer")
	s.override, _, _ = key.GetStringValue("ProxyOverride")
	s.pac, _, _ = key.GetStringValue("AutoConfigURL")
	return s.proxies("WinINET"), nil
}

func winHTTP() []Proxy {
	var info struct { // WINHTTP_PROXY_INFO
		access        uint32
		proxy, bypass *uint16
	}
	if has(winHTTPProxy) != nil {
		return nil
	}
	if ok, _, _ := winHTTPProxy.Call(uintptr(unsafe.Pointer(&info))); ok == 0 {
		return nil
	}
	for _, p := range []*uint16{info.proxy, info.bypass} {
		if p != nil {
			defer globalFree.Call(uintptr(unsafe.Pointer(p)))
		}
	}
	const named = 3 // WINHTTP_ACCESS_TYPE_NAMED_PROXY
	if info.access != named || info.proxy == nil {
		return nil
	}
	s := internetSettings{enabled: true, server: windows.UTF16PtrToString(info.proxy)}
	if info.bypass != nil {
		s.override = windows.UTF16PtrToString(info.bypass)
	}
	return s.proxies("WinHTTP")
}

var globalFree = windows.NewLazySystemDLL("kernel32.dll").NewProc("GlobalFree")
