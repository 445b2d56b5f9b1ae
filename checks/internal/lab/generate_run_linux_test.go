package lab

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	seed    = flag.Uint64("seed", 1, "the first seed of the generated cases; each case has the next one")
	cases   = flag.Int("cases", 16, "how many cases to generate")
	smaller = flag.Bool("shrink", false, "look for the smallest case that still fails, of each that does")
)

// A trial is one case that was played.
type trial struct {
	c     Case
	truth truth
	out   Outcome
	score score
	err   error // the lab's
}

func (c Case) try(dir string) trial {
	t := trial{c: c, truth: solve(c)}
	t.out, t.err = c.play(dir)
	if t.err == nil {
		t.score = t.truth.judge(c, t.out.Report)
	}
	return t
}

func (t trial) failed() bool { return t.err != nil || len(t.score.wrong) > 0 }

func (c Case) String() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// TestGenerated plays cases that nobody thought of, and those that once failed:
//
//	go test ./checks/internal/lab -run TestGenerated -seed 1 -cases 300 -timeout 1h
func TestGenerated(t *testing.T) {
	need(t)
	if _, err := kpcheck(); err != nil {
		t.Fatal(err)
	}
	list := kept(t)
	for n := range *cases {
		list = append(list, compose(*seed+uint64(n)))
	}
	var mu sync.Mutex
	var trials []trial
	began := time.Now()
	t.Run("cases", func(t *testing.T) {
		for n, c := range list {
			name := strconv.FormatUint(c.Seed, 10)
			if n < len(list)-*cases {
				name = fmt.Sprintf("kept-%d", n)
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				x := c.try(folder(t, "generated/"+name))
				if x.failed() {
					t.Errorf("%s", x.text())
					if *smaller && x.err == nil {
						t.Logf("the smallest that fails: %s", shrink(c, t.TempDir))
					}
				}
				mu.Lock()
				defer mu.Unlock()
				trials = append(trials, x)
			})
		}
	})
	fmt.Print(sum(trials))
	fmt.Printf("%d cases from seed %d took %s\n", len(trials), *seed, time.Since(began).Round(100*time.Millisecond))
}

// kept are the cases that failed once and were shrunk.
func kept(t *testing.T) []Case {
	files, err := filepath.Glob("testdata/generated/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []Case
	for _, f := range files {
		var c Case
		text, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(text, &c)
		}
		if err != nil {
			t.Fatalf("reading a kept case: %s: %v", f, err)
		}
		list = append(list, c)
	}
	return list
}

// text says what was wrong with one case.
func (t trial) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: injected %v\n  named %s, %s", t.c.Seed, t.c.Faults, names(t.out.Got), t.out.Verdict)
	if t.err != nil {
		fmt.Fprintf(&b, "\n  the lab itself: %v", t.err)
	}
	for _, w := range t.score.wrong {
		fmt.Fprintf(&b, "\n  %s", w)
	}
	fmt.Fprintf(&b, "\n  %s", t.c)
	return b.String()
}

// wanted is what an answer demands, in short.
func (a truth) wanted() string {
	var words []string
	for _, it := range a.items {
		w := strings.Join(it.codes, "|")
		if it.optional {
			w = "[" + w + "]"
		}
		words = append(words, w)
	}
	return names(words)
}

// sum is the table of what went wrong, and how often it went right.
func sum(list []trial) string {
	slices.SortFunc(list, func(a, b trial) int { return int(int64(a.c.Seed) - int64(b.c.Seed)) })
	var b strings.Builder
	count := map[string]int{}
	fmt.Fprintf(&b, "%-8s %-50s %-60s %s\n", "seed", "injected", "wanted", "named")
	for _, t := range list {
		if t.failed() {
			fmt.Fprintf(&b, "%-8d %-50s %-60s %s (%s)\n", t.c.Seed, fmt.Sprint(t.c.Faults), t.truth.wanted(), names(t.out.Got), t.out.Verdict)
		}
		tally := func(key string, yes bool) {
			if yes {
				count[key]++
			}
		}
		tally("lab", t.err != nil)
		if t.err != nil {
			continue
		}
		tally("right", !t.failed())
		tally("healthy", len(t.truth.items) == 0)
		tally("accused", t.score.accused)
		tally("faulty", t.score.faulty)
		tally("root", t.score.faulty && t.score.root)
		tally("culprit", t.score.faulty && t.score.culprit)
		two := 0
		for _, it := range t.truth.items {
			if !it.optional {
				two++
			}
		}
		tally("two", two > 1)
		tally("both", two > 1 && !t.failed())
	}
	share := func(what, of string) string {
		return fmt.Sprintf("%d of %d", count[what], count[of])
	}
	fmt.Fprintf(&b, "wholly right %d of %d; right root first %s; right culprit %s; two faults both right %s; false accusations %s healthy; the lab itself failed %d\n",
		count["right"], len(list), share("root", "faulty"), share("culprit", "faulty"), share("both", "two"), share("accused", "healthy"), count["lab"])
	return b.String()
}
