package env

import (
	"regexp"
	"slices"
	"strings"
)

// Program is one installed program.
type Program struct {
	Name    string // as the system shows it, or the file's name where only that is known
	Version string // numbers with dots; "" not known
	File    string // the program's file name without folder; "" not known
}

// registryReader reads the Windows registry; root is HKLM or HKCU, wow the view
// of 32-bit programs.
type registryReader struct {
	keys func(root, path string, wow bool) []string              // names of the keys inside
	text func(root, path, value string, wow bool) (string, bool) // a text value; "" is the key's own
}

const (
	uninstallKey = `SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`
	appPathsKey  = `SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths`
)

// Keys and folders of invoicing clients that no uninstall entry need tell of.
// The keys and folders inside carry tax numbers: they are not looked at.
// Source: domain/README.md 3.1 and 3.2.
var (
	clientKeys = map[string]string{
		`SOFTWARE\航天信息\防伪开票\路径`: "开票软件（金税盘版）",
		`SOFTWARE\航天信息\新版开票\路径`: "开票软件（金税盘版）",
		`SOFTWARE\航天信息\新版开票\安装`: "开票软件（金税盘版）",
	}
	clientFolders = map[string]string{
		`开票软件`:              "开票软件（金税盘版）",
		`税控发票开票软件(税控盘版)`:    "税控发票开票软件(税控盘版)",
		`增值税发票税控开票软件(税控盘版)`: "增值税发票税控开票软件(税控盘版)",
	}
)

// installedPrograms gathers the uninstall entries and App Paths of both views,
// and the clients' own keys and folders; folder reports whether there is one of
// that name in a Program Files folder.
func installedPrograms(r registryReader, folder func(name string) bool) []Program {
	var all []Program
	add := func(p Program) {
		if p.Name != "" && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	for _, root := range []string{"HKLM", "HKCU"} {
		for _, wow := range []bool{false, true} {
			for _, key := range r.keys(root, uninstallKey, wow) {
				value := func(name string) string {
					text, _ := r.text(root, uninstallKey+`\`+key, name, wow)
					return strings.TrimSpace(text)
				}
				add(uninstallEntry(value("DisplayName"), value("DisplayVersion"), value("DisplayIcon")))
			}
			for _, key := range r.keys(root, appPathsKey, wow) {
				add(Program{Name: key, File: key})
			}
		}
	}
	for key, name := range clientKeys {
		for _, wow := range []bool{false, true} {
			if _, there := r.text("HKLM", key, "", wow); there || len(r.keys("HKLM", key, wow)) > 0 {
				add(Program{Name: name})
			}
		}
	}
	for name, client := range clientFolders {
		if folder(name) {
			add(Program{Name: client})
		}
	}
	return all
}

var versionIn = regexp.MustCompile(`\d{1,9}(\.\d{1,9})+`)

// uninstallEntry is a program by its entry: the version of its own value, else
// the one in its name; the file of its icon, C:\…\fwkp.exe,0.
func uninstallEntry(name, version, icon string) Program {
	p := Program{Name: name, Version: versionIn.FindString(version)}
	if p.Version == "" {
		p.Version = versionIn.FindString(name)
	}
	icon, _, _ = strings.Cut(strings.Trim(icon, `"`), ",")
	icon = strings.TrimRight(icon, `"`)
	if file := icon[strings.LastIndexAny(icon, `\/`)+1:]; strings.HasSuffix(strings.ToLower(file), ".exe") {
		p.File = file
	}
	return p
}
