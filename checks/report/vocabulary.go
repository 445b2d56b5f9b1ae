package report

import (
	"embed"
	"strings"
	"sync"

	"kpdoctor/checks/catalogue"
)

// The package's own words are read from its own source, so that none is
// forgotten when a sentence is added.
//
//go:embed summary*.go words.go
var source embed.FS

// vocabulary is the text of those files, and the words that evidence is made
// of beside its keys.
var vocabulary = func() string {
	all := " pass warn fail skip error zh en true false null configured reference primary support record response open tls tlcp http https tcp " +
		"timeout refused reset closed prohibited unreachable cancelled other literal system none ethernet wifi mobile tunnel virtual loopback " +
		"answers silent unknown small_segments other_name old_versions old_ciphers noerror nxdomain servfail "
	files, _ := source.ReadDir(".") // of embedded files never fails
	for _, f := range files {
		text, _ := source.ReadFile(f.Name())
		all += string(text)
	}
	return all
}()

// ordinary reports whether the program itself says the word.
func ordinary(s secret) bool {
	return len(occurrences(ownWords(), s.value, s.word)) > 0
}

// moreWords are names of computers and users that say nothing about anyone.
const moreWords = ` admin administrator user users owner root guest default public test demo desktop laptop notebook office
 pc computer localhost localdomain workgroup home local debian ubuntu uos deepin kylin fedora lenovo dell huawei windows
 win10 win11 microsoft china tax invoice 财务 会计 出纳 开票 办公 用户 电脑 管理员 `

// ownWords is everything that a report may say of its own accord, lower case:
// layout, keys, catalogue.
var ownWords = sync.OnceValue(func() string {
	var b strings.Builder
	b.WriteString(page + moreWords + vocabulary)
	for _, c := range catalogue.All {
		b.WriteString(" " + c.Code)
		for _, w := range []catalogue.Words{c.ZH, c.EN} {
			b.WriteString(" " + w.Title + " " + w.Explain + " " + strings.Join(w.Steps, " "))
		}
		b.WriteString(" " + strings.Join(c.Repairs, " "))
	}
	b.WriteString(keysOf())
	return lower(b.String())
})
