package env

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	_ "time/tzdata" // Windows and bare containers have no zone files
)

// zoneNamed loads an IANA name.
func zoneNamed(name string) (string, *time.Location, error) {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return "", nil, fmt.Errorf("reading the time zone: %w", err)
	}
	return name, loc, nil
}

// zoneOfTZ reads the variable TZ: a name, a path to a zone file, or the POSIX
// form without summer time ("CST-8" is east of Greenwich).
func zoneOfTZ(tz string) (string, *time.Location, error) {
	tz = strings.TrimPrefix(tz, ":")
	if tz == "" {
		return "UTC", time.UTC, nil
	}
	if _, name, found := strings.Cut(tz, "zoneinfo/"); found {
		tz = name
	}
	if name, loc, err := zoneNamed(tz); err == nil {
		return name, loc, nil
	}
	m := posixZone.FindStringSubmatch(tz)
	if m == nil {
		return "", nil, fmt.Errorf("reading the time zone: TZ=%q names none", tz)
	}
	hours, _ := strconv.Atoi(m[3])
	minutes, _ := strconv.Atoi(m[4])
	seconds := hours*3600 + minutes*60
	if m[2] != "-" { // west
		seconds = -seconds
	}
	return tz, time.FixedZone(strings.Trim(m[1], "<>"), seconds), nil
}

var posixZone = regexp.MustCompile(`^([A-Za-z]{3,}|<[^>]+>)([+-]?)(\d{1,2})(?::(\d\d))?$`)
