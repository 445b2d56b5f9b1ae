package wizard

import (
	"slices"
	"strings"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/message"
)

// Meaning is what the words on her screen may mean.
type Meaning struct {
	Found []message.Match // at most three, best first
	Near  []string        // where nothing was found: what she could have meant, as one types it
}

// Asking opens the page that explains a message, from whichever page it is.
func (s State) Asking() State {
	s.From = s.Page
	return s.Goto(Message)
}

// Answered goes back to where the message was asked about. A verdict takes note
// of it: what was measured is now seen beside it.
func (s State) Answered() State {
	if s.From != Verdict || !s.Decided() {
		return s.Goto(Welcome)
	}
	s.Outcome.Message = s.Choice.Said()
	return s.Goto(Verdict)
}

// meaningOf looks a message up; nothing for no message.
func meaningOf(said string) (m Meaning) {
	if said = strings.TrimSpace(said); said == "" {
		return m
	}
	if m.Found = message.Lookup(said); len(m.Found) == 0 {
		m.Near = message.Nearest(said, 4)
	}
	return m
}

// Reach says whether a message is about the network.
type Reach string

const (
	IsNetwork  Reach = "network"
	MaybeNot   Reach = "maybe" // the line is probably fine
	NotNetwork Reach = "not"
)

// ReachOf is the reach of a kind of message.
func ReachOf(k message.Kind) Reach {
	switch k {
	case message.Network:
		return IsNetwork
	case message.Certificate, message.Software:
		return MaybeNot
	}
	return NotNetwork
}

// longest is how many characters of a message stand in the report.
const longest = 500

// Said is the message as the report holds it: trimmed, and of a very long one
// both ends.
func (c Choice) Said() string {
	said := []rune(strings.TrimSpace(c.Message))
	if len(said) > longest {
		said = slices.Concat(said[:longest/2], []rune("…"), said[len(said)-longest/2:])
	}
	return string(said)
}

// Accord is how a message and what was measured stand to each other. The
// message never changes the diagnosis.
type Accord string

const (
	Unasked   Accord = ""          // no message
	Unknown   Accord = "unknown"   // a message that nobody has explained
	Same      Accord = "same"      // it means the root cause
	Further   Accord = "further"   // it means another cause that was found
	Elsewhere Accord = "elsewhere" // the line is well, and the message is not about it
	Passed    Accord = "passed"    // the line is well, and the message is about it
	Beside    Accord = "beside"    // a cause was found, and the message is about something beside the line
	Other     Accord = "other"     // a cause was found, and the message speaks of another one
	Open      Accord = "open"      // no cause was found, nor the line shown to be well
)

// Meaning is the likeliest meaning of the message; ok is false if it has none.
func (o Outcome) Meaning() (m message.Match, ok bool) {
	if found := message.Lookup(o.Message); len(found) > 0 {
		return found[0], true
	}
	return m, false
}

// Accord compares the message with the diagnosis. For Same and Further fits is
// the cause that the message means.
func (o Outcome) Accord() (a Accord, fits diagnose.Problem) {
	if o.Message == "" {
		return Unasked, fits
	}
	m, known := o.Meaning()
	if !known {
		return Unknown, fits
	}
	for i, cause := range o.Diagnosis.Causes {
		switch {
		case !slices.Contains(m.Hints, cause.Code):
		case i == 0:
			return Same, cause
		default:
			return Further, cause
		}
	}
	_, found := o.Root()
	network := ReachOf(m.Kind) == IsNetwork
	switch well := o.Diagnosis.Verdict == diagnose.OK && o.Complete; {
	case found && network:
		return Other, fits
	case found:
		return Beside, fits
	case well && network:
		return Passed, fits
	case well:
		return Elsewhere, fits
	}
	return Open, fits
}
