package diagnose

import (
	"slices"
	"strings"

	"kpdoctor/checks"
)

// Rules on what is on this desk: the tax device, the invoicing software, the PC.

func (w *world) deviceProblem(code string, confidence float64, targets []string, facts ...string) []Problem {
	return []Problem{{
		Code: code, Targets: targets, Confidence: confidence, Evidence: []string{"device"}, blocks: w.device.Required,
		Facts: withFacts(nil, append(facts, "expected_device", w.device.Kind)...),
	}}
}

// present are the devices that the profile accepts.
func (w *world) present() []checks.DeviceInfo {
	if w.device == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.device.Devices), func(d checks.DeviceInfo) bool { return !d.Matches })
}

func (w *world) otherTaxDevice() *checks.DeviceInfo {
	for i, d := range w.device.Devices {
		if !d.Matches && d.Kind != "" && (d.Kind == "ca_key") == (w.device.Kind == "ca_key") {
			return &w.device.Devices[i]
		}
	}
	return nil
}

func findWrongDevice(w *world) []Problem {
	if w.device == nil || !w.device.Required || len(w.present()) > 0 {
		return nil
	}
	if d := w.otherTaxDevice(); d != nil {
		return w.deviceProblem("device.wrong_kind", 0.9, []string{d.ID}, "device", deviceName(*d))
	}
	return nil
}

// findStorageBlocked: USB storage is switched off. Where the device shows and
// its driver may not run, that is the proof; where none shows, it may also not
// be plugged in.
func findStorageBlocked(w *world) []Problem {
	if w.device == nil || !w.device.Required || w.named("device.wrong_kind") {
		return nil
	}
	source, blocked := w.device.StorageBlocked()
	if !blocked {
		return nil
	}
	targets, confidence := slices.Clone(w.device.Accepts), 0.7
	if list := w.present(); len(list) > 0 {
		targets, confidence = []string{list[0].ID}, 0.95
	}
	return w.deviceProblem("device.storage_blocked", confidence, targets, "source", source)
}

func findNoDevice(w *world) []Problem {
	if w.device == nil || !w.device.Required || len(w.present()) > 0 || w.named("device.wrong_kind", "device.storage_blocked") {
		return nil
	}
	return w.deviceProblem("device.missing", 0.95, slices.Clone(w.device.Accepts), "device", w.device.Kind)
}

func findDeviceDriver(w *world) []Problem {
	if w.named("device.storage_blocked") {
		return nil
	}
	for _, d := range w.present() {
		if d.Problem != 0 && !healthyTwin(w.present(), d) {
			return w.deviceProblem("device.driver", 0.95, []string{d.ID}, "device", deviceName(d), "problem_code", itoa(d.Problem))
		}
	}
	return nil
}

// healthyTwin reports whether another device that serves is well.
func healthyTwin(list []checks.DeviceInfo, bad checks.DeviceInfo) bool {
	return slices.ContainsFunc(list, func(d checks.DeviceInfo) bool { return d.Usable() && d != bad })
}

func findDevicePermission(w *world) []Problem {
	for _, d := range w.present() {
		if d.Problem == 0 && d.Readable != nil && !*d.Readable && !healthyTwin(w.present(), d) {
			return w.deviceProblem("device.no_permission", 0.9, []string{d.ID}, "device", deviceName(d))
		}
	}
	return nil
}

func findDeviceService(w *world) []Problem {
	if w.device == nil || !w.device.ServiceStopped() {
		return nil
	}
	stopped := w.device.Services[0].Name
	for _, s := range w.device.Services {
		if s.Installed {
			stopped = s.Name
			break
		}
	}
	return w.deviceProblem("device.service_stopped", 0.95, []string{w.present()[0].ID}, "service", stopped, "device", deviceName(w.present()[0]))
}

func findSeveralDevices(w *world) []Problem {
	if w.device == nil || len(w.present()) == 0 {
		return nil
	}
	ids := w.device.Rivals()
	if len(ids) < 2 {
		return nil
	}
	p := w.deviceProblem("device.several", 0.9, ids, "device", strings.Join(ids, ", "))
	p[0].blocks = false
	return p
}

func deviceName(d checks.DeviceInfo) string {
	if d.Product != "" {
		return d.Product + " (" + d.ID + ")"
	}
	return d.ID
}

func (w *world) softwareProblem(code string, confidence float64, facts ...string) []Problem {
	return []Problem{{Code: code, Confidence: confidence, Evidence: []string{"software"}, blocks: !w.software.Optional, Facts: withFacts(nil, append(facts, "process", w.software.Name)...)}}
}

func findNotInstalled(w *world) []Problem {
	s := w.software
	if s == nil || s.Installed == nil || *s.Installed || len(s.Running) > 0 {
		return nil
	}
	if s.Optional { // only looked at, and an unusual folder is missed
		return w.softwareProblem("software.not_installed", 0.6, "product", s.Name)
	}
	return w.softwareProblem("software.not_installed", 0.9, "product", s.Name)
}

func findNotRunning(w *world) []Problem {
	s := w.software
	if s == nil || s.Optional || len(s.Processes) == 0 || len(s.Running) > 0 || w.named("software.not_installed") {
		return nil
	}
	return w.softwareProblem("software.not_running", 0.9, "process", strings.Join(s.Processes, ", "), "product", s.Name)
}

func findOutdated(w *world) []Problem {
	s := w.software
	if s == nil || s.Version == "" || s.MinVersion == "" || !checks.VersionBelow(s.Version, s.MinVersion) {
		return nil
	}
	return w.softwareProblem("software.outdated", 0.9, "version", s.Version, "need", s.MinVersion, "product", s.Name)
}

func findHelper(w *world, code string, fits func(checks.LocalPort) bool) []Problem {
	if w.software == nil || w.named("software.not_installed", "software.not_running") {
		return nil
	}
	for _, p := range w.software.Ports {
		if fits(p) {
			found := w.softwareProblem(code, 0.9, "port", itoa(int(p.Port)), "process", p.Owner)
			found[0].Targets = []string{"127.0.0.1:" + itoa(int(p.Port))}
			return found
		}
	}
	return nil
}

func findHelperTaken(w *world) []Problem {
	return findHelper(w, "software.helper_port_taken", func(p checks.LocalPort) bool { return p.Open && p.Owner != "" && !p.Expects })
}

func findHelperDown(w *world) []Problem {
	return findHelper(w, "software.helper_down", func(p checks.LocalPort) bool { return !p.Open && !w.software.Optional })
}

func findDiskFull(w *world) []Problem {
	if w.host == nil {
		return nil
	}
	full := w.host.FullDisks()
	if len(full) == 0 {
		return nil
	}
	d := full[0]
	return []Problem{{Code: "host.disk_full", Targets: []string{d.Path}, Confidence: 0.95, Evidence: []string{"host"}, blocks: true,
		Facts: withFacts(nil, "free", size(d.FreeBytes), "need", size(uint64(w.host.MinFreeBytes)), "file", d.Path)}}
}

func findLittleMemory(w *world) []Problem {
	if w.host == nil || !w.host.MemoryLow() {
		return nil
	}
	return []Problem{{Code: "host.memory_low", Confidence: 0.9, Evidence: []string{"host"}, Facts: withFacts(nil, "free", size(w.host.MemoryBytes), "need", size(uint64(w.host.MinMemoryBytes)))}}
}

func findOldSystem(w *world) []Problem {
	if w.host == nil || w.host.OSSupported || len(w.host.NeedsOS) == 0 {
		return nil
	}
	return []Problem{{Code: "host.os_unsupported", Confidence: 0.9, Evidence: []string{"host"}, Facts: withFacts(nil, "version", w.host.Platform+" "+w.host.Version, "need", strings.Join(w.host.NeedsOS, ", "))}}
}
