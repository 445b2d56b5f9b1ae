package checks

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"time"

	"github.com/beevik/ntp"

	"kpdoctor/checks/env"
)

const (
	ntpPatience  = 2 * time.Second
	ntpAddresses = 2 // asked of each server name
)

// Failures of a time server's answer, beside the words of env.Failure.
const (
	ntpKiss           = "kiss_of_death"  // the server tells us to go away
	ntpUnsynchronised = "unsynchronised" // the server says that its own clock is not set
	ntpInvalid        = "invalid"        // no answer that could be used
)

// askNTP asks the servers of the profile, at most ntpAddresses addresses of
// each, all at once.
func askNTP(ctx context.Context, j *Job) []NTPAnswer {
	var answers []NTPAnswer
	var targets []netip.AddrPort
	for _, server := range j.Profile.References.NTP {
		addrs := addressesOf(j, hostOf(server))
		if len(addrs) == 0 {
			answers, targets = append(answers, NTPAnswer{Server: server, Failure: "no_address"}), append(targets, netip.AddrPort{})
		}
		for _, a := range addrs[:min(len(addrs), ntpAddresses)] {
			answers = append(answers, NTPAnswer{Server: server, Address: a.String()})
			targets = append(targets, netip.AddrPortFrom(a, ntpPort(server)))
		}
	}
	var all group
	for i := range answers {
		if targets[i].IsValid() {
			all.Go(func() { askNTPServer(ctx, j.Env, targets[i], &answers[i]) })
		}
	}
	all.Wait()
	return answers
}

// ntpPort is the port of "host:port", 123 where there is none.
func ntpPort(server string) uint16 {
	if _, text, err := net.SplitHostPort(server); err == nil {
		if port, err := strconv.ParseUint(text, 10, 16); err == nil {
			return uint16(port)
		}
	}
	return 123
}

// askNTPServer fills a. The PC's clock is env's, so that a made-up one counts.
func askNTPServer(ctx context.Context, e *env.Env, to netip.AddrPort, a *NTPAnswer) {
	ctx, cancel := context.WithTimeout(ctx, ntpPatience)
	defer cancel()
	began := time.Now()
	r, err := ntp.QueryWithOptions(to.String(), ntp.QueryOptions{
		Timeout:       ntpPatience,
		GetSystemTime: e.Now,
		Dialer: func(_, remote string) (net.Conn, error) {
			conn, err := e.Dial(ctx, "udp"+family(to.Addr()), remote, env.DialOptions{})
			if err == nil {
				context.AfterFunc(ctx, func() { conn.Close() })
			}
			return conn, err
		},
	})
	a.RTTMS = ms(time.Since(began))
	if err == nil {
		a.Stratum = int(r.Stratum)
		err = r.Validate()
	}
	if err == nil {
		a.OffsetMS = ms(r.ClockOffset)
		return
	}
	a.Failure = ntpFailure(ctxError(ctx, err))
}

func ntpFailure(err error) string {
	switch {
	case errors.Is(err, ntp.ErrKissOfDeath):
		return ntpKiss
	case errors.Is(err, ntp.ErrInvalidStratum), errors.Is(err, ntp.ErrInvalidLeapSecond),
		errors.Is(err, ntp.ErrServerClockFreshness), errors.Is(err, ntp.ErrInvalidDispersion):
		return ntpUnsynchronised
	case errors.Is(err, context.DeadlineExceeded):
		return string(env.TimedOut)
	}
	if f, _ := env.Classify(err); f != env.Other {
		return string(f)
	}
	return ntpInvalid
}
