package env

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-ole/go-ole"
	"github.com/yusufpapurcu/wmi"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// securityProduct is a row of Security Center's AntiVirusProduct and FirewallProduct.
type securityProduct struct {
	DisplayName  string
	ProductState uint32
}

// guardPatience is more than Security Center needs, and less than a check has.
const guardPatience = 1500 * time.Millisecond

// comError is an error of COM by its number alone: most have no text.
func comError(err error) error {
	var e *ole.OleError
	if errors.As(err, &e) {
		return fmt.Errorf("COM error %#x", e.Code())
	}
	return err
}

// guards asks Security Center for security products by name. A Windows Server has
// none of it.
func guards(ctx context.Context) ([]Guard, error) {
	type answer struct {
		all []Guard
		err error
	}
	told := make(chan answer, 1)
	go func() { // WMI takes no context
		var a answer
		for class, kind := range map[string]string{"AntiVirusProduct": "antivirus", "FirewallProduct": "firewall"} {
			var rows []securityProduct
			if err := wmi.Query("SELECT displayName, productState FROM "+class, &rows, ".", `root\SecurityCenter2`); err != nil {
				a.err = errors.Join(a.err, fmt.Errorf("asking Security Center for %s: %w", class, comError(err)))
				continue
			}
			for _, r := range rows {
				a.all = append(a.all, Guard{Name: strings.TrimSpace(r.DisplayName), Kind: kind, On: productOn(r.ProductState)})
			}
		}
		told <- a
	}()
	ctx, cancel := context.WithTimeout(ctx, guardPatience)
	defer cancel()
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("asking Security Center: %w", ctx.Err())
	case a := <-told:
		return a.all, a.err
	}
}

// blockingRules names the firewall's rules, this PC's and a policy's, that keep
// connections of some or all programs from leaving, whatever the port.
func blockingRules() ([]string, error) {
	var names []string
	for _, key := range []string{firewallKey, firewallPolicyKey} {
		all, err := firewallRules(key)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			if r.Active && r.Out && r.Block && (r.Protocol == -1 || r.Protocol == tcpProtocol) {
				names = append(names, r.String())
			}
		}
	}
	return names, nil
}

// blockedByDefault names the firewall's profiles that let nothing out without a rule.
func blockedByDefault() []string {
	var names []string
	for _, profile := range []string{"DomainProfile", "StandardProfile", "PublicProfile"} {
		on, _ := registryUint(registry.LOCAL_MACHINE, firewallKey+`\`+profile, "EnableFirewall")
		if block, found := registryUint(registry.LOCAL_MACHINE, firewallKey+`\`+profile, "DefaultOutboundAction"); found && block == 1 && on == 1 {
			names = append(names, profile)
		}
	}
	return names
}

var getSystemMetrics = windows.NewLazySystemDLL("user32.dll").NewProc("GetSystemMetrics")

// sessionKind is "rdp" for a session from afar, else "console".
func sessionKind() string {
	const remoteSession = 0x1000 // SM_REMOTESESSION
	if has(getSystemMetrics) != nil {
		return ""
	}
	if yes, _, _ := getSystemMetrics.Call(remoteSession); yes != 0 {
		return "rdp"
	}
	return "console"
}

// guard fills in what stands guard on this PC and what its Windows is set to.
func (h *Host) guard(ctx context.Context) {
	untold := func(what string, err error) {
		if err != nil {
			h.Untold = append(h.Untold, what+": "+err.Error())
		}
	}
	var err error
	h.Guards, err = guards(ctx)
	untold("security products", err)
	h.FirewallBlocks, err = blockingRules()
	untold("firewall rules", err)
	h.FirewallBlocks = append(h.FirewallBlocks, blockedByDefault()...)
	h.TLSOff = tlsOff(registryNumbers)
	h.Edition = registryString(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Windows NT\CurrentVersion`, "EditionID")
	h.Session = sessionKind()
	restart := wantsRestart(func(key string) bool {
		k, err := registry.OpenKey(registry.LOCAL_MACHINE, key, registry.QUERY_VALUE|registry.WOW64_64KEY)
		if err == nil {
			k.Close()
		}
		return err == nil
	})
	h.WantsRestart = &restart
}

// registryNumbers is this PC's registry, with the rights that every user has.
func registryNumbers(root, key, value string) (uint64, bool) {
	hive := registry.Key(registry.LOCAL_MACHINE)
	if root == "HKCU" {
		hive = registry.CURRENT_USER
	}
	return registryUint(hive, key, value)
}
