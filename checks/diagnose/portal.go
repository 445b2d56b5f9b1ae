package diagnose

// findPortal: an address that must answer with nothing answers with a page, and
// nobody beyond showed a certificate that holds.
func findPortal(w *world) []Problem {
	page, ok, id, from := false, false, "", ""
	for _, r := range w.refs {
		switch {
		case r.Scheme == "http" && r.Status == 204 && r.BodyBytes == 0, r.Handshake != nil && r.Handshake.Verified:
			ok = true
		case r.Scheme == "http" && r.Status != 0 && r.Status < 500:
			page, id = true, "reference:"+r.URL
			from = r.Location
		}
	}
	if !page || ok {
		return nil
	}
	var targets []string
	for _, e := range w.endpoints {
		if e.best(func(*way) bool { return true }) >= verified && e.Scheme != "http" {
			return nil
		}
		if !e.served() || e.Scheme == "http" {
			targets = append(targets, e.Endpoint)
		}
	}
	if len(targets) == 0 {
		return nil
	}
	return w.lineDown("internet.captive_portal", 0.95, targets, []string{id}, "address", from)
}
