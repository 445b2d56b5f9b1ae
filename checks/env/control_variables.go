package env

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// A VariablePlace is where environment variables are set for sessions to come.
type VariablePlace struct {
	Name string // of the kind Variables
	Own  bool   // this user's alone
}

// VariableOff makes the value of [Variables] that differs from old in that the
// line which sets variable to a proxy at address is a comment; line is that line,
// "" where there is none that sets this and nothing else. In the registry the variable is taken out.
func VariableOff(name string, old []byte, variable, address string) (value []byte, line string) {
	if strings.HasPrefix(name, "machine ") || strings.HasPrefix(name, "user ") {
		return registryVariableOff(variable, address, old)
	}
	var out bytes.Buffer
	comment := VariableComment(name)
	goesOn := false // the line before
	for l := range bytes.Lines(old) {
		text := strings.TrimSpace(string(l))
		next := strings.HasSuffix(text, "\\")
		alone := comment == "# " || !goesOn && !next && oneSetting.MatchString(text)
		if alone && setsVariable(text, variable) && strings.Contains(text, address) {
			line = text
			out.WriteString(comment)
		}
		goesOn = next
		out.Write(l)
	}
	return out.Bytes(), line
}

// VariableComment is what turns a line of a file into a comment. In a shell's the line leaves
// a command that does nothing: it may be the only one between "then" and "fi".
func VariableComment(name string) string {
	if base := path.Base(name); base == "environment" || base == ".pam_environment" {
		return "# "
	}
	return ": # "
}

// oneSetting is a line of a shell that sets one variable, which it may export, and
// does nothing else that would go with it.
var oneSetting = regexp.MustCompile(`^(export\s+)?\w+=("[^"$\x60]*"|'[^']*'|[^\s;&|<>()$\x60"'\\]*)\s*(;\s*export\s+\w+\s*)?(#.*)?$`)

// VariableSet reports whether a value of [Variables] sets a variable, to whatever.
func VariableSet(name string, value []byte, variable string) bool {
	if strings.HasPrefix(name, "machine ") || strings.HasPrefix(name, "user ") {
		_, line := registryVariableOff(variable, "", value)
		_, set, _ := strings.Cut(line, "=")
		return set != ""
	}
	for l := range bytes.Lines(value) {
		if setsVariable(strings.TrimSpace(string(l)), variable) {
			return true
		}
	}
	return false
}

// setsVariable reports whether a line of a shell, of /etc/environment or of
// pam_env.conf(5) sets the variable.
func setsVariable(text, variable string) bool {
	text = strings.TrimSpace(strings.TrimPrefix(text, "export "))
	rest, ok := strings.CutPrefix(text, variable)
	return ok && (strings.HasPrefix(rest, "=") || strings.HasPrefix(strings.TrimSpace(rest), "DEFAULT="))
}
