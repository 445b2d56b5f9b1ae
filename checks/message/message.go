// Package message says what the invoicing software, a browser or Windows means
// by a message or code on the screen: whether it is the network at all, who
// can mend it, what to do, and which causes it hints at.
//
// The words are those of assets/messages.toml. [Lookup] is a pure function of
// the text. What it finds is worth less than any measurement.
package message

import "kpdoctor/checks/catalogue"

// Kind is what a message is about.
type Kind string

const (
	Network     Kind = "network"
	Device      Kind = "device"
	Certificate Kind = "certificate"
	Clock       Kind = "clock"
	Software    Kind = "software"
	Account     Kind = "account"
	Business    Kind = "business" // no fault of the connection: limits, filing, locks
)

// Kinds are all of them.
var Kinds = []Kind{Network, Device, Certificate, Clock, Software, Account, Business}

// Mark is how sure the meaning is.
type Mark string

const (
	Documented  Mark = "documented"  // a public source says it
	Unconfirmed Mark = "unconfirmed" // general knowledge
	Inference   Mark = "inference"   // concluded by us
)

// A Match is one meaning that a text may have.
type Match struct {
	ID        string          // "aisino.connect"
	Code      string          // the code that was found, as the table spells it; "" where found by likeness
	Kind      Kind            //
	IsNetwork bool            // it is about the way to the server
	Blame     catalogue.Blame // who can mend it, most likely
	Hints     []string        // codes of causes that it fits, likeliest first; may be empty
	Mark      Mark            //
	Sources   []string        // where the meaning comes from, in English
	Score     float64         // 1: this code stands there; less by likeness
	ZH, EN    Words
}

// Words are what people read of a message in one language.
type Words struct {
	Title   string
	Meaning string
	Steps   []string // what a person does, in order
}

// In returns the words in "zh" or "en"; any other language is Chinese.
func (m *Match) In(lang string) Words {
	if lang == "en" {
		return m.EN
	}
	return m.ZH
}

// KindSays answers in one sentence whether it is the network.
func KindSays(k Kind, lang string) string {
	s := map[Kind][2]string{
		Network:     {"和联网有关。检测一次，能看出是线路、设置还是服务器。", "It is about the way to the server: a check tells line, settings and server apart."},
		Device:      {"不是网络问题，在税控设备这边。", "It is not the network but the tax device."},
		Certificate: {"线路多半是通的，卡在证书这一步。", "The line is probably fine; certificates are the trouble."},
		Clock:       {"不是网络问题，是时间不对。", "It is not the network but a wrong clock."},
		Software:    {"线路多半没有问题，在软件和设置这边。", "The line is probably fine; it is software or settings."},
		Account:     {"不是网络问题，在账号、口令或权限这边。", "It is not the network but the account, its PIN or its rights."},
		Business:    {"不是网络问题，是开票业务上的限制。", "It is not the network but a rule of invoicing."},
	}[k]
	if lang == "en" {
		return s[1]
	}
	return s[0]
}

// MarkSays tells how sure the meaning is.
func MarkSays(m Mark, lang string) string {
	s := map[Mark][2]string{
		Documented:  {"有公开资料", "a public source says so"},
		Unconfirmed: {"没有找到正式说明，按一般经验", "no official explanation found; general knowledge"},
		Inference:   {"推断，没有正式说明", "our conclusion; no official explanation"},
	}[m]
	if lang == "en" {
		return s[1]
	}
	return s[0]
}
