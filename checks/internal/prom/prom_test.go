package prom

import (
	"math"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	plain := &Family{Name: "a_seconds", Help: "A\\b\nc."}
	plain.Add(1.5)
	odd := &Family{Name: "b_info", Help: "B."}
	odd.Add(1, "site", "门店 \"1\"\\\n2", "empty", "")
	odd.Add(2, "site", "门店 \"1\"\\\n2") // the same series again
	odd.Add(math.NaN(), "site", "none")
	odd.Add(math.Inf(1), "site", strings.Repeat("长", 200))
	odd.Add(0.000001, "site", "bad \xff")
	var b strings.Builder
	if err := Write(&b, []*Family{plain, odd, {Name: "nothing"}}); err != nil {
		t.Fatal(err)
	}
	want := "# HELP a_seconds A\\\\b\\nc.\n# TYPE a_seconds gauge\na_seconds 1.5\n" +
		"# HELP b_info B.\n# TYPE b_info gauge\n" +
		`b_info{site="门店 \"1\"\\\n2"} 1` + "\n" +
		`b_info{site="` + strings.Repeat("长", 119) + `…"} +Inf` + "\n" +
		"b_info{site=\"bad \ufffd\"} 0.000001\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
