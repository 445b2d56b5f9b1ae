// Command kpcheck is the wizard's engine without a window: for support staff,
// scripts, fleets and servers without a screen.
//
// Documents go to standard output, everything else to standard error: one line
// per mistake or notice, and a progress line where that is a terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Exit statuses beside the verdict's, which are report.Report.ExitCode's.
const (
	exitFine   = 0
	exitUsage  = 2 // nothing was measured
	exitOutput = 6 // the output could not be written where it was asked for
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a reader that goes away is an error of the write, not the end of the report
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the program
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(a.main(ctx, os.Args[1:]))
}
