package report

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

func spokenReport(v diagnose.Verdict, cause, os, version string, complete bool) *Report {
	r := &Report{App: App{Version: version}, Host: Host{OS: os}, Complete: complete, Diagnosis: Diagnosis{Verdict: v}}
	if cause != "" {
		r.Diagnosis.Causes = []Cause{{Code: cause}}
	}
	return r
}

// Every code that can be made is read back as what it says.
func TestSpokenCodeRoundTrip(t *testing.T) {
	seen := map[string]bool{}
	for _, verdict := range spokenVerdicts {
		for _, cause := range append([]string{""}, numbers...) {
			for _, system := range spokenSystems {
				for _, version := range []string{"", "0.1.0", "1.0.0", "15.63.63"} {
					for _, complete := range []bool{true, false} {
						code := SpokenCode(spokenReport(verdict, cause, system, version, complete))
						if seen[code] {
							t.Fatalf("%s is there twice", code)
						}
						seen[code] = true
						want := Spoken{Verdict: verdict, Cause: cause, Complete: complete, OS: system, Version: version}
						if c := catalogue.Find(cause); c != nil {
							want.Blame = string(c.Blame)
						}
						if got, err := ReadSpokenCode(code); err != nil || got != want {
							t.Fatalf("%s: %+v, %v; want %+v", code, got, err, want)
						}
					}
				}
			}
		}
	}
}

// Codes that were once read out are read for ever.
func TestSpokenCodesOfOldReports(t *testing.T) {
	for code, want := range map[string]Spoken{
		"FN8C-47NZ": {Verdict: diagnose.Broken, Cause: "dns.resolver_down", Blame: "local_network", Complete: true, OS: "windows", Version: "0.1.0"},
		"E5YE-XN22": {Verdict: diagnose.OK, Complete: true, OS: "linux"},
		"GRMJ-2VKA": {Verdict: diagnose.Degraded, Cause: "host.memory_low", Blame: "this_pc", OS: "darwin", Version: "1.12.3"},
	} {
		if got, err := ReadSpokenCode(code); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v; now it is %s", code, got, err, want, SpokenCode(spokenReport(want.Verdict, want.Cause, want.OS, want.Version, want.Complete)))
		}
	}
}

// The check letter is a weighted sum, so whether a mistake is found depends on
// its place and its letters alone. All are tried, on many codes.
func TestCheckLetterFindsEveryMistake(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	fits := func(code []byte) bool { return checkLetter(code[:letters-1]) == int(code[letters-1]) }
	singles, swaps := 0, 0
	for range 2000 {
		code := make([]byte, letters)
		for i := range letters - 1 {
			code[i] = byte(g.IntN(prime))
		}
		code[letters-1] = byte(checkLetter(code[:letters-1]))
		for i := range letters {
			for d := range prime {
				wrong := slices.Clone(code)
				if wrong[i] = byte(d); byte(d) != code[i] {
					singles++
					if fits(wrong) {
						t.Fatalf("%v: place %d may be %d", code, i, d)
					}
				}
			}
			for j := i + 1; j < letters; j++ {
				wrong := slices.Clone(code)
				if wrong[i], wrong[j] = code[j], code[i]; code[i] != code[j] {
					swaps++
					if fits(wrong) {
						t.Fatalf("%v: places %d and %d may be swapped", code, i, j)
					}
				}
			}
		}
	}
	// And for every pair of letters in every two neighbouring places.
	for i := range letters - 1 {
		for a := range prime {
			for b := range prime {
				if a == b {
					continue
				}
				code := make([]byte, letters)
				code[i], code[i+1] = byte(a), byte(b)
				// The sum that a code must have is reached at some other place.
				free := (i + 2) % letters
				for code[free] = 0; !fits(code); code[free]++ {
				}
				code[i], code[i+1] = byte(b), byte(a)
				if fits(code) {
					t.Fatalf("%c%c and %c%c at %d are taken for one another", alphabet[a], alphabet[b], alphabet[b], alphabet[a], i)
				}
				swaps++
			}
		}
	}
	t.Logf("%d wrong letters and %d swaps, all found", singles, swaps)
}

func TestReadSpokenCodeAsTyped(t *testing.T) {
	code := SpokenCode(spokenReport(diagnose.Broken, "dns.resolver_down", "windows", "0.1.0", true))
	want, err := ReadSpokenCode(code)
	if err != nil {
		t.Fatal(err)
	}
	wide := strings.Map(func(c rune) rune { return c + '！' - '!' }, code)
	bare := strings.ReplaceAll(code, "-", "")
	for _, typed := range []string{strings.ToLower(code), bare, wide, " " + code[:4] + " " + code[5:] + " ", strings.Join(strings.Split(bare, ""), " "), strings.Replace(code, "-", "–", 1)} {
		if got, err := ReadSpokenCode(typed); err != nil || got != want {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
		if !LooksSpoken(typed) && strings.ContainsAny(bare, "23456789") {
			t.Errorf("%q does not look like a code", typed)
		}
	}
	for _, text := range []string{"dns.resolver_down", "-960011120", "离线时间超限", "ERROR", "", "timeouts"} {
		if LooksSpoken(text) {
			t.Errorf("%q looks like a code", text)
		}
	}
}

func TestSpokenMistakesAreTold(t *testing.T) {
	code := SpokenCode(spokenReport(diagnose.Broken, "port.filtered", "windows", "1.2.3", true))
	swapped := []byte(code)
	swapped[1], swapped[2] = swapped[2], swapped[1]
	later := spell(fields + 7)
	for typed, want := range map[string]CodeProblem{
		code[:8]: CodeLength, code + "K": CodeLength, "K0M3-MF4P": CodeLetter, "中文中文中文中文": CodeLetter,
		string(swapped): CodeMisread, later: CodeNewer, spell(int64(2*1024+1000) * 8 << 16): CodeNewer,
	} {
		_, err := ReadSpokenCode(typed)
		var wrong *CodeError
		if !errors.As(err, &wrong) || wrong.Problem != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
			continue
		}
		if wrong.In("zh") == wrong.In("en") || !strings.Contains(err.Error(), "spoken code") {
			t.Errorf("%q: %s / %v", typed, wrong.In("zh"), err)
		}
		if want == CodeMisread && !slices.Contains(wrong.Near, code) {
			t.Errorf("%q: %q does not hold the right one, %s", typed, wrong.Near, code)
		}
	}
}

// A number that was given stays: testdata/numbers.txt is written by hand.
func TestNumbersStay(t *testing.T) {
	data, err := os.ReadFile("testdata/numbers.txt")
	if err != nil {
		t.Fatal(err)
	}
	frozen := strings.Split(strings.TrimSpace(string(data)), "\n")
	for i, line := range frozen {
		if i >= len(numbers) || line != fmt.Sprintf("%d %s", i+1, numbers[i]) {
			t.Fatalf("number %d was %q: numbers are only added at the end", i+1, line)
		}
	}
	if len(numbers) != len(frozen) {
		t.Errorf("add the new lines to testdata/numbers.txt: it has %d, want %d", len(frozen), len(numbers))
	}
	for _, c := range catalogue.All {
		if numberOf(c.Code) == 0 {
			t.Errorf("%s has no number: add it at the end of numbers.go", c.Code)
		}
	}
	if len(numbers) > 1023 {
		t.Error("a code has room for 1023 causes")
	}
}

func TestPackVersion(t *testing.T) {
	for v, want := range map[string]string{
		"v1.4.2": "1.4.2", "0.1.0": "0.1.0", "1.0.0-rc.1": "1.0.0", "v0.2.0+dirty": "0.2.0", "(devel)": "", "": "", "16.0.0": "", "1.64.0": "", "1.2": "", "1.-2.3": "",
	} {
		if got := unpackVersion(packVersion(v)); got != want {
			t.Errorf("%q is kept as %q, want %q", v, got, want)
		}
	}
}
