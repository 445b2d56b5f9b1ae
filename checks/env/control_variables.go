package env

import (
	"bytes"
	"strings"
)

// A VariablePlace is where environment variables are set for sessions to come.
type VariablePlace struct {
	Name string // of the kind Variables
	Own  bool   // this user's alone
}

// VariableOff makes the value of [Variables] that differs from old in that the
// line which sets variable to a proxy at address is a comment; line is that line,
// "" where there is none. In the registry the variable is taken out.
func VariableOff(name string, old []byte, variable, address string) (value []byte, line string) {
	if strings.HasPrefix(name, "machine ") || strings.HasPrefix(name, "user ") {
		return registryVariableOff(variable, address, old)
	}
	var out bytes.Buffer
	for l := range bytes.Lines(old) {
		text := strings.TrimSpace(string(l))
		if setsVariable(text, variable) && strings.Contains(text, address) {
			line = text
			out.WriteString("# ")
		}
		out.Write(l)
	}
	return out.Bytes(), line
}

// setsVariable reports whether a line of a shell, of /etc/environment or of
// pam_env.conf(5) sets the variable.
func setsVariable(text, variable string) bool {
	text = strings.TrimSpace(strings.TrimPrefix(text, "export "))
	rest, ok := strings.CutPrefix(text, variable)
	return ok && (strings.HasPrefix(rest, "=") || strings.HasPrefix(strings.TrimSpace(rest), "DEFAULT="))
}
