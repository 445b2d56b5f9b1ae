package lab

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/repair"
)

// elevatedPart runs the part of kpcheck that has rights, with an environment that an
// attacker chose, and returns how it ended and the last thing it said.
func (l *Lab) elevatedPart(t *testing.T, args ...string) (exit int, last repair.Reply, text string) {
	t.Helper()
	program, err := kpcheck()
	if err != nil {
		t.Fatal(err)
	}
	words := append([]string{"netns", "exec", l.Client.Name}, l.Wrap...)
	c := exec.Command("ip", append(append(words, program), args...)...)
	c.Env = []string{"PATH=" + l.Dir + ":" + os.Getenv("PATH"), "HOME=" + l.Dir, "HTTPS_PROXY=http://192.168.1.66:3128",
		"XDG_CONFIG_HOME=" + l.Dir, "SSL_CERT_FILE=/nowhere", "GODEBUG=netdns=cgo", "KPDOCTOR_HOME=" + l.Dir}
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err = c.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
	}
	return c.ProcessState.ExitCode(), last, out.String() + errs.String()
}

// TestElevatedPart: it plans for itself and does what was consented to alone.
func TestElevatedPart(t *testing.T) {
	realRoot(t)
	t.Parallel()
	l := repairLab(t, Office{}, nil)
	err := l.Try(func() error {
		const builtIn = "dppt.beijing.chinatax.gov.cn" // the elevated part knows the table's names alone
		l.Name(builtIn, fault.Name{Addresses: addrs(taxIP)})
		l.must(l.etc("hosts", "127.0.0.1 localhost\n203.0.113.99 "+builtIn+"\n198.51.100.99 other.example\n"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	broken := l.state(t)
	planned := l.kpcheck(t, "repair", "dns.hosts_override", "--dry-run", "--region", "beijing", "--software", "browser")
	if planned.Result != "planned" || len(planned.Digest) != 12 {
		t.Fatalf("planned %+v", planned)
	}
	good := "20261122T031440-0123abcd-" + planned.Digest
	wrap := l.Wrap
	l.AsUser()
	if user := l.kpcheck(t, "repair", "hosts.comment", "--yes", "--region", "beijing", "--software", "browser"); user.exit != 5 || user.Result != "refused" {
		t.Errorf("a user whom nobody gives rights: exit %d, %s", user.exit, user.Result)
	}
	l.Wrap = wrap
	if d := difference(broken, l.state(t)); d != nil {
		t.Fatalf("without rights it changed %q", d)
	}
	for _, tc := range []struct {
		args []string
		exit int
	}{
		{[]string{repair.VerbRepair, "hosts.comment", "20261122T031440-0123abcd-000000000000", "beijing", "browser"}, 1}, // not what was consented to
		{[]string{repair.VerbRepair, "proxy.off", good, "beijing", "browser"}, 5},                                        // a user's own
		{[]string{repair.VerbRepair, "hosts.comment", good, "beijing", "browser", "--profile", "x"}, 5},
		{[]string{repair.VerbRepair, "hosts.comment", "../" + good, "beijing", "browser"}, 5},
		{[]string{repair.VerbUndo, good}, 1}, // there is none
		{[]string{repair.VerbUndo, "/etc/passwd"}, 5},
		{[]string{"--format", "json", repair.VerbUndo, good}, 2}, // only as the first word
	} {
		if exit, _, text := l.elevatedPart(t, tc.args...); exit != tc.exit {
			t.Errorf("%q: exit %d: %s", tc.args, exit, text)
		}
		if d := difference(broken, l.state(t)); d != nil {
			t.Fatalf("%q changed %q", tc.args, d)
		}
	}
	exit, last, text := l.elevatedPart(t, repair.VerbRepair, "hosts.comment", good, "beijing", "browser")
	if exit != 0 || last.Stage != repair.End || last.Err != "" {
		t.Fatalf("exit %d: %s", exit, text)
	}
	changed := difference(broken, l.state(t))
	if len(changed) != 2 || !strings.Contains(strings.Join(changed, ""), "# 203.0.113.99") {
		t.Errorf("it changed %q", changed)
	}
	if exit, _, text := l.elevatedPart(t, repair.VerbRepair, "hosts.comment", good, "beijing", "browser"); exit == 0 {
		t.Errorf("the same request again: %s", text)
	}
	journal := filepath.Join(l.Dir, "varlib/kpdoctor/journal")
	if err := os.Chmod(journal, 0o777); err != nil {
		t.Fatal(err)
	}
	if exit, _, text := l.elevatedPart(t, repair.VerbUndo, good); exit != 5 {
		t.Errorf("undo from a folder open to all: exit %d: %s", exit, text)
	}
	if err := os.Chmod(journal, 0o700); err != nil {
		t.Fatal(err)
	}
	if exit, _, text := l.elevatedPart(t, repair.VerbUndo, good); exit != 0 {
		t.Fatalf("undo: exit %d: %s", exit, text)
	}
	if d := difference(broken, l.state(t)); d != nil {
		t.Errorf("undo left %q", d)
	}
}
