package lab

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"kpdoctor/checks/report"
)

// A mending is one fault that kpcheck repair is asked to mend and kpcheck undo
// to bring back.
type mending struct {
	name     string
	office   Office
	profile  func(*Profile)
	needs    []string // programs
	fault    func(*Lab)
	prove    func(*Lab) error
	cause    string
	repair   string           // that must have been chosen
	changes  []string         // each line of the PC's state that differs afterwards holds one of these
	well     func(*Lab) error // after the repair, by other means
	rehearse bool             // ask for the plan alone first, and with nobody to consent
	desktop  bool             // the desktop's settings count as well
}

func TestRepairs(t *testing.T) {
	realRoot(t)
	for _, m := range mendings() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			for _, program := range m.needs {
				if !onPath(program) {
					if os.Getenv("LAB") == "require" {
						t.Fatalf("NOT TESTED: no %s", program)
					}
					t.Skipf("NOT TESTED: a real repair: no %s", program)
				}
			}
			m.play(t)
		})
	}
}

// play breaks, diagnoses, mends, looks, undoes and looks again.
func (m mending) play(t *testing.T) {
	l := repairLab(t, m.office, m.profile)
	err := l.Try(func() error {
		m.fault(l)
		if m.prove != nil {
			return m.prove(l)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	state := func() string {
		if !m.desktop {
			return l.state(t)
		}
		out, err := l.desktop("list-recursively", "org.gnome.system.proxy")
		if err != nil {
			t.Fatal(err)
		}
		return l.state(t) + out
	}
	broken := state()
	if m.rehearse {
		planned := l.kpcheck(t, "repair", m.cause, "--dry-run")
		if planned.exit != 0 || planned.Result != "planned" || planned.Repair != m.repair {
			t.Fatalf("rehearsal: exit %d, %s by %s: %s", planned.exit, planned.Result, planned.Repair, planned.text)
		}
		if d := difference(broken, state()); d != nil {
			t.Errorf("the rehearsal changed %q", d)
		}
		if silent := l.kpcheck(t, "repair", m.cause); silent.exit != 5 || difference(broken, state()) != nil {
			t.Errorf("with nobody to consent: exit %d, %s", silent.exit, silent.Result)
		}
	}
	done := l.kpcheck(t, "repair", m.cause, "--yes")
	if done.exit != 0 || done.Result != "fixed" {
		t.Fatalf("exit %d, %s by %s: %s", done.exit, done.Result, done.Repair, done.text)
	}
	if n := len(done.Report.Actions); n != 1 || done.Report.Actions[0].Repair != m.repair || done.Report.Actions[0].Result != "fixed" {
		t.Errorf("the report's actions are %+v", done.Report.Actions)
	}
	changed := difference(broken, state())
	if len(changed) == 0 {
		t.Error("nothing was changed")
	}
	for _, line := range changed {
		if !slices.ContainsFunc(m.changes, func(part string) bool { return strings.Contains(line, part) }) {
			t.Errorf("it also changed %q", line)
		}
	}
	if m.well != nil {
		if err := l.Try(func() error { return m.well(l) }); err != nil {
			t.Error(err)
		}
	}
	undone := l.kpcheck(t, "undo")
	if undone.exit != 0 || undone.Result != "undone" {
		t.Fatalf("undo: exit %d: %s", undone.exit, undone.text)
	}
	if d := difference(broken, state()); d != nil {
		t.Errorf("undo did not bring back the broken state: %q", d)
	}
	if again := l.kpcheck(t, "undo"); again.Result != "nothing" {
		t.Errorf("a second undo: %s", again.text)
	}
}

// realRoot skips where root is a user namespace's: /etc is then another's, and a
// repair rightly refuses to write what others could swap.
func realRoot(t *testing.T) {
	t.Helper()
	need(t)
	info, err := os.Stat("/etc")
	if err != nil {
		t.Fatal(err)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || stat.Uid != 0 {
		t.Skip("NOT TESTED: repairs of a real system: root is a user namespace's here")
	}
}

// repairLab is an office whose PC has a folder of its own for an administrator's journals.
func repairLab(t *testing.T, o Office, change func(*Profile)) *Lab {
	t.Helper()
	p := defaultProfile()
	if change != nil {
		change(&p)
	}
	l, err := New(o, p, t.TempDir())
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("closing the lab: %v", err)
		}
	})
	if err == nil {
		err = l.ready()
	}
	if err == nil {
		err = l.Try(func() error {
			own := filepath.Join(l.Dir, "varlib")
			l.must(os.MkdirAll(own, 0o755))
			l.inside("mount --bind " + own + " /var/lib\nif test -d /run/systemd; then mount -t tmpfs none /run/systemd; fi")
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// said is what kpcheck repair or undo printed.
type said struct {
	Result  string
	Repair  string
	Journal string
	Back    []string
	Digest  string
	Error   string
	Report  *report.Report

	exit int
	text string
}

// kpcheck runs it as root on the client and reads its document.
func (l *Lab) kpcheck(t *testing.T, args ...string) said {
	t.Helper()
	program, err := kpcheck()
	if err != nil {
		t.Fatal(err)
	}
	roots, err := l.writeRoots()
	if err != nil {
		t.Fatal(err)
	}
	file, err := l.writeProfile()
	if err != nil {
		t.Fatal(err)
	}
	if args[0] == "repair" && !slices.Contains(args, "--region") {
		args = append(args, "--profile", file)
	}
	if args[0] == "repair" {
		args = append(args, "--redact", "off", "--deadline", "20s")
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	words := append([]string{"netns", "exec", l.Client.Name}, l.Wrap...)
	words = append(append(words, program), args...)
	c := exec.CommandContext(ctx, "ip", append(words, "--format", "json", "--lang", "en")...)
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + l.Dir, "LANG=C.UTF-8", "TZ=Asia/Shanghai",
		"SSL_CERT_FILE=" + roots, "SSL_CERT_DIR=" + filepath.Join(l.Dir, "none")}, l.Env...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err = c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	s := said{exit: c.ProcessState.ExitCode()}
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatalf("kpcheck %s (exit %d): %v\n%s%s", strings.Join(args, " "), s.exit, err, out.String(), errs.String())
	}
	s.text = fmt.Sprintf("%s %s", s.Error, errs.String())
	if s.Report != nil {
		for _, cause := range s.Report.Diagnosis.Causes {
			s.text += " [" + cause.Code + "]"
		}
	}
	return s
}

var (
	ages     = regexp.MustCompile(`(valid_lft|preferred_lft|expires|handle|packets|bytes|age|promiscuity|qlen|index) \S+`)
	expiring = regexp.MustCompile(`\bused \S+`)
)

// state is all of the PC that a repair could change: the kernel's tables, the
// packet filter, and its files with their modes and owners.
func (l *Lab) state(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, words := range []string{
		"ip -o -d link show", "ip -o addr show", "ip -4 route show table all", "ip -6 route show table all",
		"ip neigh show nud permanent", "ip rule show", "nft list ruleset",
	} {
		f := strings.Fields(words)
		out, err := l.Client.command("", f[0], f[1:]...)
		if err != nil {
			t.Fatal(err)
		}
		out = strings.ReplaceAll(out, "Error: Peer netns reference is invalid.\n", "") // ip's complaint while a cable's other end is being made
		fmt.Fprintf(&b, "== %s\n%s", words, expiring.ReplaceAllString(ages.ReplaceAllString(out, "$1"), ""))
	}
	dir := filepath.Join(etcDir, l.Client.Name)
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s %s\n", f.Name(), info.Mode())
		for line := range strings.Lines(string(text)) {
			fmt.Fprintf(&b, "%s: %q\n", f.Name(), line)
		}
	}
	return b.String()
}

// difference lists the lines that only one of two states has.
func difference(a, b string) []string {
	count := map[string]int{}
	for line := range strings.Lines(a) {
		count[line]++
	}
	for line := range strings.Lines(b) {
		count[line]--
	}
	var list []string
	for line, n := range count {
		if n != 0 {
			list = append(list, fmt.Sprintf("%+d %s", -n, strings.TrimSpace(line)))
		}
	}
	slices.Sort(list)
	return list
}
