package message

import (
	"slices"
	"strconv"
	"strings"
)

const (
	around = 40 // how far a word may stand from the number that it explains, in characters
	before = 10 // how far in front of it the sign that it is a code
)

// signs say that a number is a code, prefixes that it is none, units that it
// is an amount.
var (
	signs    = []string{"错误", "代码", "码", "返回", "报", "提示", "code", "error", "err", "status", "[", "(", ":", "=", "@", "#", "\""}
	prefixes = []string{"端口", "port", "电话", "手机", "税号", "金额", "号码", "编号", "发票代码", "第", "共", "余", "剩余", "¥", "$", "合计", "数量", "单价", "税额", "机号", "盘号"}
	units    = []string{"元", "张", "份", "%", "年", "月", "日", "个", "台", "次", "分", "秒", "时", "天", "万", "块", "家", "人", "ms", "kb", "mb", "行", "号发票", "条"}
	noise    = strings.NewReplacer("错误", "", "代码", "", "错误码", "", "返回码", "", "提示", "", "报错", "", "显示", "", "error", "", "code", "", "err", "", "码", "", "号", "", "报", "", "的", "")
)

// short finds numbers that mean something only beside certain words.
func (t *table) short(runes []rune, k token, count int) []hit {
	n, ok := number(k.text)
	if !ok || joined(runes, k) || inTime(runes, k) || inHost(runes, k) {
		return nil
	}
	front := string(runes[max(0, k.start-before):k.start])
	behind := string(runes[k.end:min(len(runes), k.end+before)])
	if startsWithAny(strings.TrimLeft(behind, " "), units) || endsWithAny(strings.TrimRight(front, " :-"), prefixes) && !strings.Contains(front, "错误") {
		return nil
	}
	place := string(runes[max(0, k.start-around):k.start]) + "\x00" + string(runes[k.end:min(len(runes), k.end+around)])
	candidates := t.numbers[n]
	if m, ok := t.hexes[k.text]; ok {
		candidates = append(slices.Clone(candidates), m)
	}
	var hits []hit
	for _, m := range candidates {
		near := m.entry.Near
		if m.sub {
			near = "sub"
		}
		words := t.Near[near]
		beside := containsAny(place, words) &&
			(containsAny(front, signs) || containsAny(front, words) || startsWithAny(strings.TrimLeft(behind, " "), words))
		alone := m.entry.Alone && !m.sub && count <= 2 && only(runes, k)
		switch {
		case m.sub && strings.HasSuffix(front, "error@") && strings.HasPrefix(behind, "@"):
			hits = append(hits, hit{meaning: m, at: k.start, score: 1, shown: "ERROR@" + m.code})
		case beside:
			hits = append(hits, hit{meaning: m, at: k.start, score: 0.97, shown: m.code})
		case alone:
			hits = append(hits, hit{meaning: m, at: k.start, score: 0.96, shown: m.code})
		}
	}
	return hits
}

// number reads up to six digits, or 0x and up to three hexadecimal ones.
func number(text string) (int, bool) {
	if digits, ok := strings.CutPrefix(text, "0x"); ok && len(digits) <= 3 {
		n, err := strconv.ParseUint(digits, 16, 16)
		return int(n), err == nil
	}
	if len(text) > 6 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// only reports whether nothing but the number was typed.
func only(runes []rune, k token) bool {
	rest := noise.Replace(string(runes[:k.start]) + string(runes[k.end:]))
	return strings.Trim(rest, " \n[]()<>:.,!?#*-\"'。，、；：！？（）【】《》“”") == ""
}

// inTime reports whether the number is part of 10:06:05 or 1,101.
func inTime(runes []rune, k token) bool {
	if k.end+1 < len(runes) && (runes[k.end] == ':' || runes[k.end] == ',') && isDigit(runes[k.end+1]) {
		return true
	}
	if k.start < 2 || runes[k.start-1] != ':' && runes[k.start-1] != ',' || !isDigit(runes[k.start-2]) {
		return false
	}
	i := k.start - 2
	for i >= 0 && isDigit(runes[i]) {
		i--
	}
	return i < 0 || !isWord(runes[i]) // not key1:98
}

// inHost reports whether the number is the port of "host.name:10060".
func inHost(runes []rune, k token) bool {
	if k.start == 0 || runes[k.start-1] != ':' {
		return false
	}
	for i := k.start - 2; i >= 0 && (isWord(runes[i]) || runes[i] == '.' || runes[i] == '-'); i-- {
		if runes[i] == '.' {
			return true
		}
	}
	return false
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func startsWithAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

func endsWithAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}
