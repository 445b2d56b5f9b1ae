package env

import (
	"fmt"
	"slices"
)

// accessEntry is one entry of a Windows access list.
type accessEntry struct {
	SID         string
	Mask        uint32
	Allow       bool
	InheritOnly bool // for what will be made inside, not for this
}

// accessList says who may do what with a file or folder.
type accessList struct {
	Owner   string
	None    bool // no list at all: everybody may do everything
	Entries []accessEntry
}

// Whom Windows trusts with everything: well-known security identifiers.
const (
	systemSID           = "S-1-5-18"
	administratorsSID   = "S-1-5-32-544"
	trustedInstallerSID = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
	creatorOwnerSID     = "S-1-3-0" // stands for the owner of what will be made
	usersSID            = "S-1-5-32-545"
)

// Rights that change a file or folder, or let somebody take them: winnt.h.
const (
	rightsToSwap  = 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 // DELETE_CHILD, DELETE, WRITE_DAC, WRITE_OWNER, GENERIC_ALL
	rightsToWrite = rightsToSwap | 0x2 | 0x4 | 0x10 | 0x100 | 0x40000000
)

// closed returns [ErrLocked] where somebody beside the trusted owns it or has one
// of the rights. Entries that deny are not counted on.
func (l accessList) closed(trusted []string, rights uint32) error {
	if !slices.Contains(trusted, l.Owner) {
		return fmt.Errorf("%w: it belongs to %s", ErrLocked, l.Owner)
	}
	if l.None {
		return fmt.Errorf("%w: everybody can change it", ErrLocked)
	}
	for _, e := range l.Entries {
		if e.Allow && !e.InheritOnly && e.Mask&rights != 0 && e.SID != creatorOwnerSID && !slices.Contains(trusted, e.SID) {
			return fmt.Errorf("%w: %s can change it", ErrLocked, e.SID)
		}
	}
	return nil
}
