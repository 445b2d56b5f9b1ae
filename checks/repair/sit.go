package repair

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/settings"
)

// Sit begins a visit at this PC. p may be nil where only undo is wanted. An
// administrator's journal lies where only an administrator can write, a user's
// beside the settings.
func Sit(e *env.Env, p *profile.Profile) (*Visit, error) {
	folder := adminJournal()
	if !env.Elevated() {
		dir, err := settings.Dir()
		if err != nil {
			return nil, err
		}
		folder = Folder(filepath.Join(dir, "repairs"))
	}
	return &Visit{Name: NewID(time.Now()), Env: e, Control: env.Controls(), Profile: p, Journal: folder,
		Elevated: env.Elevated(), Elevate: env.Elevate, BuiltIn: p != nil && builtIn(p)}, nil
}

func adminJournal() Folder { return Folder(filepath.Join(env.AdminFolder, "journal")) }

// builtIn reports whether the elevated part would measure by the same profile.
func builtIn(p *profile.Profile) bool {
	own, err := profile.ByRegion(p.Region, p.Software)
	return err == nil && slices.EqualFunc(own.Endpoints, p.Endpoints, func(a, b profile.Endpoint) bool { return a.URL == b.URL })
}

// Main is a program that was started as the elevated part ([IsElevated]): it takes
// one request to the letter, does it, and ends with the status that it returns.
func Main(ctx context.Context, args []string, out, errs io.Writer) int {
	q, err := ReadRequest(args)
	if err == nil && !env.Elevated() {
		err = env.ErrNoRights
	}
	if err != nil {
		fmt.Fprintln(errs, err)
		return ExitCode(err)
	}
	env.ClearEnvironment()
	if out, err = env.Replies(out); err != nil {
		fmt.Fprintln(errs, err)
		return ExitCode(err)
	}
	return ExitCode(Serve(ctx, q, env.System(), env.Controls(), adminJournal(), out))
}

// ExitCode is the contract's exit status for how a repair or an undo ended: 0 done
// and proven, 1 not, 5 refused or rights missing.
func ExitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ErrRefused), errors.Is(err, ErrBusy), errors.Is(err, ErrNoRecord), errors.Is(err, env.ErrNoRights), errors.Is(err, env.ErrLocked):
		return 5
	}
	return 1
}
