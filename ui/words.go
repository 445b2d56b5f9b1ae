package ui

import (
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpdoctor/assets/text"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// causeWords are the catalogue's words on a cause for the system that was
// checked, its facts filled in.
func causeWords(words *text.Printer, o wizard.Outcome, p diagnose.Problem) catalogue.Words {
	cause := catalogue.Find(p.Code)
	if cause == nil { // found by a newer engine than these words
		return catalogue.Words{Title: p.Code}
	}
	facts := map[string]string{}
	if len(p.Targets) > 0 {
		facts["targets"] = strings.Join(p.Targets, words.Say("list.comma"))
	}
	maps.Copy(facts, p.Facts)
	return cause.SayOn(o.System, words.Lang(), facts)
}

// blameWords say whose job a cause is, and whom to call about it.
func blameWords(words *text.Printer, o wizard.Outcome, p diagnose.Problem) (who, call string) {
	cause := catalogue.Find(p.Code)
	if cause == nil {
		return words.Say("verdict.who.unknown"), ""
	}
	who = sentence(catalogue.BlameName(cause.Blame, words.Lang()))
	return who, words.Say("verdict.call", text.Args{"Who": callWho(words, o, cause.Blame)})
}

// callWho names whom to call where blame lies: the profile's contact, or who it
// usually is.
func callWho(words *text.Printer, o wizard.Outcome, b catalogue.Blame) string {
	if name, phone, ok := o.Contact(string(b)); ok {
		return strings.TrimSpace(name + " " + phone)
	}
	return catalogue.BlameWho(b, words.Lang())
}

// sentence begins with a capital, where the script has any.
func sentence(said string) string {
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

// verdictTitle is what is wrong in one line.
func verdictTitle(words *text.Printer, o wizard.Outcome) string {
	if root, found := o.Root(); found {
		title := causeWords(words, o, root).Title
		if o.Diagnosis.Verdict == diagnose.Inconclusive {
			return words.Say("verdict.perhaps", text.Args{"Title": title})
		}
		return title
	}
	if accord, _ := o.Accord(); accord == wizard.Elsewhere {
		return words.Say("message.elsewhere.title")
	}
	if !o.Complete && o.Diagnosis.Verdict == diagnose.Inconclusive {
		return words.Say("verdict.stopped.title")
	}
	return words.Say("verdict." + string(o.Diagnosis.Verdict) + ".title")
}

// verdictSentence is what that means for her.
func verdictSentence(words *text.Printer, o wizard.Outcome) string {
	said := words.Say("verdict." + string(o.Diagnosis.Verdict) + ".sentence")
	accord, _ := o.Accord()
	switch {
	case accord == wizard.Elsewhere: // the line is well, and yet she may not be able to invoice
		said = accordSentence(words, o)
	case o.Complete && o.Diagnosis.Verdict == diagnose.OK && o.Minds():
		said = joined(words, said, words.Say("verdict.ok.minds"))
	case !o.Complete && o.Diagnosis.Verdict == diagnose.Inconclusive:
		said = words.Say("verdict.stopped.sentence")
	case !o.Complete:
		said = joined(words, said, words.Say("verdict.stopped.sentence"))
	}
	if o.Practice {
		said = joined(words, said, words.Say("verdict.practice"))
	}
	return strings.TrimSpace(said)
}

// joined puts a sentence behind another, as the language does.
func joined(words *text.Printer, one, next string) string {
	if words.Lang() == "en" {
		return one + " " + strings.TrimSpace(next)
	}
	return one + next
}

// nextSteps are what to do where no cause was named.
func nextSteps(words *text.Printer, o wizard.Outcome) []string {
	if o.Diagnosis.Verdict != diagnose.Inconclusive {
		return nil
	}
	if !o.Complete {
		return []string{words.Say("next.finish")}
	}
	return []string{words.Say("next.again"), words.Say("next.hotspot"), words.Say("next.report")}
}

// ranWords says what was measured and how long it took.
func ranWords(words *text.Printer, o wizard.Outcome) string {
	return words.Say("verdict.ran", text.Args{
		"Profile": o.Profile, "Count": len(o.Results), "Took": strconv.FormatFloat(o.Took.Seconds(), 'f', 1, 64),
	})
}
