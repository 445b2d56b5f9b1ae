package env

import "context"

// storage reads the registry's switches for USB storage with the rights that
// every user has.
func storage(context.Context) ([]StorageBlock, error) {
	return registryBlocks(registryNumbers), nil
}
