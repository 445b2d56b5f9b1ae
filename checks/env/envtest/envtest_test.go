package envtest

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/env"
)

func TestHealthyMachineIsWhole(t *testing.T) {
	v := reflect.ValueOf(New()).Elem()
	for i := range v.NumField() {
		if v.Field(i).IsNil() {
			t.Errorf("New leaves %s nil", v.Type().Field(i).Name)
		}
	}
}

func TestUnsaidFactsPanic(t *testing.T) {
	e := New(Host("etax.example", "198.51.100.7"))
	if got, err := e.Lookup(t.Context(), "etax.example"); err != nil || len(got) != 1 {
		t.Fatalf("Lookup of a stated name: %v, %v", got, err)
	}
	defer func() {
		if said, _ := recover().(string); !strings.Contains(said, "Lookup of other.example") {
			t.Errorf("an unstated name panicked with %q", said)
		}
	}()
	e.Lookup(t.Context(), "other.example")
}

func TestOptionsStateFacts(t *testing.T) {
	e := New(Clock(-6*time.Minute), Pings(Gateway, time.Millisecond), Pings("198.51.100.7", 0), Routes())
	if off := time.Until(e.Now()); off > -5*time.Minute || off < -7*time.Minute {
		t.Errorf("clock is off by %v", off)
	}
	if s, err := e.Ping(t.Context(), netip.MustParseAddr("198.51.100.7"), 3, 0); err != nil || s.Sent != 3 || s.Received != 0 {
		t.Errorf("silent address: %+v, %v", s, err)
	}
	if s, err := e.Ping(t.Context(), netip.MustParseAddr(Gateway), 3, 0); err != nil || s.Received != 3 {
		t.Errorf("gateway: %+v, %v", s, err)
	}
	_, err := e.RouteTo(t.Context(), netip.MustParseAddr("198.51.100.7"))
	if f, errno := env.Classify(err); f != env.NoRoute || errno != "ENETUNREACH" {
		t.Errorf("RouteTo with no routes: %v %v", f, errno)
	}
}
