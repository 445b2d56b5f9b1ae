package repair

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// The verbs of the elevated part: the first argument.
const (
	VerbRepair = "elevated-repair" // NAME ID REGION SOFTWARE
	VerbUndo   = "elevated-undo"   // ID
)

// A Request is all that the elevated part is ever told.
type Request struct {
	Undo             bool
	Repair           *Repair
	ID               string // of the journal
	Region, Software string // of a built-in profile
}

// Args are the arguments that say the request.
func (q Request) Args() []string {
	if q.Undo {
		return []string{VerbUndo, q.ID}
	}
	return []string{VerbRepair, q.Repair.Name, q.ID, q.Region, q.Software}
}

// IsElevated reports whether a program was started as the elevated part.
func IsElevated(args []string) bool {
	return len(args) > 0 && (args[0] == VerbRepair || args[0] == VerbUndo)
}

// ReadRequest takes the arguments apart and refuses all that is not a request to
// the letter.
func ReadRequest(args []string) (Request, error) {
	bad := func(what string) (Request, error) {
		return Request{}, fmt.Errorf("reading the request: %s: %w", what, ErrRefused)
	}
	switch {
	case len(args) == 2 && args[0] == VerbUndo:
		if !idForm.MatchString(args[1]) {
			return bad("no such id")
		}
		return Request{Undo: true, ID: args[1]}, nil
	case len(args) != 5 || args[0] != VerbRepair:
		return bad("no such verb, or other arguments than it takes")
	}
	q := Request{Repair: Find(args[1]), ID: args[2], Region: args[3], Software: args[4]}
	switch {
	case q.Repair == nil:
		return bad("no such repair")
	case q.Repair.PerUser || !q.Repair.Admin:
		return bad("a user's own settings are not changed with an administrator's rights")
	case !idForm.MatchString(q.ID):
		return bad("no such id")
	}
	for _, known := range []string{q.Region, q.Software} {
		if known == "" || len(known) > 40 {
			return bad("no such profile")
		}
	}
	if _, err := profile.ByRegion(q.Region, q.Software); err != nil {
		return bad("no such profile")
	}
	return q, nil
}

// A Reply is one line of what the elevated part prints: an event, or the end.
type Reply struct {
	Stage  Stage    `json:"stage"`
	Step   int      `json:"step"`
	Change *Change  `json:"change,omitempty"`
	ID     string   `json:"id,omitempty"`
	Err    string   `json:"error,omitempty"`
	Kinds  []string `json:"kinds,omitempty"` // what sort of error: of replyErrors
}

// Serve is the elevated part: it does one request and writes replies, one JSON
// object a line. The journal is the administrator's.
func Serve(ctx context.Context, q Request, e *env.Env, c *env.Control, folder Folder, out io.Writer) error {
	v := &Visit{Name: q.ID, Env: e, Control: c, Journal: folder}
	enc := json.NewEncoder(out)
	var failed error
	reply := func(ev Event) {
		r := Reply{Stage: ev.Stage, Step: ev.Step, ID: ev.ID}
		if ev.Stage != End {
			r.Change = &ev.Change
		}
		if ev.Err != nil {
			r.Err, r.Kinds = ev.Err.Error(), kindsOf(ev.Err)
		}
		if ev.Stage == End {
			failed = ev.Err
		}
		failed = errors.Join(failed, enc.Encode(r))
	}
	if q.Undo {
		for ev := range v.Undo(ctx, q.ID, false) {
			reply(ev)
		}
		return failed
	}
	if _, err := folder.Read(q.ID); err == nil || errors.Is(err, env.ErrLocked) { // before measuring: said again, or nowhere to write
		if err == nil {
			err = fmt.Errorf("reading the request: it was done already: %w", ErrRefused)
		}
		reply(Event{Stage: End, ID: q.ID, Err: err})
		return err
	}
	p, err := v.consented(ctx, q)
	if err != nil {
		reply(Event{Stage: End, ID: q.ID, Err: err})
		return err
	}
	for ev := range v.Apply(ctx, p, q.ID) {
		reply(ev)
	}
	return failed
}

// consented measures and plans anew, and returns the plan if it is the one whose
// digest the id carries.
func (v *Visit) consented(ctx context.Context, q Request) (Plan, error) {
	var err error
	if v.Profile, err = profile.ByRegion(q.Region, q.Software); err != nil {
		return Plan{}, err
	}
	var results []checks.Result
	for ev := range checks.Run(ctx, v.Env, v.Profile) {
		if ev.Result != nil {
			results = append(results, *ev.Result)
		}
	}
	for _, problem := range diagnose.Diagnose(results, ctx.Err() == nil).Causes {
		if !slices.Contains(q.Repair.Fixes, problem.Code) {
			continue
		}
		p, err := v.Look(ctx, q.Repair, problem, results)
		switch {
		case errors.Is(err, ErrNothing):
			continue
		case err != nil:
			return Plan{}, err
		case p.Refused != nil:
			return Plan{}, fmt.Errorf("planning %s: %s: %w", q.Repair.Name, p.Refused.Reason, ErrRefused)
		case q.ID[len(q.ID)-12:] != p.Digest():
			return Plan{}, fmt.Errorf("planning %s: not what was consented to: %w", q.Repair.Name, ErrChangedSince)
		}
		return p, nil
	}
	return Plan{}, fmt.Errorf("planning %s: %w", q.Repair.Name, ErrNothing)
}
