package watch

import (
	"strings"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

func TestWords(t *testing.T) {
	at := func(clock string) time.Time {
		m, err := time.Parse(time.DateTime, "2026-11-16 "+clock)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	refused := Endpoint{Target: "etax.example:8443", State: Bad, Stage: checks.StagePort, Failure: "refused"}
	s := Summary{
		Started: at("09:00:00"), Ended: at("09:30:00"), Rounds: 30, Good: 22, Slow: 3, Bad: 5, Worst: Bad, SuccessRate: 25.0 / 30,
		Connect: Times{Count: 25, MedianMS: 8.25, P99MS: 1234}, AsleepMS: 65000, Deferred: 2,
		Outages: []Outage{
			{From: at("09:05:00"), To: at("09:07:30"), State: Bad, Rounds: 3, First: refused, Causes: []Cause{{Code: "dns.resolver_down"}}, Runs: []string{"a"}},
			{From: at("09:10:00"), To: at("09:11:00"), State: Bad, Rounds: 1, First: refused, Runs: []string{"b"}},
			{From: at("09:12:00"), To: at("09:15:00"), State: Slow, Rounds: 3},
			{From: at("09:29:00"), State: Bad, Rounds: 1, First: Endpoint{Stage: checks.StageService, Failure: "status", Status: 503}},
		},
	}
	for lang, want := range map[string]string{
		"zh": `看了 30 分钟，检测 30 次，其中 5 次连不上，3 次很慢，成功率 83.3%。
09:05:00 到 09:07:30 连不上，共 2 分 30 秒（3 次）：{cause}
09:10:00 到 09:11:00 连不上，共 1 分钟（1 次）：停在服务器端口（被拒绝），做完整检测时已经恢复
09:12:00 到 09:15:00 很慢，共 3 分钟（3 次）：原因没有查到
09:29:00 起连不上，到现在 1 分钟（1 次）：停在税务服务（HTTP 503），没有做完整检测
连接用时：一般 8.2 毫秒，最慢的百分之一 1.2 秒。
其中有 1 分 5 秒 没有检测：电脑睡眠过，或者时间被调过。这不算故障。
变化太频繁：有 2 次变化没有做完整检测，以免打扰税务服务器。`,
		"en": `Watched for 30 min: of 30 rounds 5 failed and 3 were slow, 83.3% were served.
from 09:05:00 to 09:07:30 not reachable, for 2 min 30 s (rounds: 3): {cause}
from 09:10:00 to 09:11:00 not reachable, for 1 min (rounds: 1): it stopped at Server port (refused), and was over when the full run came
from 09:12:00 to 09:15:00 slow, for 3 min (rounds: 3): no cause was found
since 09:29:00 not reachable, for 1 min so far (rounds: 1): it stopped at Tax service (HTTP 503), no full run was made
Connecting took 8.2 ms as a rule, and 1.2 s for the slowest hundredth.
For 1 min 5 s nothing was measured: the PC slept, or its clock was put forward. That is no fault.
It changed too often: 2 changes got no full run, so as not to bother the tax servers.`,
	} {
		want = strings.ReplaceAll(want, "{cause}", catalogue.Find("dns.resolver_down").In(lang).Title)
		if got := strings.Join(s.Words(lang), "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", lang, got, want)
		}
	}
	r := Round{At: at("09:05:00"), State: Bad, Endpoints: []Endpoint{refused, {Target: "sso.example:443", State: OK, ConnectMS: 12.4, FirstByteMS: 80}}}
	if got := r.Words("zh"); got != "09:05:00  ✗ 连不上  etax.example:8443 停在服务器端口（被拒绝）  sso.example:443 连接 12 毫秒，回答 80 毫秒" {
		t.Error(got)
	}
}

func TestHeadlines(t *testing.T) {
	for _, c := range []struct {
		s    Summary
		want string
	}{
		{Summary{Rounds: 3, Good: 3, SuccessRate: 1}, "看了 0 秒，检测 3 次，全部正常。"},
		{Summary{Rounds: 3, Good: 2, Slow: 1, SuccessRate: 1}, "看了 0 秒，检测 3 次，都能连上，其中 1 次很慢。"},
		{Summary{Rounds: 3000, Good: 2999, Bad: 1, SuccessRate: 2999.0 / 3000}, "看了 0 秒，检测 3000 次，其中 1 次连不上，成功率 99.9%。"},
	} {
		if got := c.s.Words("zh")[0]; got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	many := Summary{Rounds: 40, Bad: 40, Earlier: 7, Outages: make([]Outage, 30)}
	if got := many.Words("en"); len(got) != 2+maxSaid || got[1] != "27 earlier ones are not listed." {
		t.Errorf("%q", got)
	}
	for d, want := range map[time.Duration]string{49 * time.Hour: "2 d 1 h", 24 * time.Hour: "1 d", 90 * time.Minute: "1 h 30 min", 61 * time.Second: "1 min 1 s", 400 * time.Millisecond: "0 s"} {
		if got := Lasting(d, "en"); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}

// A full run that found nothing out does not say that all was well again.
func TestNoCauseIsNotOver(t *testing.T) {
	o := Outage{State: Bad, Rounds: 3, Runs: []string{"1"}, Verdict: diagnose.Inconclusive}
	if said := o.Words("en", time.Now()); !strings.Contains(said, "found no cause") || strings.Contains(said, "over when") {
		t.Error(said)
	}
}
