package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"

	"kpdoctor/checks/settings"
	"kpdoctor/checks/settings/single"
	"kpdoctor/ui"
)

// callPatience is how long an open window has to come forward: it may be just
// about to open. One that hangs must not keep the user from opening another.
const callPatience = 6 * time.Second

// another reports whether a window of this program is open already; it has then
// come forward. Else seat is this window's, or nil where there is no telling.
func another(args []string) (seat *single.Seat, is bool) {
	dir, err := settings.Dir()
	if err != nil {
		return nil, false
	}
	seat, err = single.Take(dir)
	if errors.Is(err, single.ErrTaken) {
		ctx, stop := context.WithTimeout(context.Background(), callPatience)
		defer stop()
		if err = single.Call(ctx, dir, args); err == nil {
			return nil, true
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return seat, false
}

// attend brings the window forward whenever the program is started again, and
// offers what that start named.
func attend(seat *single.Seat, w *ui.Window, off *offstage) {
	seat.Requests(func(args []string) {
		o, err := parseOptions(args)
		if err == nil {
			err = o.known()
		}
		fyne.DoAndWait(func() {
			if err == nil && o.chosen {
				w.Offer(o.choice)
			}
			off.leave()
		})
	})
}
