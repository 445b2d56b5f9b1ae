package env

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// AdminFolder is where only an administrator can write. Windows itself says
// where: a user's own variables could say otherwise.
var AdminFolder = programData() + `\kpdoctor`

func programData() string {
	if path, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, windows.KF_FLAG_DEFAULT); err == nil {
		return path
	}
	return `C:\ProgramData`
}

// adminOnly is the access list of what lies in AdminFolder: administrators and the
// system may do everything, users read what was changed on their PC.
const adminOnly = "O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FR;;;BU)(A;CI;0x1200a9;;;BU)"

// OwnFolder makes sure that dir is a folder of this user's alone, makes it where
// it is not there, and refuses with [ErrLocked] where somebody else could have put
// or can put something into it: it is no link, belongs to who is trusted, and nobody
// else can write in it. In [AdminFolder] only administrators are trusted, and the
// same goes for the folders above it: nobody may swap one. Above a user's own
// folder nothing is asked: many a PC has its profiles moved to another drive by a link.
func OwnFolder(dir string) error {
	if !filepath.IsAbs(dir) {
		return fmt.Errorf("looking at folder %s: no absolute path", dir)
	}
	dir = filepath.Clean(dir)
	if err := makeFolders(dir); err != nil {
		return fmt.Errorf("making folder %s: %w", dir, err)
	}
	trusted, err := whomToTrust(isAdmins(dir))
	if err != nil {
		return fmt.Errorf("looking at folder %s: %w", dir, err)
	}
	rights := uint32(rightsToWrite)
	for at := dir; ; at = filepath.Dir(at) {
		if err := looksOwn(at, true, trusted, rights); err != nil {
			return fmt.Errorf("looking at folder %s: %w", at, err)
		}
		if !isAdmins(dir) || filepath.Dir(at) == at {
			return nil
		}
		if strings.EqualFold(at, AdminFolder) {
			rights = rightsToSwap
		}
	}
}

// isAdmins reports whether a path lies in AdminFolder.
func isAdmins(path string) bool {
	return len(path) >= len(AdminFolder) && strings.EqualFold(path[:len(AdminFolder)], AdminFolder)
}

// makeFolders makes what is missing of dir; in AdminFolder closed to others from
// its first moment on.
func makeFolders(dir string) error {
	if !isAdmins(dir) {
		return os.MkdirAll(dir, 0o700)
	}
	if _, err := os.Lstat(dir); err == nil {
		return nil
	}
	if !strings.EqualFold(dir, AdminFolder) {
		if err := makeFolders(filepath.Dir(dir)); err != nil {
			return err
		}
	}
	attributes, err := adminAttributes()
	if err != nil {
		return err
	}
	wide, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return err
	}
	if err := windows.CreateDirectory(wide, attributes); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

func adminAttributes() (*windows.SecurityAttributes, error) {
	descriptor, err := windows.SecurityDescriptorFromString(adminOnly)
	if err != nil {
		return nil, err
	}
	a := &windows.SecurityAttributes{SecurityDescriptor: descriptor}
	a.Length = uint32(unsafe.Sizeof(*a))
	return a, nil
}

// whomToTrust lists security identifiers. Where this user has a twin without rights
// under the same identifier, as UAC makes one, the user is not to be trusted with
// what administrators alone may write.
func whomToTrust(admins bool) ([]string, error) {
	trusted := []string{systemSID, administratorsSID, trustedInstallerSID}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	if !admins || Elevated() && !Lent() {
		trusted = append(trusted, user.User.Sid.String())
	}
	return trusted, nil
}

// looksOwn opens a file or folder itself, not what a link in its place leads to,
// and judges it.
func looksOwn(path string, folder bool, trusted []string, rights uint32) error {
	wide, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	handle, err := windows.CreateFile(wide, windows.READ_CONTROL|windows.FILE_READ_ATTRIBUTES, share, nil, windows.OPEN_EXISTING,
		windows.FILE_FLAG_BACKUP_SEMANTICS|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(handle)
	return judge(handle, folder, trusted, rights)
}

func judge(handle windows.Handle, folder bool, trusted []string, rights uint32) error {
	var is windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(handle, &is); err != nil {
		return err
	}
	switch {
	case is.FileAttributes&windows.FILE_ATTRIBUTE_REPARSE_POINT != 0:
		return fmt.Errorf("%w: it is a link", ErrLocked)
	case folder != (is.FileAttributes&windows.FILE_ATTRIBUTE_DIRECTORY != 0):
		return fmt.Errorf("%w: a file where a folder should be, or the other way", ErrLocked)
	case !folder && is.NumberOfLinks != 1:
		return fmt.Errorf("%w: it has %d names", ErrLocked, is.NumberOfLinks)
	}
	list, err := accessOf(handle)
	if err != nil {
		return err
	}
	return list.closed(trusted, rights)
}

// accessOf reads the owner and the access list of an open file or folder.
func accessOf(handle windows.Handle) (accessList, error) {
	var list accessList
	sd, err := windows.GetSecurityInfo(handle, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return list, err
	}
	owner, _, err := sd.Owner()
	if err != nil {
		return list, err
	}
	list.Owner = owner.String()
	acl, _, err := sd.DACL()
	if err == windows.ERROR_OBJECT_NOT_FOUND || err == nil && acl == nil {
		list.None = true
		return list, nil
	}
	if err != nil {
		return list, err
	}
	for i := range uint32(acl.AceCount) {
		var ace *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(acl, i, &ace); err != nil {
			return list, err
		}
		list.Entries = append(list.Entries, accessEntry{
			SID:         (*windows.SID)(unsafe.Pointer(&ace.SidStart)).String(),
			Mask:        uint32(ace.Mask),
			Allow:       ace.Header.AceType != windows.ACCESS_DENIED_ACE_TYPE, // a kind that is not known counts as one that allows
			InheritOnly: ace.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0,
		})
	}
	return list, nil
}

// OpenOwn opens a file in a folder of one's own: no link, with one name, of who is
// trusted, closed to others. flags are os.O_*.
func OpenOwn(path string, flags int) (*os.File, error) {
	failed := func(err error) (*os.File, error) { return nil, &fs.PathError{Op: "open", Path: path, Err: err} }
	wide, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return failed(err)
	}
	var attributes *windows.SecurityAttributes
	if isAdmins(path) {
		if attributes, err = adminAttributes(); err != nil {
			return failed(err)
		}
	}
	access, how := uint32(windows.GENERIC_READ), uint32(windows.OPEN_EXISTING)
	switch {
	case flags&os.O_APPEND != 0:
		access = windows.FILE_APPEND_DATA | windows.FILE_READ_ATTRIBUTES | windows.READ_CONTROL | windows.SYNCHRONIZE
	case flags&os.O_WRONLY != 0:
		access = windows.GENERIC_WRITE | windows.READ_CONTROL
	}
	if flags&os.O_CREATE != 0 {
		how = windows.OPEN_ALWAYS
		if flags&os.O_EXCL != 0 {
			how = windows.CREATE_NEW
		}
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE
	handle, err := windows.CreateFile(wide, access, share, attributes, how, windows.FILE_ATTRIBUTE_NORMAL|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	if err != nil {
		return failed(err)
	}
	trusted, err := whomToTrust(isAdmins(path))
	if err == nil {
		err = judge(handle, false, trusted, rightsToWrite)
	}
	if err != nil {
		windows.CloseHandle(handle)
		return failed(err)
	}
	return os.NewFile(uintptr(handle), path), nil
}

// SyncFolder has nothing to do: NTFS writes new names down by its own journal.
func SyncFolder(string) error { return nil }
