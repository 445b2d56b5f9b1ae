package profile

import (
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zone database

	"github.com/pelletier/go-toml/v2/unstable"
)

// Softwares are the values of the key software.
var Softwares = []string{"browser", "ukey", "golden_tax", "tax_control", "leqi", "custom"}

var (
	deviceKinds = []string{"ukey", "golden_tax", "tax_control", "ca_key"}
	blames      = []string{"this_pc", "local_network", "isp", "tax_server", "tax_device", "invoice_software", "account"}
)

var (
	usbID       = regexp.MustCompile(`^([0-9a-fA-F]{4}):([0-9a-fA-F]{4})$`)
	daemonName  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.@-]{0,79}$`)
	versionText = regexp.MustCompile(`^\d{1,9}(\.\d{1,9})*$`)
	osRule      = regexp.MustCompile(`^(windows|linux|darwin)(>=\d{1,9}(\.\d{1,9})*)?$`)
)

func (s *section) limits(l *Limits) {
	s.duration("connect_timeout", "3s", &l.ConnectTimeout)
	s.duration("slow_dns", "1s", &l.SlowDNS)
	s.duration("slow_response", "3s", &l.SlowResponse)
	s.duration("response_timeout", "8s", &l.ResponseTimeout)
	s.duration("max_rtt", "300ms", &l.MaxRTT)
	s.duration("max_skew", "5m", &l.MaxSkew)
	s.duration("cert_expiring", "14d", &l.CertExpiring)
	if v := s.value("max_loss", say("a number"), "0.05", unstable.Float, unstable.Integer); v != nil {
		share, err := strconv.ParseFloat(strings.ReplaceAll(v.text, "_", ""), 64)
		if err != nil || !(share >= 0 && share <= 1) {
			s.bad("max_loss", v.line, say("%s is no share between 0 and 1", v.text), say("for example %s", "max_loss = 0.05"))
		} else {
			l.MaxLoss = share
		}
	}
	if it, ok := s.text("timezone", `"Asia/Shanghai"`); ok {
		if _, err := time.LoadLocation(it.text); err != nil || it.text == "Local" {
			s.bad("timezone", it.line, say("unknown time zone %s", quote(it.text)), say("for example %s", `timezone = "Asia/Shanghai"`))
		} else {
			l.Timezone = it.text
		}
	}
	s.done()
}

func (s *section) device() *Device {
	d := &Device{Kind: s.choice("kind", "", deviceKinds), Required: s.flag("required", true)}
	if !s.has("kind") {
		s.missing("kind", say("possible are %s", choices(deviceKinds)))
	}
	for _, it := range s.texts("usb", `["1432:07d0"]`) {
		m := usbID.FindStringSubmatch(it.text)
		if m == nil {
			s.bad("usb", it.line, say("%s is not vendor:product", quote(it.text)), say("four hexadecimal digits each, for example %s", `usb = ["1432:07d0"]`))
			continue
		}
		vendor, _ := strconv.ParseUint(m[1], 16, 16)
		product, _ := strconv.ParseUint(m[2], 16, 16)
		d.USB = append(d.USB, USBID{uint16(vendor), uint16(product)})
	}
	for _, it := range s.texts("service", `["SCardSvr", "pcscd"]`) {
		if !daemonName.MatchString(it.text) {
			s.bad("service", it.line, say("%s is no name of a system service", quote(it.text)), say("for example %s", `service = ["SCardSvr", "pcscd"]`))
			continue
		}
		d.Service = append(d.Service, it.text)
	}
	s.done()
	return d
}

func (s *section) invoiceSoftware() *InvoiceSoftware {
	i := &InvoiceSoftware{}
	if it, ok := s.text("name", `"税务UKey版开票软件"`); ok {
		i.Name = it.text
	} else if !s.has("name") {
		s.missing("name", say("for example %s", `name = "税务UKey版开票软件"`))
	}
	i.Optional = !s.flag("required", true)
	if it, ok := s.text("min_version", `"3.0"`); ok {
		i.MinVersion = it.text
		if !versionText.MatchString(it.text) {
			s.bad("min_version", it.line, say("%s is no version", quote(it.text)), say("numbers with dots, for example %s", `min_version = "3.0"`))
		}
	}
	for _, it := range s.texts("processes", `["fwkp.exe"]`) {
		if !plainName(it.text) {
			s.bad("processes", it.line, say("%s is not a plain file name", quote(it.text)), say("the program's name without its folder, for example %s", `processes = ["fwkp.exe"]`))
			continue
		}
		i.Processes = append(i.Processes, it.text)
	}
	i.LocalPorts = s.ports("local_ports", "[28000]")
	s.done()
	return i
}

// ports reads a list of port numbers.
func (s *section) ports(name, example string) []uint16 {
	v := s.value(name, say("a list of numbers"), example, unstable.Array)
	if v == nil {
		return nil
	}
	var list []uint16
	for _, e := range v.items {
		port, ok := parsePort(strings.ReplaceAll(e.text, "_", ""))
		switch {
		case e.kind != unstable.Integer:
			s.bad(name, e.line, say("must be %s, not %s", say("a list of numbers"), say("a list with %s in it", kindWord(e.kind))), say("for example %s", name+" = "+example))
		case !ok:
			s.bad(name, e.line, say("port %s is out of range", quote(e.text)), say("1 to 65535"))
		case slices.Contains(list, port):
			s.bad(name, e.line, say("%s stands in the list twice", e.text), say("write it once"))
		default:
			list = append(list, port)
		}
	}
	return list
}

func (s *section) host() *Host {
	h := &Host{}
	s.size("min_free_disk", "1GiB", &h.MinFreeDisk)
	s.size("min_memory", "2GiB", &h.MinMemory)
	for _, it := range s.texts("os", `["windows>=10", "linux"]`) {
		if !osRule.MatchString(it.text) {
			s.bad("os", it.line, say("%s is no rule for a system", quote(it.text)), say("windows, linux or darwin, with or without >=VERSION, for example %s", `os = ["windows>=10", "linux"]`))
			continue
		}
		h.OS = append(h.OS, it.text)
	}
	s.done()
	return h
}

func (s *section) proxy() string {
	use := "system"
	if it, ok := s.text("use", `"system"`); ok && it.text != "system" {
		use = it.text
		u, problem, _ := parseURL(use, []string{"http"})
		explicit := strings.HasSuffix(strings.TrimSuffix(use, "/"), ":"+strconv.Itoa(int(u.Port)))
		switch hint := say("%s, or for example %s", `"system", "none"`, `"http://192.168.1.9:8080"`); {
		case use == "none":
		case problem.en != "":
			s.bad("use", it.line, problem, hint)
		case !explicit || u.Path != "" && u.Path != "/":
			s.bad("use", it.line, say("%s is not http://host:port", quote(use)), hint)
		default:
			use = "http://" + net.JoinHostPort(u.Host, strconv.Itoa(int(u.Port)))
		}
	}
	s.done()
	return use
}

func (s *section) contact() (c Contact) {
	c.Blame = s.choice("blame", "", blames)
	if !s.has("blame") {
		s.missing("blame", say("possible are %s", choices(blames)))
	}
	if it, ok := s.text("name", `"网管小李"`); ok {
		c.Name = it.text
	}
	if it, ok := s.text("phone", `"8001"`); ok {
		c.Phone = it.text
	}
	if !s.has("name") && !s.has("phone") {
		s.missing("name", say("for example %s", `name = "网管小李"`))
	}
	s.done()
	return c
}
