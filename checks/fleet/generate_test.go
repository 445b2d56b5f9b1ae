package fleet

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A generated fleet is real reports of the demo, varied in site, carrier,
// resolver, region, system and time. From 09:12 on, every shop on badResolver
// finds that it is silent; a few shops have other troubles, spread evenly.
const badResolver = "202.96.128.86"

var beginsAt = time.Date(2026, 11, 22, 9, 12, 0, 0, time.FixedZone("", 8*3600))

type shop struct {
	name, carrier, resolver, region, system string
	trouble                                 string // a fault of its own, all the time
}

// shops makes n of them, of which bad are on badResolver; the same for ever.
func shops(n, bad int) []shop {
	rnd := rand.New(rand.NewPCG(1, 2))
	list := make([]shop, n)
	for i := range list {
		s := shop{name: fmt.Sprintf("门店 %03d", i+1), region: pick(rnd, "guangdong", "guangdong", "beijing", "sichuan"), system: pick(rnd, "10.0.19045", "10.0.22631")}
		switch {
		case i < bad:
			s.carrier, s.resolver = "中国电信", badResolver
		case i%3 == 0:
			s.carrier, s.resolver = "中国电信", "202.96.134.133"
		case i%3 == 1:
			s.carrier, s.resolver = "中国联通", "221.5.88.88"
		default:
			s.carrier, s.resolver = "中国移动", "211.136.192.6"
		}
		if i >= bad && i%50 == 7 {
			s.trouble = pick(rnd, "server.maintenance", "clock.skewed")
		}
		list[i] = s
	}
	return list
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// generate writes rounds reports of every shop into dir, one round each 40
// minutes, the last at 11:14.
func generate(t testing.TB, dir string, list []shop, rounds int) {
	t.Helper()
	models := map[string]map[string]any{}
	for _, fault := range templates {
		models[fault] = model(t, fault)
	}
	last := time.Date(2026, 11, 22, 11, 14, 0, 0, beginsAt.Location())
	for round := range rounds {
		at := last.Add(-40 * time.Minute * time.Duration(rounds-1-round))
		for i, s := range list {
			began := at.Add(time.Duration(i%50) * time.Second)
			fault := s.trouble
			if fault == "" && s.resolver == badResolver && !began.Before(beginsAt) {
				fault = "dns.resolver_down"
			}
			m := models[fault]
			m["id"] = fmt.Sprintf("%s-%04x", began.Format("20060102T150405-0700"), i)
			m["started"] = began.Add(-clockOffset(t, m)).Format(time.RFC3339) // as the PC's clock says
			m["site"] = s.name
			m["network"] = map[string]any{"carrier": s.carrier, "resolvers": []string{s.resolver + ":53"}}
			m["host"] = map[string]any{"os": "windows", "os_version": s.system, "arch": "amd64", "timezone": "Asia/Shanghai", "elevated": false}
			m["profile"].(map[string]any)["region"] = s.region
			write(t, filepath.Join(dir, fmt.Sprintf("%02d", round), fmt.Sprintf("%04d.json", i)), encoded(t, m))
		}
	}
}

// model is a real report as a map.
func model(t testing.TB, fault string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(templateFile(fault))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	checks := m["checks"].([]any)
	for _, c := range checks { // the demo ran on Linux
		if c := c.(map[string]any); c["id"] == "host" {
			c["evidence"].(map[string]any)["platform"] = "Microsoft Windows"
		}
	}
	return m
}

// clockOffset is by how much the PC of a report is behind its time servers.
func clockOffset(t testing.TB, m map[string]any) time.Duration {
	t.Helper()
	for _, c := range m["checks"].([]any) {
		if c := c.(map[string]any); c["id"] == "clock" {
			ntp := c["evidence"].(map[string]any)["ntp"].([]any)
			return time.Duration(ntp[0].(map[string]any)["offset_ms"].(float64)) * time.Millisecond
		}
	}
	t.Fatal("the template has no clock")
	return 0
}

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
