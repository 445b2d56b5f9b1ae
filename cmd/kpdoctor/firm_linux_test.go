package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/miekg/dns"
	"golang.org/x/sys/unix"
)

// officeServers is the variable that makes this test binary the servers of an
// office instead of the program.
const officeServers = "KPDOCTOR_OFFICE"

// Addresses of the office. Its tax server answers at rightAddress; nothing does at wrongAddress.
const (
	taxName      = "tax.example.test"
	rightAddress = "198.51.100.10"
	wrongAddress = "203.0.113.99"
	nameServer   = "198.51.100.53"
)

func init() {
	if os.Getenv(officeServers) == "" {
		return
	}
	unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0)
	fmt.Fprintln(os.Stderr, "servers:", serveOffice())
	os.Exit(1)
}

// serveOffice answers names, and everything else that a run asks.
func serveOffice() error {
	ended := make(chan error)
	names := dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		if len(q.Question) == 1 && q.Question[0].Name == taxName+"." {
			if q.Question[0].Qtype == dns.TypeA {
				rr, _ := dns.NewRR(taxName + ". 60 IN A " + rightAddress)
				m.Answer = append(m.Answer, rr)
			}
		} else {
			m.Rcode = dns.RcodeNameError
		}
		w.WriteMsg(m)
	})
	for _, network := range []string{"udp", "tcp"} {
		go func() {
			ended <- (&dns.Server{Addr: nameServer + ":53", Net: network, Handler: names}).ListenAndServe()
		}()
	}
	for _, address := range []string{rightAddress + ":8080", "198.51.100.20:80"} {
		go func() {
			ended <- http.ListenAndServe(address, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "204") {
					w.WriteHeader(http.StatusNoContent)
				}
			}))
		}()
	}
	return <-ended
}

// A firm is a network of its own: a PC with a router, behind it the servers,
// and a hosts file, a resolv.conf and a /var/lib that only the PC's programs see.
type firm struct {
	dir     string
	profile string
	hosts   string // the file
}

// openFirm lays the office out; programs started by its wrap are on its PC.
func openFirm(t *testing.T, hosts string) firm {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("NOT TESTED: the window's repairs of a real system: they need root")
	}
	if err := exec.Command("unshare", "-n", "-m", "true").Run(); err != nil {
		if os.Getenv("LAB") == "skip" {
			t.Skip("NOT TESTED: the window's repairs of a real system: no namespaces here, and LAB=skip")
		}
		t.Fatalf("this system grants no namespaces (LAB=skip leaves this test out): %v", err)
	}
	o := firm{dir: t.TempDir()}
	o.hosts, o.profile = filepath.Join(o.dir, "hosts"), filepath.Join(o.dir, "office.toml")
	files := map[string]string{
		o.hosts:                             hosts,
		filepath.Join(o.dir, "resolv.conf"): "nameserver " + nameServer + "\n",
		o.profile: `schema = "kpdoctor.profile/v1"
name = "练习用的税务局"
[[endpoints]]
url = "http://` + taxName + `:8080/"
[references]
dns = ["` + nameServer + `:53"]
http = ["http://198.51.100.20/generate_204"]
https = []
ping = ["` + nameServer + `"]
ntp = []
[limits]
connect_timeout = "1s"
`,
	}
	for file, text := range files {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(o.dir, "lib"), 0o755); err != nil {
		t.Fatal(err)
	}
	return o
}

// pc is the shell script that becomes a PC of the office, and then the program.
const pc = `
mount -t tmpfs tmpfs /run
ip link set lo up
ip netns add router
ip link add eth0 type veth peer name lan netns router
ip addr add 192.168.1.5/24 dev eth0
ip link set eth0 up
ip -n router addr add 192.168.1.1/24 dev lan
for a in 198.51.100.10 198.51.100.20 198.51.100.53; do ip -n router addr add $a/32 dev lo; done
ip -n router link set lo up
ip -n router link set lan up
ip -n router route add unreachable 203.0.113.0/24
ip route add default via 192.168.1.1
KPDOCTOR_OFFICE=1 ip netns exec router "$1" &
mount --bind "$0/hosts" /etc/hosts
mount --bind "$0/resolv.conf" /etc/resolv.conf
mount --bind "$0/lib" /var/lib
exec "$@"`

// wrap is a program as it runs on the office's PC.
func (o firm) wrap(program string, args ...string) *exec.Cmd {
	return exec.Command("unshare", append([]string{"-n", "-m", "--propagation", "private", "sh", "-euc", pc, o.dir, program}, args...)...)
}
