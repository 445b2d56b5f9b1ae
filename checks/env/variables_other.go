//go:build !linux && !windows

package env

// VariablePlaces lists the places that are known here.
func VariablePlaces() []VariablePlace { return nil }
