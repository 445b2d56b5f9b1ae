package env

import (
	"errors"
	"testing"
)

func TestAccessList(t *testing.T) {
	const stranger, all, read = "S-1-5-21-1-2-3-1001", 0x1f01ff, 0x1200a9
	trusted := []string{systemSID, administratorsSID, trustedInstallerSID}
	entry := func(sid string, mask uint32) accessEntry { return accessEntry{SID: sid, Mask: mask, Allow: true} }
	ours := []accessEntry{entry(systemSID, all), entry(administratorsSID, all), entry(usersSID, read)}
	for _, c := range []struct {
		name   string
		list   accessList
		rights uint32
		closed bool
	}{
		{"ours", accessList{Owner: administratorsSID, Entries: ours}, rightsToWrite, true},
		{"made by a stranger beforehand", accessList{Owner: stranger, Entries: ours}, rightsToWrite, false},
		{"no list", accessList{Owner: systemSID, None: true}, rightsToWrite, false},
		{"an empty list", accessList{Owner: systemSID}, rightsToWrite, true},
		{"users write", accessList{Owner: systemSID, Entries: append(ours[:2:2], entry(usersSID, 0x2))}, rightsToWrite, false},
		{"users may take it", accessList{Owner: systemSID, Entries: append(ours[:2:2], entry(usersSID, 0x40000))}, rightsToSwap, false},
		// As C:\ProgramData is: users make folders in it and cannot swap others'.
		{"ProgramData", accessList{Owner: systemSID, Entries: append(ours[:3:3], entry(usersSID, 0x116), accessEntry{SID: creatorOwnerSID, Mask: all, Allow: true, InheritOnly: true})}, rightsToSwap, true},
		// As C:\ is.
		{"the drive", accessList{Owner: trustedInstallerSID, Entries: append(ours[:3:3], entry("S-1-5-11", 0x4), accessEntry{SID: "S-1-5-11", Mask: 0x1301bf, Allow: true, InheritOnly: true})}, rightsToSwap, true},
		{"denied is not relied on", accessList{Owner: systemSID, Entries: []accessEntry{{SID: usersSID, Mask: all}, entry(usersSID, 0x2)}}, rightsToWrite, false},
	} {
		err := c.list.closed(trusted, c.rights)
		if (err == nil) != c.closed || err != nil && !errors.Is(err, ErrLocked) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
