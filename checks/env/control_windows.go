package env

// Controls returns what can be changed on this computer.
func Controls() *Control { return &Control{} }
