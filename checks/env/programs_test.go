package env

import (
	"slices"
	"strings"
	"testing"
)

// view is a made-up registry: `HKLM\path value` or `HKLM32\path value`; a key
// is there where a value or a key of it is.
func view(values map[string]string) registryReader {
	at := func(root, path string, wow bool) string {
		if wow {
			root += "32"
		}
		return root + `\` + path
	}
	return registryReader{
		keys: func(root, path string, wow bool) []string {
			var names []string
			for full := range values {
				key, _, _ := strings.Cut(full, " = ")
				if rest, inside := strings.CutPrefix(key, at(root, path, wow)+`\`); inside {
					name, _, _ := strings.Cut(rest, `\`)
					if !slices.Contains(names, name) {
						names = append(names, name)
					}
				}
			}
			slices.Sort(names)
			return names
		},
		text: func(root, path, value string, wow bool) (string, bool) {
			text, ok := values[at(root, path, wow)+" = "+value]
			return text, ok
		},
	}
}

func TestInstalledPrograms(t *testing.T) {
	got := installedPrograms(view(map[string]string{
		`HKLM\` + uninstallKey + `\{1} = DisplayName`:                     "7-Zip 23.01 (x64)",
		`HKLM\` + uninstallKey + `\{1} = DisplayVersion`:                  "23.01",
		`HKLM32\` + uninstallKey + `\kp = DisplayName`:                    "增值税发票税控开票软件（金税盘版）",
		`HKLM32\` + uninstallKey + `\kp = DisplayVersion`:                 "V2.3.10.18_ZS_20190201",
		`HKLM32\` + uninstallKey + `\kp = DisplayIcon`:                    `"C:\Program Files (x86)\开票软件\fwkp.exe",0`,
		`HKLM32\` + uninstallKey + `\update = ParentKeyName`:              "kp",
		`HKCU\` + uninstallKey + `\ca = DisplayName`:                      "税务安全证书应用客户端 1.4.2",
		`HKLM32\` + appPathsKey + `\fwkp.exe = Path`:                      `C:\Program Files (x86)\开票软件`,
		`HKLM32\` + appPathsKey + `\fwkp.exe\91110000000000000X.0 = Path`: `C:\Program Files (x86)\开票软件\91110000000000000X.0`,
		`HKLM32\SOFTWARE\航天信息\防伪开票\路径 = `:                                 `C:\Program Files (x86)\开票软件\91110000000000000X.0`,
	}), func(name string) bool { return name == "税控发票开票软件(税控盘版)" })
	want := []Program{
		{Name: "7-Zip 23.01 (x64)", Version: "23.01"},
		{Name: "增值税发票税控开票软件（金税盘版）", Version: "2.3.10.18", File: "fwkp.exe"},
		{Name: "fwkp.exe", File: "fwkp.exe"},
		{Name: "税务安全证书应用客户端 1.4.2", Version: "1.4.2"},
		{Name: "开票软件（金税盘版）"},
		{Name: "税控发票开票软件(税控盘版)"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, p := range got {
		if strings.Contains(p.Name+p.File, "9111") {
			t.Errorf("carries a tax number: %+v", p)
		}
	}
	if none := installedPrograms(view(nil), func(string) bool { return false }); len(none) > 0 {
		t.Errorf("nothing installed: %+v", none)
	}
}

func TestUninstallEntry(t *testing.T) {
	for _, c := range []struct{ name, version, icon, wantVersion, wantFile string }{
		{"开票软件", "2.0", `C:\a\KP.EXE`, "2.0", "KP.EXE"},
		{"开票软件 V3.1.2", "", `C:\a\app.ico`, "3.1.2", ""},
		{"开票软件", "latest", `C:/a/kp.exe,-101`, "", "kp.exe"},
		{"开票软件", "7", "", "", ""},
	} {
		if p := uninstallEntry(c.name, c.version, c.icon); p.Version != c.wantVersion || p.File != c.wantFile {
			t.Errorf("%v: %+v", c, p)
		}
	}
}
