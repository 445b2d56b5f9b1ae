package report

import "slices"

// numbers gives every cause the number that it has in spoken codes: its place
// here, from 1 on; 0 is no cause. Codes are read for ever: lines are only ever
// added at the end, and a cause that is dropped keeps its line.
var numbers = []string{
	"adapter.missing",
	"adapter.disabled",
	"adapter.unplugged",
	"adapter.no_address",
	"adapter.address_conflict",
	"adapter.no_gateway",
	"gateway.unreachable",
	"internet.unreachable",
	"internet.captive_portal",
	"lan.lossy",
	"internet.lossy",
	"internet.slow",
	"internet.small_mtu",
	"vpn.captures_traffic",
	"ipv6.broken",
	"proxy.unreachable",
	"proxy.auth_required",
	"proxy.refuses",
	"dns.no_resolver",
	"dns.resolver_down",
	"dns.resolver_fails",
	"dns.blocked",
	"dns.name_not_found",
	"dns.domain_failing",
	"dns.hijacked",
	"dns.hosts_override",
	"dns.slow",
	"route.unreachable",
	"port.refused",
	"port.rejected",
	"port.filtered",
	"port.blocked_here",
	"port.exhausted",
	"server.unreachable",
	"server.partial_outage",
	"server.no_response",
	"server.drops_connection",
	"server.overloaded",
	"server.maintenance",
	"server.error",
	"server.slow",
	"server.rate_limited",
	"server.access_denied",
	"server.unauthorized",
	"server.interface_gone",
	"cert.expired",
	"cert.not_yet_valid",
	"cert.name_mismatch",
	"cert.chain_incomplete",
	"cert.untrusted_root",
	"cert.revoked",
	"cert.weak",
	"cert.expiring",
	"tls.intercepted",
	"tls.version_unsupported",
	"tls.cipher_unsupported",
	"tls.reset",
	"tls.not_tls",
	"tls.client_cert_required",
	"tls.gm_only",
	"clock.skewed",
	"clock.timezone",
	"clock.not_syncing",
	"device.missing",
	"device.driver",
	"device.storage_blocked",
	"device.service_stopped",
	"device.no_permission",
	"device.wrong_kind",
	"device.several",
	"software.not_installed",
	"software.not_running",
	"software.outdated",
	"software.helper_down",
	"software.helper_port_taken",
	"host.os_unsupported",
	"host.disk_full",
	"host.memory_low",
}

// numberOf is the number of a cause; 0 for none and for one that has none.
func numberOf(code string) int { return slices.Index(numbers, code) + 1 }

// numbered is the cause with a number, "" for 0.
func numbered(n int) (code string, ok bool) {
	if n == 0 {
		return "", true
	}
	if n > len(numbers) {
		return "", false
	}
	return numbers[n-1], true
}
