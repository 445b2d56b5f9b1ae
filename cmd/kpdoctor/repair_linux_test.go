package main

import (
	"os"
	"path/filepath"
	"testing"

	"kpdoctor/checks/history"
	"kpdoctor/checks/settings"
)

// A real hosts file hurts a real server: found, mended with consent, proven, on
// record, and put back byte for byte, by keys alone.
func TestMendedByKeyboardAlone(t *testing.T) {
	const broken = "\ufeff127.0.0.1 localhost\r\n# 手工加的\r\n" + wrongAddress + "  " + taxName + "\tfiles.office # old\r\n10.0.0.9 other.office\r\n\xd6\xd0"
	const mended = "\ufeff127.0.0.1 localhost\r\n# 手工加的\r\n# " + wrongAddress + "  " + taxName + "\tfiles.office # old\r\n" + wrongAddress + " files.office\r\n10.0.0.9 other.office\r\n\xd6\xd0"
	f := openFirm(t, broken)
	s := openScreen(t)
	t.Setenv(settings.Home, filepath.Join(s.home, ".config", "kpdoctor"))
	program := f.wrap(os.Args[0], "--profile", f.profile)
	program.Env = s.env("TZ=Asia/Shanghai")
	s.launch(program)
	past := openPast()
	runs := func(n int) (last history.Entry) {
		s.until("the run is kept", func() bool {
			all, _ := past.List()
			if len(all) == n {
				last = all[0]
			}
			return len(all) == n
		})
		return last
	}
	hosts := func() string {
		data, err := os.ReadFile(f.hosts)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	s.key("Return")
	if found := runs(1); len(found.Causes) != 1 || found.Causes[0].Code != "dns.hosts_override" {
		t.Fatalf("found %+v", found)
	}
	s.settled("mend-verdict")
	s.key("Return")
	s.settled("mend-plan")
	s.key("Escape", "Return", "Return") // not now; and yet; to the button
	s.still()
	if hosts() != broken {
		t.Fatal("changed without consent")
	}
	s.key("Return")
	s.until("the line is out", func() bool { return hosts() == mended })
	r, err := past.Read(runs(2).ID)
	if err != nil || r.Diagnosis.Verdict != "ok" || len(r.Actions) != 1 || r.Actions[0].Result != "fixed" || r.Actions[0].Repair != "hosts.comment" || r.Actions[0].Before == r.Actions[0].After {
		t.Fatalf("the report says %v of %+v (%v)", r.Diagnosis.Verdict, r.Actions, err)
	}
	s.settled("mend-fixed")
	s.key("alt+u")
	s.until("all is as it was", func() bool { return hosts() == broken })
	s.settled("mend-undone")
}
