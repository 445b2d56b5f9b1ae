package diagnose

// Without judges with one rule taken away.
var Without = diagnose

// Codes are all codes that a rule can name.
var Codes = allCodes
