package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/message"
)

// meaning is the JSON form of what a message means.
type meaning struct {
	Message string   `json:"message"`        // id of the meaning: aisino.ssl_connect
	Code    string   `json:"code,omitempty"` // the code that was found
	Kind    string   `json:"kind"`           // network, device, certificate, clock, software, account, business
	Network bool     `json:"network"`        // whether it is about the network at all
	Blame   string   `json:"blame"`
	Mark    string   `json:"mark"`    // documented, unconfirmed, inference
	Sources []string `json:"sources"` // of the meaning
	Score   float64  `json:"score"`   // 1: this code stands there
	Title   string   `json:"title"`
	Meaning string   `json:"meaning"`
	Steps   []string `json:"steps"`
	Hints   []hint   `json:"hints"`          // causes that it fits; a measurement beats them
	Also    []also   `json:"also,omitempty"` // what else the text may mean
}

type hint struct {
	Code  string `json:"code"`
	Title string `json:"title"`
}

type also struct {
	Message string  `json:"message"`
	Code    string  `json:"code,omitempty"`
	Title   string  `json:"title"`
	Score   float64 `json:"score"`
}

// meaningOf takes the best of at least one match.
func meaningOf(found []message.Match, lang string) meaning {
	m := found[0]
	w := m.In(lang)
	out := meaning{m.ID, m.Code, string(m.Kind), m.IsNetwork, string(m.Blame), string(m.Mark), m.Sources, hundredths(m.Score), w.Title, w.Meaning, w.Steps, []hint{}, nil}
	for _, code := range m.Hints {
		if c := catalogue.Find(code); c != nil {
			out.Hints = append(out.Hints, hint{code, c.In(lang).Title})
		}
	}
	for _, other := range found[1:] {
		out.Also = append(out.Also, also{other.ID, other.Code, other.In(lang).Title, hundredths(other.Score)})
	}
	return out
}

func hundredths(score float64) float64 { return float64(int(score*100+0.5)) / 100 }

func explainMessage(to io.Writer, m meaning, lang string) error {
	label := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", strings.TrimSpace(m.Code+"  "+m.Title))
	fmt.Fprintf(&b, "%s%s\n", label("是不是网络问题：", "is it the network: "), message.KindSays(message.Kind(m.Kind), lang))
	fmt.Fprintf(&b, "%s%s\n", label("谁能解决：", "who can mend it: "), catalogue.BlameWho(catalogue.Blame(m.Blame), lang))
	fmt.Fprintf(&b, "%s%s\n", label("依据：", "how sure: "), message.MarkSays(message.Mark(m.Mark), lang))
	fmt.Fprintf(&b, "\n%s\n", m.Meaning)
	fmt.Fprintf(&b, "\n%s\n", label("怎么办：", "what to do:"))
	for i, s := range m.Steps {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, s)
	}
	if len(m.Hints) > 0 {
		fmt.Fprintf(&b, "\n%s\n", label("可能的原因（以检测结果为准）：", "causes that it fits (a check decides):"))
		for _, h := range m.Hints {
			fmt.Fprintf(&b, "  %s  %s\n", h.Code, h.Title)
		}
	}
	if len(m.Also) > 0 {
		fmt.Fprintf(&b, "\n%s\n", label("也可能是：", "it may also mean:"))
		for _, o := range m.Also {
			fmt.Fprintf(&b, "  %s\n", strings.TrimSpace(cmp.Or(o.Code, "·")+"  "+o.Title))
		}
	}
	_, err := io.WriteString(to, b.String())
	return err
}
