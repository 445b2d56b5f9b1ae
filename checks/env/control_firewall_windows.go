package env

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
	"golang.org/x/sys/windows/registry"
)

// Where the firewall keeps its rules: this PC's own, and those of a policy. Every
// user may read them, and unlike the COM objects they tell what a policy adds.
const (
	firewallKey       = `SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy`
	firewallPolicyKey = `SOFTWARE\Policies\Microsoft\WindowsFirewall`
)

// firewallRules reads the rules below a key; none where there is no such key.
func firewallRules(key string) ([]firewallRule, error) {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, key+`\FirewallRules`, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the firewall's rules: %w", err)
	}
	defer k.Close()
	names, err := k.ReadValueNames(-1)
	if err != nil {
		return nil, fmt.Errorf("reading the firewall's rules: %w", err)
	}
	var all []firewallRule
	for _, name := range names {
		text, _, err := k.GetStringValue(name)
		if err != nil {
			continue // one that cannot be read hides no other
		}
		if r, ok := parseFirewallRule(text); ok {
			all = append(all, r)
		}
	}
	return all, nil
}

// readFirewallRule of "" is the one place for rules of ours; else what the rule
// of that name lets through.
func readFirewallRule(_ context.Context, name string) ([]byte, error) {
	if name == "" {
		return []byte("out\n"), nil
	}
	rule, port, ok := ruleName(name)
	if !ok {
		return nil, fmt.Errorf("reading the rule %q: %w", name, errors.ErrUnsupported)
	}
	all, err := firewallRules(firewallKey)
	if err != nil {
		return nil, err
	}
	var found []byte
	for _, r := range all {
		if r.Name != rule {
			continue
		}
		if !r.lets(port) || found != nil {
			return nil, fmt.Errorf("reading the rule %s: it is another than ours: %w", rule, errors.ErrUnsupported)
		}
		found = LetThrough("out", port)
	}
	return found, nil
}

// lockedFirewallRule: a rule that blocks wins over one that allows, and a policy
// may switch this PC's own rules off.
func lockedFirewallRule(_ context.Context, name string) error {
	_, port, ok := ruleName(name)
	if !ok {
		return fmt.Errorf("reading the rule %q: %w", name, errors.ErrUnsupported)
	}
	for _, profile := range []string{"DomainProfile", "StandardProfile", "PrivateProfile", "PublicProfile"} {
		if merge, found := registryUint(registry.LOCAL_MACHINE, firewallPolicyKey+`\`+profile, "AllowLocalPolicyMerge"); found && merge == 0 {
			return fmt.Errorf("%w: a policy keeps the firewall's rules", ErrLocked)
		}
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return fmt.Errorf("reading the rule %q: %w", name, err)
	}
	for _, key := range []string{firewallKey, firewallPolicyKey} {
		all, err := firewallRules(key)
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.stops(uint16(n)) {
				return fmt.Errorf("%w: the firewall's rule %q blocks it, and wins", ErrLocked, r.Name)
			}
		}
	}
	return nil
}

// writeFirewallRule adds or removes our rule through the firewall's COM objects:
// they alone take effect at once.
func writeFirewallRule(ctx context.Context, name string, value []byte) error {
	rule, port, ok := ruleName(name)
	if !ok {
		return fmt.Errorf("changing the rule %q: %w", name, errors.ErrUnsupported)
	}
	if value != nil {
		if err := lockedFirewallRule(ctx, name); err != nil {
			return err
		}
		if string(value) != string(LetThrough("out", port)) {
			return fmt.Errorf("changing the rule %s to %q: %w", rule, value, errors.ErrUnsupported)
		}
	}
	err := withFirewall(func(rules *ole.IDispatch) error {
		if value == nil {
			_, err := oleutil.CallMethod(rules, "Remove", rule)
			return err
		}
		return addRule(rules, rule, port)
	})
	if err != nil {
		return fmt.Errorf("changing the rule %s: %w", rule, err)
	}
	return nil
}

// withFirewall opens the firewall's rules on a thread of its own.
func withFirewall(do func(rules *ole.IDispatch) error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := ole.CoInitializeEx(0, ole.COINIT_MULTITHREADED); err != nil && !alreadyThere(err) {
		return err
	}
	defer ole.CoUninitialize()
	object, err := oleutil.CreateObject("HNetCfg.FwPolicy2")
	if err != nil {
		return err
	}
	defer object.Release()
	policy, err := object.QueryInterface(ole.IID_IDispatch)
	if err != nil {
		return err
	}
	defer policy.Release()
	rules, err := oleutil.GetProperty(policy, "Rules")
	if err != nil {
		return err
	}
	defer rules.Clear()
	return do(rules.ToIDispatch())
}

// alreadyThere: COM was begun on this thread (S_FALSE).
func alreadyThere(err error) bool {
	var e *ole.OleError
	return errors.As(err, &e) && e.Code() == 1
}

// addRule lets every program of this PC reach a remote TCP port, in all profiles.
func addRule(rules *ole.IDispatch, name, port string) error {
	object, err := oleutil.CreateObject("HNetCfg.FWRule")
	if err != nil {
		return err
	}
	defer object.Release()
	rule, err := object.QueryInterface(ole.IID_IDispatch)
	if err != nil {
		return err
	}
	defer rule.Release()
	const out, allow, allProfiles = 2, 1, 0x7fffffff
	for _, p := range []struct {
		name  string
		value any
	}{ // the protocol goes before the ports
		{"Name", name}, {"Description", "kpdoctor"}, {"Protocol", tcpProtocol}, {"RemotePorts", port},
		{"Direction", out}, {"Action", allow}, {"Profiles", allProfiles}, {"Enabled", true},
	} {
		if _, err := oleutil.PutProperty(rule, p.name, p.value); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	_, err = oleutil.CallMethod(rules, "Add", rule)
	return err
}
