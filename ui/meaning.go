package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/assets/text"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/message"
	"kpdoctor/ui/wizard"
)

// reachSigns and reachColours say whether it is the network; words stand beside.
var reachSigns = map[wizard.Reach]fyne.Resource{
	wizard.IsNetwork:  sign("network", mark, theme.ColorNameWarning),
	wizard.MaybeNot:   sign("maybe", question, theme.ColorNamePrimary),
	wizard.NotNetwork: sign("not", tick, theme.ColorNameSuccess),
}

var reachColours = map[wizard.Reach]importance{wizard.IsNetwork: warning, wizard.MaybeNot: high, wizard.NotNetwork: success}

// meaningCard is one meaning of a message: what it is, whether it is the
// network, who can mend it, and what to do.
func meaningCard(w *Window, m message.Match) fyne.CanvasObject {
	say, lang := w.words.Say, w.words.Lang()
	told, reach := m.In(lang), wizard.ReachOf(m.Kind)
	title := told.Title
	if m.Code != "" && !strings.Contains(title, m.Code) {
		title = m.Code + say("message.colon") + title
	}
	whether := say("message.reach." + string(reach))
	verdict := heading(whether, subheadingSize)
	verdict.Importance = reachColours[reach]
	where := strings.TrimPrefix(message.KindSays(m.Kind, lang), whether+"，")
	box := stack(
		heading(title, subheadingSize),
		beside(container.NewPadded(container.NewPadded(icon(reachSigns[reach], 22))), stack(verdict, paragraph(where))),
		paragraph(told.Meaning),
		paragraph(say("message.call", text.Args{"Who": catalogue.BlameWho(m.Blame, lang)})),
	)
	for i, step := range told.Steps {
		box.Add(beside(number(i+1), paragraph(step)))
	}
	box.Add(caption(say("message.mark", text.Args{"Mark": message.MarkSays(m.Mark, lang)})))
	return card(box)
}

// accordSentence says calmly how her message and what was measured stand to
// each other; "" where there was no message.
func accordSentence(words *text.Printer, o wizard.Outcome) string {
	accord, fits := o.Accord()
	if accord == wizard.Unasked {
		return ""
	}
	args := text.Args{"Said": short(o.Message), "Title": "", "Who": "", "Cause": ""}
	if m, ok := o.Meaning(); ok {
		args["Title"] = m.In(words.Lang()).Title
		args["Who"] = callWho(words, o, m.Blame)
	}
	if accord == wizard.Further {
		args["Cause"] = causeWords(words, o, fits).Title
	}
	return words.Say("message.accord."+string(accord), args)
}

// saidFirst reports whether that sentence belongs on the page itself, not under
// "why": where no cause says more, or where the cause lets her invoice and the
// message does not.
func saidFirst(o wizard.Outcome) bool {
	accord, _ := o.Accord()
	_, found := o.Root()
	return accord != wizard.Unasked && (!found || accord == wizard.Beside && o.Diagnosis.Verdict == diagnose.Degraded)
}

// saidCard is what her message has to do with the verdict, and what to do about
// it, as far as the headline has not said so.
func saidCard(words *text.Printer, o wizard.Outcome) fyne.CanvasObject {
	accord, _ := o.Accord()
	box := stack(quiet(words.Say("message.seen", text.Args{"Said": short(o.Message)})))
	if accord != wizard.Elsewhere {
		box.Add(paragraph(accordSentence(words, o)))
	}
	if m, ok := o.Meaning(); ok && accord != wizard.Passed { // its steps begin with a check
		for i, step := range m.In(words.Lang()).Steps {
			box.Add(beside(number(i+1), paragraph(step)))
		}
	}
	return card(box)
}

// short is the beginning of a message, to name it by.
func short(said string) string {
	const most = 24
	if runes := []rune(said); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return said
}
