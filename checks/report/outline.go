package report

import (
	"encoding/json"
	"fmt"
	"strings"
)

// outline writes the next JSON value of d as indented lines, in the order in
// which it stands there. lead is what its first line begins with.
func outline(b *strings.Builder, d *json.Decoder, depth int, lead string) {
	token, err := d.Token()
	if err != nil {
		return // the JSON is our own and whole
	}
	indent := strings.Repeat("  ", depth)
	delim, nested := token.(json.Delim)
	if !nested {
		fmt.Fprintf(b, "%s%s%s\n", indent, lead, scalar(token))
		return
	}
	if lead != "" && !d.More() {
		fmt.Fprintf(b, "%s%s–\n", indent, lead)
	} else if lead != "" {
		fmt.Fprintf(b, "%s%s\n", indent, strings.TrimRight(lead, " "))
	}
	for n := 1; d.More(); n++ {
		item := fmt.Sprintf("%d: ", n)
		if delim == '{' {
			key, err := d.Token()
			if err != nil {
				return
			}
			item = fmt.Sprintf("%v: ", key)
		}
		inner := depth
		if lead != "" {
			inner++
		}
		outline(b, d, inner, item)
	}
	d.Token() // the closing bracket
}

func scalar(token json.Token) string {
	if token == nil {
		return "–"
	}
	return fmt.Sprint(token)
}
