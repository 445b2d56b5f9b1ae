package ui

import (
	"strings"

	"kpdoctor/assets/text"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// whoWords name the person whose job it is, what more there is to say of them,
// and at which end the trouble lies; all "" where nobody is to be named.
func whoWords(words *text.Printer, o wizard.Outcome) (person, more, end string) {
	root, found := o.Root()
	if !found {
		if accord, _ := o.Accord(); accord != wizard.Elsewhere {
			return "", "", ""
		}
		m, _ := o.Meaning()
		person, more = split(callWho(words, o, m.Blame))
		return sentence(person), more, ""
	}
	cause := catalogue.Find(root.Code)
	if cause == nil {
		return words.Say("verdict.who.unknown"), "", ""
	}
	person, more = split(callWho(words, o, cause.Blame))
	if root.Confidence > 0 && o.Diagnosis.Verdict == diagnose.Inconclusive {
		return sentence(person), more, ""
	}
	return sentence(person), more, words.Say("verdict.end", text.Args{"End": catalogue.BlameName(cause.Blame, words.Lang())})
}

// split takes apart what stands in brackets at the end.
func split(said string) (before, inside string) {
	for _, b := range []struct{ open, shut string }{{"（", "）"}, {" (", ")"}} {
		if i := strings.Index(said, b.open); i > 0 && strings.HasSuffix(said, b.shut) {
			return said[:i], sentence(strings.TrimSuffix(said[i+len(b.open):], b.shut))
		}
	}
	return said, ""
}

// sayThere is what to say to that person, ready to be copied: the words that the
// steps give for it, what is fine, and the report's code; "" where there are none.
func sayThere(words *text.Printer, o wizard.Outcome, code string) string {
	root, found := o.Root()
	var lines []string
	switch cause := catalogue.Find(root.Code); {
	case found && cause != nil:
		told := causeWords(words, o, root)
		lines = append(lines, words.Say("say.found", text.Args{"Title": told.Title}), told.Explain)
		for i, act := range cause.Acts() {
			if said := quoted(told.Steps[i]); act == catalogue.Tell && said != "" {
				lines = append(lines, said)
			}
		}
	case found:
		return ""
	default:
		accord, _ := o.Accord()
		m, known := o.Meaning()
		if accord != wizard.Elsewhere || !known {
			return ""
		}
		lines = append(lines, words.Say("say.seen", text.Args{"Said": short(o.Message), "Title": m.In(words.Lang()).Title}))
	}
	if fine := catalogue.Fine(o.Diagnosis.Fine, words.Lang()); fine != "" {
		lines = append(lines, words.Say("say.fine", text.Args{"Fine": fine}))
	}
	if code != "" {
		lines = append(lines, words.Say("say.code", text.Args{"Code": code}))
	}
	return strings.Join(lines, "\n")
}

// quoted is what a step tells to say: between quotation marks, or in English
// after a colon.
func quoted(step string) string {
	if _, rest, ok := strings.Cut(step, "“"); ok {
		if i := strings.LastIndex(rest, "”"); i >= 0 {
			return rest[:i]
		}
	}
	if _, rest, ok := strings.Cut(step, ": "); ok {
		return sentence(rest)
	}
	return ""
}
