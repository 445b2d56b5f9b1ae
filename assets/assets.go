// Package assets holds the data that travels inside the programs: the table
// of the tax authorities' addresses, the built-in profiles and the references
// they all share.
package assets

import "embed"

// Authorities is the table of the 36 tax authorities, comma separated, with a
// header line. Lines that begin with "#" are comments; the first one dates it.
//
//go:embed authorities.csv
var Authorities string

// Season is the table of the filing periods' last days, comma separated, with a
// header line. Its comment dates it and names its source.
//
//go:embed season.csv
var Season string

// Profiles holds profiles/SOFTWARE.toml, templates over one line of
// [Authorities] by its column names, and profiles/references.toml, which is
// appended to each.
//
//go:embed profiles/*.toml
var Profiles embed.FS
