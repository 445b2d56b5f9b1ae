package fleet

import (
	"math"
	"testing"
)

// TestFisher: values by R's fisher.test(alternative = "greater"), and Fisher's
// own tea: 3 of 4 cups right is chance in 17 of 70.
func TestFisher(t *testing.T) {
	for _, c := range []struct {
		a, all, b, healthy int
		want               float64
	}{
		{3, 4, 1, 4, 17.0 / 70},
		{4, 4, 0, 4, 1.0 / 70},
		{3, 3, 0, 10, 1.0 / 286},
		{0, 5, 3, 5, 1},
		{5, 5, 5, 5, 1},
	} {
		if got := fisher(c.a, c.all, c.b, c.healthy); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("fisher(%d of %d, %d of %d) = %v, want %v", c.a, c.all, c.b, c.healthy, got, c.want)
		}
	}
}

// TestCommon: what is named and what is not.
func TestCommon(t *testing.T) {
	site := func(carrier, dns string) *place {
		v := &visit{}
		if dns != "" {
			v.dns = []word{wordOf(dns)}
		}
		for i := range v.attrs {
			v.attrs[i] = wordOf("")
		}
		v.attrs[attrCarrier] = wordOf(carrier)
		return &place{visits: []*visit{v}}
	}
	many := func(n int, carrier, dns string) []*place {
		var list []*place
		for range n {
			list = append(list, site(carrier, dns))
		}
		return list
	}
	with := func(lists ...[]*place) (all []*place) {
		for _, l := range lists {
			all = append(all, l...)
		}
		return all
	}
	for _, c := range []struct {
		name              string
		affected, healthy []*place
		want              []string
	}{
		{"one resolver", many(37, "电信", "1.1.1.1"), with(many(200, "电信", "2.2.2.2"), many(263, "联通", "3.3.3.3")), []string{"1.1.1.1"}},
		{"nearly all on it, and two healthy ones", with(many(33, "电信", "1.1.1.1"), many(4, "电信", "9.9.9.9")), with(many(2, "电信", "1.1.1.1"), many(400, "电信", "2.2.2.2")), []string{"1.1.1.1"}},
		{"a resolver and its carrier are one", many(10, "电信", "1.1.1.1"), many(90, "联通", "2.2.2.2"), []string{"1.1.1.1", "电信"}},
		{"what all share", many(10, "电信", "1.1.1.1"), many(90, "电信", "1.1.1.1"), nil},
		{"what the healthy share equally", with(many(6, "电信", "1.1.1.1"), many(4, "联通", "2.2.2.2")), with(many(60, "电信", "1.1.1.1"), many(40, "联通", "2.2.2.2")), nil},
		{"nobody to compare with", many(37, "电信", "1.1.1.1"), nil, nil},
		{"too few to tell from chance", many(2, "电信", "1.1.1.1"), many(90, "联通", "2.2.2.2"), nil},
		{"three of six", many(3, "电信", "1.1.1.1"), many(3, "联通", "2.2.2.2"), nil},
		{"an inner address is no common ground", many(10, "", Inner), many(90, "", "2.2.2.2"), nil},
		{"not known is nothing in common", many(10, "", ""), many(90, "联通", "2.2.2.2"), nil},
	} {
		var got []string
		for _, g := range common(c.affected, c.healthy) {
			got = append(got, g.Value)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}
