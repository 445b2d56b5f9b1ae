package report

import (
	"slices"
	"strconv"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

// Spoken is what a spoken code carries: enough for support to know over the
// telephone what was found, by which version, on what.
type Spoken struct {
	Verdict  diagnose.Verdict
	Cause    string // the root cause's code; "" where none is named
	Blame    string // whose job the cause is; "" where none is named
	Complete bool   // measuring ran to its end
	OS       string // windows, linux, darwin; "" for another
	Version  string // of the program, "1.4.2"; "" for one that was built by hand
}

// A spoken code is a number below codes, written with seven letters and digits,
// and one that checks them: "K7M3-MF4P". The alphabet has no 0 O 1 I L and 31
// letters. 31 is a prime: that is why one check letter finds every single wrong
// letter and every swap of two (see TestCheckLetterFindsEveryMistake).
const (
	alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	prime    = len(alphabet)
	letters  = 8 // the check letter is the last

	codes    int64 = 27_512_614_111         // 31^7
	spread   int64 = 18_446_744_069         // no multiple of 31: makes neighbouring numbers look unlike each other
	unspread int64 = 17_751_453_127         // spread * unspread = 1 modulo codes
	salt     int64 = 13_037_211_947         // so that no code is all 2s
	fields   int64 = 4 * 1024 * 4 * 2 << 16 // numbers from here on are for later versions
)

var (
	spokenVerdicts = []diagnose.Verdict{diagnose.OK, diagnose.Degraded, diagnose.Broken, diagnose.Inconclusive}
	spokenSystems  = []string{"", "windows", "linux", "darwin"}
)

// SpokenCode is the report in eight letters and digits, to be read out over the
// telephone: "K7M3-MF4P". [ReadSpokenCode] reads it.
func SpokenCode(r *Report) string {
	n := max(slices.Index(spokenVerdicts, r.Diagnosis.Verdict), 0)
	cause := 0
	if len(r.Diagnosis.Causes) > 0 {
		cause = numberOf(r.Diagnosis.Causes[0].Code)
	}
	n = n*1024 + cause
	n = n*len(spokenSystems) + max(slices.Index(spokenSystems, r.Host.OS), 0)
	n *= 2
	if r.Complete {
		n++
	}
	return spell(int64(n<<16 + packVersion(r.App.Version)))
}

// spell writes a number below codes as a code.
func spell(n int64) string {
	n = (mulmod(n, spread) + salt) % codes
	var code [letters]byte
	for i := letters - 2; i >= 0; i-- {
		code[i] = byte(n % int64(prime))
		n /= int64(prime)
	}
	code[letters-1] = byte(checkLetter(code[:letters-1]))
	return spellPlaces(code[:])
}

// checkLetter weighs every place differently, and none with a multiple of 31.
func checkLetter(code []byte) int {
	sum := 17
	for i, d := range code {
		sum += (i + 2) * int(d)
	}
	return (prime - sum%prime) % prime
}

// mulmod is a*b modulo codes without overflow, for a, b below codes.
func mulmod(a, b int64) int64 {
	var product int64
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			product = (product + a) % codes
		}
		a = a * 2 % codes
	}
	return product
}

// packVersion puts "v1.4.2" into 16 bits; 0 for what is no such version.
func packVersion(v string) int {
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "-")
	v, _, _ = strings.Cut(v, "+")
	parts := strings.Split(v, ".")
	if len(parts) != 3 {
		return 0
	}
	packed := 0
	for i, bits := range []int{4, 6, 6} {
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 || n >= 1<<bits {
			return 0
		}
		packed = packed<<bits + n
	}
	return packed
}

func unpackVersion(packed int) string {
	if packed == 0 {
		return ""
	}
	return strconv.Itoa(packed>>12) + "." + strconv.Itoa(packed>>6&63) + "." + strconv.Itoa(packed&63)
}

// ReadSpokenCode reads what [SpokenCode] wrote, as people type it: in lower
// case, with spaces or without hyphens, in full-width letters. The error is a
// [*CodeError].
func ReadSpokenCode(text string) (Spoken, error) {
	code, err := normalCode(text)
	if err != nil {
		return Spoken{}, err
	}
	if checkLetter(code[:letters-1]) != int(code[letters-1]) {
		return Spoken{}, &CodeError{Problem: CodeMisread, Near: nearCodes(code)}
	}
	s, ok := unpack(code)
	if !ok {
		return Spoken{}, &CodeError{Problem: CodeNewer}
	}
	return s, nil
}

// unpack reads the places of a code whose check letter is right; ok is false
// where a later version of the program made it.
func unpack(code []byte) (s Spoken, ok bool) {
	var spelt int64
	for _, d := range code[:letters-1] {
		spelt = spelt*int64(prime) + int64(d)
	}
	spelt = mulmod((spelt-salt+codes)%codes, unspread)
	if spelt >= fields {
		return Spoken{}, false
	}
	n := int(spelt) // 31 bits
	s.Version = unpackVersion(n & 0xffff)
	n >>= 16
	s.Complete = n%2 == 1
	n /= 2
	s.OS = spokenSystems[n%len(spokenSystems)]
	n /= len(spokenSystems)
	s.Verdict = spokenVerdicts[n/1024]
	if s.Cause, ok = numbered(n % 1024); !ok {
		return Spoken{}, false
	}
	if c := catalogue.Find(s.Cause); c != nil {
		s.Blame = string(c.Blame)
	}
	return s, true
}
