package fleet

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// textRows is how many rows of a table the text shows; JSON has all.
const textRows = 20

// WriteText writes the summary for a terminal: what is wrong first.
func (s *Summary) WriteText(w io.Writer) error {
	var b strings.Builder
	line := func(text string) { b.WriteString(strings.TrimRight(text, " ") + "\n") }
	line(s.Overview())
	if s.Reports.Counted > 0 {
		var now []string
		for _, v := range verdictWords {
			now = append(now, fmt.Sprintf("%s %s %d", v.Mark, v.in(s.Lang), v.of(s.Sites.Counts)))
		}
		line(s.say("现在：", "Now: ") + strings.Join(now, s.say("　", "   ")))
	}
	for _, n := range s.Notes() {
		line("· " + n)
	}
	for i, c := range s.Causes {
		line("")
		line(fmt.Sprintf("%d. %s", i+1, c.Title))
		line("   " + s.Headline(c))
		for _, more := range []string{s.Alike(c), s.Nothing(c)} {
			if more != "" {
				line("   " + more)
			}
		}
		line("   " + s.facts(c))
	}
	for _, t := range s.tables() {
		line("")
		for _, row := range t.aligned(textRows) {
			line(row)
		}
		if more := len(t.Rows) - textRows; more > 0 {
			line(s.say("还有 %d 行，见 --format json", "%d more: see --format json", more))
		}
	}
	if len(s.Skipped) > 0 {
		line("")
		line(s.say("没有读的文件（%d 个）", "Files passed over (%d)", s.Reports.Skipped))
		for _, skip := range s.Skipped {
			line("  " + skip.In(s.Lang))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// facts is the small print of a cause.
func (s *Summary) facts(c Cause) string {
	out := s.say("谁来处理：%s · 代码：%s · 报告：%d 份", "Whose job: %s · Code: %s · Reports: %d", s.job(c), c.Code, c.Reports)
	if len(c.Targets) > 0 {
		out += s.say(" · 涉及：", " · Concerns: ") + s.about(c)
	}
	return out
}

// about names the first few targets.
func (s *Summary) about(c Cause) string {
	var list []string
	for _, t := range c.Targets[:min(3, len(c.Targets))] {
		list = append(list, s.say("%s（%d）", "%s (%d)", t.Value, t.Sites))
	}
	if len(c.Targets) > 3 {
		list = append(list, "…")
	}
	return strings.Join(list, s.say("、", ", "))
}

// aligned sets a table in columns, wide characters counted as two.
func (t table) aligned(rows int) []string {
	all := append([][]string{t.Head}, t.Rows[:min(len(t.Rows), rows)]...)
	wide := make([]int, len(t.Head))
	for _, row := range all {
		for i, cell := range row {
			wide[i] = max(wide[i], columns(cell))
		}
	}
	var out []string
	for _, row := range all {
		var b strings.Builder
		for i, cell := range row {
			gap := strings.Repeat(" ", wide[i]-columns(cell))
			if t.Numbers[i] {
				b.WriteString(gap + cell + "  ")
			} else {
				b.WriteString(cell + gap + "  ")
			}
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}

// columns is how many columns of a terminal a text takes.
func columns(s string) int {
	n := 0
	for _, c := range s {
		switch k := width.LookupRune(c).Kind(); {
		case unicode.Is(unicode.Mn, c):
		case k == width.EastAsianWide, k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
