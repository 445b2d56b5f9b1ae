package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// mostRepairs are shown of those made on this PC.
const mostRepairs = 50

// repairStates are the signs of repairs in the journal; words stand beside.
var repairStates = map[string]fyne.Resource{
	"applied": signs[checks.Pass], "failed": signs[checks.Warn], "undone": signs[checks.Skip], "interrupted": signs[checks.Warn],
}

// pastRepair is one repair of the journal, with what it changed and the way back.
func (w *Window) pastRepair(r wizard.Repaired) fyne.CanvasObject {
	say, lang := w.words.Say, w.words.Lang()
	sign := repairStates[r.State]
	if sign == nil {
		sign = signs[checks.Error]
	}
	title := paragraph(r.Title.In(lang))
	title.TextStyle.Bold = true
	texts := stack(title, quiet(dateWords(w.words, r.When)+"  "+say("repaired.state."+r.State)))
	if cause := r.Cause.In(lang); cause != "" {
		texts.Add(caption(say("repaired.because", text.Args{"Title": cause})))
	}
	if r.Before != "" || r.After != "" {
		values := stack(caption(say("mend.value.from", text.Args{"Value": r.Before})), caption(say("mend.value.to", text.Args{"Value": r.After})))
		texts.Add(w.fold(say("mend.exact"), values).object)
	}
	var undo fyne.CanvasObject
	if r.Open && w.do.PutBack != nil {
		undo = container.NewCenter(w.undo(say("mend.back"), widget.MediumImportance, "", r))
	}
	return container.NewVBox(container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(icon(sign, 24))), undo, texts), widget.NewSeparator())
}

// pastRepairs are those of the journal, the newest first; where a visit made
// several, the newest of it also offers to put all of them back.
func (w *Window) pastRepairs(all []wizard.Repaired) (objects []fyne.CanvasObject) {
	told := map[string]bool{}
	for _, r := range all[:min(len(all), mostRepairs)] {
		if same := ofVisit(all, r.Visit); len(same) > 1 && !told[r.Visit] && w.do.PutBack != nil {
			told[r.Visit] = true
			objects = append(objects, container.NewHBox(w.undo(w.words.Say("repaired.all", text.Args{"Count": len(same)}), widget.MediumImportance, "", same...)))
		}
		objects = append(objects, w.pastRepair(r))
	}
	return objects
}

// ofVisit are the repairs of one visit that can be put back.
func ofVisit(all []wizard.Repaired, visit string) (same []wizard.Repaired) {
	for _, r := range all {
		if r.Open && r.Visit == visit {
			same = append(same, r)
		}
	}
	return same
}

// halfOffer offers to put back what a crash cut off in the middle of a repair.
type halfOffer struct {
	object fyne.CanvasObject
	w      *Window
	said   *prose
}

func newHalfOffer(w *Window) *halfOffer {
	h := &halfOffer{w: w, said: paragraph("")}
	buttons := container.NewHBox(
		w.press(w.words.Say("half.back"), high, func() { w.putBack(w.state.Halves...) }, "U"),
		w.press(w.words.Say("half.later"), low, func() { s := w.state; s.Halves = nil; w.set(s) }))
	h.object = card(beside(container.NewPadded(container.NewPadded(icon(signs[checks.Warn], 22))), container.NewVBox(h.said, buttons)))
	h.object.Hide()
	return h
}

func (h *halfOffer) show(s wizard.State) {
	if len(s.Halves) == 0 {
		h.object.Hide()
		return
	}
	r := s.Halves[0]
	h.said.say(h.w.words.Say("half.offer", text.Args{"When": dateWords(h.w.words, r.When), "Title": r.Title.In(h.w.words.Lang())}))
	h.object.Show()
}
