package profile

// A kpdoctor.toml beside the program may be a preset: it names a region and
// perhaps a software, and says nothing of endpoints. What it leaves out is the
// built-in profile's; what it says (contacts, site, limits, proxy …) beats that.

// fill puts what a preset leaves out into its tree.
func (d *decoder) fill(root *table) {
	region := root.values["region"]
	if root.values["endpoints"] != nil || region == nil || region.text == "" {
		return
	}
	software := "browser" // where nearly all invoices are made since December 2024
	if v := root.values["software"]; v != nil {
		software = v.text
	}
	text, err := BuiltinText(region.text, software)
	if wrong, ok := err.(*Error); ok {
		key := "region"
		if wrong.Key == "--software" {
			key = "software"
		}
		e := *wrong
		e.File, e.Line, e.Key = d.file, root.values[key].line, key
		d.wrong = append(d.wrong, &e)
		return
	}
	builtin, wrong := readTree(d.file, text)
	if wrong != nil {
		panic(wrong) // embedded, and read by every test
	}
	for _, name := range builtin.names {
		if root.values[name] == nil {
			root.put(name, builtin.values[name])
		}
	}
}
