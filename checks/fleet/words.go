package fleet

import (
	"fmt"
	"strings"
	"time"

	"kpdoctor/checks/catalogue"
)

// A term is one word or sentence in both languages.
type term struct{ zh, en string }

// in returns the term in "en", or in Chinese for any other language.
func (t term) in(lang string) string {
	if lang == "en" {
		return t.en
	}
	return t.zh
}

func (s *Summary) say(zh, en string, args ...any) string {
	return fmt.Sprintf(term{zh, en}.in(s.Lang), args...)
}

// verdictWords are the verdicts as states of a site, in the order of the tables.
var verdictWords = []struct {
	Name string
	Mark string
	term
	of func(Counts) int
}{
	{"broken", "✗", term{"有故障", "broken"}, func(c Counts) int { return c.Broken }},
	{"degraded", "!", term{"能用但有问题", "degraded"}, func(c Counts) int { return c.Degraded }},
	{"inconclusive", "?", term{"不能确定", "not certain"}, func(c Counts) int { return c.Inconclusive }},
	{"ok", "✓", term{"正常", "fine"}, func(c Counts) int { return c.OK }},
}

// Overview is the first sentence: how many sites and reports, from when.
func (s *Summary) Overview() string {
	if s.Reports.Counted == 0 {
		return s.say("没有读到一份报告", "No report could be read")
	}
	out := s.say("%d 个地点，%d 份报告", "%d sites, %d reports", s.Sites.Total, s.Reports.Counted)
	if !s.AsOf.IsZero() {
		out += s.say("，%s 至 %s", ", %s to %s", s.From.Format("2006-01-02 15:04"), s.AsOf.Format("2006-01-02 15:04 -07:00"))
	}
	return out
}

// Notes say what a reader must know to trust the counts.
func (s *Summary) Notes() []string {
	var notes []string
	note := func(n int, zh, en string) {
		if n > 0 {
			notes = append(notes, s.say(zh, en, n))
		}
	}
	note(s.Reports.Duplicates, "%d 份是重复的，只算一次。", "%d files are the same report once more, and count once.")
	note(s.Sites.Unnamed, "%d 份没有写地点（或地点名已被隐去），各算一个地点；检测时加 --site 就能认出来。", "%d reports name no site (or its name is masked) and count as one site each; run with --site to tell them apart.")
	note(s.Reports.Undated, "%d 份的日期不可信（电脑时间不对），不计入时间图。", "%d reports have a date that cannot be believed (the PC's clock), and are in no timeline.")
	note(s.Reports.Skipped, "%d 个文件没有读，没有计入：见最后。", "%d files were passed over and change no count: see the end.")
	return notes
}

// Headline says one cause in one sentence: how many sites, what they have in
// common, since when.
func (s *Summary) Headline(c Cause) string {
	if c.Sites == 0 {
		return s.say("现在没有；以前 %d 个地点有过", "none now; %d sites had it before", c.SitesEver)
	}
	out := s.say("%[2]d 个地点中有 %[1]d 个", "%[1]d of %[2]d sites", c.Sites, s.Sites.Total)
	if len(c.Common) > 0 {
		out += s.together(c, c.Common[0])
	}
	return out + s.when(c)
}

// together says what the sites share, and how many healthy ones do too.
func (s *Summary) together(c Cause, g Common) string {
	what := s.same(g)
	var out string
	if g.With == c.Sites {
		out = s.say("，全部%s", ", all %s", what)
	} else {
		out = s.say("，其中 %d 个%s", ", %d of them %s", g.With, what)
	}
	if g.HealthyWith == 0 {
		return out + s.say("（能用的 %d 个地点中一个也没有）", " (none of the %d that work)", g.Healthy)
	}
	return out + s.say("（能用的 %[2]d 个地点中只有 %[1]d 个）", " (only %[1]d of the %[2]d that work)", g.HealthyWith, g.Healthy)
}

// same names what is shared.
func (s *Summary) same(g Common) string {
	words := map[Attribute]term{
		"carrier":  {"用同一家运营商 %s", "with one carrier %s"},
		"resolver": {"用同一个 DNS 服务器 %s", "on one resolver %s"},
		"region":   {"在同一地区 %s", "in one region %s"},
		"software": {"用同一种开票软件 %s", "with one kind of software %s"},
		"system":   {"用同一版系统 %s", "on one system %s"},
		"program":  {"用同一版检测程序 %s", "with one version of this program %s"},
	}
	return s.say(words[g.Attribute].zh, words[g.Attribute].en, g.Value)
}

// Alike says what else parts the same sites from the rest, "" where nothing does.
func (s *Summary) Alike(c Cause) string {
	if len(c.Common) < 2 {
		return ""
	}
	var more []string
	for _, g := range c.Common[1:] {
		more = append(more, s.say("%s（%d/%d，能用的 %d/%d）", "%s (%d/%d, of those that work %d/%d)", s.same(g), g.With, g.Affected, g.HealthyWith, g.Healthy))
	}
	return s.say("光凭数目分不开的还有：", "By counts alone these cannot be told from it: ") + strings.Join(more, s.say("；", "; "))
}

// Nothing says why nothing in common is named, "" where something is.
func (s *Summary) Nothing(c Cause) string {
	switch {
	case len(c.Common) > 0 || c.Sites < 3:
		return ""
	case s.Sites.OK+s.Sites.Degraded == 0:
		return s.say("没有正常的地点可以比较，说不出共同点。", "There is no healthy site to compare with: what they have in common cannot be told.")
	}
	return s.say("没有发现只有这些地点才有的共同点。", "Nothing was found that these sites share and the healthy ones do not.")
}

// when says since when.
func (s *Summary) when(c Cause) string {
	switch {
	case c.Since == nil:
		return ""
	case c.FineUntil == nil:
		return s.say("，最晚从 %s 开始", ", since %s or earlier", s.clock(*c.Since))
	}
	return s.say("，从 %s 开始", ", since %s", s.clock(*c.Since))
}

// clock is a time as short as it can be said: the hour on the day of the newest
// report, else with the date.
func (s *Summary) clock(t time.Time) string {
	switch {
	case t.Format(time.DateOnly) == s.AsOf.Format(time.DateOnly):
		return t.Format("15:04")
	case t.Year() == s.AsOf.Year():
		return t.Format("01-02 15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// job says whose job a cause is.
func (s *Summary) job(c Cause) string { return catalogue.BlameName(catalogue.Blame(c.Blame), s.Lang) }

// value is a group's value for people.
func (s *Summary) value(a Attribute, value string) string {
	if a == "resolver" && value == Inner {
		return s.say("各自的路由器或内网服务器", "each site's own router or inner server")
	}
	return value
}

// siteName is a site for people.
func (s *Summary) siteName(one Site) string {
	if one.Name == "" {
		return s.say("（没写地点）", "(no site) ") + one.Report
	}
	return one.Name
}
