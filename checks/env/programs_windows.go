package env

import (
	"context"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows/registry"
)

// programs lists what is installed, with the rights that every user has.
func programs(context.Context) ([]Program, error) {
	open := func(root, path string, access uint32, wow bool) (registry.Key, error) {
		hive, view := registry.Key(registry.LOCAL_MACHINE), uint32(registry.WOW64_64KEY)
		if root == "HKCU" {
			hive = registry.CURRENT_USER
		}
		if wow {
			view = registry.WOW64_32KEY
		}
		return registry.OpenKey(hive, path, access|view)
	}
	r := registryReader{
		keys: func(root, path string, wow bool) []string {
			k, err := open(root, path, registry.ENUMERATE_SUB_KEYS, wow)
			if err != nil {
				return nil
			}
			defer k.Close()
			names, _ := k.ReadSubKeyNames(-1)
			return names
		},
		text: func(root, path, value string, wow bool) (string, bool) {
			k, err := open(root, path, registry.QUERY_VALUE, wow)
			if err != nil {
				return "", false
			}
			defer k.Close()
			text, _, err := k.GetStringValue(value)
			return text, err == nil
		},
	}
	return installedPrograms(r, func(name string) bool {
		for _, variable := range []string{"ProgramFiles(x86)", "ProgramFiles", "ProgramW6432"} {
			if base := os.Getenv(variable); base != "" {
				if info, err := os.Stat(filepath.Join(base, name)); err == nil && info.IsDir() {
					return true
				}
			}
		}
		return false
	}), nil
}
