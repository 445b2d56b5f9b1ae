// Command kpdoctor is 开票医生: the wizard that tells an accountant why the
// invoicing software cannot reach the tax servers, and whose job it is.
//
// Where no window can be opened it says so, runs the same checks, and writes
// the HTML report. It then ends as kpcheck does: 0 all is well, 1 broken,
// 3 degraded, 4 inconclusive, 6 the report cannot be written; 2 is wrong usage.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"kpdoctor/assets/text"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/repair"
)

func main() {
	if args := os.Args[1:]; repair.IsElevated(args) { // one repair with rights: no window
		os.Exit(repair.Main(context.Background(), args, os.Stdout, os.Stderr))
	}
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	o, err := parseOptions(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitUsage
	}
	if o.help {
		return 0
	}
	if o.probe {
		return probe()
	}
	newerTable()
	if err := o.known(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitUsage
	}
	words := text.New(o.lang)
	seat, forward := another(args)
	if forward {
		return 0
	}
	if seat != nil {
		defer seat.Leave()
	}
	leave := func() {
		if seat != nil {
			seat.Leave() // what has no window cannot come forward
		}
	}
	var reason string
	drawn, reason = choose(forced(o), noOpenGL)
	fmt.Fprintln(os.Stderr, strings.TrimSpace("window: "+string(drawn)+" "+reason))
	if drawn == noWindows {
		leave()
		return bare(o, words, reason)
	}
	if !show(o, words, seat) {
		leave()
		return startAgain(drawn.lesser(), args)
	}
	return 0
}

// newerTable uses the authorities.csv beside the program; one that cannot be
// read is passed over, for the built-in table is there.
func newerTable() {
	exe, err := os.Executable()
	if err == nil {
		_, err = profile.BesideTable(filepath.Dir(exe))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// stamped is the commit as make tells the linker, for builds that cannot or
// must not ask git: -buildvcs=false.
var stamped string

// commit is the commit that this program was built from; "" if not known.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return stamped
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return stamped
}
