package repair

import (
	"slices"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/env"
)

// Words are what people read of a plan in one language, facts filled in.
type Words struct {
	Title   string   // a verb phrase
	Changes []string // one for each change: from what to what
	Time    string   // how long it takes, and what it needs
	Risk    string   // what could go wrong, and what helps then
	Refused string   // why not, whom to ask; "" where it may be done
}

// phrases are the words of one repair.
type phrases struct{ title, risk string }

// Say puts a plan in words, "zh" or "en".
func (p Plan) Say(lang string) Words {
	f := spoken[p.Repair].zh
	if lang == "en" {
		f = spoken[p.Repair].en
	}
	w := Words{Title: f.title, Risk: f.risk}
	if slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Kind == env.ResolverList && c.Name == "file" }) {
		at := map[string]int{"en": 1}[lang]
		w.Risk += overwritten[at]
	}
	for _, c := range p.Changes {
		w.Changes = append(w.Changes, c.Say(lang))
	}
	if p.Refused != nil {
		w.Refused = p.Refused.Say(lang)
		return w
	}
	say := func(zh, en string) {
		if lang == "en" {
			w.Time = strings.TrimSpace(w.Time + " " + en)
		} else {
			w.Time += zh
		}
	}
	seconds := map[string]string{"n": number(p.Seconds)}
	say(catalogue.Fill("大约 {n} 秒。", seconds), catalogue.Fill("About {n} seconds.", seconds))
	if p.Admin {
		say("需要管理员权限。", "Needs administrator rights.")
	}
	switch p.Restart {
	case "session":
		say("注销后重新登录才生效。", "Takes effect after you log out and in again.")
	case "computer":
		say("重启电脑后才生效。", "Takes effect after the computer is restarted.")
	case "program":
		say("请重新打开浏览器或开票软件。", "Please open the browser or the invoicing software again.")
	}
	return w
}

// Title is the repair's verb phrase.
func (r *Repair) Title(lang string) string {
	if lang == "en" {
		return spoken[r.Name].en.title
	}
	return spoken[r.Name].zh.title
}

// Say puts one change in words.
func (c Change) Say(lang string) string {
	key := string(c.Kind)
	if c.Act != "" {
		key = string(c.Act)
	}
	pair := changeWords[key]
	from, to := show(c, c.From, lang), show(c, c.To, lang)
	text := pair[0]
	if lang == "en" {
		text = pair[1]
	}
	return catalogue.Fill(text, map[string]string{"name": c.Name, "from": from, "to": to})
}

// show turns the states that are words of ours into the reader's.
func show(c Change, value, lang string) string {
	at := 0
	if lang == "en" {
		at = 1
	}
	if pair, ok := stateWords[value]; ok {
		return pair[at]
	}
	if c.Kind == env.ServiceState {
		state, start, _ := strings.Cut(value, " ")
		if pair, ok := stateWords[state]; ok {
			if begin, ok := stateWords[start]; ok {
				return pair[at] + [2]string{"、", ", "}[at] + begin[at]
			}
			return pair[at]
		}
	}
	return value
}

// Say is the refusal in words: why, and whom to ask.
func (r Refusal) Say(lang string) string {
	pair, known := refusalWords[r.Reason]
	if !known {
		pair = refusalWords["unsupported"]
	}
	text := pair[0]
	if lang == "en" {
		text = pair[1]
	}
	return catalogue.Fill(text, map[string]string{"about": r.About})
}

// Say is the result of a re-check in words.
func (r Result) Say(lang string) string {
	pair := resultWords[r]
	if lang == "en" {
		return pair[1]
	}
	return pair[0]
}

func number(n int) string {
	if n == 0 {
		n = 1
	}
	digits := ""
	for ; n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return digits
}
