package main

import (
	"cmp"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// A part is something inside our programs that others made.
type part struct {
	Name, Version string
	Purl          string // its package URL; "" where it has none
	Dir           string // where its source lies here
	In            []string
	Licences      []licence
}

type licence struct {
	ID   string // of SPDX; "" if it is none of those that we know
	File string // its path below the part's folder
	Text string
}

// parts lists what the programs are made of: Go itself, the modules that their
// build information names, the fonts, and the C libraries that were linked in.
func parts(programs []string) ([]part, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("asking go where it is: %w", err)
	}
	release := strings.TrimPrefix(runtime.Version(), "go")
	byName := map[string]*part{"Go": {Name: "Go", Version: release, Purl: "pkg:golang/std@" + release, Dir: strings.TrimSpace(string(root))}}
	for _, program := range programs {
		info, err := buildinfo.ReadFile(program)
		if err != nil {
			return nil, fmt.Errorf("reading what %s is made of: %w", program, err)
		}
		name := filepath.Base(program)
		byName["Go"].In = append(byName["Go"].In, name)
		for _, m := range info.Deps {
			if byName[m.Path] == nil {
				byName[m.Path] = &part{Name: m.Path, Version: m.Version, Purl: "pkg:golang/" + m.Path + "@" + m.Version}
			}
			byName[m.Path].In = append(byName[m.Path].In, name)
		}
	}
	if err := locate(byName); err != nil {
		return nil, err
	}
	byName["Noto Sans SC"] = &part{Name: "Noto Sans SC", Version: "2.004 subset", Dir: "assets/fonts", In: slices.Clone(byName["Go"].In)}
	for _, p := range byName {
		var err error
		if p.Licences, err = licencesBelow(p); err != nil {
			return nil, err
		}
		slices.Sort(p.In)
		p.In = slices.Compact(p.In)
	}
	all := slices.SortedFunc(maps.Values(byName), func(a, b *part) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	list := make([]part, len(all))
	for i, p := range all {
		list[i] = *p
	}
	return list, nil
}

// locate asks go where the modules' sources are.
func locate(byName map[string]*part) error {
	args := []string{"mod", "download", "-json"}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		if name != "Go" {
			args = append(args, name+"@"+byName[name].Version)
		}
	}
	cmd := exec.Command("go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("asking go for the modules' sources: %w", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var m struct{ Path, Dir string }
		if err := d.Decode(&m); err != nil {
			return err
		}
		byName[m.Path].Dir = m.Dir
	}
	return nil
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|patents|ofl)([-._].*)?$`)
	sourceFile  = regexp.MustCompile(`(?i)\.(go|c|h|s)$`)
)

// licencesBelow collects the licence texts of a part, each once. Go's standard
// library holds copies of others with licences of their own; those lie in vendor.
func licencesBelow(p *part) ([]licence, error) {
	var found []licence
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS(p.Dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == "testdata" || d.Name() == "testdata" || p.Name == "Go" && name != "." {
				return fs.SkipDir
			}
			return nil
		}
		if !licenceFile.MatchString(d.Name()) || sourceFile.MatchString(d.Name()) {
			return nil
		}
		text, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil || seen[string(text)] {
			return err
		}
		seen[string(text)] = true
		found = append(found, licence{ID: spdx(string(text)), File: name, Text: string(text)})
		return nil
	})
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("%s %s has no licence", p.Name, p.Version)
	}
	return found, err
}

// marks are words that stand in one licence and in none before it in the list.
var marks = []struct{ id, words string }{
	{"Apache-2.0", "Apache License Version 2.0"},
	{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
	{"MPL-2.0", "Mozilla Public License, version 2.0"},
	{"BSD-3-Clause", "Neither the name of"},
	{"BSD-3-Clause", "names of its contributors may be used"},
	{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
	{"Zlib", "This software is provided 'as-is', without any express or implied"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software"},
	{"ISC", "Permission to use, copy, modify, and distribute this software"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"Unlicense", "This is free and unencumbered software released into the public domain"},
}

// spdx names a licence by its words.
func spdx(text string) string {
	flat := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, m := range marks {
		if strings.Contains(flat, strings.ToLower(m.words)) {
			return m.id
		}
	}
	return ""
}
