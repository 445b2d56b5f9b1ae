package env

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// The first thread stays in the namespace that the process began in: /proc/net
// shows that thread's, and a thread of inside never comes back.
func init() { runtime.LockOSThread() }

// ours stands before the names of this run's namespaces, so that two runs do
// not meet.
var ours = fmt.Sprintf("envt-%d-", os.Getpid())

// The lab is this PC (envt-pc), a router and a server, each a network
// namespace, joined by two cables. It needs root, ip and nft. LAB=require
// makes a missing lab a failure.
func lab(t *testing.T) {
	t.Helper()
	var why []string
	if os.Geteuid() != 0 {
		why = append(why, "not root")
	}
	for _, tool := range []string{"ip", "nft", "sysctl"} {
		if _, err := exec.LookPath(tool); err != nil {
			why = append(why, "no "+tool)
		}
	}
	if len(why) > 0 {
		message := "NOT TESTED: network failures in real namespaces: " + strings.Join(why, ", ")
		if os.Getenv("LAB") == "require" {
			t.Fatal(message)
		}
		t.Skip(message)
	}
	remove := func() {
		for _, n := range []string{"pc", "r", "s"} {
			exec.Command("ip", "netns", "del", ours+n).Run()
		}
	}
	remove()
	t.Cleanup(remove)
	run(t, `
ip netns add envt-pc; ip netns add envt-r; ip netns add envt-s
ip -n envt-pc link set lo up; ip -n envt-r link set lo up; ip -n envt-s link set lo up
ip link add e0 netns envt-pc type veth peer name r0 netns envt-r
ip link add r1 netns envt-r type veth peer name s0 netns envt-s
ip -n envt-pc addr add 10.9.0.2/24 dev e0; ip -n envt-pc addr add fd09::2/64 dev e0 nodad; ip -n envt-pc link set e0 up
ip -n envt-r addr add 10.9.0.1/24 dev r0; ip -n envt-r addr add fd09::1/64 dev r0 nodad; ip -n envt-r link set r0 up
ip -n envt-r addr add 10.8.0.1/24 dev r1; ip -n envt-r addr add fd08::1/64 dev r1 nodad; ip -n envt-r link set r1 up
ip -n envt-s addr add 10.8.0.9/24 dev s0; ip -n envt-s addr add fd08::9/64 dev s0 nodad; ip -n envt-s link set s0 up
ip -n envt-pc route add default via 10.9.0.1; ip -n envt-pc -6 route add default via fd09::1
ip -n envt-s route add default via 10.8.0.1; ip -n envt-s -6 route add default via fd08::1
ip netns exec envt-r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
ip netns exec envt-pc sysctl -qw net.ipv6.conf.e0.accept_dad=0`)
	inside(t, "envt-s", func() {
		for _, addr := range []string{"10.8.0.9:80", "[fd08::9]:80"} {
			l, err := net.Listen("tcp", addr)
			if err != nil {
				t.Errorf("serving in the lab: %v", err)
				return
			}
			t.Cleanup(func() { l.Close() })
		}
	})
	// IPv6 forwards once the addresses are settled.
	for begun := time.Now(); time.Since(begun) < 10*time.Second; {
		if exec.Command("ip", "netns", "exec", ours+"pc", "ping", "-c1", "-W1", "fd08::9").Run() == nil {
			return
		}
	}
	t.Log("the lab's IPv6 did not settle")
}

// run executes a shell script and fails the test where a line fails.
func run(t *testing.T, script string) {
	t.Helper()
	script = strings.ReplaceAll(script, "envt-", ours)
	if out, err := exec.Command("sh", "-ec", script).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\nin: %s", err, out, script)
	}
}

// inside calls f on a thread that lives in the network namespace.
func inside(t *testing.T, namespace string, f func()) {
	t.Helper()
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		fd, err := unix.Open("/run/netns/"+strings.Replace(namespace, "envt-", ours, 1), unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err == nil {
			err = unix.Setns(fd, unix.CLONE_NEWNET)
			unix.Close(fd)
		}
		if err == nil {
			f()
		}
		done <- err
	}()
	if err := <-done; err != nil {
		t.Errorf("entering %s: %v", namespace, err)
	}
}
