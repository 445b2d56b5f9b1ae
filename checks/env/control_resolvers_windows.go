package env

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// interfaceGUID is an adapter's name below the keys of TCP/IP.
var interfaceGUID = regexp.MustCompile(`^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$`)

// resolverPlace is where Windows keeps the servers that were set by hand for an
// adapter, for IPv4 and IPv6.
func resolverPlace(guid string) (registryPlace, error) {
	if !interfaceGUID.MatchString(guid) {
		return registryPlace{}, fmt.Errorf("finding the DNS servers of %q: %w", guid, errors.ErrUnsupported)
	}
	return registryPlace{registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services`, resolverValues(guid)}, nil
}

// readResolverList of "" lists the adapters that are up and have a card.
func readResolverList(_ context.Context, guid string) ([]byte, error) {
	if guid == "" {
		rows, err := adapterTable()
		if err != nil {
			return nil, err
		}
		var list []byte
		for _, row := range rows {
			kind := windowsKind(row.IfType, windows.UTF16PtrToString(row.Description), row.FirstGatewayAddress != nil)
			if row.OperStatus == windows.IfOperStatusUp && (kind == Ethernet || kind == WiFi) {
				list = append(list, windows.BytePtrToString(row.AdapterName)+"\n"...)
			}
		}
		return list, nil
	}
	p, err := resolverPlace(guid)
	if err != nil {
		return nil, err
	}
	return p.value()
}

// lockedResolverList: a policy sets the servers of all adapters.
func lockedResolverList(context.Context, string) error {
	if registryString(registry.LOCAL_MACHINE, `SOFTWARE\Policies\Microsoft\Windows NT\DNSClient`, "NameServer") != "" {
		return fmt.Errorf("%w: a policy sets the DNS servers", ErrLocked)
	}
	return nil
}

// writeResolverList asks Windows to take the servers, and then makes the registry
// what value says to the byte: Windows writes an empty text where there was nothing.
func writeResolverList(ctx context.Context, guid string, value []byte) error {
	p, err := resolverPlace(guid)
	if err != nil {
		return err
	}
	if err := lockedResolverList(ctx, guid); err != nil {
		return err
	}
	all, err := readRegistryValues(value)
	if err != nil {
		return err
	}
	for i, name := range resolverValues(guid) {
		if err := setInterfaceDNS(guid, i == 1, all.find(name).text()); err != nil {
			return fmt.Errorf("setting the DNS servers of %s: %w", guid, err)
		}
	}
	if err := p.write(all); err != nil {
		return err
	}
	tellResolver()
	return nil
}

var setInterfaceDNSSettings = iphlpapi.NewProc("SetInterfaceDnsSettings") // Windows 10 2004 and later

// setInterfaceDNS sets servers for an adapter, "" for automatic. An older
// Windows has the registry alone, and its DNS client is told below.
func setInterfaceDNS(guid string, v6 bool, servers string) error {
	if has(setInterfaceDNSSettings) != nil {
		return nil
	}
	id, err := windows.GUIDFromString(guid)
	if err != nil {
		return err
	}
	list, err := windows.UTF16PtrFromString(servers)
	if err != nil {
		return err
	}
	settings := struct { // DNS_INTERFACE_SETTINGS of netioapi.h
		version     uint32
		flags       uint64
		domain      *uint16
		nameServer  *uint16
		searchList  *uint16
		register    uint32
		adapterName uint32
		llmnr       uint32
		suffix      uint32
		profile     *uint16
	}{version: 1, flags: 0x2, nameServer: list} // DNS_SETTING_NAMESERVER
	if v6 {
		settings.flags |= 0x1 // DNS_SETTING_IPV6
	}
	// The GUID goes by value: on amd64 and arm64 a pointer to a copy, resp. two registers.
	code := callWithGUID(setInterfaceDNSSettings, id, uintptr(unsafe.Pointer(&settings)))
	if code != 0 && code != uintptr(windows.ERROR_NOT_SUPPORTED) && code != uintptr(windows.ERROR_CALL_NOT_IMPLEMENTED) {
		return windows.Errno(code)
	}
	return nil
}

// tellResolver lets the DNS client read its settings again, and forget its answers.
func tellResolver() {
	withService("Dnscache", windows.SERVICE_PAUSE_CONTINUE, func(s windows.Handle) error {
		var status windows.SERVICE_STATUS
		return windows.ControlService(s, windows.SERVICE_CONTROL_PARAMCHANGE, &status)
	})
	flushDNS(context.Background(), "")
}

// setByHand reports whether an adapter's servers were set by hand.
func setByHand(guid string) bool {
	for _, name := range resolverValues(guid) {
		at := strings.LastIndexByte(name, '\\')
		if registryString(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\`+name[:at], name[at+1:]) != "" {
			return true
		}
	}
	return false
}
