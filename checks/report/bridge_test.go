package report

// What tests outside the package, which write in every format, need of its
// inside.

// Filtered is the visit to the office whose firewall drops a port, to be
// changed, and its report.
func Filtered(change func(*Visit), lang string, wifi ...string) *Report {
	v := filtered()
	change(&v)
	r := made(v, filteredDiagnosis, lang)
	r.private = r.private.and(private{wifi: wifi})
	return r
}

// RuleNames are the names of the rules of masking.
func RuleNames() []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.name)
	}
	return names
}

// WithoutRule takes one rule away until the returned func is called.
func WithoutRule(name string) (restore func()) {
	all := rules
	rules = nil
	for _, r := range all {
		if r.name != name {
			rules = append(rules, r)
		}
	}
	return func() { rules = all }
}

// CreditCodeOf appends the check character to 17 of a credit code.
func CreditCodeOf(n string) string {
	for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if creditCode(n + string(c)) {
			return n + string(c)
		}
	}
	return ""
}

// IdentityOf appends the check character to 17 of an identity number.
func IdentityOf(n string) string {
	for _, c := range "0123456789X" {
		if identity(n + string(c)) {
			return n + string(c)
		}
	}
	return ""
}
