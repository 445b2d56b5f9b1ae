package env

// windowsZones maps the registry's TimeZoneKeyName to an IANA name, after
// CLDR's windowsZones.xml (territory 001).
var windowsZones = map[string]string{
	"China Standard Time":             "Asia/Shanghai",
	"Taipei Standard Time":            "Asia/Taipei",
	"Singapore Standard Time":         "Asia/Singapore",
	"Tokyo Standard Time":             "Asia/Tokyo",
	"Korea Standard Time":             "Asia/Seoul",
	"North Korea Standard Time":       "Asia/Pyongyang",
	"Ulaanbaatar Standard Time":       "Asia/Ulaanbaatar",
	"W. Australia Standard Time":      "Australia/Perth",
	"North Asia East Standard Time":   "Asia/Irkutsk",
	"North Asia Standard Time":        "Asia/Krasnoyarsk",
	"SE Asia Standard Time":           "Asia/Bangkok",
	"Myanmar Standard Time":           "Asia/Yangon",
	"Bangladesh Standard Time":        "Asia/Dhaka",
	"Central Asia Standard Time":      "Asia/Bishkek",
	"Qyzylorda Standard Time":         "Asia/Qyzylorda",
	"Nepal Standard Time":             "Asia/Katmandu",
	"India Standard Time":             "Asia/Calcutta",
	"Sri Lanka Standard Time":         "Asia/Colombo",
	"Pakistan Standard Time":          "Asia/Karachi",
	"West Asia Standard Time":         "Asia/Tashkent",
	"Ekaterinburg Standard Time":      "Asia/Yekaterinburg",
	"Afghanistan Standard Time":       "Asia/Kabul",
	"Arabian Standard Time":           "Asia/Dubai",
	"Iran Standard Time":              "Asia/Tehran",
	"Arab Standard Time":              "Asia/Riyadh",
	"Arabic Standard Time":            "Asia/Baghdad",
	"Russian Standard Time":           "Europe/Moscow",
	"Turkey Standard Time":            "Europe/Istanbul",
	"Israel Standard Time":            "Asia/Jerusalem",
	"Egypt Standard Time":             "Africa/Cairo",
	"South Africa Standard Time":      "Africa/Johannesburg",
	"E. Africa Standard Time":         "Africa/Nairobi",
	"W. Central Africa Standard Time": "Africa/Lagos",
	"FLE Standard Time":               "Europe/Kiev",
	"GTB Standard Time":               "Europe/Bucharest",
	"W. Europe Standard Time":         "Europe/Berlin",
	"Central Europe Standard Time":    "Europe/Budapest",
	"Central European Standard Time":  "Europe/Warsaw",
	"Romance Standard Time":           "Europe/Paris",
	"GMT Standard Time":               "Europe/London",
	"Greenwich Standard Time":         "Atlantic/Reykjavik",
	"UTC":                             "Etc/UTC",
	"E. South America Standard Time":  "America/Sao_Paulo",
	"Argentina Standard Time":         "America/Buenos_Aires",
	"Atlantic Standard Time":          "America/Halifax",
	"Eastern Standard Time":           "America/New_York",
	"Central Standard Time":           "America/Chicago",
	"Mountain Standard Time":          "America/Denver",
	"US Mountain Standard Time":       "America/Phoenix",
	"Pacific Standard Time":           "America/Los_Angeles",
	"Alaskan Standard Time":           "America/Anchorage",
	"Hawaiian Standard Time":          "Pacific/Honolulu",
	"Vladivostok Standard Time":       "Asia/Vladivostok",
	"Yakutsk Standard Time":           "Asia/Yakutsk",
	"AUS Eastern Standard Time":       "Australia/Sydney",
	"E. Australia Standard Time":      "Australia/Brisbane",
	"AUS Central Standard Time":       "Australia/Darwin",
	"Cen. Australia Standard Time":    "Australia/Adelaide",
	"West Pacific Standard Time":      "Pacific/Port_Moresby",
	"New Zealand Standard Time":       "Pacific/Auckland",
}

// windowsZoneOf is Windows's name of an IANA zone; "" where the table has none.
func windowsZoneOf(iana string) string {
	for windows, name := range windowsZones {
		if name == iana {
			return windows
		}
	}
	return ""
}
