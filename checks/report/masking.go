package report

import (
	"maps"
	"slices"
)

// A Masked is what is masked of one kind.
type Masked struct {
	Kind    string // pc, user, mac, serial, wifi, password, taxid, idcard, phone, inner, linklocal, own
	Values  int    // how many different ones
	Places  int    // in how many places
	Example string // the first pseudonym
}

// Masking tells what [Report.Redacted] would mask, without what it is.
func (r *Report) Masking() []Masked {
	m := newMask(r, nil)
	mapped(r, m.field)
	merged := map[string]Masked{}
	for kind, places := range m.places {
		one := Masked{Kind: family4(kind), Places: places, Values: m.values(kind), Example: m.example[kind]}
		if kind == "password" {
			one.Example, one.Values = "***", 0
		}
		if before, ok := merged[one.Kind]; ok {
			one.Places, one.Values = one.Places+before.Places, one.Values+before.Values
			one.Example = min(one.Example, before.Example)
		}
		merged[one.Kind] = one
	}
	var list []Masked
	for _, kind := range slices.Sorted(maps.Keys(merged)) {
		list = append(list, merged[kind])
	}
	slices.SortStableFunc(list, func(a, b Masked) int { return slices.Index(kindsOrder, a.Kind) - slices.Index(kindsOrder, b.Kind) })
	return list
}

// values counts the different ones of a kind.
func (m *mask) values(kind string) int {
	n := 0
	for id := range m.given {
		if len(id) > len(kind) && id[:len(kind)] == kind && id[len(kind)] == 0 {
			n++
		}
	}
	return n
}

// family4 takes the 6 of IPv6 off a kind.
func family4(kind string) string {
	switch kind {
	case "inner6", "linklocal6", "own6":
		return kind[:len(kind)-1]
	}
	return kind
}

var kindsOrder = []string{"pc", "user", "inner", "linklocal", "own", "mac", "serial", "wifi", "password", "taxid", "idcard", "phone"}

// KindName is a kind of private thing in words.
func KindName(kind, lang string) string {
	if t, ok := kindNames[kind]; ok {
		return t.in(lang)
	}
	return kind
}

var kindNames = map[string]term{
	"pc":        {"电脑名", "name of this PC"},
	"user":      {"用户名和个人文件夹", "names of users and their folders"},
	"inner":     {"内网地址", "addresses inside your network"},
	"linklocal": {"本机临时地址", "this PC's makeshift addresses"},
	"own":       {"本机的公网地址", "this PC's public address"},
	"mac":       {"网卡地址（MAC）", "hardware addresses (MAC)"},
	"serial":    {"设备序列号", "serial numbers"},
	"wifi":      {"Wi-Fi 名称", "names of wireless networks"},
	"password":  {"密码", "passwords"},
	"taxid":     {"税号", "tax numbers"},
	"idcard":    {"身份证号", "identity numbers"},
	"phone":     {"电话号码", "telephone numbers"},
}
