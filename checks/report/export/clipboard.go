package export

import (
	"strings"

	"kpdoctor/checks/report"
)

// clipboardSize is how many characters fit into a chat without being folded.
const clipboardSize = 600

// Clipboard is the report in a few lines to paste into a chat, masked: verdict,
// cause, whose job, what is fine, system, time, spoken code, number. lang is
// "zh" or "en".
func Clipboard(r *report.Report, lang string) string {
	masked := r.Redacted()
	lines := masked.Brief(lang)
	if s := strings.Join(lines, "\n"); masked.Leak(s) != nil {
		lines = lines[len(lines)-2:] // code and number hold nothing
	}
	for len([]rune(strings.Join(lines, "\n"))) > clipboardSize {
		longest := 0
		for i, l := range lines {
			if len([]rune(l)) > len([]rune(lines[longest])) {
				longest = i
			}
		}
		short := []rune(lines[longest])
		lines[longest] = string(short[:len(short)*3/4]) + "…"
	}
	return strings.Join(lines, "\n")
}
