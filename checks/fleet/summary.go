package fleet

import "time"

// Schema is the schema of a summary in JSON.
const Schema = "kpdoctor.summary/v1"

// A Summary is the picture. Its JSON is public interface.
type Summary struct {
	Schema  string    `json:"schema"`
	Lang    string    `json:"lang"`
	AsOf    time.Time `json:"as_of"` // of the newest report; zero: none is dated
	From    time.Time `json:"from"`  // of the oldest
	Reports Reports   `json:"reports"`
	Sites   Sites     `json:"sites"` // now: by each site's newest report

	Causes   []Cause            `json:"causes"`    // by sites now, then by sites ever
	By       map[string][]Group `json:"by"`        // sites now, by each [Attribute]
	SiteList []Site             `json:"site_list"` // the worst first
	Timeline Timeline           `json:"timeline"`
	Skipped  []Skip             `json:"skipped"` // at most 10000 of Reports.Skipped
}

// Reports counts files.
type Reports struct {
	Counted    int `json:"counted"`
	Duplicates int `json:"duplicates"` // the same report once more
	Skipped    int `json:"skipped"`
	Undated    int `json:"undated"` // counted, but their clock cannot be believed: in no timeline
	Masked     int `json:"masked"`
	Counts         // of all counted reports
}

// Sites counts sites by the verdict of their newest report.
type Sites struct {
	Total   int `json:"total"`
	Unnamed int `json:"unnamed"` // reports without a site that can be told from others: each is one of its own
	Counts
}

// Counts are numbers by verdict.
type Counts struct {
	OK           int `json:"ok"`
	Degraded     int `json:"degraded"`
	Broken       int `json:"broken"`
	Inconclusive int `json:"inconclusive"`
}

func (c *Counts) add(v verdict) {
	switch v {
	case ok:
		c.OK++
	case degraded:
		c.Degraded++
	case broken:
		c.Broken++
	case inconclusive:
		c.Inconclusive++
	}
}

// All is their sum.
func (c Counts) All() int { return c.OK + c.Degraded + c.Broken + c.Inconclusive }

// A Cause is one cause over all sites.
type Cause struct {
	Code      string     `json:"code"`
	Title     string     `json:"title"`
	Blame     string     `json:"blame"`
	Sites     int        `json:"sites"`      // whose newest report names it
	SitesEver int        `json:"sites_ever"` // of which any report does
	Reports   int        `json:"reports"`
	Since     *time.Time `json:"since,omitempty"`      // the first bad report after the last good one, of the first site among those of Common[0], else of all
	HalfSince *time.Time `json:"half_since,omitempty"` // when half of those sites had it
	FineUntil *time.Time `json:"fine_until,omitempty"` // the last report without it of the site that Since is of; none: it may be older
	Targets   []Count    `json:"targets"`              // what it is about, by sites now
	Common    []Common   `json:"common"`               // what the affected sites share and the healthy ones do not; several where they cannot be told apart
	SiteNames []string   `json:"site_names"`           // whose newest report names it, sorted; without the unnamed
}

// A Count is how many sites something is true of.
type Count struct {
	Value string `json:"value"`
	Sites int    `json:"sites"`
}

// Common is an attribute that affected sites share and healthy ones do not: see [common].
type Common struct {
	Attribute   Attribute `json:"attribute"`
	Value       string    `json:"value"`
	With        int       `json:"affected_with"`
	Affected    int       `json:"affected"` // of which the attribute is known
	HealthyWith int       `json:"healthy_with"`
	Healthy     int       `json:"healthy"` // of which the attribute is known
	P           float64   `json:"p"`       // that this is chance, after Fisher, corrected for the number of comparisons
}

// A Group is the sites that share a value, by verdict now.
type Group struct {
	Value string `json:"value"`
	Counts
}

// A Site is one place and its newest report.
type Site struct {
	Name      string     `json:"site"` // "" where it has no name that can be compared
	Report    string     `json:"report,omitempty"`
	Verdict   string     `json:"verdict"`
	Causes    []string   `json:"causes"`
	Newest    *time.Time `json:"newest,omitempty"`
	Since     *time.Time `json:"since,omitempty"`      // of what is bad now: the first bad report after the last good one
	FineUntil *time.Time `json:"fine_until,omitempty"` // the last good report
	Reports   int        `json:"reports"`
}

// Timeline is all reports over time.
type Timeline struct {
	Seconds int      `json:"bucket_seconds"`
	Buckets []Bucket `json:"buckets"` // without gaps; none where no report is dated
}

// A Bucket is the reports that began in a stretch of time.
type Bucket struct {
	Start time.Time `json:"start"`
	Counts
}
