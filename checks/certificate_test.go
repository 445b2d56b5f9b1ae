package checks

import (
	"crypto/tls"
	"testing"

	"kpdoctor/checks/internal/fault"
)

// authority makes a root with an intermediate, and a server's certificate below it.
func authority(t *testing.T, s fault.Subject) (*fault.Authority, tls.Certificate) {
	t.Helper()
	root, err := fault.NewRoot(fault.Subject{CommonName: "Test Root", Organization: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	middle, err := root.Intermediate(fault.Subject{CommonName: "Test CA", Organization: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := middle.Leaf(s)
	if err != nil {
		t.Fatal(err)
	}
	return root, leaf
}

func config(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
