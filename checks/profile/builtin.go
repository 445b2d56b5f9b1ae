package profile

import (
	"bytes"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template"

	"kpdoctor/assets"
)

// ByRegion returns the built-in profile of a tax authority, by its spelling,
// for one kind of software. An unknown value is an [*Error] that names the
// flag and the nearest values.
func ByRegion(region, software string) (*Profile, error) {
	text, err := BuiltinText(region, software)
	if err != nil {
		return nil, err
	}
	return Parse(region+"/"+software+".toml", text, func(string) ([]byte, error) { return nil, fs.ErrNotExist })
}

// BuiltinText is the built-in profile as a TOML file, to start an own one from.
func BuiltinText(region, software string) ([]byte, error) {
	row, known := inUse().authority(region)
	if !known {
		return nil, newError("", 0, "--region", say("unknown region %s", quote(region)), nearestRegions(region))
	}
	if !slices.Contains(builtin, software) {
		if slices.Contains(Softwares, software) {
			return nil, newError("", 0, "--software", say("there is no built-in profile for %s", quote(software)),
				say("for %s give the address itself with --url, or a profile", quote(software)))
		}
		return nil, newError("", 0, "--software", say("unknown software %s", quote(software)), oneOf(software, builtin))
	}
	var b bytes.Buffer
	page := template.Must(template.ParseFS(assets.Profiles, "profiles/"+software+".toml"))
	if err := page.Option("missingkey=error").Execute(&b, inUse().marked(row)); err != nil {
		return nil, newError(software+".toml", 0, "", say("cannot be read (%s)", err.Error()), phrase{})
	}
	b.Write(referencesText())
	return b.Bytes(), nil
}

// nearestRegions is the hint for a region that is none.
func nearestRegions(region string) phrase {
	var near []string
	all := slices.Sorted(maps.Keys(authorityNames))
	for _, l := range FindRegion(region) {
		near = append(near, l.Spelling)
	}
	for _, s := range Nearest(region, all, 3) {
		if !slices.Contains(near, s) {
			near = append(near, s)
		}
	}
	list := say("every region is in the list of kpcheck profiles")
	if len(near) == 0 || len(near) == len(all) {
		return list
	}
	return say("did you mean %s? %s", strings.Join(near[:min(3, len(near))], ", "), list)
}

func referencesText() []byte {
	text, err := assets.Profiles.ReadFile("profiles/references.toml")
	if err != nil {
		panic(err) // embedded, and read by every test
	}
	return text
}

// DefaultReferences are the references that the built-in profiles and [Custom] carry.
func DefaultReferences() References {
	root, wrong := readTree("references.toml", referencesText())
	if wrong != nil {
		panic(wrong)
	}
	d := &decoder{file: "references.toml"}
	return d.section("", root).table("references").references()
}
