//go:build !linux

package main

// alone does nothing: only Linux has networks for single processes.
func alone() (code int, done bool) { return 0, false }
