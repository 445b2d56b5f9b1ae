package history

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"kpdoctor/checks/report"
)

// Words say since when: "上次正常：10月30日 09:12；11月2日 08:55 起不正常".
func (s Since) Words(lang string) string {
	var parts []string
	if s.LastGood != nil {
		parts = append(parts, say(lang, "上次正常：%s", "last fine: %s", When(s.LastGood.Started, lang)))
	}
	if s.FirstBad != nil {
		parts = append(parts, say(lang, "%s 起不正常", "not fine since %s", When(s.FirstBad.Started, lang)))
	}
	return strings.Join(parts, say(lang, "；", "; "))
}

// Compared says when it was last fine and what has changed since: of the
// changes, those that matter, or where none does the first few. "" where there
// is no good run to compare with.
func Compared(good *Entry, changes []Change, lang string) string {
	if good == nil {
		return ""
	}
	head := say(lang, "上次正常：%s", "Last fine: %s", When(good.Started, lang))
	if len(changes) == 0 {
		return head + say(lang, "；自那以后，这台电脑的网络设置没有变化", "; since then nothing changed in this PC's network settings")
	}
	var said []string
	for _, c := range telling(changes) {
		said = append(said, c.Words(lang))
	}
	return head + say(lang, "；自那以后 %s", "; since then %s", strings.Join(said, say(lang, "，", ", ")))
}

// When is a moment as people say it: the day, and the year where it is not the
// current one.
func When(t time.Time, lang string) string {
	year := t.Year() != time.Now().Year()
	if lang == "en" {
		if year {
			return t.Format("2 January 2006 15:04")
		}
		return t.Format("2 January 15:04")
	}
	if year {
		return t.Format("2006年1月2日 15:04")
	}
	return t.Format("1月2日 15:04")
}

// Resolution is what ended an incident.
type Resolution struct {
	Repairs []report.Action // what the program mended, if it did
	Changes []Change        // else: between the last bad run and the good one
}

// Resolution finds what ended an incident: a repair of the program, or what is
// otherwise now than in the last bad run. Both empty: it went away by itself, or
// it is still on.
func (h *History) Resolution(i Incident) Resolution {
	var out Resolution
	for _, a := range i.Repairs {
		if a.Result == "fixed" || a.Result == "proven" || a.Result == "" {
			out.Repairs = append(out.Repairs, a)
		}
	}
	if i.Open() || len(out.Repairs) > 0 || len(i.Runs) == 0 {
		return out
	}
	bad, err := h.Read(i.Runs[len(i.Runs)-1])
	if err != nil {
		return out
	}
	good, err := h.Read(i.After)
	if err != nil {
		return out
	}
	for _, c := range Compare(bad, rooted(good, bad)) {
		if c.Matters {
			out.Changes = append(out.Changes, c)
		}
	}
	return out
}

// rooted is a good run with the causes of a bad one, so that what matters for
// these comes first.
func rooted(good, bad *report.Report) *report.Report {
	r := *good
	r.Diagnosis.Causes = bad.Diagnosis.Causes
	return &r
}

// Words say what ended an incident.
func (r Resolution) Words(lang string) string {
	var parts []string
	for _, a := range r.Repairs {
		parts = append(parts, say(lang, "用本程序修好（%s）", "mended with this program (%s)", cmp.Or(a.Title, a.Repair)))
	}
	for _, c := range r.Changes {
		parts = append(parts, c.Words(lang))
	}
	if parts == nil {
		return say(lang, "自己恢复", "it recovered by itself")
	}
	return strings.Join(parts, say(lang, "；", "; "))
}

// Words say an incident in a sentence: since when, how long, why. What ended it
// is [Resolution]'s.
func (i Incident) Words(lang string, now time.Time) string {
	var titles []string
	for _, c := range i.Causes {
		titles = append(titles, c.title(lang))
	}
	why := strings.Join(titles, say(lang, "；", "; "))
	if why == "" {
		why = say(lang, "原因不明", "cause not known")
	}
	if i.Open() {
		return say(lang, "%s 起，到现在 %s：%s", "since %s, for %s so far: %s", When(i.Opened, lang), lasting(i.Lasted(now), lang), why)
	}
	return say(lang, "%s 起，%s 后恢复：%s", "since %s, over after %s: %s", When(i.Opened, lang), lasting(i.Lasted(now), lang), why)
}

// lasting is a duration by its largest unit, rounded.
func lasting(d time.Duration, lang string) string {
	unit := func(n time.Duration, zh, en string) string {
		return fmt.Sprintf("%d %s", n, pick(lang, zh, en))
	}
	switch {
	case d >= 48*time.Hour:
		return unit((d+12*time.Hour)/(24*time.Hour), "天", "days")
	case d >= 2*time.Hour:
		return unit((d+30*time.Minute)/time.Hour, "小时", "hours")
	case d >= 2*time.Minute:
		return unit((d+30*time.Second)/time.Minute, "分钟", "minutes")
	}
	return unit(d/time.Second, "秒", "seconds")
}
