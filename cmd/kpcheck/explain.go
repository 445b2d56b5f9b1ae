package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/message"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

// explain prints the catalogue's words on a cause, what a report or its spoken
// code says, or what a message or code of an invoicing program, a browser or
// Windows means. Everything after the
// command is text, also with a leading "-": messages of invoicing programs
// begin so. Only the whole options of options() right behind it or at the very
// end are not.
func (a *app) explain(_ context.Context, args []string) int {
	if len(args) == 1 && (args[0] == "-h" || args[0] == "--help") {
		a.usage(a.stdout)
		return exitFine
	}
	args = a.options(args)
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return a.wrong("explain", a.say("缺少代码或提示", "missing code or message"),
			a.say("例如 kpcheck explain 离线时间超限", "for example kpcheck explain dns.resolver_down"))
	}
	if code, ok := a.explainReport(text); ok {
		return code
	}
	if c := catalogue.Find(strings.ToLower(text)); c != nil {
		return a.explained(c.Code, causeOf(c, a.lang), func(w io.Writer) error { return explainText(w, c, "", a.lang) })
	}
	s, err := report.ReadSpokenCode(text)
	if err == nil {
		return a.explained("code", spokenOf(s, a.lang), func(w io.Writer) error { return explainSpoken(w, s, a.lang) })
	}
	if found := message.Lookup(text); len(found) > 0 {
		m := meaningOf(found, a.lang)
		return a.explained(m.Message, m, func(w io.Writer) error { return explainMessage(w, m, a.lang) })
	}
	var wrong *report.CodeError
	if report.LooksSpoken(text) && errors.As(err, &wrong) {
		return a.wrong(text, wrong.In(a.lang), "")
	}
	return a.wrong("explain", fmt.Sprintf(a.say("不认识 %q", "%q is not known"), clip(text)), a.nearest(text))
}

// explained delivers one explanation in the chosen format.
func (a *app) explained(name string, document any, text func(io.Writer) error) int {
	if a.format == "json" {
		text = func(w io.Writer) error { return writeJSON(w, document) }
	}
	if !a.deliver("kpcheck-"+name+"."+extension[a.format], text) {
		return exitOutput
	}
	return exitFine
}

// options takes "--lang zh", "--format json" and "--output FILE" off both ends
// of the text, also with "="; "--" at the front ends them there.
func (a *app) options(args []string) []string {
	for len(args) > 0 {
		n := a.option(args)
		if n == 0 {
			break
		}
		args = args[n:]
	}
	if len(args) > 0 && args[0] == "--" {
		return args[1:]
	}
	for len(args) > 1 {
		switch {
		case a.option(args[len(args)-1:]) == 1:
			args = args[:len(args)-1]
		case len(args) > 2 && a.option(args[len(args)-2:]) == 2:
			args = args[:len(args)-2]
		default:
			return args
		}
	}
	return args
}

// option sets what the first one or two words say; n is how many they were,
// 0 where they are text.
func (a *app) option(args []string) (n int) {
	name, value, joined := strings.Cut(args[0], "=")
	n = 1
	if !joined {
		if len(args) < 2 {
			return 0
		}
		value, n = args[1], 2
	}
	switch {
	case name == "--lang" && (value == "zh" || value == "en"):
		a.lang = value
	case name == "--format":
		a.format = value
	case name == "--output":
		a.output = value
	default:
		return 0
	}
	return n
}

// nearest is the hint for text that is neither a cause nor a known message.
func (a *app) nearest(text string) string {
	var codes, near []string
	for _, c := range catalogue.All {
		codes = append(codes, c.Code)
		if _, reason, _ := strings.Cut(c.Code, "."); reason == text || strings.HasPrefix(c.Code, text+".") {
			near = append(near, c.Code)
		}
	}
	if len(near) == 0 {
		near = profile.Nearest(text, codes, 3)
	}
	if len(near) == 0 {
		near = message.Nearest(text, 3)
	}
	if len(near) == 0 {
		return a.say("请照着屏幕写，例如 -960011120、离线时间超限，或原因代码 dns.resolver_down",
			"write what the screen shows, such as -960011120 or 离线时间超限, or a cause such as dns.resolver_down")
	}
	return fmt.Sprintf(a.say("是不是 %s？", "did you mean %s?"), strings.Join(near, a.say("、", ", ")))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// cause is the JSON form.
type cause struct {
	Code        string   `json:"code"`
	Layer       string   `json:"layer"`
	Blame       string   `json:"blame"`
	Degraded    bool     `json:"degraded"` // it works and hurts
	Title       string   `json:"title"`
	Explanation string   `json:"explanation"`
	Proof       string   `json:"proof"` // when it is so
	Steps       []string `json:"steps"`
	Limits      string   `json:"limits,omitempty"`
	Repairs     []string `json:"repairs"`
}

func causeOf(c *catalogue.Cause, lang string) cause {
	w := c.Say(lang, nil)
	return cause{c.Code, string(c.Layer), string(c.Blame), c.Degraded, w.Title, w.Explain, w.Proof, w.Steps, w.Limits, append([]string{}, c.Repairs...)}
}

func explainText(to io.Writer, c *catalogue.Cause, system, lang string) error {
	w := c.SayOn(system, lang, nil)
	label := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n\n", c.Code, w.Title)
	fmt.Fprintf(&b, "%s%s\n", label("谁能解决：", "who can mend it: "), catalogue.BlameWho(c.Blame, lang))
	fmt.Fprintf(&b, "%s%s\n", label("怎样断定：", "when it is so: "), w.Proof)
	fmt.Fprintf(&b, "\n%s\n", w.Explain)
	fmt.Fprintf(&b, "\n%s\n", label("怎么办：", "what to do:"))
	for i, s := range w.Steps {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, s)
	}
	if w.Limits != "" {
		fmt.Fprintf(&b, "\n%s%s\n", label("本程序看不到的：", "what this program cannot know: "), w.Limits)
	}
	_, err := io.WriteString(to, b.String())
	return err
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
