package repair

import (
	"crypto/rand"
	"encoding/hex"
	"regexp"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// A Visit is one sitting at one PC. Repairs that were made in one visit can be
// taken back together.
type Visit struct {
	Name    string // of the visit: NewID's form
	Env     *env.Env
	Control *env.Control
	Profile *profile.Profile
	Journal Folder // where what is changed is written down first

	Elevated bool      // this process has an administrator's rights
	Elevate  Elevation // starts the elevated part; nil: there is none
	BuiltIn  bool      // the profile is a built-in one, which the elevated part has too
}

// idForm is the only form of names that are taken from outside: no separator,
// no dot, nothing that means something to a file system or a shell.
var idForm = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}-[0-9a-f]{8,12}(-[0-9a-f]{12})?$`)

// NewID makes a name for a visit or a journal: the time and random hex digits.
func NewID(at time.Time) string {
	var tail [4]byte
	rand.Read(tail[:]) // never fails: see crypto/rand
	return at.UTC().Format("20060102T150405") + "-" + hex.EncodeToString(tail[:])
}

// IDFor makes the name of the journal of one plan. The plan's digest is part of it: whoever
// plans again under the same name can tell whether it is what was consented to.
func IDFor(p Plan, at time.Time) string { return NewID(at) + "-" + p.Digest() }
