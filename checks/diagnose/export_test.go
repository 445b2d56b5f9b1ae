package diagnose

// Codes are all codes that a rule can name.
var Codes = allCodes
