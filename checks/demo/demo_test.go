package demo

import (
	"context"
	"encoding/json"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
)

// examine starts the demo, runs the real engine on it and judges. Nothing but
// this PC may be dialled meanwhile.
func examine(t *testing.T, code string) (diagnose.Diagnosis, []checks.Result) {
	t.Helper()
	d, err := Start(code)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	}()
	abroad := watchDialling(d)
	begun := time.Now()
	var results []checks.Result
	for ev := range checks.Run(t.Context(), d.Env, d.Profile) {
		if ev.Result != nil {
			results = append(results, *ev.Result)
		}
	}
	got := diagnose.Diagnose(results, true)
	t.Logf("%s %v in %v", got.Verdict, codes(got), time.Since(begun).Round(time.Millisecond))
	if a := abroad(); len(a) > 0 {
		t.Errorf("dialled beyond this PC: %v", a)
	}
	return got, results
}

// watchDialling notes what the demo really dials; what it returns tells of all
// that was not on this PC.
func watchDialling(d *Demo) func() []string {
	var mu sync.Mutex
	var abroad []string
	real := d.world.system.Dial
	d.world.system.Dial = func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
		if a, err := netip.ParseAddrPort(addr); err != nil || !a.Addr().IsLoopback() {
			mu.Lock()
			abroad = append(abroad, addr)
			mu.Unlock()
		}
		return real(ctx, network, addr, o)
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return abroad
	}
}

func dump(t *testing.T, results []checks.Result) {
	t.Helper()
	for _, r := range results {
		b, err := json.Marshal(r.Evidence)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-8s %s %s %v\n%s", r.Status, r.ID, r.Reason, r.Took.Round(time.Millisecond), b)
	}
}

func codes(d diagnose.Diagnosis) []string {
	var list []string
	for _, c := range d.Causes {
		list = append(list, c.Code)
	}
	return list
}

func TestDemo(t *testing.T) {
	for _, code := range append([]string{""}, Codes()...) {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			got, results := examine(t, code)
			want, verdict := []string{code}, verdictOf(code)
			if code == "" {
				want = nil
			}
			if !slices.Equal(codes(got), want) || got.Verdict != verdict {
				t.Errorf("found %s %v, want %s %v", got.Verdict, codes(got), verdict, want)
				dump(t, results)
			}
		})
	}
}

// verdictOf is how badly CAUSES.md says that a fault hurts, where it befalls a
// primary endpoint or this PC.
func verdictOf(code string) diagnose.Verdict {
	switch c := catalogue.Find(code); {
	case code == "":
		return diagnose.OK
	case c.Degraded, code == "clock.timezone": // every endpoint serves meanwhile
		return diagnose.Degraded
	}
	return diagnose.Broken
}

func TestCodesAreTheCataloguesInItsOrder(t *testing.T) {
	last := -1
	for _, code := range Codes() {
		at := slices.IndexFunc(catalogue.All, func(c *catalogue.Cause) bool { return c.Code == code })
		if at <= last {
			t.Errorf("%s is not in the catalogue, or stands before its place there", code)
		}
		last = at
	}
}

func TestUnknownCodeNamesTheNearest(t *testing.T) {
	_, err := Start("dns.resolver_dwon")
	if err == nil || !strings.Contains(err.Error(), "dns.resolver_down") {
		t.Errorf("got %v", err)
	}
}

func TestCloseEndsTheServers(t *testing.T) {
	d, err := Start("")
	if err != nil {
		t.Fatal(err)
	}
	addr := d.world.sites[dppt].addr.String()
	c, err := net.Dial("tcp4", addr)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	for range 2 {
		if err := d.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	}
	if c, err := net.Dial("tcp4", addr); err == nil {
		c.Close()
		t.Error("a server outlived the demo")
	}
}
