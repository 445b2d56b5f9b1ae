package report

import (
	"fmt"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/message"
)

// heard is what to say of the message on her screen where the whole line was
// found well: "all is well" beside a message that keeps her from invoicing would
// be wrong. elsewhere reports that the message is not about the network. Empty
// where a cause was found, or there was no message.
func (r *Report) heard() (said string, elsewhere bool) {
	if r.Context == nil || r.Context.Message == "" || !r.Complete || r.Diagnosis.Verdict != diagnose.OK || len(r.Diagnosis.Causes) > 0 {
		return "", false
	}
	found := message.Lookup(r.Context.Message)
	if len(found) == 0 {
		return wordUnheard.in(r.Lang), false
	}
	m := found[0]
	title := m.In(r.Lang).Title
	if m.Kind == message.Network {
		return fmt.Sprintf(wordPassed.in(r.Lang), title), false
	}
	return fmt.Sprintf(wordMeans.in(r.Lang), title, catalogue.BlameWho(m.Blame, r.Lang)), true
}
