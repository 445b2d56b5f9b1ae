package report

import (
	"bytes"
	"strings"
	"testing"
)

const minimal = `{"schema":"kpdoctor.report/v1","id":"x","started":"2026-11-22T11:14:40+08:00","diagnosis":{"verdict":"ok"},"checks":[%]}`

func TestReadRefuses(t *testing.T) {
	check := func(c string) string { return strings.Replace(minimal, "%", c, 1) }
	for _, c := range []struct{ name, in, want string }{
		{"empty", " \n", "the file is empty"},
		{"not JSON", "<html>", "line 1, column 1"},
		{"cut short", "{\n\"schema\":", "line 2"},
		{"two documents", check("") + "{}", "line 1, column"},
		{"no schema", "{}", `schema: want "kpdoctor.report/v1", got ""`},
		{"another schema", `{"schema":"kpdoctor.report/v9"}`, `got "kpdoctor.report/v9"`},
		{"schema no text", `{"schema":1}`, "schema: want string, got number"},
		{"no array", strings.Replace(minimal, "[%]", "7", 1), "checks: want []report.Check, got number"},
		{"bad time", strings.Replace(strings.Replace(minimal, "%", "", 1), "2026-11-22", "gestern", 1), "gestern"},
		{"no time", strings.Replace(strings.Replace(minimal, "%", "", 1), `"started"`, `"begun"`, 1), "started: missing"},
		{"no id", strings.Replace(strings.Replace(minimal, "%", "", 1), `"id":"x"`, `"id":""`, 1), "id: missing"},
		{"bad verdict", strings.Replace(strings.Replace(minimal, "%", "", 1), `"ok"`, `"fine"`, 1), "diagnosis.verdict: want ok, degraded"},
		{"bad status", check(`{"id":"clock","status":"great"}`), `checks[0].status: want pass`},
		{"no check id", check(`{"status":"pass"}`), "checks[0].id: missing"},
		{"twice", check(`{"id":"clock","status":"pass"},{"id":"clock","status":"pass"}`), `"clock" is there twice`},
		{"evidence no object", check(`{"id":"clock","status":"pass","evidence":[1]}`), `check "clock": evidence: want an object`},
		{"evidence of a wrong type", check(`{"id":"port:h:1","status":"pass","evidence":{"attempts":[{"port":"http"}]}}`), `check "port:h:1": evidence.attempts.port: want uint16, got string`},
		{"number too large", check(`{"id":"port:h:1","status":"pass","evidence":{"attempts":[{"port":99999}]}}`), "evidence.attempts.port"},
		{"deep", `{"schema":"kpdoctor.report/v1","x":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "}", "depth"},
		{"too large", `{"x":"` + strings.Repeat("a", maxSize) + `"}`, "larger than 16 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.in))
			if err == nil {
				t.Fatal("was read")
			}
			if msg := err.Error(); !strings.Contains(msg, c.want) || !strings.HasPrefix(msg, "reading a report: ") || strings.Contains(msg, "\n") {
				t.Errorf("says %q, want %q", msg, c.want)
			}
		})
	}
}

func TestReadTakesBOM(t *testing.T) {
	if _, err := Read(strings.NewReader("\ufeff" + strings.Replace(minimal, "%", "", 1))); err != nil {
		t.Error(err)
	}
}

// FuzzRead: whatever is read can be judged, masked, and written in every format.
func FuzzRead(f *testing.F) {
	for _, r := range examples() {
		var b bytes.Buffer
		if err := r.WriteJSON(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte(strings.Replace(minimal, "%", `{"id":"a","status":"pass","evidence":{"a":{"b":[null,{}]}}}`, 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		r.Results()
		for _, r := range []*Report{r, r.Redacted()} {
			for name, write := range formats(r) {
				if err := write(new(bytes.Buffer)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	})
}
