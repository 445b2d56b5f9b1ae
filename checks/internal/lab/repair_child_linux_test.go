package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/repair"
)

// What a child of a test is told: its part, and where it keeps its journal.
const (
	childPart    = "KPLAB_REPAIR_CHILD"   // "stop before|after STEP" or "fail STEP"
	childJournal = "KPLAB_REPAIR_JOURNAL" //
)

// init makes this test binary the program that applies a plan and is killed in
// the middle of it, where a test starts it as that.
func init() {
	part := os.Getenv(childPart)
	if part == "" {
		return
	}
	if err := applyAndStop(strings.Fields(part), repair.Folder(os.Getenv(childJournal))); err != nil {
		fmt.Println("ended", err)
		os.Exit(1)
	}
	fmt.Println("ended well")
	os.Exit(0)
}

// manySteps changes a value of every sort that this machine really has.
func manySteps(ctx context.Context, c *env.Control) (repair.Plan, error) {
	p := repair.Plan{Repair: "hosts.comment", Cause: "dns.hosts_override"}
	for _, s := range []struct {
		kind env.Kind
		name string
		to   func(old []byte) []byte
	}{
		{env.HostsText, "", func(old []byte) []byte { return append([]byte("# "), old...) }},
		{env.ResolverList, "file", func(old []byte) []byte { return append([]byte("nameserver 223.5.5.5\n"), old...) }},
		{env.RouteLine, "10.9.0.0/16 via " + routerIP + " dev eth0 metric 7", func([]byte) []byte { return nil }},
		{env.NeighbourLine, "eth0 192.168.1.50", func([]byte) []byte { return nil }},
		{env.FirewallRule, "nft inet lab1 c output kpdoctor_8443", func([]byte) []byte { return []byte("tcp dport 8443") }},
		{env.AdapterSwitch, "spare", func([]byte) []byte { return []byte("up") }},
		{env.Precedence, "", func(old []byte) []byte { return append(old, "precedence ::/0 1\n"...) }},
	} {
		old, err := c.Read(ctx, s.kind, s.name)
		if err != nil {
			return p, err
		}
		p.Changes = append(p.Changes, repair.Change{Kind: s.kind, Name: s.name, Old: old, New: s.to(append([]byte{}, old...))})
	}
	return p, nil
}

// applyAndStop applies the plan with a control that stops for ever, or fails,
// at one step.
func applyAndStop(part []string, folder repair.Folder) error {
	ctx := context.Background()
	c := env.Controls()
	p, err := manySteps(ctx, c)
	if err != nil {
		return err
	}
	at, err := strconv.Atoi(part[len(part)-1])
	if err != nil {
		return err
	}
	step := 0
	for kind, knob := range c.Knobs {
		write := knob.Write
		knob.Write = func(ctx context.Context, name string, value []byte) error {
			here := step == at
			step++
			switch {
			case here && part[0] == "fail":
				return errors.New("broken on purpose")
			case here && part[1] == "before":
				stopHere()
			}
			err := write(ctx, name, value)
			if here && part[0] == "stop" {
				stopHere()
			}
			return err
		}
		c.Knobs[kind] = knob
	}
	v := &repair.Visit{Name: repair.NewID(time.Now()), Env: env.System(), Control: c, Journal: folder, Elevated: true}
	for ev := range v.Apply(ctx, p, repair.IDFor(p, time.Now())) {
		if ev.Stage == repair.End {
			err = ev.Err
		}
	}
	return err
}

// stopHere tells the test that it may kill, and waits for it.
func stopHere() {
	fmt.Println("stopped")
	select {}
}
