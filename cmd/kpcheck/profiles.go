package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"kpdoctor/checks/profile"
)

// listed is one built-in profile in JSON.
type listed struct {
	Table     string   `json:"table"` // the date of the table of addresses
	Region    string   `json:"region"`
	Code      string   `json:"code"`
	Authority string   `json:"authority"`
	Software  string   `json:"software"`
	Name      string   `json:"name"`
	Endpoints []string `json:"endpoints"`
	Addresses []known  `json:"addresses"` // the same, and how sure each is
}

// known is one address of a built-in profile.
type known struct {
	URL   string       `json:"url"`
	Role  profile.Role `json:"role"`
	Group string       `json:"group,omitempty"` // addresses of one group stand for each other
	Mark  profile.Mark `json:"mark"`
	AsOf  string       `json:"as_of"`
}

// profiles lists the built-in profiles, all or those of one region; with
// region and software both, the text of that profile.
func (a *app) profiles(_ context.Context, args []string) int {
	var region, software, table string
	fs := a.flags("profiles")
	fs.StringVar(&region, "region", "", "")
	fs.StringVar(&software, "software", "", "")
	fs.StringVar(&table, "table", "", "")
	if done, code := a.parse(fs, args); done {
		return code
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	if err := a.useTable(table); err != nil {
		a.explainError(err)
		return exitUsage
	}
	list, err := builtin(region, software)
	if err != nil {
		a.explainError(err)
		return exitUsage
	}
	write := func(w io.Writer) error { return a.profilesText(w, list) }
	switch {
	case table != "" && region == "" && software == "":
		write = func(w io.Writer) error { return a.tableChanges(w, table) }
	case a.format == "json":
		write = func(w io.Writer) error { return writeJSON(w, list) }
	case region != "" && software != "":
		write = func(w io.Writer) error {
			text, err := profile.BuiltinText(region, software)
			if err == nil {
				_, err = w.Write(text)
			}
			return err
		}
	}
	if !a.deliver("kpcheck-profiles."+extension[a.format], write) {
		return exitOutput
	}
	return exitFine
}

// builtin lists the profiles of a region and a software; "" is any.
func builtin(region, software string) ([]listed, error) {
	if region != "" || software != "" { // an unknown one is an error that names the nearest
		if _, err := profile.ByRegion(cmp.Or(region, "beijing"), cmp.Or(software, "browser")); err != nil {
			return nil, err
		}
	}
	var list []listed
	for _, l := range profile.Builtin() {
		if region != "" && !strings.EqualFold(region, l.Spelling) {
			continue
		}
		for _, s := range l.Softwares {
			if software != "" && software != s {
				continue
			}
			p, err := profile.ByRegion(l.Spelling, s)
			if err != nil {
				return nil, err
			}
			one := listed{Table: p.Table, Region: l.Spelling, Code: l.Code, Authority: l.Name, Software: s, Name: p.Name}
			for _, e := range p.Endpoints {
				one.Endpoints = append(one.Endpoints, e.URL)
				one.Addresses = append(one.Addresses, known{URL: e.URL, Role: e.Role, Group: e.Group, Mark: e.Mark, AsOf: e.AsOf})
			}
			list = append(list, one)
		}
	}
	return list, nil
}

// profilesText lists profiles for people, the table's date first.
func (a *app) profilesText(w io.Writer, list []listed) error {
	var b strings.Builder
	region := ""
	if len(list) > 0 {
		fmt.Fprintf(&b, a.say("# %s 的地址表：来自公开资料，没有实测过；以您的开票软件里显示的地址为准\n",
			"# table of %s: from public documents, never tried; the address that your invoicing software shows beats it\n"), list[0].Table)
	}
	for _, l := range list {
		if l.Region != region {
			region = l.Region
			fmt.Fprintf(&b, "%s  %s  %s\n", l.Region, l.Authority, l.Code)
		}
		var shown []string
		for _, e := range l.Addresses {
			shown = append(shown, fmt.Sprintf(a.say("%s（%s，%s）", "%s (%s, %s)"), e.URL, a.mark(e.Mark), e.AsOf))
		}
		fmt.Fprintf(&b, "  %-12s%s\n", l.Software, strings.Join(shown, "  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mark says how sure an address is.
func (a *app) mark(m profile.Mark) string {
	switch m {
	case profile.Documented:
		return a.say("有文档", "documented")
	case profile.OneSource:
		return a.say("仅一处来源", "one source")
	case profile.Contested:
		return a.say("说法不一", "contested")
	}
	return a.say("按规律推测", "by pattern")
}

// tableChanges says what the table in a file changed against the built-in one.
func (a *app) tableChanges(w io.Writer, file string) error {
	t, err := profile.LoadTable(file)
	if err != nil {
		return err
	}
	old := profile.BuiltinTable()
	changes := t.Changes(old)
	if a.format == "json" {
		return writeJSON(w, struct {
			Table   string           `json:"table"`
			Builtin string           `json:"builtin"`
			Changes []profile.Change `json:"changes"`
		}{t.Date, old.Date, append([]profile.Change{}, changes...)})
	}
	var b strings.Builder
	fmt.Fprintf(&b, a.say("%s：%s 的地址表，与内置的 %s 相比有 %d 处不同\n", "%s: table of %s, compared with the built-in one of %s: %d changes\n"), file, t.Date, old.Date, len(changes))
	for _, c := range changes {
		fmt.Fprintf(&b, "  %-14s%-18s%s → %s\n", c.Region, c.Column, cmp.Or(c.From, a.say("（无）", "(none)")), cmp.Or(c.To, a.say("（无）", "(none)")))
	}
	_, err = io.WriteString(w, b.String())
	return err
}
