package watch

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
)

//go:embed watch.gohtml
var page string

var pageTemplate = template.Must(template.New("watch").Parse(page))

// WriteHTML writes what a watch found as a page of its own: words, figures, the
// plot and every outage with its cause. It loads nothing from anywhere.
func (s Summary) WriteHTML(w io.Writer, lang string) error {
	if err := pageTemplate.Execute(w, s.sheet(lang)); err != nil {
		return fmt.Errorf("writing the watch: %w", err)
	}
	return nil
}

// sheet is a summary in words, for the page.
type sheet struct {
	Lang, Title, Span string
	Lines             []string
	Endpoints         []EndpointSummary
	Outages           []string // where there are more than Lines tell
	Plot              drawing
	words             map[string]string
}

// Word is one of the page's own words.
func (s sheet) Word(key string) string { return s.words[key] }

// Percent is a share in words.
func (sheet) Percent(share float64) string { return percent(share) }

// Millis is a time in words.
func (s sheet) Millis(ms float64) string { return millis(ms, s.Lang) }

func (s Summary) sheet(lang string) sheet {
	const stamp = "2006-01-02 15:04:05 -07:00"
	out := sheet{Lang: lang, Title: say(lang, "开票医生 · 持续观察", "Invoice Doctor · Watch"),
		Span: s.Started.Format(stamp) + " – " + s.Ended.Format(stamp), Lines: s.Words(lang), Endpoints: s.Endpoints, Plot: s.drawing(lang),
		words: map[string]string{
			"share": say(lang, "成功率", "Success"), "server": say(lang, "服务器", "Server"), "outages": say(lang, "所有不通和很慢的时段", "All outages and slow times"),
			"connect": say(lang, "连上所需（中位数 / P99）", "Connect (median / P99)"), "first": say(lang, "开始答复（中位数 / P99）", "First byte (median / P99)"),
			"good": say(lang, "通", "good"), "slow": say(lang, "慢", "slow"), "bad": say(lang, "不通", "bad"),
			"line": say(lang, "曲线：开始答复所需时间（中位数）", "Line: time to the first byte (median)"),
		}}
	if len(s.Outages) > maxSaid {
		for _, o := range s.Outages {
			out.Outages = append(out.Outages, o.Words(lang, s.Ended))
		}
	}
	return out
}

// The plot's measures, in its own units.
const (
	plotWidth, plotHeight = 900, 220
	plotLeft, plotFoot    = 60, 24
)

// drawing is the plot: a stripe for each stretch of time, a line of times, and
// the marks of both axes.
type drawing struct {
	Stripes []stripe
	Line    []string // pieces of it, broken where nothing was measured
	Times   []mark   // down the left
	Hours   []mark   // along the foot
}

type stripe struct {
	X, W float64
	Kind State
	Said string
}

type mark struct {
	At   float64
	Said string
}

// drawing places the buckets. The axis of times ends above the slowest.
func (s Summary) drawing(lang string) (d drawing) {
	if len(s.Plot) == 0 {
		return d
	}
	end, most := float64(s.Plot[len(s.Plot)-1].ToMS), 1.0
	for _, b := range s.Plot {
		most = max(most, b.FirstByte.MedianMS*1.1)
	}
	x := func(ms float64) float64 { return plotLeft + ms/end*(plotWidth-plotLeft) }
	y := func(ms float64) float64 { return (plotHeight - plotFoot) * (1 - ms/most) }
	piece := ""
	flush := func() {
		if strings.Count(piece, ",") == 1 {
			piece += piece // a point alone is drawn as a dot
		}
		if piece != "" {
			d.Line = append(d.Line, piece)
		}
		piece = ""
	}
	for _, b := range s.Plot {
		from, to := x(float64(b.FromMS)), x(float64(b.ToMS))
		kind := OK
		switch {
		case b.Rounds == 0:
			flush()
			continue
		case b.Bad > 0:
			kind = Bad
		case b.Slow > 0:
			kind = Slow
		}
		at := s.Started.Add(time.Duration(b.FromMS) * time.Millisecond)
		said := at.Format("15:04:05") + " · " + say(lang, "通 %d，慢 %d，不通 %d", "good %d, slow %d, bad %d", b.Good, b.Slow, b.Bad)
		if b.FirstByte.MedianMS > 0 {
			said += " · " + millis(b.FirstByte.MedianMS, lang)
			piece += fmt.Sprintf("%.1f,%.1f ", (from+to)/2, y(b.FirstByte.MedianMS))
		} else {
			flush()
		}
		d.Stripes = append(d.Stripes, stripe{X: from, W: max(to-from, 1), Kind: kind, Said: said})
	}
	flush()
	for i := range 4 {
		share := float64(i) / 3
		d.Times = append(d.Times, mark{y(most * share), millis(most*share, lang)})
		at := s.Started.Add(time.Duration(end*share) * time.Millisecond)
		d.Hours = append(d.Hours, mark{x(end * share), at.Format("01-02 15:04")})
	}
	return d
}
