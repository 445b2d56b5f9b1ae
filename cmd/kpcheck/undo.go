package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"kpdoctor/checks/env"
	"kpdoctor/checks/repair"
)

// undone is the document that kpcheck undo prints.
type undone struct {
	Schema  string   `json:"schema"` // kpdoctor.undo/v1
	Journal string   `json:"journal"`
	Repair  string   `json:"repair,omitempty"`
	Result  string   `json:"result"` // undone, changed_since, refused, failed, nothing
	Back    []string `json:"back"`   // what was put back, in order
	Error   string   `json:"error,omitempty"`
}

// undo puts back what the last repair, or one by its id, changed.
func (a *app) undo(ctx context.Context, args []string) int {
	id, args := firstWord(args)
	fs := a.flags("undo")
	if done, code := a.parse(fs, args); done {
		return code
	}
	if id == "" && fs.NArg() > 0 {
		id, args = firstWord(fs.Args())
		if done, code := a.parse(fs, args); done {
			return code
		}
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	v, err := repair.Sit(env.System(), nil)
	if err != nil {
		a.notice(err.Error())
		return exitRefused
	}
	doc := undone{Schema: "kpdoctor.undo/v1", Journal: id, Back: []string{}}
	e, err := a.find(v.Journal, id)
	if err == nil {
		doc.Journal, doc.Repair = e.ID, e.Repair
		err = a.takeBack(ctx, v, e, &doc)
	}
	return a.tellUndone(doc, err)
}

// find is the journal with an id, or the newest that something can be put back
// from. A journal that cannot be read is named: it may be the one that was meant.
func (a *app) find(f repair.Folder, id string) (repair.Entry, error) {
	if id != "" {
		e, err := f.Read(id)
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: %w", repair.ErrNothing, err)
		}
		return e, err
	}
	all, err := f.List()
	for _, e := range all {
		if !e.Open() {
			continue
		}
		if err != nil {
			a.notice(oneLine(err))
		}
		return e, nil
	}
	if err != nil {
		return repair.Entry{}, err
	}
	return repair.Entry{}, repair.ErrNothing
}

// oneLine is an error of several as one line.
func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// takeBack undoes, and where somebody changed a value since asks whether to
// overwrite it.
func (a *app) takeBack(ctx context.Context, v *repair.Visit, e repair.Entry, doc *undone) error {
	try := func(overwrite bool) error {
		var failed error
		for ev := range v.TakeBack(ctx, e, overwrite) {
			switch ev.Stage {
			case repair.Undone:
				doc.Back = append(doc.Back, ev.Change.Say(a.lang))
			case repair.End:
				failed = ev.Err
			}
		}
		return failed
	}
	err := try(false)
	if !errors.Is(err, repair.ErrChangedSince) || !terminal(a.stdin) || e.Elevated && !v.Elevated {
		return err
	}
	a.notice(err.Error())
	a.notice(a.say("这个值后来被别的程序或人改过；还原会盖掉那次改动。", "Something else changed this value since; putting the old one back overwrites that."))
	if !a.consent() {
		return err
	}
	return try(true)
}

func (a *app) tellUndone(doc undone, err error) int {
	code := repair.ExitCode(err)
	words := a.say("已还原，并核对过与原来一致。", "Put back, and proven to be as it was.")
	switch {
	case err == nil:
		doc.Result = "undone"
	case errors.Is(err, repair.ErrNothing):
		doc.Result, words = "nothing", a.say("没有可以还原的改动。", "There is nothing to put back.")
	case errors.Is(err, repair.ErrChangedSince):
		doc.Result, words = "changed_since", a.say("这个值后来又被改过，没有动它。", "The value was changed since by something else and was left alone.")
	case errors.Is(err, repair.ErrBusy):
		doc.Result, words = "refused", a.say("另一个窗口正在修复或还原，请等它结束再试。", "Another window is repairing or putting back: try again when it is done.")
	case errors.Is(err, env.ErrGone):
		doc.Result, words = "failed", a.say("要还原的网卡、设备或连接已经不在这台电脑上了；接回来以后可以再还原一次：", "What is to be put back belongs to an adapter, device or connection that is not there any more; once it is back, undo again: ")+oneLine(err)
	case code == exitRefused:
		doc.Result, words = "refused", repair.Refusal{Reason: "rights"}.Say(a.lang)
	default:
		doc.Result, words = "failed", a.say("没有还原成功：", "It could not be put back: ")+oneLine(err)
	}
	if err != nil {
		doc.Error = err.Error()
	}
	ok := a.deliver("kpdoctor-undo."+extension[a.format], func(w io.Writer) error {
		if a.format == "json" {
			enc := json.NewEncoder(w)
			enc.SetIndent("", "  ")
			enc.SetEscapeHTML(false)
			return enc.Encode(doc)
		}
		for _, line := range doc.Back {
			fmt.Fprintln(w, line)
		}
		_, err := fmt.Fprintln(w, words)
		return err
	})
	if !ok {
		return exitOutput
	}
	return code
}
