package fleet

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed summary.gohtml
var page string

var pageTemplate = template.Must(template.New("summary").Parse(page))

// htmlRows is how many rows of a table the page shows; JSON has all.
const htmlRows = 300

// WriteHTML writes the summary as one page that needs nothing else: it opens
// on a phone, prints on A4 and runs no script.
func (s *Summary) WriteHTML(w io.Writer) error {
	if err := pageTemplate.Execute(w, view{s}); err != nil {
		return fmt.Errorf("writing the summary as HTML: %w", err)
	}
	return nil
}

// view is what the page shows.
type view struct{ *Summary }

func (v view) HTMLLang() string {
	if v.Lang == "en" {
		return "en"
	}
	return "zh-CN"
}

// T is one of the page's fixed words.
func (v view) T(name string) (string, error) {
	t, there := pageWords[name]
	if !there {
		return "", fmt.Errorf("no word %q", name)
	}
	return t.in(v.Lang), nil
}

var pageWords = map[string]term{
	"title":   {"开票医生 · 多点汇总", "Invoice Doctor · Summary"},
	"causes":  {"原因", "Causes"},
	"none":    {"没有发现问题。", "No fault was found."},
	"time":    {"报告随时间", "Reports over time"},
	"reports": {"份报告", "reports"},
	"groups":  {"按属性看（每个地点最近一份报告）", "By attribute (newest report of each site)"},
	"sites":   {"有问题的地点", "Sites in trouble"},
	"skipped": {"没有读的文件", "Files passed over"},
	"shops":   {"受影响的地点", "Affected sites"},
}

// A state is one of the four counts at the top.
type state struct {
	Name, Mark, Word string
	N                int
}

func (v view) States() []state {
	var list []state
	for _, w := range verdictWords {
		list = append(list, state{w.Name, w.Mark, w.in(v.Lang), w.of(v.Sites.Counts)})
	}
	return list
}

// causeView is a cause with the page's words.
type causeView struct {
	Cause
	Headline, Alike, Nothing, Facts string
	Percent                         float64 // of all sites
	Names                           []string
	More                            int // names that are left out
}

func (v view) CauseViews() []causeView {
	var list []causeView
	for _, c := range v.Causes {
		one := causeView{Cause: c, Headline: v.Headline(c), Alike: v.Alike(c), Nothing: v.Nothing(c), Facts: v.facts(c)}
		one.Percent = 100 * float64(c.Sites) / float64(max(1, v.Sites.Total))
		one.Names = c.SiteNames[:min(len(c.SiteNames), htmlRows)]
		one.More = len(c.SiteNames) - len(one.Names)
		list = append(list, one)
	}
	return list
}

// tableView is a table cut to what a page can carry.
type tableView struct {
	Head []string
	Rows []rowView
	More string
}

type rowView struct {
	Mark  string
	Cells []cellView
}

type cellView struct {
	Text, Head string
	Number     bool
	Zero       bool
}

func (v view) cut(t table) tableView {
	out := tableView{Head: t.Head}
	for i, row := range t.Rows[:min(len(t.Rows), htmlRows)] {
		r := rowView{Mark: t.Marks[i]}
		for j, cell := range row {
			r.Cells = append(r.Cells, cellView{cell, t.Head[j], t.Numbers[j], t.Numbers[j] && cell == "0"})
		}
		out.Rows = append(out.Rows, r)
	}
	if more := len(t.Rows) - htmlRows; more > 0 {
		out.More = v.say("还有 %d 行，见 --format json", "%d more: see --format json", more)
	}
	return out
}

// Troubled is the table of sites that are not fine.
func (v view) Troubled() tableView { return v.cut(v.troubled()) }

// Groups are the tables by attribute.
func (v view) Groups() []tableView {
	var list []tableView
	for _, t := range v.groupTables() {
		list = append(list, v.cut(t))
	}
	return list
}

// SkippedLines are the files passed over, each in one line.
func (v view) SkippedLines() []string {
	var list []string
	for _, s := range v.Skipped[:min(len(v.Skipped), htmlRows)] {
		list = append(list, s.In(v.Lang))
	}
	if more := v.Reports.Skipped - len(list); more > 0 {
		list = append(list, v.say("还有 %d 个", "and %d more", more))
	}
	return list
}
