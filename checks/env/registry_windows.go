package env

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var regSetValueEx = windows.NewLazySystemDLL("advapi32.dll").NewProc("RegSetValueExW")

// A registryPlace is a key, and the values below it that make one setting.
type registryPlace struct {
	root   registry.Key
	path   string
	values []string // "ProxyEnable", or below a key inside: "Connections\DefaultConnectionSettings"
}

// key opens the key of a value of the place, and returns the value's own name.
func (p registryPlace) key(value string, access uint32, make bool) (registry.Key, string, error) {
	path := p.path
	if at := strings.LastIndexByte(value, '\\'); at >= 0 {
		path, value = path+`\`+value[:at], value[at+1:]
	}
	access |= registry.WOW64_64KEY
	if make {
		k, _, err := registry.CreateKey(p.root, path, access)
		return k, value, err
	}
	k, err := registry.OpenKey(p.root, path, access)
	return k, value, err
}

func (p registryPlace) read() (registryValues, error) {
	var all registryValues
	for _, name := range p.values {
		v, err := p.readOne(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s of %s: %w", name, p.path, err)
		}
		all = append(all, v)
	}
	return all, nil
}

func (p registryPlace) readOne(name string) (registryValue, error) {
	v := registryValue{Name: name}
	k, own, err := p.key(name, registry.QUERY_VALUE, false)
	if errors.Is(err, registry.ErrNotExist) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	defer k.Close()
	v.Data = make([]byte, 1024)
	for {
		n, kind, err := k.GetValue(own, v.Data)
		switch {
		case errors.Is(err, registry.ErrNotExist):
			return registryValue{Name: name}, nil
		case errors.Is(err, registry.ErrShortBuffer) && n > len(v.Data):
			v.Data = make([]byte, n)
			continue
		case err != nil:
			return v, err
		}
		v.There, v.Type, v.Data = true, kind, v.Data[:n]
		return v, nil
	}
}

// write makes the values as given, which must be this place's and all of them.
func (p registryPlace) write(all registryValues) error {
	now, err := p.read()
	if err != nil {
		return err
	}
	if len(all) != len(now) {
		return fmt.Errorf("writing %s: %d values of %d", p.path, len(all), len(now))
	}
	for i, v := range all {
		if v.Name != now[i].Name {
			return fmt.Errorf("writing %s: it has no value %q", p.path, v.Name)
		}
	}
	for i, v := range all {
		if v.There == now[i].There && v.Type == now[i].Type && string(v.Data) == string(now[i].Data) {
			continue
		}
		if err := p.writeOne(v); err != nil {
			return fmt.Errorf("writing %s of %s: %w", v.Name, p.path, err)
		}
	}
	return nil
}

func (p registryPlace) writeOne(v registryValue) error {
	k, own, err := p.key(v.Name, registry.SET_VALUE, v.There)
	if err != nil {
		return err
	}
	defer k.Close()
	if !v.There {
		return k.DeleteValue(own)
	}
	wide, err := windows.UTF16PtrFromString(own)
	if err != nil {
		return err
	}
	var first *byte
	if len(v.Data) > 0 {
		first = &v.Data[0]
	}
	code, _, _ := regSetValueEx.Call(uintptr(k), uintptr(unsafe.Pointer(wide)), 0, uintptr(v.Type), uintptr(unsafe.Pointer(first)), uintptr(len(v.Data)))
	if code != 0 {
		return windows.Errno(code)
	}
	return nil
}

// value is what stands there in a knob's exact form.
func (p registryPlace) value() ([]byte, error) {
	all, err := p.read()
	if err != nil {
		return nil, err
	}
	return all.bytes(), nil
}

// registryKnob is a setting that lies in the registry; tell, where it is not
// nil, lets running programs know of a change.
func registryKnob(place func(name string) (registryPlace, error), locked func() error, tell func()) Knob {
	k := Knob{
		Read: func(_ context.Context, name string) ([]byte, error) {
			p, err := place(name)
			if err != nil {
				return nil, err
			}
			return p.value()
		},
		Write: func(_ context.Context, name string, value []byte) error {
			p, err := place(name)
			if err != nil {
				return err
			}
			if locked != nil {
				if err := locked(); err != nil {
					return err
				}
			}
			all, err := readRegistryValues(value)
			if err != nil {
				return err
			}
			err = p.write(all)
			if tell != nil {
				tell()
			}
			return err
		},
	}
	if locked != nil {
		k.Locked = func(context.Context, string) error { return locked() }
	}
	return k
}

// registryUint reads one number of the registry; found is false where there is none.
func registryUint(root registry.Key, path, name string) (n uint64, found bool) {
	k, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return 0, false
	}
	defer k.Close()
	n, _, err = k.GetIntegerValue(name)
	return n, err == nil
}

// registryString reads one text of the registry; "" where there is none.
func registryString(root registry.Key, path, name string) string {
	k, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return ""
	}
	defer k.Close()
	text, _, err := k.GetStringValue(name)
	if err != nil {
		return ""
	}
	return text
}
