package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// manifest tells Windows what the programs know: Windows 10, every monitor's own
// scale, long paths, UTF-8; and that they need no administrator.
//
//go:embed files/app.manifest
var manifest []byte

// descriptions are what Explorer and the task manager call the programs.
var descriptions = map[string]string{
	"kpdoctor": "开票医生：查清开票软件为什么连不上税务服务器",
	"kpcheck":  "开票医生命令行：同样的检查，没有窗口",
}

// writeResources writes winres.json and the manifest; icon.ico must be there
// already.
func writeResources(args []string) error {
	if err := count(args, 2, 2); err != nil {
		return err
	}
	program, dir := args[0], args[1]
	app, err := readApp()
	if err != nil {
		return err
	}
	description, known := descriptions[program]
	if !known {
		return fmt.Errorf("nothing is known of a program %s", program)
	}
	// Language 0804: Chinese, China.
	const chinese = "0804"
	number := fmt.Sprintf("%s.%d", app.Version, app.Build)
	type language = map[string]any
	resources := map[string]map[string]language{
		"RT_GROUP_ICON": {"APP": {"0000": "icon.ico"}},
		"RT_MANIFEST":   {"#1": {"0409": "app.manifest"}},
		"RT_VERSION": {"#1": {chinese: map[string]any{
			"fixed": map[string]string{"file_version": number, "product_version": number},
			"info": map[string]map[string]string{chinese: {
				"ProductName":      app.Name,
				"FileDescription":  description,
				"FileVersion":      number,
				"ProductVersion":   app.Version,
				"InternalName":     program,
				"OriginalFilename": program + ".exe",
				"LegalCopyright":   "Apache-2.0；字体 SIL OFL 1.1",
			}},
		}}},
	}
	text, err := json.MarshalIndent(resources, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "winres.json"), text, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "app.manifest"), manifest, 0o644)
}
