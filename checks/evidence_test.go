package checks

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fill sets every field of v, so that one which JSON loses shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 22, 11, 14, 40, *n, time.FixedZone("", 8*3600))))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.String:
		v.SetString("税务<&>\u2028" + string(rune('a'+*n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint16, reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.125)
	default:
		panic("no value for " + v.Type().String())
	}
}

func TestEvidenceRoundTrips(t *testing.T) {
	for kind := range evidenceOf {
		want, n := NewEvidence(kind+":x"), 0
		fill(reflect.ValueOf(want).Elem(), &n)
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		got := NewEvidence(kind)
		if err := json.Unmarshal(text, got); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
		empty, err := json.Marshal(NewEvidence(kind))
		if err != nil {
			t.Fatal(err)
		}
		if again := NewEvidence(kind); json.Unmarshal(empty, again) != nil || !reflect.DeepEqual(again, NewEvidence(kind)) {
			t.Errorf("%s: the empty one came back as %s", kind, empty)
		}
	}
	if NewEvidence("weather:today") != nil {
		t.Error("an unknown kind has evidence")
	}
}
