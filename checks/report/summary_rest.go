package report

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
)

func clockSummary(e *checks.ClockEvidence, lang string) string {
	var offsets []float64
	for _, a := range e.NTP {
		if a.Failure == "" {
			offsets = append(offsets, a.OffsetMS)
		}
	}
	if len(offsets) > 0 {
		slices.Sort(offsets)
		off := offsets[len(offsets)/2]
		if e.MaxSkewMS > 0 && math.Abs(off) > e.MaxSkewMS {
			if off > 0 {
				return say(lang, "电脑时间慢了 %s", "The clock is %s slow", duration(off, lang))
			}
			return say(lang, "电脑时间快了 %s", "The clock is %s fast", duration(-off, lang))
		}
		if e.ZoneFits && (e.Failed || e.Disabled) {
			return say(lang, "电脑时间现在准确，但自动对时没有工作", "The clock is right now, but the time service does not work")
		}
		if e.ZoneFits {
			return say(lang, "电脑时间准确（相差 %s）", "The clock is right (off by %s)", duration(math.Abs(off), lang))
		}
	}
	switch {
	case !e.ZoneFits:
		return say(lang, "时区是 %s，应当是 %s", "The time zone is %s, it should be %s", e.Zone, e.ZoneWanted)
	case e.Failed || e.Disabled:
		return say(lang, "自动对时没有工作", "The time service does not work")
	}
	if len(e.NTP) == 0 {
		return say(lang, "时区正确；没有设定时间服务器，没有去问", "The zone is right; no time server is set, none was asked")
	}
	return say(lang, "时区正确；时间服务器没有回应", "The zone is right; no time server answered")
}

func deviceSummary(e *checks.DeviceEvidence, lang string) string {
	name := deviceName(e.Kind, lang)
	matching := []checks.DeviceInfo{}
	var other *checks.DeviceInfo
	for i, d := range e.Devices {
		if d.Matches {
			matching = append(matching, d)
		} else if d.Kind != "" && d.Kind != "ca_key" && other == nil {
			other = &e.Devices[i]
		}
	}
	_, blocked := e.StorageBlocked()
	switch {
	case blocked && (len(matching) > 0 || other == nil):
		return say(lang, "这台电脑禁用了 U 盘，%s不能用", "USB storage is off on this PC, the %s cannot work", name)
	case len(matching) == 0 && other != nil:
		return say(lang, "没有插%s，插的是%s", "There is no %s, but a %s", name, deviceName(other.Kind, lang))
	case len(matching) == 0:
		return say(lang, "没有找到%s", "No %s was found", name)
	}
	name = spaced(name, lang)
	for _, d := range matching {
		switch {
		case d.Problem != 0:
			return say(lang, "%s已插上，但驱动有问题（代码 %d）", "The %s is there, its driver fails (code %d)", name, d.Problem)
		case d.Readable != nil && !*d.Readable:
			return say(lang, "%s已插上，但当前用户没有权限打开", "The %s is there, but you may not open it", name)
		}
	}
	if e.ServiceStopped() {
		return say(lang, "%s已插上，但服务 %s 没有运行", "The %s is there, service %s is stopped", name, e.Services[0].Name)
	}
	if len(matching) > 1 {
		return say(lang, "同时插着 %d 个%s", "%d devices of kind %s are plugged in at once", len(matching), strings.TrimSpace(name))
	}
	return say(lang, "%s已插好", "The %s is plugged in", name)
}

// spaced keeps a name that ends in a Latin letter off the hanzi after it.
func spaced(name, lang string) string {
	if last := name[len(name)-1]; lang != "en" && last < utf8.RuneSelf {
		return name + " "
	}
	return name
}

// deviceName is a device kind in words.
func deviceName(kind, lang string) string {
	if kind == "" {
		return term{"税控设备", "tax device"}.in(lang)
	}
	return catalogue.DeviceName(kind, lang)
}

func softwareSummary(e *checks.SoftwareEvidence, lang string) string {
	name := short(e.Name, 20)
	if name == "" {
		name = term{"开票软件", "the invoicing software"}.in(lang)
	}
	open := slices.ContainsFunc(e.Ports, func(p checks.LocalPort) bool { return p.Open })
	switch {
	case len(e.Clients) > 1:
		var kinds []string
		for _, k := range e.Clients {
			kinds = append(kinds, deviceName(k, lang))
		}
		return say(lang, "同时开着 %d 种开票软件（%s），可能互相抢设备", "%d invoicing clients run at once (%s): they may fight for the device", len(kinds), wordList(kinds, lang))
	case e.Optional && e.Installed == nil && len(e.Running) == 0 && !open:
		return say(lang, "没有看到%s，不一定需要", "Not seen, and perhaps not needed: %s", name)
	case e.Installed != nil && !*e.Installed:
		return say(lang, "没有安装%s", "Not installed: %s", name)
	case len(e.Processes) > 0 && len(e.Running) == 0 && !open:
		return say(lang, "%s没有运行", "Not running: %s", name)
	}
	for _, p := range e.Ports {
		switch {
		case !p.Open && e.Optional:
		case !p.Open:
			return say(lang, "读证书的小程序没有回应（本机端口 %d）", "The certificate helper does not answer (local port %d)", p.Port)
		case !p.Expects:
			return say(lang, "读证书的小程序要用的端口 %d 被“%s”占着", "The certificate helper's port %d is taken by “%s”", p.Port, short(p.Owner, 24))
		}
	}
	for _, p := range e.Ports {
		if p.Server != "" {
			return say(lang, "%s在运行（%s）", "%s is running (%s)", name, short(p.Server, 24))
		}
	}
	if e.Version != "" && e.MinVersion != "" {
		return say(lang, "%s在运行，版本 %s（要求 %s）", "%s is running, version %s (needs %s)", name, e.Version, e.MinVersion)
	}
	return say(lang, "%s在运行", "%s is running", name)
}
