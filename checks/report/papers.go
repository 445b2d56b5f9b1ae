package report

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Numbers of papers and telephones are known by their form and their check
// characters, wherever they stand: in what was typed, in the title of a page,
// in the detail of an error.

// foundNumber is such a number and where it stands.
type foundNumber struct {
	kind  string // taxid, idcard, phone
	value string // without spaces, in capitals
	span  [2]int
}

// A run is letters and digits without a gap; full-width ones are narrowed.
type run struct {
	text string
	span [2]int
}

// numbersIn finds the tax numbers, identity numbers and telephones in s, also
// where they are written in groups: 138 0013 8000.
func numbersIn(s string) []foundNumber {
	runs := runsIn(s)
	var found []foundNumber
	for i := 0; i < len(runs); i++ {
		joined := ""
		for j := i; j < len(runs) && len(joined) <= 20; j++ {
			if j > i && !grouping(s[runs[j-1].span[1]:runs[j].span[0]]) {
				break
			}
			joined += runs[j].text
			kind := paperKind(joined, lengths(runs[i:j+1]))
			if kind == "" && j == i && labelled(s[:runs[i].span[0]]) && len(joined) >= 15 && len(joined) <= 20 && digitsOf(joined) >= 8 {
				kind = "taxid" // a wrong check character is a typing mistake, and hers all the same
			}
			if kind != "" {
				found = append(found, foundNumber{kind, joined, [2]int{runs[i].span[0], runs[j].span[1]}})
				i = j
				break
			}
		}
	}
	return found
}

// grouping reports whether what stands between two runs only groups one number.
func grouping(between string) bool { return between == " " || between == "-" || between == "－" }

func lengths(runs []run) []int {
	var n []int
	for _, r := range runs {
		n = append(n, len(r.text))
	}
	return n
}

func runsIn(s string) []run {
	var runs []run
	var text strings.Builder
	start := -1
	end := func(at int) {
		if start >= 0 {
			runs = append(runs, run{text.String(), [2]int{start, at}})
			start = -1
			text.Reset()
		}
	}
	for i, c := range s {
		if c >= '０' && c <= '９' || c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ' {
			c -= '０' - '0'
		}
		switch {
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		case c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		default:
			end(i)
			continue
		}
		if start < 0 {
			start = i
		}
		text.WriteRune(c)
	}
	end(len(s))
	return runs
}

// paperKind says what a number is; groups are the lengths it is written in.
func paperKind(n string, groups []int) string {
	digits := digitsOf(n) == len(n)
	alone := len(groups) == 1
	switch {
	case len(n) == 18 && creditCode(n):
		return "taxid"
	case len(n) == 18 && identity(n):
		return "idcard"
	case alone && (len(n) == 15 || len(n) == 17 || len(n) == 20) && digits:
		return "taxid" // numbers of taxpayers from before 2015, and of invoices
	case alone && len(n) == 15 && n[8] != 'T' && digitsOf(n[:6]) == 6 && organization(n[6:]): // 20261122T111440 is a time
		return "taxid"
	case alone && len(n) == 20 && identity(n[:18]):
		return "taxid" // a trader's: the identity number and two more
	case digits && mobile(n, groups):
		return "phone"
	case digits && landline(n, groups):
		return "phone"
	}
	return ""
}

func digitsOf(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// mobile is 138 0013 8000, with or without the country's 86.
func mobile(n string, groups []int) bool {
	if rest, ok := strings.CutPrefix(n, "86"); ok && len(rest) == 11 {
		n = rest
		if len(groups) > 1 && groups[0] == 2 {
			groups = groups[1:]
		}
	}
	if len(n) != 11 || n[0] != '1' || n[1] < '3' {
		return false
	}
	return len(groups) == 1 || slices.Equal(groups, []int{3, 4, 4})
}

// landline is 010-12345678 or 0571-1234567.
func landline(n string, groups []int) bool {
	return n[0] == '0' && len(groups) == 2 && (groups[0] == 3 || groups[0] == 4) && (groups[1] == 7 || groups[1] == 8)
}

// labels before a number say that it is the tax number, whatever its form.
var labels = []string{"税号", "识别号", "信用代码", "税务登记号"}

func labelled(before string) bool {
	from := before
	for range 8 { // "税号: " and no more between
		if from == "" {
			break
		}
		_, n := utf8.DecodeLastRuneInString(from)
		from = from[:len(from)-n]
	}
	tail := before[len(from):]
	return slices.ContainsFunc(labels, func(l string) bool { return strings.Contains(tail, l) })
}

// creditCode checks a unified social credit code by GB 32100-2015: weights are
// powers of 3 modulo 31, over an alphabet without I O S V Z.
func creditCode(n string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range len(n) {
		d := strings.IndexByte(alphabet, n[i])
		if d < 0 || i >= 2 && i < 8 && d > 9 {
			return false
		}
		if i == 17 {
			return d == (31-sum%31)%31
		}
		sum += d * weight
		weight = weight * 3 % 31
	}
	return false
}

// identity checks a citizen's number by GB 11643-1999 (ISO 7064, MOD 11-2).
func identity(n string) bool {
	if digitsOf(n[:17]) != 17 || n[6:8] < "18" || n[6:8] > "20" || n[10:12] < "01" || n[10:12] > "12" || n[12:14] < "01" || n[12:14] > "31" {
		return false
	}
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(n[i]-'0') * weight
	}
	return "10X98765432"[sum%11] == n[17]
}

// organization checks an organization code by GB 11714-1997.
func organization(n string) bool {
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		d := int(n[i] - '0')
		if n[i] > '9' {
			d = int(n[i]-'A') + 10
		}
		sum += d * weight
	}
	return n[8] == "0123456789X"[(11-sum%11)%11]
}
