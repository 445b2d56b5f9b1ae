package env

import (
	"fmt"
	"strings"
)

// Start types of services: winsvc.h. Drivers' own (0, 1) are not among them.
var startWords = map[uint32]string{2: "enabled", 3: "manual", 4: "disabled"}

// serviceWords is a service as [ServiceState] says it; "" where its start type is
// one of a driver.
func serviceWords(running bool, start uint32) string {
	word := startWords[start]
	if word == "" {
		return ""
	}
	if running {
		return "running " + word
	}
	return "stopped " + word
}

// readServiceWords reads what serviceWords wrote.
func readServiceWords(value []byte) (running bool, start uint32, err error) {
	state, word, _ := strings.Cut(string(value), " ")
	for n, w := range startWords {
		if w == word {
			start = n
		}
	}
	if start == 0 || state != "running" && state != "stopped" {
		return false, 0, fmt.Errorf("reading the state of a service: %q", value)
	}
	return state == "running", start, nil
}

// timeServiceWord is W32Time as [TimeService] says it: "on" where it runs, else
// "off" with how it starts, so that "off" can be put back exactly. Windows starts it
// by itself at times ("manual"), off a domain.
func timeServiceWord(service []byte) string {
	state, start, _ := strings.Cut(string(service), " ")
	if state == "running" {
		return "on"
	}
	return "off " + start
}

// timeServiceState is what a service at now has to become for a value of
// [TimeService].
func timeServiceState(value string, now []byte) (string, error) {
	_, start, _ := strings.Cut(string(now), " ")
	switch word, was, _ := strings.Cut(value, " "); {
	case value == "on" && start == "disabled":
		return "running manual", nil
	case value == "on":
		return "running " + start, nil
	case word == "off":
		return "stopped " + was, nil
	}
	return "", fmt.Errorf("reading the state of the time service: %q", value)
}
