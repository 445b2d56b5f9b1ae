package env

import (
	"context"

	"golang.org/x/sys/windows/registry"
)

// storage reads the registry's switches for USB storage with the rights that
// every user has.
func storage(context.Context) ([]StorageBlock, error) {
	return registryBlocks(func(root, key, value string) (uint64, bool) {
		hive := registry.Key(registry.LOCAL_MACHINE)
		if root == "HKCU" {
			hive = registry.CURRENT_USER
		}
		k, err := registry.OpenKey(hive, key, registry.QUERY_VALUE)
		if err != nil {
			return 0, false
		}
		defer k.Close()
		n, _, err := k.GetIntegerValue(value)
		return n, err == nil
	}), nil
}
