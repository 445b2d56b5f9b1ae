package repair

import (
	"context"
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// desktopOf maps where a proxy was found to the setting that holds it.
var desktopOf = map[string]string{"gnome": "gnome", "kde": "kde", "WinINET": "WinINET", "PAC": "PAC"}

// proxyOff switches off the desktop's proxy that does not answer. Its address
// stays where it was written.
var proxyOff = &Repair{
	Name: "proxy.off", Fixes: []string{"proxy.unreachable"}, PerUser: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		name := desktopOf[c.Problem.Facts["source"]]
		if name == "" {
			return Plan{}, ErrNothing
		}
		return c.proxyPlan(ctx, env.DesktopProxy, name)
	},
}

// winHTTPOff does the same for the setting of Windows' services.
var winHTTPOff = &Repair{
	Name: "proxy.winhttp_off", Fixes: []string{"proxy.unreachable"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		if c.Problem.Facts["source"] != "WinHTTP" {
			return Plan{}, ErrNothing
		}
		return c.proxyPlan(ctx, env.SystemProxy, "WinHTTP")
	},
}

func (c *Case) proxyPlan(ctx context.Context, kind env.Kind, name string) (Plan, error) {
	if reason := c.needsProxy(); reason != "" {
		return refuse(reason, c.Problem.Facts["proxy"])
	}
	old, err := c.read(ctx, kind, name)
	if err != nil {
		return Plan{}, err
	}
	to := env.ProxyOff(name, old)
	if to == nil || same(old, to) {
		return Plan{}, ErrNothing
	}
	return Plan{Seconds: 3, Restart: "program", Changes: []Change{{
		Kind: kind, Name: name, From: c.Problem.Facts["proxy"], Old: old, New: to,
	}}}, nil
}

// needsProxy says why the proxy must stay: the firm set it, or there is no way
// past it.
func (c *Case) needsProxy() string {
	if c.Ties.Joined {
		return "domain"
	}
	direct := false
	past := func(a checks.Attempt) { direct = direct || a.Via == "" && a.Open }
	evidence(c.Results, func(e *checks.PortEvidence) {
		for _, a := range e.Attempts {
			past(a)
		}
	})
	evidence(c.Results, func(e *checks.ReferenceEvidence) {
		for _, a := range e.Attempts {
			past(a)
		}
	})
	if !direct {
		return "no_way_past"
	}
	return ""
}

// commentVariables takes the line that sets a dead proxy out of the machine's files.
var commentVariables = &Repair{
	Name: "proxy.machine_variable_off", Fixes: []string{"proxy.unreachable"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) { return c.variablePlan(ctx, false) },
}

// commentOwnVariables does it in this user's own.
var commentOwnVariables = &Repair{
	Name: "proxy.variable_off", Fixes: []string{"proxy.unreachable"}, PerUser: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) { return c.variablePlan(ctx, true) },
}

func (c *Case) variablePlan(ctx context.Context, own bool) (Plan, error) {
	variable, ok := strings.CutPrefix(c.Problem.Facts["source"], "env:")
	if !ok {
		return Plan{}, ErrNothing
	}
	if reason := c.needsProxy(); reason != "" {
		return refuse(reason, c.Problem.Facts["proxy"])
	}
	p := Plan{Seconds: 2, Restart: "session"}
	elsewhere := true
	for _, place := range env.VariablePlaces() {
		old, err := c.read(ctx, env.Variables, place.Name)
		if err != nil {
			return p, err
		}
		to := old
		var from, after []string
		for _, name := range proxyVariables {
			next, line := env.VariableOff(place.Name, to, name, c.Problem.Facts["proxy"])
			if line == "" {
				continue
			}
			elsewhere = elsewhere && !strings.EqualFold(name, variable)
			to, from, after = next, append(from, line), append(after, env.VariableComment(place.Name)+line)
		}
		if len(from) == 0 || place.Own != own {
			continue
		}
		p.Changes = append(p.Changes, Change{Kind: env.Variables, Name: place.Name,
			From: strings.Join(from, "; "), To: strings.Join(after, "; "), Old: old, New: to})
	}
	if elsewhere && own {
		return refuse("variable_elsewhere", variable)
	}
	return p, nil
}

// proxyVariables are those that lead to a proxy. All that lead to the dead one are taken
// out at once: a program that misses one takes the next.
var proxyVariables = []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}

// past returns an Env in which the proxies of variables that a plan took out
// are gone: as it is for programs of the next session. One that is still set
// somewhere, in capitals or not, is not gone.
func (v *Visit) past(ctx context.Context, p Plan) *env.Env {
	e := v.Env
	if !slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Kind == env.Variables }) {
		return e
	}
	set := func(variable string) bool {
		return slices.ContainsFunc(env.VariablePlaces(), func(place env.VariablePlace) bool {
			text, err := v.Control.Read(ctx, env.Variables, place.Name)
			return err != nil || env.VariableSet(place.Name, text, variable) || env.VariableSet(place.Name, text, strings.ToLower(variable)) ||
				env.VariableSet(place.Name, text, strings.ToUpper(variable))
		})
	}
	next := *e
	next.Proxies = func(ctx context.Context) ([]env.Proxy, error) {
		all, err := e.Proxies(ctx)
		return slices.DeleteFunc(all, func(x env.Proxy) bool {
			variable, ok := strings.CutPrefix(x.Source, "env:")
			return ok && slices.ContainsFunc(p.Changes, func(c Change) bool { return strings.Contains(c.From, variable) }) && !set(variable)
		}), err
	}
	return &next
}
