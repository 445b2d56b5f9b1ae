package env

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	nftProgram  = []string{"/usr/sbin/nft", "/sbin/nft"}
	nftWord     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
	ruleValue   = regexp.MustCompile(`^(ct state established )?tcp (dport|sport) [1-9][0-9]{0,4}$`)
	nftFamilies = []string{"inet", "ip", "ip6"}
)

// nftRules is what nft tells in JSON, as far as it matters here.
type nftRules struct {
	Nftables []struct {
		Chain *struct {
			Family, Table, Name, Type, Hook, Policy string
		}
		Rule *struct {
			Family, Table, Chain, Comment string
			Handle                        int
			Expr                          []map[string]json.RawMessage
		}
	}
}

func (s system) nftRules(ctx context.Context) (nftRules, error) {
	var all nftRules
	if s.has("/run/firewalld") || s.has("/run/ufw.lock") || s.ufwIsOn() {
		return all, fmt.Errorf("reading the firewall's rules: another program keeps them: %w", errors.ErrUnsupported)
	}
	out, err := s.runProgram(ctx, nftProgram, nil, "-j", "list", "ruleset")
	if err == nil {
		err = json.Unmarshal(out, &all)
	}
	if err != nil {
		return all, fmt.Errorf("reading the firewall's rules: %w", err)
	}
	return all, nil
}

func (s system) ufwIsOn() bool {
	text, _ := s.readText("/etc/ufw/ufw.conf")
	return strings.Contains(text, "ENABLED=yes")
}

// readRule: the name "" reads the chains that can refuse, one a line: "nft FAMILY
// TABLE CHAIN output|input". Such a line and a rule's name is the name of a
// rule, whose value is what it lets through: "tcp dport 8443". Chains that another
// program made and keeps (iptables, ufw, firewalld) are not listed.
func (s system) readRule(ctx context.Context, name string) ([]byte, error) {
	all, err := s.nftRules(ctx)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return []byte(strings.Join(refusingChains(all), "\n")), nil
	}
	value, _ := all.rule(name)
	return value, nil
}

// iptables are the tables that iptables makes by its nftables half, with chains in
// capitals: a rule that it did not write would make it refuse to show them.
var iptables = []string{"filter", "mangle", "raw", "security", "nat"}

// refusingChains are the base chains of what comes and goes here that can say no.
func refusingChains(all nftRules) []string {
	refuses := map[string]bool{}
	jumps := map[string]bool{}
	foreign := map[string]bool{}
	for _, item := range all.Nftables {
		r := item.Rule
		if r == nil {
			continue
		}
		at := r.Family + " " + r.Table + " " + r.Chain
		for _, e := range r.Expr {
			for word := range e {
				switch word {
				case "drop", "reject":
					refuses[at] = true
				case "jump", "goto":
					jumps[at] = true
				case "xt":
					foreign[r.Family+" "+r.Table] = true
				}
			}
		}
	}
	var names []string
	for _, item := range all.Nftables {
		c := item.Chain
		if c == nil || c.Type != "filter" || c.Hook != "output" && c.Hook != "input" {
			continue
		}
		at := c.Family + " " + c.Table + " " + c.Name
		plain := slices.Contains(nftFamilies, c.Family) && nftWord.MatchString(c.Table) && nftWord.MatchString(c.Name)
		plain = plain && !(c.Family != "inet" && strings.ToUpper(c.Name) == c.Name && slices.Contains(iptables, c.Table))
		if plain && !foreign[c.Family+" "+c.Table] && (refuses[at] || jumps[at] || c.Policy == "drop") {
			names = append(names, "nft "+at+" "+c.Hook)
		}
	}
	return names
}

// rule finds a rule by "nft FAMILY TABLE CHAIN HOOK LABEL".
func (all nftRules) rule(name string) (value []byte, handle int) {
	f := strings.Fields(name)
	if len(f) != 6 {
		return nil, 0
	}
	for _, item := range all.Nftables {
		r := item.Rule
		if r != nil && r.Family == f[1] && r.Table == f[2] && r.Chain == f[3] && r.Comment == f[5] {
			return []byte(ruleText(r.Expr)), r.Handle
		}
	}
	return nil, 0
}

// ruleText reads the three forms that this program writes; any other is its JSON.
func ruleText(exprs []map[string]json.RawMessage) string {
	var words []string
	for _, e := range exprs {
		var m struct {
			Left struct {
				Payload struct{ Protocol, Field string }
				CT      struct{ Key string }
			}
			Right json.RawMessage
		}
		raw, ok := e["match"]
		if !ok || json.Unmarshal(raw, &m) != nil {
			continue
		}
		right := strings.Trim(string(m.Right), `"[] `)
		if m.Left.CT.Key != "" {
			words = append(words, "ct "+m.Left.CT.Key+" "+right)
		} else {
			words = append(words, m.Left.Payload.Protocol+" "+m.Left.Payload.Field+" "+right)
		}
	}
	return strings.Join(words, " ")
}

// writeRule puts one named rule that lets a port through before all others of
// its chain, or takes that rule away again by its handle.
func (s system) writeRule(ctx context.Context, name string, value []byte) error {
	f := strings.Fields(name)
	if len(f) != 6 || f[0] != "nft" || !slices.Contains(nftFamilies, f[1]) || !nftWord.MatchString(f[2]) ||
		!nftWord.MatchString(f[3]) || !nftWord.MatchString(f[5]) || value != nil && !ruleValue.Match(value) {
		return fmt.Errorf("changing the firewall rule %q: %w", name, errors.ErrUnsupported)
	}
	all, err := s.nftRules(ctx)
	if err != nil {
		return err
	}
	now, handle := all.rule(name)
	switch {
	case value == nil && now != nil:
		_, err = s.runProgram(ctx, nftProgram, nil, "delete", "rule", f[1], f[2], f[3], "handle", strconv.Itoa(handle))
	case value != nil && now == nil:
		args := append([]string{"insert", "rule", f[1], f[2], f[3]}, strings.Fields(string(value))...)
		_, err = s.runProgram(ctx, nftProgram, nil, append(args, "accept", "comment", `"`+f[5]+`"`)...)
	}
	if err != nil {
		return fmt.Errorf("changing the firewall rule %s: %w", name, err)
	}
	return nil
}
