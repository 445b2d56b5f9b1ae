package ui

import (
	"time"

	"kpdoctor/assets/text"
)

// dateWords is a moment as one says it: "11月20日 09:30", "20 Nov 09:30"; with
// the year where it is another than this.
func dateWords(words *text.Printer, at time.Time) string {
	return dayWords(words, at) + at.Local().Format(" 15:04")
}

// dayWords is the day alone.
func dayWords(words *text.Printer, at time.Time) string {
	at = at.Local()
	this := at.Year() == time.Now().Year()
	switch {
	case words.Lang() == "en" && this:
		return at.Format("2 Jan")
	case words.Lang() == "en":
		return at.Format("2 Jan 2006")
	case this:
		return at.Format("1月2日")
	}
	return at.Format("2006年1月2日")
}
