package env

// Controls of macOS: none yet. Every repair becomes an instruction there.
func Controls() *Control { return &Control{} }
