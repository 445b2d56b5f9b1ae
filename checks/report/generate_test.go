package report

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// visitOf fills the results of a visit at random, with the words and addresses
// that evidence is made of, so that many diagnoses come out of it.
func visitOf(seed uint64) Visit {
	g := generator{rand.New(rand.NewPCG(seed, 7))}
	v := healthy()
	v.Complete = g.IntN(8) > 0
	for i := range v.Results {
		r := &v.Results[i]
		switch g.IntN(4) {
		case 0: // as it was
			continue
		case 1:
			r.Evidence, r.Status, r.Reason = nil, checks.Skip, "no way"
			continue
		}
		ev := reflect.ValueOf(checks.NewEvidence(r.ID))
		g.fill(ev.Elem(), "")
		r.Evidence = ev.Interface()
		r.Status = pick(g, checks.Pass, checks.Warn, checks.Fail, checks.Fail, checks.Error)
		if p, ok := r.Evidence.(*checks.PortEvidence); ok {
			p.EndpointInfo = info
		}
		switch e := r.Evidence.(type) {
		case *checks.CertificateEvidence:
			e.EndpointInfo = info
		case *checks.ServiceEvidence:
			e.EndpointInfo = info
		case *checks.DNSEvidence:
			e.Name, e.Endpoints = "dppt.beijing.chinatax.gov.cn", []string{endpoint}
		}
	}
	return v
}

type generator struct{ *rand.Rand }

func pick[T any](g generator, of ...T) T { return of[g.IntN(len(of))] }

var addresses = []string{
	"36.112.1.10", "36.112.1.11", "192.168.31.1", "192.168.31.57", "10.0.0.5", "100.64.3.1", "169.254.7.7", "127.0.0.1", "0.0.0.0", "223.5.5.5",
	"198.18.0.3", "240e:1:2:3::10", "fd00::1", "fe80::1", "::1",
}

// fill puts random values into a struct of evidence; key is the JSON key.
func (g generator) fill(v reflect.Value, key string) {
	switch v.Kind() {
	case reflect.Pointer:
		if g.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			g.fill(v.Elem(), key)
		}
	case reflect.Struct:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(time.Unix(1795000000+int64(g.IntN(1e6)), 0).UTC()))
			return
		}
		for i := range v.NumField() {
			name, _, _ := cut(v.Type().Field(i).Tag.Get("json"))
			g.fill(v.Field(i), name)
		}
	case reflect.Slice:
		n := g.IntN(3)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			g.fill(v.Index(i), key)
		}
	case reflect.Bool:
		v.SetBool(g.IntN(2) == 0)
	case reflect.Float64:
		v.SetFloat(float64(g.IntN(9000000)) / 1000)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(pick(g, 0, 1, 3, 20, 200, 403, 404, 407, 502, 503)))
	case reflect.Uint16, reflect.Uint64:
		v.SetUint(uint64(pick(g, 0, 53, 443, 8443)))
	case reflect.String:
		v.SetString(g.text(key))
	}
}

func cut(tag string) (name, rest string, ok bool) {
	for i, c := range tag {
		if c == ',' {
			return tag[:i], tag[i+1:], true
		}
	}
	return tag, "", false
}

func (g generator) text(key string) string {
	a := pick(g, addresses...)
	family := func(v4, v6 string) string {
		if checks.Family(a) == 6 {
			return fmt.Sprintf(v6, a)
		}
		return fmt.Sprintf(v4, a)
	}
	switch key {
	case "address", "from", "gateway":
		return a
	case "addresses", "to", "source":
		if key == "to" && g.IntN(2) == 0 {
			return pick(g, "0.0.0.0/0", "::/0")
		}
		if key == "source" {
			return pick(g, "WinINET", "PAC", "env:HTTPS_PROXY")
		}
		return pick(g, a, family("%s/24", "%s/64"))
	case "server", "via":
		return family("%s:53", "[%s]:53")
	case "failure", "dns_failure":
		return pick(g, "", string(env.Refused), string(env.TimedOut), string(env.Reset), string(env.Unreachable), string(env.Prohibited), string(env.Closed), "alert", "not_tls")
	case "rcode":
		return pick(g, "", "NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED")
	case "role":
		return pick(g, "primary", "configured", "reference")
	case "kind":
		return pick(g, "ethernet", "wifi", "tunnel", "loopback", "ukey", "ca_key")
	case "neighbour":
		return pick(g, "answers", "silent", "unknown")
	case "mac", "macs":
		return pick(g, "3c:52:82:aa:bb:cc", "50:d2:f5:11:22:33")
	case "serial":
		return pick(g, "", "UK2209A71853", "0001")
	case "proof":
		return pick(g, "response", "tls", "record", "open")
	case "type":
		return pick(g, "A", "AAAA")
	case "name", "adapter", "tunnel", "past":
		return pick(g, "以太网", "WLAN", "tun0")
	case "os_version", "version", "min_version":
		return pick(g, "10.0.22631", "3.0.0.5", "10.1.2.3")
	case "zone", "zone_wanted":
		return pick(g, "Asia/Shanghai", "Europe/London")
	case "detail":
		return "dial tcp " + family("%s:8443", "[%s]:8443") + " from DESKTOP-7Q2RKLM as zhangli"
	}
	return pick(g, "", "x", "CN=DigiCert", "dppt.beijing.chinatax.gov.cn")
}
