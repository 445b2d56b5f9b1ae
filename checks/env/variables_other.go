//go:build !linux

package env

// VariablePlaces lists the places that are known here.
func VariablePlaces() []VariablePlace { return nil }
