// Command dist makes what `make dist` cannot make with ready tools: the
// resources of the Windows programs, their PE header, archives whose bytes
// depend on their content alone, and the papers that go with a release.
// .ci/dist calls it step by step.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// A command is one step of .ci/dist.
type command struct {
	name, args, what string
	run              func(args []string) error
}

var commands = []command{
	{"app", "KEY", "print a value of FyneApp.toml: Name, ID, Version, Build or Icon", printApp},
	{"icons", "DIR", "write the icon into DIR in every size, and as icon.ico", writeIcons},
	{"winres", "PROGRAM DIR", "write go-winres's description of PROGRAM's resources into DIR", writeResources},
	{"pe", "EXE ...", "let programs ask for Windows 10 in their headers, and put their checksums right", stampPE},
	{"depends", "ELF", "print the Debian packages that a Linux program needs", printDepends},
	{"control", "ARCH DEPENDS KIB", "print a Debian control file", printControl},
	{"licenses", "PROGRAM ...", "print the licences of everything inside the programs", printLicences},
	{"sbom", "PROGRAM ...", "print what the programs are made of, as CycloneDX", printSBOM},
	{"pack", "DIR ARCHIVE", "pack DIR into a .zip or .tar.gz", packFolder},
	{"sums", "DIR", "write DIR/SHA256SUMS", writeSums},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	for _, c := range commands {
		if len(args) > 0 && c.name == args[0] {
			if err := c.run(args[1:]); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			return nil
		}
	}
	var help strings.Builder
	for _, c := range commands {
		fmt.Fprintf(&help, "\n  %s %s: %s", c.name, c.args, c.what)
	}
	return errors.New("one of these, from the root of the tree:" + help.String())
}

// count refuses a wrong number of arguments; least is the smallest, and -1 as
// most is no limit.
func count(args []string, least, most int) error {
	if len(args) < least || most >= 0 && len(args) > most {
		return fmt.Errorf("%d arguments", len(args))
	}
	return nil
}
