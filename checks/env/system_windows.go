package env

// System returns this computer.
func System() *Env {
	return unsupported()
}
