package repair

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
)

// ErrNothing says that a repair has nothing to change here: it is not what this
// cause comes from.
var ErrNothing = errors.New("nothing to change")

// A Plan is the exact list of what will change. Consent is to this list, and
// applying it does this list and nothing else.
type Plan struct {
	Repair  string   `json:"repair"`
	Cause   string   `json:"cause"`
	Changes []Change `json:"changes"` // in order; empty where refused
	Seconds int      `json:"seconds"` // about how long it takes
	Admin   bool     `json:"admin"`   // administrator rights are needed
	PerUser bool     `json:"per_user,omitempty"`
	Restart string   `json:"restart,omitempty"` // "session": seen after logging in again; "computer"; "program"
	Refused *Refusal `json:"refused,omitempty"` // it must not, or cannot, be done here: what a person does instead

	Targets []string `json:"-"` // of the cause: what the re-check looks at first
}

// A Change is one step of a plan.
type Change struct {
	Kind env.Kind `json:"kind,omitempty"` // what is written, or what an act may move; "": nothing to put back
	Act  env.Act  `json:"act,omitempty"`  // "": New is written
	Name string   `json:"name,omitempty"`
	From string   `json:"from"` // as a person reads it
	To   string   `json:"to"`

	Old []byte `json:"-"` // exact; nil: not there
	New []byte `json:"-"` // exact; of an act not known
}

// A Refusal says why a repair is not done, in a word that has sentences in
// words.go, and what it is about.
type Refusal struct {
	Reason string `json:"reason"`
	About  string `json:"about,omitempty"`
}

// refuse is a plan that does nothing.
func refuse(reason, about string) (Plan, error) {
	return Plan{Refused: &Refusal{reason, about}}, nil
}

// Digest tells plans apart: two with the same change the same things to the same.
func (p Plan) Digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", p.Repair)
	for _, c := range p.Changes {
		fmt.Fprintf(h, "%q %q %q %x\n", c.Kind, c.Act, c.Name, c.New)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// Look plans a repair for a problem. It only looks.
func (v *Visit) Look(ctx context.Context, r *Repair, problem diagnose.Problem, results []checks.Result) (Plan, error) {
	c, err := v.look(ctx, problem, results)
	if err != nil {
		return Plan{}, err
	}
	p, err := r.plan(ctx, c)
	if err != nil && (errors.Is(err, errors.ErrUnsupported) || errors.Is(err, env.ErrLocked)) {
		p, err = Plan{Refused: refusalOf(err)}, nil
	}
	if err != nil {
		return Plan{}, fmt.Errorf("planning %s: %w", r.Name, err)
	}
	p.Repair, p.Cause, p.Admin, p.PerUser, p.Targets = r.Name, problem.Code, r.Admin, r.PerUser, problem.Targets
	for _, ch := range p.Changes {
		if err := v.Control.Locked(ctx, ch.Kind, ch.Name); err != nil {
			p.Changes, p.Refused = nil, refusalOf(err)
			break
		}
	}
	if p.Refused == nil && len(p.Changes) == 0 {
		return Plan{}, fmt.Errorf("planning %s: %w", r.Name, ErrNothing)
	}
	return p, nil
}

func refusalOf(err error) *Refusal {
	if errors.Is(err, env.ErrLocked) {
		return &Refusal{Reason: "locked", About: err.Error()}
	}
	return &Refusal{Reason: "unsupported"}
}

func (v *Visit) look(ctx context.Context, problem diagnose.Problem, results []checks.Result) (*Case, error) {
	c := &Case{Env: v.Env, Profile: v.Profile, Problem: problem, Results: results,
		read: v.Control.Read,
		able: func(a env.Act) bool { return v.Control.Acts[a] != nil }, first: v.Control.First}
	if v.Control.Ties != nil {
		ties, err := v.Control.Ties(ctx)
		if err != nil {
			return nil, fmt.Errorf("looking at what this PC is tied to: %w", err)
		}
		c.Ties = ties
	}
	return c, nil
}

// set is a change of a value to what it should be; it reads what it is.
func (c *Case) set(ctx context.Context, kind env.Kind, name string, to []byte) (Change, error) {
	old, err := c.read(ctx, kind, name)
	return Change{Kind: kind, Name: name, From: string(old), To: string(to), Old: old, New: to}, err
}
