package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
)

// hanging is a PC on which nothing from outside ever answers.
func hanging() *env.Env {
	return envtest.New(
		envtest.Dial(func(ctx context.Context, _, _ string, _ env.DialOptions) (net.Conn, error) {
			<-ctx.Done()
			return nil, &env.DialError{Failure: env.Cancelled, Err: ctx.Err()}
		}),
		func(e *env.Env) {
			e.Lookup = func(ctx context.Context, _ string) ([]netip.Addr, error) { <-ctx.Done(); return nil, ctx.Err() }
			e.Ping = func(ctx context.Context, _ netip.Addr, _ int, _ time.Duration) (env.PingStats, error) {
				<-ctx.Done()
				return env.PingStats{}, ctx.Err()
			}
		})
}

// A run that is stopped still names every check, and says that it is not whole.
func TestRunStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := map[string]int{}
	p := beijing()
	p.Device = nil
	r := Run(ctx, hanging(), p, Options{App: "kpcheck", Lang: "en"}, func(ev checks.Event) {
		if ev.Result != nil {
			ended[ev.ID]++
			if ev.ID == "host" {
				cancel()
			}
		}
	})
	var want, got []string
	for _, c := range checks.Plan(p) {
		want = append(want, c.ID)
		if ended[c.ID] != 1 {
			t.Errorf("%s ended %d times", c.ID, ended[c.ID])
		}
	}
	for _, c := range r.Checks {
		got = append(got, c.ID)
		if c.Summary == "" {
			t.Errorf("%s has no summary", c.ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("checks of the report are not those of the plan:\n%s", diff)
	}
	if r.Complete || r.Diagnosis.Verdict != diagnose.Inconclusive || r.ExitCode() != 4 {
		t.Errorf("complete %v, verdict %s, causes %+v", r.Complete, r.Diagnosis.Verdict, r.Diagnosis.Causes)
	}
	if r.Host.OS != "windows" || r.Host.Timezone != "Asia/Shanghai" {
		t.Errorf("host %+v", r.Host)
	}
}

// What the run learns of the PC's names is masked, though no evidence holds it.
func TestRunKnowsSecrets(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	e := hanging()
	e.Adapters = func(context.Context) ([]env.Adapter, error) {
		return nil, errors.New("asking KAIPIAO-01 for lili: denied")
	}
	r := Run(ctx, e, beijing(), Options{}, func(ev checks.Event) {
		if ev.ID == "adapter" && ev.Result != nil {
			cancel()
		}
	})
	var plainly, masked bytes.Buffer
	if err := errors.Join(r.WriteJSON(&plainly), r.Redacted().WriteJSON(&masked)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(plainly.String(), "asking KAIPIAO-01 for lili") || !strings.Contains(masked.String(), "asking pc-1 for user-1") {
		t.Errorf("masked:\n%s", masked.String())
	}
}

// The keys are the contract's, none is missing and no array is null.
func TestJSONIsTheContracts(t *testing.T) {
	var b bytes.Buffer
	if err := made(silent(), silentDiagnosis, "zh").WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	keys := func(path string, v any, want string) {
		m, _ := v.(map[string]any)
		have := slices.Sorted(maps.Keys(m))
		for _, k := range strings.Fields(want) {
			if !slices.Contains(have, k) {
				t.Errorf("%s has no %s", path, k)
			} else if m[k] == nil {
				t.Errorf("%s.%s is null", path, k)
			}
		}
	}
	keys("report", doc, "schema id app started duration_ms complete host profile checks diagnosis lang network")
	keys("app", doc["app"], "name version commit")
	keys("host", doc["host"], "os os_version arch timezone elevated")
	keys("profile", doc["profile"], "name region software endpoints")
	for _, c := range doc["checks"].([]any) {
		keys("check", c, "id stage target status started_ms duration_ms summary evidence")
	}
	d := doc["diagnosis"].(map[string]any)
	keys("diagnosis", d, "verdict causes ruled_out")
	keys("cause", d["causes"].([]any)[0], "code layer blame confidence targets title explanation evidence steps repairs")
	if got := doc["started"]; got != "2026-11-22T11:14:40+08:00" {
		t.Errorf("started %v", got)
	}
	empty, _ := json.Marshal(whole(&Report{}))
	if bytes.Contains(empty, []byte(`:null`)) || strings.Contains(b.String(), `\u003c`) {
		t.Errorf("null in an empty report, or escaped HTML: %s", empty)
	}
}

// A measurement that JSON cannot hold is an error of its check, not of the report.
func TestNaNIsAnError(t *testing.T) {
	v := healthy()
	zero := 0.0
	v.change("ping:223.5.5.5", checks.Pass, &checks.PingEvidence{MaxLoss: zero / zero}, "")
	r := Assemble(v, beijing(), Options{})
	for _, c := range r.Checks {
		if c.ID == "ping:223.5.5.5" && (c.Status != checks.Error || !strings.Contains(c.Reason, "NaN")) {
			t.Errorf("%s: %s", c.Status, c.Reason)
		}
	}
	reread(t, r)
}
