package env

import (
	"context"
	"errors"
	"os"
	"time"
)

// repeat sends now and twice again within limit, and reads until take says
// done, the limit is over (no error) or ctx ends.
func repeat(ctx context.Context, conn interface{ SetReadDeadline(time.Time) error }, limit time.Duration,
	send func() error, take func() (done bool, err error)) error {

	defer context.AfterFunc(ctx, func() { conn.SetReadDeadline(time.Unix(1, 0)) })()
	begun := time.Now()
	for _, next := range []time.Duration{limit / 4, limit / 2, limit} {
		if err := send(); err != nil {
			return err
		}
		if err := conn.SetReadDeadline(begun.Add(next)); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil { // only now: the line above undoes what ctx did
			return err
		}
		for {
			done, err := take()
			if errors.Is(err, os.ErrDeadlineExceeded) {
				break
			}
			if done || err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
