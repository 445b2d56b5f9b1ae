package profile

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// maxRoots is the largest PEM file read: the whole of Mozilla's list is 220 kB.
const maxRoots = 1 << 20

// plainName reports whether a name lies in the profile's own folder on every
// system: no separator, no drive, no "..", none that Windows keeps for devices.
func plainName(name string) bool {
	return !strings.ContainsAny(name, `/\:`) && name != "." && filepath.IsLocal(name)
}

// roots reads the certificates of the PEM files that a key names.
func (s *section) roots(name string) []*x509.Certificate {
	var all []*x509.Certificate
	for _, it := range s.texts(name, `["private-root.pem"]`) {
		if !plainName(it.text) {
			s.bad(name, it.line, say("%s is not a plain file name", quote(it.text)),
				say("put the file beside the profile and write its name only, for example %s", `"private-root.pem"`))
			continue
		}
		text, err := s.d.open(it.text)
		if err != nil {
			why := say("it cannot be read")
			if errors.Is(err, fs.ErrNotExist) {
				why = say("there is no such file beside the profile")
			}
			s.bad(name, it.line, say("%s: %s", quote(it.text), why), say("put a PEM file of that name there"))
			continue
		}
		list, problem := parsePEM(text)
		if problem.en != "" {
			s.bad(name, it.line, say("%s: %s", quote(it.text), problem), say("a text file with -----BEGIN CERTIFICATE----- in it"))
			continue
		}
		all = append(all, list...)
	}
	return all
}

// parsePEM returns the certificates of a file that holds nothing else.
func parsePEM(text []byte) ([]*x509.Certificate, phrase) {
	var list []*x509.Certificate
	if len(text) > maxRoots {
		return nil, say("it is larger than 1 MiB")
	}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			return nil, say("it holds a %s", oneLine(block.Type))
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, say("a certificate in it cannot be read (%s)", oneLine(err.Error()))
		}
		list = append(list, c)
	}
	if len(list) == 0 {
		return nil, say("there is no certificate in PEM form in it")
	}
	return list, phrase{}
}
