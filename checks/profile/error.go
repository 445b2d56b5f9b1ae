package profile

import (
	"fmt"
	"strings"
	"unicode"
)

// An Error is one mistake in a profile, or in what was chosen instead of one.
// It prints as a single line: FILE:LINE[:COLUMN]: key: what is wrong; what would be right.
type Error struct {
	File    string // "" where there is no file: a flag
	Line    int    // from 1; 0 where there is no file
	Column  int    // from 1, in bytes; 0 where the line is enough
	Key     string // dotted, "limits.max_loss", or the flag, "--region"
	Problem string // what is wrong
	Hint    string // what would be right

	problemZH, hintZH string
}

func (e *Error) Error() string { return e.line(e.Problem, e.Hint, "; ") }

// In is the same line in "zh" or "en".
func (e *Error) In(lang string) string {
	if lang == "en" || e.problemZH == "" {
		return e.Error()
	}
	return e.line(e.problemZH, e.hintZH, "；")
}

func (e *Error) line(problem, hint, join string) string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File + ":")
		if e.Line > 0 {
			fmt.Fprintf(&b, "%d:", e.Line)
		}
		if e.Column > 0 {
			fmt.Fprintf(&b, "%d:", e.Column)
		}
		b.WriteByte(' ')
	}
	if e.Key != "" {
		b.WriteString(e.Key + ": ")
	}
	b.WriteString(problem)
	if hint != "" {
		b.WriteString(join + hint)
	}
	return oneLine(b.String())
}

// oneLine makes text from a stranger safe to print: no line breaks, no
// control characters, no invalid bytes.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}

// phrase is a message in both languages.
type phrase struct{ en, zh string }

// say fills the verbs of an English message and of its Chinese twin in
// [chinese]; arguments are printed with %s and may be phrases themselves.
func say(format string, args ...any) phrase {
	en, zh := make([]any, len(args)), make([]any, len(args))
	for i, a := range args {
		en[i], zh[i] = a, a
		if p, ok := a.(phrase); ok {
			en[i], zh[i] = p.en, p.zh
		}
	}
	return phrase{fmt.Sprintf(format, en...), fmt.Sprintf(chinese[format], zh...)}
}

func newError(file string, line int, key string, problem, hint phrase) *Error {
	return &Error{File: file, Line: line, Key: key,
		Problem: problem.en, Hint: hint.en, problemZH: problem.zh, hintZH: hint.zh}
}

// quote shows a value from the profile: in quotes, at most 60 characters.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return `"` + oneLine(s) + `"`
}

// choices lists words: `"a", "b"`.
func choices(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return strings.Join(quoted, ", ")
}
