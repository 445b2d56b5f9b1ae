package demo

import (
	"testing"

	"kpdoctor/checks"
)

// The goals: a healthy line is judged in little more than its slowest single
// probe (under 1.5 s), a dead one in under 10 s.
//
//	go test ./checks/demo -run - -bench .
func BenchmarkHealthyRun(b *testing.B) { benchmark(b, "") }
func BenchmarkDeadLine(b *testing.B)   { benchmark(b, "internet.unreachable") }
func BenchmarkDeadServer(b *testing.B) { benchmark(b, "server.unreachable") }

func benchmark(b *testing.B, code string) {
	d, err := Start(code)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	for b.Loop() {
		for range checks.Run(b.Context(), d.Env, d.Profile) {
		}
	}
}
