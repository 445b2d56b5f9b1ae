package report

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks/diagnose"
)

func reread(t *testing.T, r *Report) *Report {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// TestReadBack: a report that was written and read is diagnosed the same, and
// no evidence is lost.
func TestReadBack(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	verdicts := map[diagnose.Verdict]int{}
	for seed := range uint64(100) {
		v := visitOf(seed)
		run := diagnose.Diagnose(settle(v.Results, beijing()), v.Complete)
		r := Assemble(v, beijing(), Options{App: "kpcheck"})
		again := reread(t, r)
		if diff := cmp.Diff(r.Results(), again.Results()); diff != "" {
			t.Fatalf("seed %d: results differ:\n%s", seed, diff)
		}
		if d := diagnose.Diagnose(again.Results(), again.Complete); !reflect.DeepEqual(d, run) {
			t.Fatalf("seed %d: diagnosed\n%+v, read back\n%+v", seed, run, d)
		}
		if diff := cmp.Diff(string(run.Verdict), string(again.Diagnosis.Verdict)); diff != "" {
			t.Fatal(diff)
		}
		verdicts[run.Verdict]++
	}
	t.Logf("verdicts: %v", verdicts)
}

// TestMaskedIsDiagnosedTheSame: masking changes names and numbers, not what
// they say.
func TestMaskedIsDiagnosedTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	for seed := range uint64(100) {
		v := visitOf(seed)
		r := Assemble(v, beijing(), Options{App: "kpcheck"})
		m := reread(t, r.Redacted())
		plain, masked := diagnose.Diagnose(r.Results(), r.Complete), diagnose.Diagnose(m.Results(), m.Complete)
		if diff := cmp.Diff(outcome(plain), outcome(masked)); diff != "" {
			t.Errorf("seed %d: masked is diagnosed otherwise:\n%s", seed, diff)
		}
	}
}

type judged struct {
	Verdict  diagnose.Verdict
	Codes    []string
	Sure     []float64
	RuledOut []string
	Fine     []string
}

func outcome(d diagnose.Diagnosis) judged {
	j := judged{Verdict: d.Verdict, RuledOut: d.RuledOut, Fine: d.Fine}
	for _, c := range d.Causes {
		j.Codes, j.Sure = append(j.Codes, c.Code), append(j.Sure, c.Confidence)
	}
	return j
}

// Evidence of a kind that this version does not know is kept, and masked.
func TestUnknownEvidenceIsKept(t *testing.T) {
	in := `{"schema":"kpdoctor.report/v1","id":"x","started":"2026-11-22T11:14:40+08:00","diagnosis":{"verdict":"ok"},"new_key":1,
	 "checks":[{"id":"quantum:1","stage":"host","status":"pass","evidence":{"big":12345678901234567890,"list":[1,"192.168.1.9",null],"ssid":"Zhang Home","none":null}}]}`
	r, err := Read(bytes.NewReader([]byte(in)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Redacted().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"12345678901234567890", `"inner-1"`, `"ssid": "wifi-1"`, `"none": null`, `"causes": []`} {
		if !bytes.Contains(b.Bytes(), []byte(want)) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}
