package checks

import (
	"slices"
	"strings"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// client is one invoicing program of which it is documented how it shows.
type client struct {
	kind  string   // the profile's software
	files []string // its processes
	words []string // all of them stand in the name it is installed by, spaces aside
	sure  bool     // documented well enough that not finding it shows that it is not there
}

// clients is what is known in November 2026. 税务UKey版 has no documented
// process, folder or key. Source: domain/README.md 3.1 to 3.4.
var clients = []client{
	{kind: kindGoldenTax, files: []string{"fwkp.exe", "MAINEXECUTE.EXE"}, words: []string{"开票软件", "金税盘"}, sure: true},
	{kind: kindTaxControl, files: []string{"KP.EXE"}, words: []string{"开票软件", "税控盘"}, sure: true},
	{kind: kindUKey, words: []string{"开票软件", "税务ukey"}},
}

// runningClients names the kinds of client that run: two at once fight for the
// device.
func runningClients(running []env.Process) []string {
	var kinds []string
	for _, c := range clients {
		if len(runningOf(c.files, running)) > 0 {
			kinds = append(kinds, c.kind)
		}
	}
	return kinds
}

// installed finds the profile's program among the installed ones: by its
// processes' files, by its name, or by what is documented of its kind. known is
// false where not finding it shows nothing.
func installed(want *profile.InvoiceSoftware, software string, all []env.Program) (found *env.Program, known bool) {
	files, words := want.Processes, [][]string{{want.Name}}
	for _, c := range clients {
		if c.kind == software {
			files, words, known = slices.Concat(files, c.files), append(words, c.words), c.sure
		}
	}
	for i, p := range all {
		file := slices.ContainsFunc(files, func(f string) bool { return programName(p.File) == programName(f) && p.File != "" })
		name := slices.ContainsFunc(words, func(w []string) bool { return hasWords(p.Name, w) })
		if (file || name) && (found == nil || found.Version == "" && p.Version != "") {
			found = &all[i]
		}
	}
	return found, known
}

func hasWords(name string, words []string) bool {
	name = strings.ToLower(strings.Join(strings.Fields(name), ""))
	for _, w := range words {
		if w = strings.ToLower(strings.Join(strings.Fields(w), "")); w == "" || !strings.Contains(name, w) {
			return false
		}
	}
	return len(words) > 0
}
