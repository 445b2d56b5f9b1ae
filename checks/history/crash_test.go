package history

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

var kills = flag.Int("kills", 4, "how often a run, and a Keep, is killed")

// child says, in the environment of this test's own program, what to be killed
// at; childDir where it keeps its runs.
const (
	child    = "KPDOCTOR_HISTORY_CHILD"
	childDir = "KPDOCTOR_HISTORY_DIR"
)

func TestMain(m *testing.M) {
	switch os.Getenv(child) {
	case "run":
		childRun(os.Getenv(childDir))
	case "keep":
		childKeep(os.Getenv(childDir))
	}
	os.Exit(m.Run())
}

// pc is a made-up PC on which everything takes a few milliseconds, so that a
// run ends bit by bit.
func pc() *env.Env {
	slowly := func() { time.Sleep(time.Duration(rand.IntN(12)) * time.Millisecond) }
	return envtest.New(
		envtest.Dial(func(context.Context, string, string, env.DialOptions) (net.Conn, error) {
			slowly()
			return nil, envtest.Fails(env.Refused, "ECONNREFUSED")
		}),
		envtest.Resolvers(),
		func(e *env.Env) {
			e.Lookup = func(context.Context, string) ([]netip.Addr, error) {
				slowly()
				return []netip.Addr{netip.MustParseAddr("198.51.100.7")}, nil
			}
			e.Ping = func(_ context.Context, _ netip.Addr, n int, _ time.Duration) (env.PingStats, error) {
				slowly()
				return env.PingStats{Sent: n, Received: n, RTT: slices.Repeat([]time.Duration{time.Millisecond}, n)}, nil
			}
		})
}

// twelve is a profile of twelve servers: a run has some forty checks.
func twelve() *profile.Profile {
	var urls []string
	for i := range 12 {
		urls = append(urls, fmt.Sprintf("https://s%d.example/", i))
	}
	p, err := profile.Custom(urls)
	if err != nil {
		panic(err)
	}
	p.References = profile.References{}
	return p
}

// childRun runs, shows each result on standard output, and waits to be killed.
func childRun(dir string) {
	h, err := Open(dir)
	if err != nil {
		panic(err)
	}
	e, p := pc(), twelve()
	o := report.Options{App: "kpcheck", Lang: "en"}
	rec, err := h.Record(p, o, e.Now())
	if err != nil {
		panic(err)
	}
	r := report.Run(context.Background(), e, p, o, func(ev checks.Event) {
		rec.Event(ev)
		if ev.Result != nil {
			fmt.Println(ev.Result.ID) // what is shown
		}
	})
	if err := rec.Keep(r); err != nil {
		panic(err)
	}
	fmt.Println("kept", r.ID)
	select {}
}

// childKeep keeps one report after the other until it is killed.
func childKeep(dir string) {
	h, err := Open(dir)
	if err != nil {
		panic(err)
	}
	r := report.Run(context.Background(), pc(), twelve(), report.Options{App: "kpcheck"}, nil)
	for n := 0; ; n++ {
		r.ID = fmt.Sprint("run-", n)
		fmt.Println("keeping", r.ID)
		if err := h.Keep(r); err != nil {
			panic(err)
		}
		fmt.Println("kept", r.ID)
	}
}

// kill runs the child and kills it, by the signal that nothing can catch, so long
// after its first line. It returns the lines that the child had printed whole.
func kill(t *testing.T, what, dir string, after time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), child+"="+what, childDir+"="+dir)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	reader := bufio.NewReader(out)
	killed := false
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			break
		}
		if lines = append(lines, strings.TrimSuffix(line, "\n")); !killed {
			killed = true
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
	}
	cmd.Wait()
	if errs.Len() > 0 {
		t.Fatal(errs.String())
	}
	return lines
}

// TestKilledInRun kills a run at random moments. Every result that had been shown
// is in what the next start finds: the draft, or the kept report.
func TestKilledInRun(t *testing.T) {
	drafts, kept, results, shown := 0, 0, 0, 0
	all := len(checks.Plan(twelve()))
	for n := range *kills {
		dir := t.TempDir()
		lines := kill(t, "run", dir, time.Duration(rand.IntN(110))*time.Millisecond)
		done := len(lines) > 0 && strings.HasPrefix(lines[len(lines)-1], "kept ")
		if done {
			lines = lines[:len(lines)-1]
		}
		h, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		whole(t, dir)
		found, entries := h.Unfinished(), first(h.List())
		if done && (len(entries) != 1 || len(found) != 0) || len(entries)+len(found) != 1 {
			t.Fatalf("kill %d: %d kept and %d drafts after %d results, kept: %v", n, len(entries), len(found), len(lines), done)
		}
		var r *report.Report
		if len(found) == 1 {
			drafts++
			r = found[0].Report(env.Host{})
			if r.Complete || len(r.Checks) != all {
				t.Errorf("kill %d: complete %v, %d checks of %d", n, r.Complete, len(r.Checks), all)
			}
			results += found[0].Results
		} else {
			kept++
			if r, err = h.Read(entries[0].ID); err != nil {
				t.Fatal(err)
			}
			results += len(r.Checks)
		}
		shown += len(lines)
		for _, id := range lines {
			i := slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.ID == id })
			if i < 0 || r.Checks[i].Status == checks.Skip && strings.Contains(r.Checks[i].Reason, "program ended") {
				t.Errorf("kill %d: %s was shown and is lost", n, id)
			}
		}
		if len(found) == 1 {
			adopted(t, h, found[0])
		}
	}
	t.Logf("%d kills in a run of %d checks: %d drafts, %d kept; %d results shown, %d found again; none lost", *kills, all, drafts, kept, shown, results)
}

// adopted keeps the draft as a run that is not complete, and reads that back.
func adopted(t *testing.T, h *History, d Draft) {
	t.Helper()
	r, err := h.Adopt(d, env.Host{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.Read(r.ID)
	if err != nil || again.Complete || again.Diagnosis.Verdict == diagnose.OK || len(h.Unfinished()) != 0 {
		t.Errorf("adopted: %v, %+v", err, again.Diagnosis.Verdict)
	}
}

// TestKilledInKeep kills a program that keeps reports all the time. Every report
// that it had said was kept is there, and every file is whole.
func TestKilledInKeep(t *testing.T) {
	said, there, left := 0, 0, 0
	dir := t.TempDir()
	for n := range *kills {
		dir := filepath.Join(dir, fmt.Sprint(n))
		lines := kill(t, "keep", dir, time.Duration(rand.IntN(200))*time.Millisecond)
		h, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		left += whole(t, dir)
		entries, skipped := h.List()
		if len(skipped) > 0 {
			t.Errorf("kill %d: %v", n, skipped)
		}
		for _, line := range lines {
			if id, ok := strings.CutPrefix(line, "kept "); ok {
				said++
				if _, err := h.Read(id); err != nil {
					t.Errorf("kill %d: %v", n, err)
				}
			}
		}
		there += len(entries)
	}
	t.Logf("%d kills while keeping: %d said to be kept, %d there, all whole; %d half-written files under a name of their own", *kills, said, there, left)
}

// whole requires that every file that has the name of a kept run is one, and
// returns how many have not got a name yet.
func whole(t *testing.T, dir string) (unnamed int) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		switch {
		case f.IsDir():
		case isUnfinished(f.Name()):
			unnamed++
		default:
			data, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil || !json.Valid(data) {
				t.Errorf("%s is broken: %v", f.Name(), err)
			}
		}
	}
	return unnamed
}

func first[A, B any](a A, _ B) A { return a }
