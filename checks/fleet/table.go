package fleet

import (
	"fmt"
	"strings"
)

// A table is rows of text under a head, as text and HTML show it.
type table struct {
	Head    []string
	Numbers []bool // columns of numbers: flush right
	Rows    [][]string
	Marks   []string // of each row, the verdict that colours it; "" none
}

// tables are the sites in trouble, then all sites by each attribute.
func (s *Summary) tables() []table {
	if t := s.troubled(); len(t.Rows) > 0 {
		return append([]table{t}, s.groupTables()...)
	}
	return s.groupTables()
}

// groupTables are the sites by each attribute that any site has.
func (s *Summary) groupTables() []table {
	var list []table
	for _, a := range Attributes {
		groups := s.By[string(a)]
		if len(groups) == 0 {
			continue
		}
		t := table{Head: []string{attributeWords[a].in(s.Lang), s.say("地点", "Sites")}, Numbers: []bool{false, true}}
		for _, v := range verdictWords {
			t.Head, t.Numbers = append(t.Head, v.in(s.Lang)), append(t.Numbers, true)
		}
		for _, g := range groups {
			row := []string{s.value(a, g.Value), fmt.Sprint(g.All())}
			for _, v := range verdictWords {
				row = append(row, fmt.Sprint(v.of(g.Counts)))
			}
			t.Rows, t.Marks = append(t.Rows, row), append(t.Marks, "")
		}
		list = append(list, t)
	}
	return list
}

// troubled lists the sites that are not fine now.
func (s *Summary) troubled() table {
	t := table{
		Head:    []string{s.say("地点", "Site"), s.say("现在", "Now"), s.say("从何时", "Since"), s.say("最近一份", "Newest"), s.say("报告", "Reports"), s.say("原因", "Cause")},
		Numbers: []bool{false, false, false, false, true, false},
	}
	titles := map[string]string{}
	for _, c := range s.Causes {
		titles[c.Code] = c.Title
	}
	for _, one := range s.SiteList {
		if one.Verdict == "ok" {
			continue
		}
		var why []string
		for _, code := range one.Causes {
			why = append(why, titles[code])
		}
		since, newest := "–", "–"
		if one.Since != nil {
			since = s.clock(*one.Since)
			if one.FineUntil == nil {
				since = "≤ " + since
			}
		}
		if one.Newest != nil {
			newest = s.clock(*one.Newest)
		}
		t.Rows = append(t.Rows, []string{s.siteName(one), s.state(one.Verdict), since, newest, fmt.Sprint(one.Reports), strings.Join(why, s.say("；", "; "))})
		t.Marks = append(t.Marks, one.Verdict)
	}
	return t
}

// state is a verdict as mark and word.
func (s *Summary) state(verdict string) string {
	for _, v := range verdictWords {
		if v.Name == verdict {
			return v.Mark + " " + v.in(s.Lang)
		}
	}
	return verdict
}
