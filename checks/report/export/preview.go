package export

import "kpdoctor/checks/report"

// Contents is what will be in a file, to be shown before it is saved.
type Contents struct {
	Masked []MaskedKind
	Plain  []report.Fact // what stands in it as it is, masked parts of it as they will be
}

// A MaskedKind is what is masked of one kind.
type MaskedKind struct {
	What    string // in the report's language: "内网地址"
	Kind    string // as report.Masked has it
	Count   int    // how many different ones; 0 for passwords, which have no pseudonyms
	Places  int    // in how many places
	Example string // what stands in place of the first: "inner-1"
}

// Preview tells what Write will mask in a report, and what it will say plainly.
func Preview(r *report.Report) Contents {
	var p Contents
	for _, m := range r.Masking() {
		p.Masked = append(p.Masked, MaskedKind{What: report.KindName(m.Kind, r.Lang), Kind: m.Kind, Count: m.Values, Places: m.Places, Example: m.Example})
	}
	p.Plain = r.Redacted().Plain()
	return p
}
