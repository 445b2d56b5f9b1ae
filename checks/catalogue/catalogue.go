// Package catalogue holds every cause: its code, layer and culprit, what
// proves it, and the words for people in Chinese and English.
//
// Words may hold placeholders such as {targets}: the facts of a
// diagnose.Problem fill them in. A part in [square brackets] is said only
// where every fact in it is known, so that a sentence never has a hole.
// [Cause.Say] does both and is what a window or a report calls.
package catalogue

// Layer is where the cause lies, in the contract's words.
type Layer string

const (
	Network     Layer = "network"
	Transport   Layer = "transport"
	Application Layer = "application"
	Security    Layer = "security"
	Data        Layer = "data"
)

// Blame is who can mend it.
type Blame string

const (
	ThisPC          Blame = "this_pc"
	LocalNetwork    Blame = "local_network"
	ISP             Blame = "isp"
	TaxServer       Blame = "tax_server"
	TaxDevice       Blame = "tax_device"
	InvoiceSoftware Blame = "invoice_software"
	Account         Blame = "account"
)

// A Cause is a reason that a person can act on.
type Cause struct {
	Code     string
	Layer    Layer
	Blame    Blame
	Degraded bool     // (!) in CAUSES.md: it works and hurts
	Repairs  []string // what the program can do, with consent: names of package repair, the gentle ones first
	ZH, EN   Words
}

// Words are what people read of a cause in one language.
type Words struct {
	Title   string   // what is wrong: at most 40 characters, no placeholder
	Explain string   // what was seen and why it hurts; what is fine is said by [Fine]
	Steps   []string // what a person does, in order
	Proof   string   // when it is so, for `kpcheck explain`
	Limits  string   // what this program cannot know about it; "" nothing
}

// In returns the unfilled words in "zh" or "en"; any other language is Chinese.
func (c *Cause) In(lang string) Words {
	if lang == "en" {
		return c.EN
	}
	return c.ZH
}

// Find returns the cause with this code, or nil.
func Find(code string) *Cause {
	for _, c := range All {
		if c.Code == code {
			return c
		}
	}
	return nil
}
