package wizard

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/message"
)

func TestAMessageIsLookedUpAsItIsTyped(t *testing.T) {
	s := Begin(Choice{})
	if s.Meaning.Found != nil || s.Meaning.Near != nil {
		t.Fatalf("a meaning out of nothing: %+v", s.Meaning)
	}
	typed := func(said string) State { c := s.Choice; c.Message = said; return s.Chose(c) }
	if got := typed("授信额度不足").Meaning.Found; len(got) == 0 || got[0].ID != "einvoice.limit" {
		t.Errorf("授信额度不足 means %+v", got)
	}
	if got := typed("83").Meaning; len(got.Found) > 0 || len(got.Near) == 0 {
		t.Errorf("83 alone means %+v, and near are %q; want only near ones", got.Found, got.Near)
	}
	if got := typed(" \t").Meaning; got.Found != nil || got.Near != nil {
		t.Errorf("blanks mean %+v", got)
	}
	again := typed("授信额度不足")
	again = again.Chose(Choice{})
	if again.Meaning.Found != nil {
		t.Error("the meaning stays after its message went")
	}
	if got := Begin(Choice{Message: "10060 连接超时"}).Meaning.Found; len(got) == 0 {
		t.Error("a message that is there from the start is not looked up")
	}
}

func TestEveryKindOfMessageHasItsReach(t *testing.T) {
	want := map[message.Kind]Reach{
		message.Network: IsNetwork, message.Certificate: MaybeNot, message.Software: MaybeNot,
		message.Device: NotNetwork, message.Clock: NotNetwork, message.Account: NotNetwork, message.Business: NotNetwork,
	}
	for _, k := range message.Kinds {
		if got := ReachOf(k); got != want[k] {
			t.Errorf("%s: %s, want %s", k, got, want[k])
		}
	}
}

func TestSaidIsTrimmedAndNotEndless(t *testing.T) {
	if got := (Choice{Message: "  错误 10060\n"}).Said(); got != "错误 10060" {
		t.Errorf("said %q", got)
	}
	got := Choice{Message: "开头" + strings.Repeat("啊", 9000) + "结尾"}.Said()
	if n := utf8.RuneCountInString(got); n != longest+1 || !strings.HasPrefix(got, "开头") || !strings.HasSuffix(got, "结尾") {
		t.Errorf("%d characters, from %.12s", n, got)
	}
}

// A message never moves a cause, and every pair of message and verdict has its
// own answer.
func TestAccord(t *testing.T) {
	down := diagnose.Problem{Code: "dns.resolver_down"}
	zone := diagnose.Problem{Code: "clock.timezone"}
	for _, c := range []struct {
		said     string
		verdict  diagnose.Verdict
		complete bool
		causes   []diagnose.Problem
		want     Accord
	}{
		{"", diagnose.OK, true, nil, Unasked},
		{"qwertyuiop", diagnose.OK, true, nil, Unknown},
		{"qwertyuiop", diagnose.Broken, true, []diagnose.Problem{down}, Unknown},
		{"ERR_NAME_NOT_RESOLVED", diagnose.Broken, true, []diagnose.Problem{down, zone}, Same},
		{"ERR_NAME_NOT_RESOLVED", diagnose.Broken, true, []diagnose.Problem{zone, down}, Further},
		{"ERR_NAME_NOT_RESOLVED", diagnose.Degraded, true, []diagnose.Problem{zone}, Other},
		{"ERR_NAME_NOT_RESOLVED", diagnose.OK, true, nil, Passed},
		{"ERR_NAME_NOT_RESOLVED", diagnose.Inconclusive, true, nil, Open},
		{"授信额度不足", diagnose.OK, true, nil, Elsewhere},
		{"授信额度不足", diagnose.OK, false, nil, Open},
		{"授信额度不足", diagnose.Inconclusive, true, nil, Open},
		{"授信额度不足", diagnose.Broken, true, []diagnose.Problem{down}, Beside},
	} {
		o := Outcome{Message: c.said, Complete: c.complete, Diagnosis: diagnose.Diagnosis{Verdict: c.verdict, Causes: c.causes}}
		got, fits := o.Accord()
		if got != c.want {
			t.Errorf("%q at %s with %d causes: %q, want %q", c.said, c.verdict, len(c.causes), got, c.want)
		}
		if named := got == Same || got == Further; named != (fits.Code == down.Code) {
			t.Errorf("%q at %s: it fits %q", c.said, c.verdict, fits.Code)
		}
	}
}
