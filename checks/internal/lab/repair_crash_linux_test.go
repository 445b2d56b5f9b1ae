package lab

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// steps of the plan that manySteps makes.
const steps = 7

// deskOfMany has something for each of them.
func deskOfMany(t *testing.T) *Lab {
	l := repairLab(t, Office{}, nil)
	err := l.Try(func() error {
		l.must(l.etc("gai.conf", "# none\n"))
		l.must(l.Client.IP("route add 10.9.0.0/16 via " + routerIP + " metric 7\n" +
			"neigh add 192.168.1.50 lladdr 52:54:00:00:00:50 nud permanent dev eth0\n" +
			"link add spare type veth peer name other\nlink set spare up\nlink set spare down\n"))
		l.Drop(l.Client, "output", "tcp dport 8443", "drop")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// child starts this test binary on the client as the program that is stopped.
func (l *Lab) child(t *testing.T, part string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	words := append([]string{"netns", "exec", l.Client.Name}, l.Wrap...)
	c := exec.Command("ip", append(words, self)...)
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + l.Dir, childPart + "=" + part, childJournal + "=/var/lib/kpdoctor/journal"}
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewScanner(out)
}

// TestKilledAtEachStep kills the program, with no chance to clean up, before and after
// each change is made; undo then brings everything back.
func TestKilledAtEachStep(t *testing.T) {
	realRoot(t)
	t.Parallel()
	l := deskOfMany(t)
	healthy := l.state(t)
	for i := range steps {
		for _, when := range []string{"before", "after"} {
			where := fmt.Sprintf("stop %s %d", when, i)
			c, out := l.child(t, where)
			if !out.Scan() || out.Text() != "stopped" {
				c.Process.Kill()
				t.Fatalf("%s: it said %q", where, out.Text())
			}
			if err := c.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			c.Wait()
			changed := difference(healthy, l.state(t))
			if made := i > 0 || when == "after"; made != (len(changed) > 0) {
				t.Errorf("%s: changed %q", where, changed)
			}
			undone := l.kpcheck(t, "undo")
			if undone.exit != 0 {
				t.Fatalf("%s: undo: exit %d, %s %s", where, undone.exit, undone.Result, undone.text)
			}
			if d := difference(healthy, l.state(t)); d != nil {
				t.Fatalf("%s: undo left %q", where, d)
			}
		}
	}
}

// TestEachStepFails lets each step fail in turn: the earlier ones are taken back
// by the program itself.
func TestEachStepFails(t *testing.T) {
	realRoot(t)
	t.Parallel()
	l := deskOfMany(t)
	healthy := l.state(t)
	for i := range steps {
		c, out := l.child(t, fmt.Sprintf("fail %d", i))
		out.Scan()
		c.Wait()
		if !strings.Contains(out.Text(), "broken on purpose") {
			t.Errorf("step %d: it said %q", i, out.Text())
		}
		if d := difference(healthy, l.state(t)); d != nil {
			t.Errorf("step %d failing left %q", i, d)
		}
	}
	if undone := l.kpcheck(t, "undo"); undone.Result != "nothing" {
		t.Errorf("after that, undo says %s %s", undone.Result, undone.text)
	}
}

// TestTwoRepairsOneVisit mends two faults one after the other and takes them
// back in reverse; what another program changed since is left alone.
func TestTwoRepairsOneVisit(t *testing.T) {
	realRoot(t)
	t.Parallel()
	l := repairLab(t, Office{}, nil)
	err := l.Try(func() error {
		l.must(l.etc("hosts", "127.0.0.1 localhost\n203.0.113.99 "+tax+"\n"))
		l.Drop(l.Client, "output", "tcp dport 8443", "drop")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	broken := l.state(t)
	one := l.kpcheck(t, "repair", "firewall.allow_port", "--yes")
	between := l.state(t)
	two := l.kpcheck(t, "repair", "hosts.comment", "--yes")
	if one.Journal == "" || two.Journal == "" || two.Result != "fixed" {
		t.Fatalf("%s %s; %s %s", one.Result, one.text, two.Result, two.text)
	}
	hosts := filepath.Join(etcDir, l.Client.Name, "hosts")
	mended, err := os.ReadFile(hosts)
	if err != nil {
		t.Fatal(err)
	}
	others := append(mended, "10.1.1.1 another.program\n"...)
	if err := os.WriteFile(hosts, others, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := l.kpcheck(t, "undo"); got.exit != 1 || got.Result != "changed_since" || got.Journal != two.Journal {
		t.Errorf("changed since: exit %d, %s %s", got.exit, got.Result, got.text)
	}
	if now, _ := os.ReadFile(hosts); string(now) != string(others) {
		t.Errorf("overwritten: %q", now)
	}
	if err := os.WriteFile(hosts, mended, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := l.kpcheck(t, "undo"); got.Journal != two.Journal || got.exit != 0 {
		t.Errorf("the last is not undone first: %s %s", got.Journal, got.text)
	}
	if d := difference(between, l.state(t)); d != nil {
		t.Errorf("undoing the second left %q", d)
	}
	if got := l.kpcheck(t, "undo"); got.Journal != one.Journal || got.exit != 0 {
		t.Errorf("the first is not undone: %s %s", got.Journal, got.text)
	}
	if d := difference(broken, l.state(t)); d != nil {
		t.Errorf("undoing both left %q", d)
	}
}
