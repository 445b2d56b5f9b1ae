package diagnose

func findHostsOverride(w *world) []Problem {
	var found []Problem
	for _, n := range w.endpointNames() {
		ev := w.names[n]
		for _, e := range w.needy(n) {
			if len(ev.Hosts) == 0 || e.best(fromDNS) <= e.best(fromHosts) {
				continue
			}
			h := ev.Hosts[0]
			found = append(found, w.nameProblem("dns.hosts_override", 0.95, []string{n}, []string{n},
				"host", n, "address", h.Address, "file", h.Path, "line", itoa(h.Line))...)
			break
		}
	}
	return found
}

// findHijacked: where the configured servers lead there is nothing, or something
// else; where the references lead there is the server.
func findHijacked(w *world) []Problem {
	var found []Problem
	for _, n := range w.endpointNames() {
		ev := w.names[n]
		conf := sayings(ev, "configured")
		if len(ev.Hosts) > 0 || !conf.has {
			continue
		}
		for _, e := range w.needy(n) {
			right, wrong := e.best(onlyReference), e.best(effective)
			if right <= wrong || right < open {
				continue
			}
			confidence := 0.95
			if right < verified && e.Scheme != "tcp" && e.Proof != "record" {
				confidence = 0.7
			}
			var lie string
			for _, x := range e.ways {
				if x.effective {
					lie = x.address
					break
				}
			}
			hijacked := w.nameProblem("dns.hijacked", confidence, []string{n}, []string{n}, "host", n, "address", lie, "resolver", conf.servers[0])
			for i := range hijacked { // what is at both addresses is the proof
				hijacked[i].Evidence = appendNew(hijacked[i].Evidence, e.checkIDs("port", "certificate")...)
			}
			found = append(found, hijacked...)
			break
		}
	}
	return found
}
