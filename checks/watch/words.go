package watch

import (
	"fmt"
	"strings"
	"time"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// say picks the language and fills the format; both take the same args.
func say(lang, zh, en string, args ...any) string {
	if lang == "en" {
		return fmt.Sprintf(en, args...)
	}
	return fmt.Sprintf(zh, args...)
}

// Words are the summary in sentences, what matters most first.
func (s Summary) Words(lang string) []string {
	if s.Rounds == 0 {
		return []string{say(lang, "还没有检测到结果。", "Nothing was measured yet.")}
	}
	lines := []string{s.headline(lang)}
	said := s.Outages[max(len(s.Outages)-maxSaid, 0):]
	if more := s.Earlier + len(s.Outages) - len(said); more > 0 {
		lines = append(lines, say(lang, "更早还有 %d 段，这里没有列出。", "%d earlier ones are not listed.", more))
	}
	for _, o := range said {
		lines = append(lines, o.Words(lang, s.Ended))
	}
	if s.Connect.Count > 0 {
		lines = append(lines, say(lang, "连接用时：一般 %s，最慢的百分之一 %s。", "Connecting took %s as a rule, and %s for the slowest hundredth.",
			millis(s.Connect.MedianMS, lang), millis(s.Connect.P99MS, lang)))
	}
	if s.FirstByte.Count > 0 {
		lines = append(lines, say(lang, "等服务器回答：一般 %s，最慢的百分之一 %s。", "The server's answer took %s as a rule, and %s for the slowest hundredth.",
			millis(s.FirstByte.MedianMS, lang), millis(s.FirstByte.P99MS, lang)))
	}
	if asleep := time.Duration(s.AsleepMS) * time.Millisecond; asleep > 0 {
		lines = append(lines, say(lang, "其中有 %s 没有检测：电脑睡眠过，或者时间被调过。这不算故障。", "For %s nothing was measured: the PC slept, or its clock was put forward. That is no fault.", Lasting(asleep, lang)))
	}
	if s.Deferred > 0 {
		lines = append(lines, say(lang, "变化太频繁：有 %d 次变化没有做完整检测，以免打扰税务服务器。", "It changed too often: %d changes got no full run, so as not to bother the tax servers.", s.Deferred))
	}
	return lines
}

func (s Summary) headline(lang string) string {
	took := Lasting(max(s.Ended.Sub(s.Started), time.Duration(s.LastedMS)*time.Millisecond), lang)
	switch {
	case s.Bad == 0 && s.Slow == 0:
		return say(lang, "看了 %s，检测 %d 次，全部正常。", "Watched for %s: all of %d rounds were fine.", took, s.Rounds)
	case s.Bad == 0:
		return say(lang, "看了 %s，检测 %d 次，都能连上，其中 %d 次很慢。", "Watched for %s: all of %d rounds were served, %d of them slowly.", took, s.Rounds, s.Slow)
	case s.Slow == 0:
		return say(lang, "看了 %s，检测 %d 次，其中 %d 次连不上，成功率 %s。", "Watched for %s: of %d rounds %d failed, %s were served.", took, s.Rounds, s.Bad, percent(s.SuccessRate))
	}
	return say(lang, "看了 %s，检测 %d 次，其中 %d 次连不上，%d 次很慢，成功率 %s。", "Watched for %s: of %d rounds %d failed and %d were slow, %s were served.", took, s.Rounds, s.Bad, s.Slow, percent(s.SuccessRate))
}

// percent never rounds up to all: one failure in a day is not none.
func percent(share float64) string {
	p := fmt.Sprintf("%.1f", share*100)
	if p == "100.0" && share < 1 {
		p = "99.9"
	}
	return strings.TrimSuffix(p, ".0") + "%"
}

// maxSaid is how many outages are put in words.
const maxSaid = 10

// Words say one outage in a sentence; now is for one that is still on.
func (o Outage) Words(lang string, now time.Time) string {
	var line string
	what := map[State]string{Bad: say(lang, "连不上", "not reachable"), Slow: say(lang, "很慢", "slow")}[o.State]
	from, lasted := clockTime(o.From, now), Lasting(o.Lasted(now), lang)
	if o.To.IsZero() {
		line = say(lang, "%s 起%s，到现在 %s（%d 次）", "since %s %s, for %s so far (rounds: %d)", from, what, lasted, o.Rounds)
	} else {
		line = say(lang, "%s 到 %s %s，共 %s（%d 次）", "from %s to %s %s, for %s (rounds: %d)", from, clockTime(o.To, now), what, lasted, o.Rounds)
	}
	cause := o.Cause(lang)
	switch {
	case cause != "":
	case o.State == Bad && len(o.Runs) == 0:
		cause = say(lang, "停在%s（%s），没有做完整检测", "it stopped at %s (%s), no full run was made", report.StageName(o.First.Stage, lang), o.First.reason(lang))
	case o.State == Bad && o.Verdict == diagnose.Inconclusive:
		cause = say(lang, "停在%s（%s），完整检测没有查出原因", "it stopped at %s (%s), the full run found no cause", report.StageName(o.First.Stage, lang), o.First.reason(lang))
	case o.State == Bad:
		cause = say(lang, "停在%s（%s），做完整检测时已经恢复", "it stopped at %s (%s), and was over when the full run came", report.StageName(o.First.Stage, lang), o.First.reason(lang))
	default:
		cause = say(lang, "原因没有查到", "no cause was found")
	}
	return line + say(lang, "：", ": ") + cause
}

// Cause is what the full runs named, in words; "" nothing.
func (o Outage) Cause(lang string) string {
	var titles []string
	for _, c := range o.Causes {
		title := c.Code
		if known := catalogue.Find(c.Code); known != nil {
			title = known.In(lang).Title
		}
		titles = append(titles, title)
	}
	return strings.Join(titles, say(lang, "；", "; "))
}

// Words say one round on one line: what a person reads while it goes on.
func (r Round) Words(lang string) string {
	line := fmt.Sprintf("%s  %s", r.At.Format("15:04:05"), map[State]string{
		OK: say(lang, "✓ 正常", "✓ fine"), Slow: say(lang, "! 很慢", "! slow"), Bad: say(lang, "✗ 连不上", "✗ not reachable"),
	}[r.State])
	for _, e := range r.Endpoints {
		line += "  " + e.Target + " "
		switch {
		case e.State == Bad:
			line += say(lang, "停在%s（%s）", "stops at %s (%s)", report.StageName(e.Stage, lang), e.reason(lang))
		case e.FirstByteMS > 0:
			line += say(lang, "连接 %s，回答 %s", "connect %s, answer %s", millis(e.ConnectMS, lang), millis(e.FirstByteMS, lang))
		default:
			line += say(lang, "连接 %s", "connect %s", millis(e.ConnectMS, lang))
		}
	}
	return line
}

// reason is the failure in words, with the status where that is it.
func (e Endpoint) reason(lang string) string {
	if e.Failure == "status" && e.Status > 0 {
		return fmt.Sprintf("HTTP %d", e.Status)
	}
	if w, known := failures[e.Failure]; known && lang != "en" {
		return w
	}
	return strings.ReplaceAll(e.Failure, "_", " ")
}

// failures are the words of checks.Touch.Failure in Chinese.
var failures = map[string]string{
	"not_found": "查不到这个名字", "refused": "被拒绝", "timeout": "没有回应", "unreachable": "路不通", "prohibited": "被路由器禁止", "no_route": "没有路可走",
	"denied_here": "被本机拦住", "no_local_port": "本机没有空闲端口", "reset": "连接被切断", "closed": "连接被关闭", "untrusted": "证书不可信",
	"alert": "对方拒绝加密", "not_tls": "回答的不是加密协议", "protocol": "加密没有谈成", "not_http": "回答的不是网页", "other": "其他原因",
}

// clockTime is a moment as people write it down; with the day where that is not
// today's.
func clockTime(t, now time.Time) string {
	if t.Format(time.DateOnly) == now.In(t.Location()).Format(time.DateOnly) {
		return t.Format(time.TimeOnly)
	}
	return t.Format("01-02 15:04:05")
}

func millis(ms float64, lang string) string {
	if ms >= 1000 {
		return say(lang, "%.1f 秒", "%.1f s", ms/1000)
	}
	if ms < 10 {
		return say(lang, "%.1f 毫秒", "%.1f ms", ms)
	}
	return say(lang, "%.0f 毫秒", "%.0f ms", ms)
}

// Lasting is a duration in words, by its two largest units.
func Lasting(d time.Duration, lang string) string {
	seconds := int(d.Round(time.Second).Seconds())
	days, hours, minutes := seconds/86400, seconds/3600%24, seconds/60%60
	two := func(a int, aZH, aEN string, b int, bZH, bEN string) string {
		first := say(lang, "%d "+aZH, "%d "+aEN, a)
		if b == 0 {
			return first
		}
		return first + " " + say(lang, "%d "+bZH, "%d "+bEN, b)
	}
	switch {
	case days > 0:
		return two(days, "天", "d", hours, "小时", "h")
	case hours > 0:
		return two(hours, "小时", "h", minutes, "分", "min")
	case minutes > 0:
		if seconds%60 == 0 {
			return say(lang, "%d 分钟", "%d min", minutes)
		}
		return two(minutes, "分", "min", seconds%60, "秒", "s")
	}
	return say(lang, "%d 秒", "%d s", seconds)
}
