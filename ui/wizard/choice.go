package wizard

import "strings"

// Mode is the way in which the user says what is to be checked.
type Mode string

const (
	ByRegion   Mode = "region"   // an authority and a software
	ByAddress  Mode = "address"  // addresses typed in
	ByFile     Mode = "file"     // a profile file
	ByPractice Mode = "practice" // servers on this PC with a fault injected
	ByAnswer   Mode = "answer"   // something that was checked before: see State.Asked
)

// Modes in the order in which they are offered; ByAnswer, where there are answers, comes first.
var Modes = []Mode{ByRegion, ByAddress, ByFile, ByPractice}

// Softwares are the kinds of invoicing software that a built-in profile is for,
// in the contract's words.
var Softwares = []string{"browser", "ukey", "golden_tax", "tax_control", "leqi"}

// Authority is one provincial tax authority.
type Authority struct {
	Region string // the contract's spelling: "beijing", "shaanxi"
	ZH, EN string
}

// In returns the name in "zh" or "en".
func (a Authority) In(lang string) string {
	if lang == "en" {
		return a.EN
	}
	return a.ZH
}

// Choice is what is to be checked. What belongs to another mode than the chosen
// one is kept, so that changing one's mind costs nothing.
type Choice struct {
	Mode      Mode
	Region    string // Authority.Region
	Software  string // one of Softwares
	Addresses string // as typed: one or more, apart by blanks, commas or lines
	File      string // path of a profile
	Fault     string // the code to inject; "" is a healthy network
	Message   string // what her screen says, as typed; "" not asked
	Label     string // the user's own name for what is checked; "" none
	Answer    string // Answer.ID, of what was picked from those made before; "" none
}

// URLs are the addresses typed in, https where no scheme is given.
func (c Choice) URLs() []string {
	var urls []string
	for _, word := range strings.FieldsFunc(c.Addresses, func(r rune) bool {
		return strings.ContainsRune(" \t\r\n,;，；、　", r)
	}) {
		word = strings.NewReplacer("：", ":", "／", "/", "。", ".").Replace(word)
		if !strings.Contains(word, "://") {
			word = "https://" + word
		}
		urls = append(urls, word)
	}
	return urls
}

// Missing is the key of assets/text that says what is still to be chosen; ""
// when the checks can start.
func (c Choice) Missing() string {
	switch c.Mode {
	case ByRegion:
		if c.Region == "" {
			return "missing.region"
		}
		if c.Software == "" {
			return "missing.software"
		}
	case ByAddress:
		if len(c.URLs()) == 0 {
			return "missing.address"
		}
	case ByFile:
		if strings.TrimSpace(c.File) == "" {
			return "missing.file"
		}
	case ByPractice:
	case ByAnswer:
		if c.Answer == "" {
			return "missing.answer"
		}
	default:
		return "missing.region"
	}
	return ""
}

// Contacted is one host that a run talks to, and what for.
type Contacted struct {
	Host string // "host:port" or "host"
	Use  string // endpoint or reference
	Name string // as the profile calls it; "" no name
}
