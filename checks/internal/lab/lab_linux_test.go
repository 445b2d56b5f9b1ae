package lab

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// keep is a folder for the reports of all scenarios.
var keep = flag.String("lab.keep", "", "keep every report below this folder")

func TestMain(m *testing.M) {
	flag.Parse()
	if !given("test.parallel") {
		flag.Set("test.parallel", "6") // they mostly wait
	}
	if len(Missing()) == 0 {
		sweep()
	}
	code := m.Run()
	forget()
	os.Exit(code)
}

func given(name string) (found bool) {
	flag.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// need skips, loudly, or fails where this machine has no means for a lab.
func need(t *testing.T) {
	t.Helper()
	if why := Missing(); len(why) > 0 {
		message := "NOT TESTED: real faults in real networks: " + strings.Join(why, ", ")
		if os.Getenv("LAB") == "require" {
			t.Fatal(message)
		}
		t.Skip(message)
	}
}

// slowest is how long kpcheck may take in any network, a dead one too.
const slowest = 12 * time.Second

// TestLab plays every scenario and prints who was named for what.
func TestLab(t *testing.T) {
	need(t)
	if _, err := kpcheck(); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var outcomes []Outcome
	began := time.Now()
	t.Run("scenarios", func(t *testing.T) {
		for _, s := range scenarios() {
			t.Run(s.Name, func(t *testing.T) {
				t.Parallel()
				o, err := s.Play(folder(t, s.Name))
				if err != nil {
					o.Wrong = append(o.Wrong, "the lab failed")
					t.Errorf("the lab itself: %v", err)
				} else if len(o.Wrong) > 0 && o.Known != "" {
					t.Logf("still mistaken: %s: %s", strings.Join(o.Wrong, "; "), o.Known)
				} else if len(o.Wrong) > 0 {
					t.Errorf("injected %s: %s", names(s.Want), strings.Join(o.Wrong, "; "))
				}
				if o.Took > slowest {
					t.Errorf("kpcheck took %s", o.Took)
				}
				mu.Lock()
				defer mu.Unlock()
				outcomes = append(outcomes, o)
			})
		}
	})
	fmt.Print(Table(outcomes))
	fmt.Printf("the lab took %s\n", time.Since(began).Round(100*time.Millisecond))
}

func folder(t *testing.T, name string) string {
	if *keep == "" {
		return t.TempDir()
	}
	dir := *keep + "/" + strings.Map(func(r rune) rune {
		if strings.ContainsRune(" /:,", r) {
			return '_'
		}
		return r
	}, name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// scenarios are all there are, from the cable outwards.
func scenarios() []Scenario {
	var list []Scenario
	for _, part := range [][]Scenario{healthy, line, name, proxy, port, server, secure, clock, desk, double, hard, odd} {
		list = append(list, part...)
	}
	return list
}
