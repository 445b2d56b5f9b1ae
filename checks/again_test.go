package checks_test

import (
	"context"
	"slices"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/demo"
)

// results are those of the checks that ended.
func results(events func(func(checks.Event) bool)) (all []checks.Result) {
	for e := range events {
		if e.Result != nil {
			all = append(all, *e.Result)
		}
	}
	return all
}

func find(all []checks.Result, id string) (r checks.Result) {
	if i := slices.IndexFunc(all, func(r checks.Result) bool { return r.ID == id }); i >= 0 {
		r = all[i]
	}
	return r
}

func TestAgainAsksNoMoreThanItMust(t *testing.T) {
	d, err := demo.Start("")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	whole := results(checks.Run(t.Context(), d.Env, d.Profile))

	// The router is asked alone: which one it is, the adapter said before.
	alone := results(checks.Again(t.Context(), d.Env, d.Profile, whole, []string{"gateway"}))
	if len(alone) != 1 || alone[0].ID != "gateway" || alone[0].Status != find(whole, "gateway").Status {
		t.Errorf("for the router asked %+v", alone)
	}
	if bare := results(checks.Again(t.Context(), d.Env, d.Profile, nil, []string{"gateway"})); len(bare) != 1 || bare[0].Status == checks.Pass {
		t.Errorf("with nothing known of the adapter the router is %+v", bare)
	}

	// A page needs an open connection, and so all that leads to it, but neither
	// the clock nor the pings.
	page := d.Profile.Endpoints[0].Target()
	asked := results(checks.Again(t.Context(), d.Env, d.Profile, whole, []string{"service"}))
	for _, id := range []string{"service:" + page, "certificate:" + page, "port:" + page, "dns:" + d.Profile.Endpoints[0].Host, "proxy"} {
		if r := find(asked, id); r.Status != checks.Pass {
			t.Errorf("for the page, %s ended as %q: %s", id, r.Status, r.Reason)
		}
	}
	for _, r := range asked {
		if slices.Contains([]string{"clock", "ping", "host", "adapter", "gateway", "vpn"}, r.Kind()) {
			t.Errorf("for the page, %s was asked", r.ID)
		}
	}

	merged := checks.Merged(whole, asked)
	if len(merged) != len(whole) {
		t.Errorf("%d results of %d are left", len(merged), len(whole))
	}
	for _, r := range merged {
		if now := find(asked, r.ID); now.ID != "" && r.Took != now.Took {
			t.Errorf("%s is still the old answer", r.ID)
		}
	}
	if fresh := []checks.Result{{ID: "new"}}; len(checks.Merged(whole, fresh)) != len(whole)+1 {
		t.Error("what was never asked before is lost")
	}
}

func TestAgainCanBeStopped(t *testing.T) {
	d, err := demo.Start("")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range results(checks.Again(ctx, d.Env, d.Profile, nil, []string{"dns"})) {
		if r.Status != checks.Skip {
			t.Errorf("%s ended as %q after the end", r.ID, r.Status)
		}
	}
}
