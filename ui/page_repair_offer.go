package ui

import (
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// best is the remedy that the verdict's main button offers.
func (w *Window) best(s wizard.State) (wizard.Remedy, bool) {
	if w.do.Mend == nil {
		return wizard.Remedy{}, false
	}
	return s.Best()
}

// propose shows what the best remedy would change.
func (p *verdictPage) propose() {
	if r, ok := p.w.best(p.w.state); ok {
		p.w.propose(r)
	}
}

// sameRepairs reports whether the page already says what was repaired and tried.
func (p *verdictPage) sameRepairs(s wizard.State) bool {
	return slices.Equal(p.tried, s.Mending.Tried) && reflect.DeepEqual(p.mended, s.Repaired)
}

// repairs say what the program could do about the root cause, and what it did.
func (p *verdictPage) repairs(s wizard.State) (objects []fyne.CanvasObject) {
	words := p.w.words
	if r, ok := p.w.best(s); ok {
		key := "verdict.mend.offer"
		if r.Lasting {
			key = "verdict.mend.offer.lasting"
		}
		said := paragraph(words.Say(key, text.Args{"Title": r.Title.In(words.Lang())}))
		objects = append(objects, card(beside(container.NewPadded(container.NewPadded(icon(tool, 22))), said)))
	}
	if p.w.do.Mend != nil && s.Outcome.Rehearsed() {
		objects = append(objects, caption(words.Say("verdict.mend.practice")))
	}
	if done := p.w.repairedCard(s); done != nil && s.Outcome.Past.IsZero() {
		objects = append(objects, done)
	}
	return objects
}

// refused is why nothing may be done here, and whom to ask: to be known before
// the steps.
func (p *verdictPage) refused(o wizard.Outcome) string {
	if p.w.do.Mend == nil {
		return ""
	}
	var reasons []string
	for _, r := range o.Refusals() {
		reasons = append(reasons, r.In(p.w.words.Lang()))
	}
	if reasons == nil {
		return ""
	}
	return p.w.words.Say("verdict.mend.refused") + strings.Join(reasons, "\n")
}

// otherRemedies are folded: what else could be done, what was tried, and what is
// refused; nil for none.
func (p *verdictPage) otherRemedies(s wizard.State) *fold {
	if p.w.do.Mend == nil {
		return nil
	}
	say, lang := p.w.words.Say, p.w.words.Lang()
	box := stack()
	all := s.Remedies()
	if _, main := p.w.best(s); main {
		all = all[1:]
	}
	for _, r := range all {
		said := stack(paragraph(r.Title.In(lang)))
		if slices.Contains(s.Mending.Tried, r.Name) {
			said.Add(caption(say("guide.still")))
		}
		box.Add(container.NewBorder(nil, nil, nil, container.NewVBox(p.w.press(say("verdict.mend.see"), low, func() { p.w.propose(r) })), said))
	}
	if len(s.Outcome.Refusals()) == 0 { // else they stand before the steps
		for _, r := range s.Outcome.Remedies {
			if !r.May() {
				box.Add(beside(container.NewPadded(icon(signs[checks.Skip], 16)), stack(paragraph(r.Title.In(lang)), caption(r.Refused.In(lang)))))
			}
		}
	}
	if len(box.Objects) == 0 {
		return nil
	}
	return p.w.fold(say("verdict.mend.more"), box)
}

// tool stands beside what the program could do.
var tool = shape("tool", "M21 6.500L17.500 10L14 6.500L17.500 3a6 6 0 0 0-7.700 7.700L2.500 18l3.500 3.500l7.300-7.300A6 6 0 0 0 21 6.500z", theme.ColorNamePrimary)
