// Package lab is the field on one Linux machine: an office with its PC and
// router, a carrier and the servers of the internet, each in a network namespace
// of its own. A scenario breaks one thing, or two, by the kernel's own means or
// with a server that lies, proves by independent means that the fault is in
// force, and then lets the real kpcheck say what is wrong.
//
// It needs root, iproute2 and nftables. Nothing of it leaves the machine: the
// namespaces have no cable to the outside, so any address may be played.
package lab
