package checks

import (
	"strconv"
	"strings"
)

// versionFields reads "10.0.22631" as 10, 0, 22631. A leading letter ("V10")
// is passed over; reading stops at the first field that is no number, so
// "12.11-rc1" is 12, 11. None: the version is not known.
func versionFields(s string) []int {
	s = strings.TrimLeft(strings.TrimSpace(s), "vV")
	var fields []int
	for part := range strings.SplitSeq(s, ".") {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		fields = append(fields, n)
		if digits != part {
			break
		}
	}
	return fields
}

// compareVersions compares field by field as numbers; a missing field is 0.
// It returns -1, 0 or 1.
func compareVersions(a, b []int) int {
	for i := range max(len(a), len(b)) {
		var x, y int
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			if x < y {
				return -1
			}
			return 1
		}
	}
	return 0
}

// VersionBelow reports whether version is known and lower than minimum,
// compared field by field as numbers.
func VersionBelow(version, minimum string) bool {
	v, m := versionFields(version), versionFields(minimum)
	return len(v) > 0 && len(m) > 0 && compareVersions(v, m) < 0
}
