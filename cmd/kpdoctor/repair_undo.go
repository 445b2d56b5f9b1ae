package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"time"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/env"
	"kpdoctor/checks/repair"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// repairs are what was repaired on this PC, the newest first.
func (d *desk) repairs() []wizard.Repaired {
	v, err := d.sitting.visit(nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return nil
	}
	entries, err := v.Journal.List()
	if err != nil {
		fmt.Fprintln(os.Stderr, err) // and show the rest
	}
	var all []wizard.Repaired
	for _, e := range entries {
		all = append(all, repairedOf(v, e))
	}
	return all
}

// openOnes are the repairs of this sitting that can be put back.
func (d *desk) openOnes(v *repair.Visit) (open []wizard.Repaired) {
	entries, _ := v.Journal.List() // of this sitting: read a moment ago
	for _, e := range entries {
		if e.Visit == v.Name && e.Open() {
			open = append(open, repairedOf(v, e))
		}
	}
	return open
}

func repairedOf(v *repair.Visit, e repair.Entry) wizard.Repaired {
	r := wizard.Repaired{ID: e.ID, Visit: e.Visit, When: e.When, Before: e.Before(), After: e.After(), State: e.State, Open: e.Open(), Rights: e.Elevated && !v.Elevated}
	r.Title = wizard.Said{ZH: e.Repair, EN: e.Repair}
	if known := repair.Find(e.Repair); known != nil {
		r.Title = wizard.Said{ZH: known.Title("zh"), EN: known.Title("en")}
	}
	if cause := catalogue.Find(e.Cause); cause != nil {
		r.Cause = wizard.Said{ZH: cause.ZH.Title, EN: cause.EN.Title}
	}
	return r
}

// putBack undoes repairs in this order, and proves that the old values are back.
// It stops at one that something else changed since, unless overwrite says that
// a person was asked.
func (d *desk) putBack(ctx context.Context, ids []string, overwrite bool) iter.Seq[wizard.MendEvent] {
	return func(yield func(wizard.MendEvent) bool) {
		tell := telling(yield)
		over := &wizard.MendOver{Came: wizard.Nothing}
		v, err := d.sitting.visit(nil)
		if err != nil {
			over.Came, over.Detail = wizard.Failed, err.Error()
			tell(wizard.MendEvent{Over: over})
			return
		}
		for _, id := range ids {
			err := d.back(ctx, v, id, overwrite, tell, over)
			if errors.Is(err, repair.ErrNothing) {
				continue
			}
			if err == nil {
				over.Came = wizard.Undone
				continue
			}
			over.Detail = err.Error()
			switch {
			case errors.Is(err, repair.ErrChangedSince):
				over.Came = wizard.Kept
			case errors.Is(err, env.ErrNoRights):
				over.Came = wizard.Denied
			case errors.Is(err, repair.ErrBusy):
				over.Came = wizard.Taken
			case errors.Is(err, env.ErrGone):
				over.Came = wizard.Gone
			case errors.Is(err, repair.ErrNoRecord):
				over.Came = wizard.NoRecord
			default:
				over.Came = wizard.Failed
			}
			break
		}
		over.Visit = d.openOnes(v)
		tell(wizard.MendEvent{Over: over})
	}
}

// back undoes one repair. What stands in the way of it goes into over.
func (d *desk) back(ctx context.Context, v *repair.Visit, id string, overwrite bool, tell func(wizard.MendEvent), over *wizard.MendOver) error {
	e, err := v.Journal.Read(id)
	if err != nil {
		return err
	}
	if !e.Open() {
		return repair.ErrNothing
	}
	for ev := range v.TakeBack(context.WithoutCancel(ctx), e, overwrite) {
		switch ev.Stage {
		case repair.End:
			err = ev.Err
		case repair.Failed:
			over.Clash = d.clash(ctx, v, e, ev.Change)
		default:
			tell(wizard.MendEvent{Step: &wizard.StepEvent{At: ev.Step, Exact: said(ev.Change), Look: looksOf[ev.Stage]}})
		}
	}
	if err == nil {
		r := repairedOf(v, e)
		d.sitting.did(report.Action{Repair: e.Repair, Title: r.Title.ZH, When: time.Now().Truncate(time.Second), Before: r.After, After: r.Before, Result: "undone"})
	}
	return err
}

// clash lays the three values side by side.
func (d *desk) clash(ctx context.Context, v *repair.Visit, e repair.Entry, c repair.Change) wizard.Clash {
	clash := wizard.Clash{What: repairedOf(v, e).Title, Before: c.From, Ours: c.To, ByAdministrators: e.Elevated && !v.Elevated}
	if now, err := v.Control.Read(ctx, c.Kind, c.Name); err == nil {
		clash.Now = presently(now, c)
	}
	return clash
}

// mostShown of a value are shown, in bytes.
const mostShown = 600

// presently is a value as it is now: of a whole file only the lines that are
// neither of before nor of the repair's, and those of the repair's that are gone.
func presently(now []byte, c repair.Change) string {
	if bytes.IndexByte(now, '\n') < 0 {
		return string(now)
	}
	known := map[string]bool{}
	for line := range bytes.Lines(append(bytes.Clone(c.Old), c.New...)) {
		known[string(bytes.TrimSpace(line))] = true
	}
	var lines []string
	for line := range bytes.Lines(now) {
		if l := string(bytes.TrimSpace(line)); l != "" && !known[l] {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		lines = append(lines, strings.TrimSpace(string(now)))
	}
	shown := strings.Join(lines, "\n")
	if len(shown) > mostShown {
		shown = strings.ToValidUTF8(shown[:mostShown], "") + "…"
	}
	return shown
}
