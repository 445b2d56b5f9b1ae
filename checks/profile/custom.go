package profile

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/width"
)

// Custom returns a profile for addresses given one by one, with the built-in
// references. An error is an [*Error] that names the flag --url.
func Custom(urls []string) (*Profile, error) {
	if len(urls) == 0 {
		return nil, newError("", 0, "--url", say("give at least one address"), say("for example %s", "--url https://dppt.beijing.chinatax.gov.cn:8443/"))
	}
	list := &value{kind: unstable.Array}
	for _, u := range urls {
		t := newTable(0)
		t.put("url", &value{kind: unstable.String, text: u})
		list.items = append(list.items, &value{kind: unstable.Table, table: t})
	}
	root := newTable(0)
	root.put("endpoints", list)

	p := &Profile{Software: "custom", References: DefaultReferences(), Limits: DefaultLimits(), Proxy: "system"}
	d := &decoder{}
	p.Endpoints = d.endpoints(d.section("", root))
	if len(d.wrong) > 0 {
		e := d.wrong[0]
		e.Key = "--url"
		return nil, e
	}
	for i, e := range p.Endpoints {
		p.Endpoints[i].Name = e.Target()
	}
	p.Name = p.Endpoints[0].Target()
	return p, nil
}

// Tidy mends what a person types with a Chinese keyboard: full-width letters,
// colons, slashes and stops, and blanks around.
func Tidy(typed string) string {
	return strings.TrimSpace(strings.ReplaceAll(width.Narrow.String(strings.ReplaceAll(typed, "。", ".")), "｡", "."))
}

// TypedURL turns an address as it stands in the invoicing software's settings,
// "host", "host:port" or a URL, into a URL for [Custom].
func TypedURL(typed string) string {
	u := Tidy(typed)
	if u == "" || hasScheme.MatchString(u) {
		return u
	}
	return "https://" + u
}
