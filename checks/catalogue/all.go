package catalogue

// All lists every cause in the order of CAUSES.md.
var All = []*Cause{
	adapterMissing, adapterDisabled, adapterUnplugged, adapterNoAddress, adapterAddressConflict, adapterNoGateway,
	gatewayUnreachable, internetUnreachable, internetCaptivePortal, lanLossy, internetLossy, internetSlow, internetSmallMTU,
	vpnCapturesTraffic, ipv6Broken,
	proxyUnreachable, proxyAuthRequired, proxyRefuses,
	dnsNoResolver, dnsResolverDown, dnsResolverFails, dnsBlocked, dnsNameNotFound, dnsDomainFailing, dnsHijacked, dnsHostsOverride, dnsSlow,
	routeUnreachable, portRefused, portRejected, portFiltered, portBlockedHere, portExhausted,
	serverUnreachable, serverPartialOutage, serverNoResponse, serverDropsConnection, serverOverloaded, serverMaintenance,
	serverError, serverSlow, serverRateLimited, serverAccessDenied, serverUnauthorized, serverInterfaceGone,
	certExpired, certNotYetValid, certNameMismatch, certChainIncomplete, certUntrustedRoot, certRevoked, certWeak, certExpiring,
	tlsIntercepted, tlsVersionUnsupported, tlsCipherUnsupported, tlsReset, tlsNotTLS, tlsClientCertRequired, tlsGMOnly,
	clockSkewed, clockTimezone, clockNotSyncing,
	deviceMissing, deviceDriver, deviceStorageBlocked, deviceServiceStopped, deviceNoPermission, deviceWrongKind, deviceSeveral,
	softwareNotInstalled, softwareNotRunning, softwareOutdated, softwareHelperDown, softwareHelperPortTaken,
	hostOSUnsupported, hostDiskFull, hostMemoryLow,
}
