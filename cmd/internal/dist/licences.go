package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func printLicences(args []string) error {
	if err := count(args, 1, -1); err != nil {
		return err
	}
	all, err := parts(args)
	if err != nil {
		return err
	}
	own, err := os.ReadFile("LICENSE")
	if err != nil {
		return err
	}
	return licenceText(os.Stdout, string(own), all)
}

// licenceText writes our own licence, the list of parts, and every text once.
func licenceText(w io.Writer, own string, all []part) error {
	var out strings.Builder
	rule := strings.Repeat("=", 78)
	fmt.Fprintf(&out, "开票医生 kpdoctor\n%s\n\n%s\n%s\n里面还有下面这些软件和字体，各按自己的许可证。\nIt contains the following, each under its own licence:\n\n", rule, own, rule)
	number := map[string]int{}
	var texts []string
	for _, p := range all {
		fmt.Fprintf(&out, "%s %s\n", p.Name, p.Version)
		for _, l := range p.Licences {
			if number[l.Text] == 0 {
				texts = append(texts, l.Text)
				number[l.Text] = len(texts)
			}
			fmt.Fprintf(&out, "    %s, text %d\n", strings.TrimPrefix(l.ID+" "+l.File, " "), number[l.Text])
		}
	}
	for i, text := range texts {
		fmt.Fprintf(&out, "\n%s\nText %d\n%s\n\n%s\n", rule, i+1, rule, strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")))
	}
	_, err := io.WriteString(w, out.String())
	return err
}
