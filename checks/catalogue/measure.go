package catalogue

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// duration says a Go duration in words, its two largest units.
func duration(v, lang string) string {
	d, err := time.ParseDuration(v)
	if err != nil {
		return v
	}
	d = d.Abs()
	units := []struct {
		size   time.Duration
		zh, en string
	}{
		{24 * time.Hour, "天", "day"},
		{time.Hour, "小时", "hour"},
		{time.Minute, "分钟", "minute"},
		{time.Second, "秒", "second"},
	}
	var parts []string
	for _, u := range units {
		n := int64(d / u.size)
		d %= u.size
		if n == 0 {
			if len(parts) > 0 {
				break
			}
			continue
		}
		parts = append(parts, strconv.FormatInt(n, 10)+" "+pick(lang, u.zh, plural(n, u.en)))
		if len(parts) == 2 {
			break
		}
	}
	if len(parts) == 0 {
		return pick(lang, "不到 1 秒", "less than a second")
	}
	return strings.Join(parts, " ")
}

func plural(n int64, s string) string {
	if n == 1 {
		return s
	}
	return s + "s"
}

// milliseconds says a wait: "850 毫秒", "1.5 秒", "12 秒".
func milliseconds(v, lang string) string {
	ms, err := strconv.ParseFloat(v, 64)
	switch {
	case err != nil:
		return v
	case ms < 1000:
		return v + " " + pick(lang, "毫秒", "ms")
	case ms < 10_000:
		v = strings.TrimSuffix(fmt.Sprintf("%.1f", ms/1000), ".0")
	default:
		v = fmt.Sprintf("%.0f", ms/1000)
	}
	return v + " " + pick(lang, "秒", "s")
}

// days says how long there is still time.
func days(v, lang string) string {
	n, err := strconv.ParseInt(v, 10, 64)
	switch {
	case err != nil:
		return v
	case n < 1:
		return pick(lang, "不到 1 天", "less than a day")
	}
	return v + " " + pick(lang, "天", plural(n, "day"))
}

// size says a size as Windows does: GB for GiB.
func size(v string) string {
	return strings.NewReplacer(".0 GiB", " GB", " GiB", " GB", " MiB", " MB").Replace(v)
}

// systems says the systems of a profile: "Windows 10 或更高、Linux" for "windows>=10, linux".
func systems(v, lang string) string {
	known := map[string]string{"windows": "Windows", "linux": "Linux", "darwin": "macOS"}
	all := strings.Split(v, ", ")
	for i, s := range all {
		name, version, later := strings.Cut(s, ">=")
		if known[name] == "" {
			return v
		}
		all[i] = known[name]
		if later {
			all[i] += " " + version + pick(lang, " 或更高", " or later")
		}
	}
	return strings.Join(all, pick(lang, "、", ", "))
}

// month says "2026-11"; another value is returned as it is.
func month(v, lang string) string {
	t, err := time.Parse("2006-01", v)
	if err != nil {
		return v
	}
	return t.Format(pick(lang, "2006 年 1 月", "January 2006"))
}

// filing says "filing 2026-11-16" or "peak 2026-11-16"; another value is
// returned as it is.
func filing(v, lang string) string {
	word, day, _ := strings.Cut(v, " ")
	last, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return v
	}
	day = last.Format(pick(lang, "1 月 2 日", "2 January"))
	if word == "peak" {
		return pick(lang, "征期的最后几天（大约到 "+day+"）", "the last days of the filing period (until about "+day+")")
	}
	return pick(lang, "征期（大约到 "+day+"）", "the filing period (until about "+day+")")
}
