package env

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unsafe"

	psnet "github.com/shirou/gopsutil/v3/net"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// ties reads what binds this PC: its domain, search domains, and connections
// that stand on the ports of remote desktops.
func ties(ctx context.Context) (Ties, error) {
	var t Ties
	var name *uint16
	var kind uint32
	if err := windows.NetGetJoinInformation(nil, &name, &kind); err != nil {
		return t, fmt.Errorf("asking whether this PC is in a domain: %w", err)
	}
	windows.NetApiBufferFree((*byte)(unsafe.Pointer(name)))
	t.Joined = kind == windows.NetSetupDomainName
	const parameters = `SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`
	t.Search = strings.FieldsFunc(registryString(registry.LOCAL_MACHINE, parameters, "SearchList"), func(r rune) bool { return r == ',' || r == ' ' })
	if own := registryString(registry.LOCAL_MACHINE, parameters, "Domain"); own != "" {
		t.Search = append(t.Search, own)
	}
	rows, err := adapterTable()
	if err != nil {
		return t, err
	}
	for _, row := range rows {
		if suffix := windows.UTF16PtrToString(row.DnsSuffix); suffix != "" && row.OperStatus == windows.IfOperStatusUp && !slices.Contains(t.Search, suffix) {
			t.Search = append(t.Search, suffix)
		}
	}
	sockets, err := psnet.ConnectionsWithContext(ctx, "tcp")
	if err != nil {
		return t, fmt.Errorf("asking who works here from afar: %w", err)
	}
	for _, s := range sockets {
		peer, err := netip.ParseAddr(s.Raddr.IP)
		if r, ok := remoteOf(uint64(s.Laddr.Port), peer); err == nil && ok && s.Status == "ESTABLISHED" {
			t.Remote = append(t.Remote, r)
		}
	}
	t.Remote = inOrder(t.Remote)
	return t, nil
}
