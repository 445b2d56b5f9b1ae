package report

import "embed"

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
