package env

import (
	"reflect"
	"testing"
)

func TestSystemAnswersEverything(t *testing.T) {
	v := reflect.ValueOf(System()).Elem()
	for i := range v.NumField() {
		if v.Field(i).IsNil() {
			t.Errorf("System leaves %s nil: what cannot be told is errors.ErrUnsupported", v.Type().Field(i).Name)
		}
	}
}

func TestSystemReadsThisComputer(t *testing.T) {
	e := System()
	host, err := e.Host(t.Context())
	if err != nil || host.MemTotal == 0 || len(host.Disks) == 0 || host.Disks[0].Total == 0 || host.Platform == "" {
		t.Errorf("Host: %+v, %v", host, err)
	}
	running, err := e.Processes(t.Context())
	if err != nil || len(running) == 0 {
		t.Errorf("Processes: %d, %v", len(running), err)
	}
	if name, loc, err := e.Zone(); err != nil || name == "" || loc == nil {
		t.Errorf("Zone: %q %v %v", name, loc, err)
	}
}
