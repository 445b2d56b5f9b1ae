package profile

import (
	"slices"
	"strings"
)

// Nearest returns at most n of the known words that word was probably meant to
// be, best first: those it begins, or those at most a third of its letters away.
func Nearest(word string, known []string, n int) []string {
	type match struct {
		word     string
		distance int
	}
	var near []match
	w := strings.ToLower(word)
	for _, k := range known {
		d := distance(w, strings.ToLower(k))
		limit := max(1, (max(len([]rune(w)), len([]rune(k)))+1)/3)
		if len(w) >= 2 && strings.HasPrefix(strings.ToLower(k), w) {
			d = min(d, limit)
		}
		if d <= limit {
			near = append(near, match{k, d})
		}
	}
	slices.SortStableFunc(near, func(a, b match) int { return a.distance - b.distance })
	var words []string
	for _, m := range near[:min(n, len(near))] {
		words = append(words, m.word)
	}
	return words
}

// distance counts the letters to insert, delete, replace or swap with the next
// one. Only the first 64 letters count.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	x, y = x[:min(64, len(x))], y[:min(64, len(y))]
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
