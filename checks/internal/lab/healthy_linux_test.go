package lab

// healthy are networks in which nothing is wrong: nothing may be named.
var healthy = []Scenario{
	{Name: "healthy/plain office"},
	{Name: "healthy/dual stack", Office: Office{V6: true}},
}
