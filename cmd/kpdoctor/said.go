package main

import "kpdoctor/checks/report"

// saying is the report with what her screen said, which she may have looked up
// only after the run; nothing else of it changes.
func saying(r *report.Report, message string) *report.Report {
	if message == "" || r.Context != nil && r.Context.Message == message {
		return r
	}
	told := *r
	told.Context = new(report.Context)
	if r.Context != nil {
		*told.Context = *r.Context
	}
	told.Context.Message = message
	return &told
}
