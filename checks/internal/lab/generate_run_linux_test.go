package lab

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
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
	name  string
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
	titles, list := kept(t)
	for n := range *cases {
		c := compose(*seed + uint64(n))
		list, titles = append(list, c), append(titles, strconv.FormatUint(c.Seed, 10))
	}
	trials := make([]trial, len(list))
	began := time.Now()
	t.Run("cases", func(t *testing.T) {
		for n, c := range list {
			t.Run(titles[n], func(t *testing.T) {
				t.Parallel()
				trials[n] = c.try(folder(t, "generated/"+titles[n]))
				trials[n].name = titles[n]
			})
		}
	})
	loaded := 0
	for n, x := range trials {
		if !x.failed() {
			continue
		}
		t.Run("again/"+x.name, func(t *testing.T) {
			y := x.c.try(folder(t, "generated/again-"+x.name))
			y.name = x.name
			if !y.failed() { // many at once on two cores: the network itself was late
				t.Logf("right when played alone; beside others it was not:\n%s", x.text())
				loaded++
				trials[n] = y
				return
			}
			t.Errorf("%s", y.text())
			if *smaller && y.err == nil {
				t.Logf("the smallest that fails: %s", shrink(x.c, t.TempDir))
			}
		})
	}
	fmt.Print(sum(trials))
	fmt.Printf("%d cases from seed %d took %s; %d were right only when played alone\n", len(trials), *seed, time.Since(began).Round(100*time.Millisecond), loaded)
}

// kept are the cases that failed once and were shrunk, and what they are called.
func kept(t *testing.T) (titles []string, list []Case) {
	files, err := filepath.Glob("testdata/generated/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		var c Case
		text, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(text, &c)
		}
		if err != nil {
			t.Fatalf("reading a kept case: %s: %v", f, err)
		}
		list, titles = append(list, c), append(titles, strings.TrimSuffix(filepath.Base(f), ".json"))
	}
	return titles, list
}

// text says what was wrong with one case.
func (t trial) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: injected %v\n  named %s, %s", t.name, t.c.Faults, names(t.out.Got), t.out.Verdict)
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
	var b strings.Builder
	count := map[string]int{}
	fmt.Fprintf(&b, "%-42s %-50s %-60s %s\n", "case", "injected", "wanted", "named")
	for _, t := range list {
		if t.failed() {
			fmt.Fprintf(&b, "%-42s %-50s %-60s %s (%s)\n", t.name, fmt.Sprint(t.c.Faults), t.truth.wanted(), names(t.out.Got), t.out.Verdict)
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
