package demo

import (
	"net/http"

	"kpdoctor/checks/internal/fault"
)

// proxyFaults lie in the proxy that this PC is set to use.
var proxyFaults = []injection{
	{"proxy.unreachable", func(w *world) { w.dead = true }},
	{"proxy.auth_required", func(w *world) {
		w.proxy = &fault.Proxy{Auth: []string{"Negotiate", "NTLM", "Basic"}}
	}},
	{"proxy.refuses", func(w *world) {
		w.proxy = &fault.Proxy{Refuse: map[string]int{}}
		for _, n := range taxNames {
			w.proxy.Refuse[n] = http.StatusForbidden
		}
	}},
}
