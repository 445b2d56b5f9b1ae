package main

import (
	"cmp"
	"debug/elf"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// packages names the Debian package of each library that a program of ours may
// load.
var packages = map[string]string{
	"libc.so.6": "libc6", "libm.so.6": "libc6", "libpthread.so.0": "libc6", "libdl.so.2": "libc6", "librt.so.1": "libc6",
	"libresolv.so.2": "libc6", "ld-linux-x86-64.so.2": "libc6", "ld-linux-aarch64.so.1": "libc6",
	"libGL.so.1": "libgl1", "libX11.so.6": "libx11-6", "libX11-xcb.so.1": "libx11-xcb1", "libXcursor.so.1": "libxcursor1",
	"libXrandr.so.2": "libxrandr2", "libXinerama.so.1": "libxinerama1", "libXi.so.6": "libxi6", "libXxf86vm.so.1": "libxxf86vm1",
}

// optional are libraries that GLFW looks for at run time and does without.
var optional = []string{"libXrender.so.1", "libXext.so.6", "libEGL.so.1", "libGLESv2.so.2", "libGLESv1_CM.so.1", "libGLX.so.0", "libOSMesa.so.8", "libOSMesa.so.6", "libvulkan.so.1"}

// soname is how GLFW's C names what it loads itself, in the program's text.
var soname = regexp.MustCompile(`lib[A-Za-z0-9_+-]+\.so\.[0-9]+`)

func printDepends(args []string) error {
	if err := count(args, 1, 1); err != nil {
		return err
	}
	needs, err := depends(args[0])
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	fmt.Println(needs)
	return nil
}

// depends is the field Depends of the Debian package of a program: what it is
// linked with, what its C loads at run time, and the oldest libc6 that will do.
func depends(program string) (string, error) {
	file, err := elf.Open(program)
	if err != nil {
		return "", err
	}
	defer file.Close()
	linked, err := file.ImportedLibraries()
	if err != nil {
		return "", fmt.Errorf("reading what it is linked with: %w", err)
	}
	glibc, err := newestGlibc(file)
	if err != nil {
		return "", err
	}
	text := file.Section(".rodata")
	if text == nil {
		return "", fmt.Errorf("it has no .rodata")
	}
	constants, err := text.Data()
	if err != nil {
		return "", err
	}
	loaded := linked
	for _, name := range soname.FindAll(constants, -1) {
		loaded = append(loaded, string(name))
	}
	var all []string
	for _, library := range loaded {
		p, known := packages[library]
		switch {
		case p == "libc6":
			all = append(all, "libc6 (>= "+glibc+")")
		case known:
			all = append(all, p)
		case slices.Contains(linked, library):
			return "", fmt.Errorf("which package has %s is not known", library)
		case !slices.Contains(optional, library) && strings.HasPrefix(library, "libX"):
			return "", fmt.Errorf("it loads %s, and which package has that is not known", library)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", "), nil
}

// newestGlibc is the highest version of glibc that the program's symbols ask for,
// as "2.27".
func newestGlibc(file *elf.File) (string, error) {
	symbols, err := file.ImportedSymbols()
	if err != nil {
		return "", fmt.Errorf("reading its symbols: %w", err)
	}
	newest := ""
	for _, s := range symbols {
		if version, found := strings.CutPrefix(s.Version, "GLIBC_"); found && byNumbers(version, newest) > 0 {
			newest = version
		}
	}
	return newest, nil
}

// byNumbers compares versions such as 2.4 and 2.28 field by field.
func byNumbers(a, b string) int {
	numbers := func(version string) (all []int) {
		for part := range strings.SplitSeq(version, ".") {
			n, _ := strconv.Atoi(part) // "" is before all
			all = append(all, n)
		}
		return all
	}
	return cmp.Or(slices.Compare(numbers(a), numbers(b)), cmp.Compare(len(a), len(b)))
}

func printControl(args []string) error {
	if err := count(args, 3, 3); err != nil {
		return err
	}
	app, err := readApp()
	if err != nil {
		return err
	}
	fmt.Printf(`Package: kpdoctor
Version: %s
Architecture: %s
Depends: %s
Recommends: xdg-utils
Installed-Size: %s
Section: net
Priority: optional
Maintainer: kpdoctor <kpdoctor@example.org>
Description: tells why invoicing software cannot reach China's tax servers
 开票医生 checks the whole road from this computer to the tax server: network
 card, router, names, ports, certificates, clock, tax device and invoicing
 service. It says in plain Chinese what is wrong, whose job it is and what to
 do, and saves a report.
 .
 kpcheck is the same engine without a window, for scripts and servers.
`, app.Version, args[0], args[1], args[2])
	return nil
}
