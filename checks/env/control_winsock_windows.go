package env

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/windows/registry"
)

// winsockKey holds the catalogues of protocols and of name services.
const winsockKey = `SYSTEM\CurrentControlSet\Services\WinSock2\Parameters`

// winsockPlace is every value below the catalogue's key.
func winsockPlace() (registryPlace, error) {
	p := registryPlace{root: registry.LOCAL_MACHINE, path: winsockKey}
	var walk func(below string) error
	walk = func(below string) error {
		path := winsockKey
		if below != "" {
			path += `\` + strings.TrimSuffix(below, `\`)
		}
		k, err := registry.OpenKey(p.root, path, registry.QUERY_VALUE|registry.ENUMERATE_SUB_KEYS|registry.WOW64_64KEY)
		if err != nil {
			return err
		}
		defer k.Close()
		values, err := k.ReadValueNames(-1)
		if err != nil {
			return err
		}
		keys, err := k.ReadSubKeyNames(-1)
		if err != nil {
			return err
		}
		slices.Sort(values)
		slices.Sort(keys)
		for _, v := range values {
			if strings.Contains(v, `\`) {
				return fmt.Errorf("value %q: %w", v, errors.ErrUnsupported)
			}
			p.values = append(p.values, below+v)
		}
		for _, key := range keys {
			if err := walk(below + key + `\`); err != nil {
				return err
			}
		}
		return nil
	}
	if err := walk(""); err != nil {
		return p, fmt.Errorf("reading the Winsock catalogue: %w", err)
	}
	return p, nil
}

func readWinsock(context.Context, string) ([]byte, error) {
	p, err := winsockPlace()
	if err != nil {
		return nil, err
	}
	return p.value()
}

// writeWinsock puts a catalogue back: values that it has not are taken out. It
// counts from the next start of Windows on.
func writeWinsock(_ context.Context, _ string, value []byte) error {
	want, err := readRegistryValues(value)
	if err != nil {
		return err
	}
	if len(want) == 0 {
		return fmt.Errorf("writing the Winsock catalogue: an empty one: %w", errors.ErrUnsupported)
	}
	p, err := winsockPlace()
	if err != nil {
		return err
	}
	for _, name := range p.values {
		if want.find(name) == nil {
			want = append(want, registryValue{Name: name})
		}
	}
	p.values = nil
	for _, v := range want {
		p.values = append(p.values, v.Name)
	}
	return p.write(want)
}

// resetWinsock makes Windows's own catalogue anew. netsh alone knows how; a new
// reading tells whether it did.
func resetWinsock(ctx context.Context, _ string) error {
	return runSystem(ctx, "netsh.exe", "winsock", "reset")
}
