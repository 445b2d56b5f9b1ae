package env

import (
	"net/netip"
	"slices"
)

// remotePorts are the ports of services that let somebody work here from afar.
var remotePorts = map[uint64]string{22: "ssh", 3389: "rdp", 5900: "vnc", 5901: "vnc"}

// inOrder sorts sessions and takes out what is there twice.
func inOrder(all []Remote) []Remote {
	slices.SortFunc(all, func(a, b Remote) int { return a.Peer.Compare(b.Peer) })
	return slices.Compact(all)
}

// remoteOf is the session of a connection that stands; ok is false where it is none.
func remoteOf(localPort uint64, peer netip.Addr) (r Remote, ok bool) {
	kind := remotePorts[localPort]
	peer = peer.Unmap()
	return Remote{Kind: kind, Peer: peer}, kind != "" && peer.IsValid() && !peer.IsLoopback() && !peer.IsUnspecified()
}
