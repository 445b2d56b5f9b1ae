package profile

import (
	"slices"
	"strings"
)

// Listing is one tax authority that has built-in profiles.
type Listing struct {
	Code      string   // "11", "4403": how its tax numbers begin
	Name      string   // 北京
	Spelling  string   // beijing: the value of --region
	Initials  string   // bj
	Softwares []string // values of --software with a built-in profile
}

// builtin are the softwares that have a built-in profile.
var builtin = []string{"browser", "ukey", "golden_tax", "tax_control", "leqi"}

// initials of the names' syllables, by spelling.
var initials = map[string]string{
	"beijing": "bj", "tianjin": "tj", "hebei": "hb", "shanxi": "sx", "neimenggu": "nmg", "liaoning": "ln",
	"dalian": "dl", "jilin": "jl", "heilongjiang": "hlj", "shanghai": "sh", "jiangsu": "js", "zhejiang": "zj",
	"ningbo": "nb", "anhui": "ah", "fujian": "fj", "xiamen": "xm", "jiangxi": "jx", "shandong": "sd",
	"qingdao": "qd", "henan": "hn", "hubei": "hb", "hunan": "hn", "guangdong": "gd", "shenzhen": "sz",
	"guangxi": "gx", "hainan": "hn", "chongqing": "cq", "sichuan": "sc", "guizhou": "gz", "yunnan": "yn",
	"xizang": "xz", "shaanxi": "sx", "gansu": "gs", "qinghai": "qh", "ningxia": "nx", "xinjiang": "xj",
}

// Builtin lists the 36 tax authorities in the order of the table.
func Builtin() []Listing {
	var all []Listing
	for _, a := range inUse().rows {
		all = append(all, Listing{Code: a["code"], Name: a["name"], Spelling: a["spelling"],
			Initials: initials[a["spelling"]], Softwares: slices.Clone(builtin)})
	}
	return all
}

// FindRegion returns the authorities that a person may mean by part of the
// name, by spelling or initials, or by the code or a tax number that begins
// with it. Nothing typed finds all.
func FindRegion(typed string) []Listing {
	q := strings.ToLower(strings.Join(strings.Fields(Tidy(typed)), ""))
	all := Builtin()
	if q == "" {
		return all
	}
	if len(q) >= 2 && strings.Trim(q[:2], "0123456789") == "" {
		return byNumber(all, q)
	}
	name := q
	for _, end := range []string{"壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"} {
		name = strings.TrimSuffix(name, end)
	}
	tiers := [][]Listing{nil, nil, nil}
	for _, l := range all {
		switch {
		case l.Spelling == q || l.Initials == q || l.Name == name:
			tiers[0] = append(tiers[0], l)
		case strings.HasPrefix(l.Spelling, q) || strings.HasPrefix(l.Initials, q) || name != "" && strings.HasPrefix(l.Name, name):
			tiers[1] = append(tiers[1], l)
		case strings.Contains(l.Spelling, q) || name != "" && strings.Contains(l.Name, name) || strings.Contains(q, l.Name):
			tiers[2] = append(tiers[2], l)
		}
	}
	return slices.Concat(tiers...)
}

// byNumber finds by a code, or by a tax number: of 18 characters its third to
// sixth are the place, of 15 its first four. What is half typed may be either.
func byNumber(all []Listing, number string) []Listing {
	first := byCode(all, number)
	switch {
	case len(number) == 18:
		return byCode(all, number[2:])
	case len(number) == 15, len(number) < 4, len(number) < 6 && len(first) > 0:
		return first
	}
	for _, l := range byCode(all, number[2:]) {
		if len(first) == 0 || first[0].Code != l.Code {
			first = append(first, l)
		}
	}
	return first
}

// byCode finds the authority that a number begins with: the four-digit codes
// of the five cities before the two-digit ones of the provinces they lie in.
func byCode(all []Listing, number string) []Listing {
	for _, digits := range []int{4, 2} {
		for _, l := range all {
			if len(l.Code) == digits && strings.HasPrefix(number, l.Code) {
				return []Listing{l}
			}
		}
	}
	return nil
}
