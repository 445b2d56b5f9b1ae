package env

import (
	"context"
	"os"
	"path/filepath"

	"github.com/shirou/gopsutil/v3/host"
	"golang.org/x/sys/windows"
)

func elevated() bool { return windows.GetCurrentProcessToken().IsElevated() }

func systemVolume() string {
	if drive := os.Getenv("SystemDrive"); drive != "" {
		return drive + `\`
	}
	return `C:\`
}

func volumeOf(path string) string { return filepath.VolumeName(path) + `\` }

func platform(ctx context.Context) (name, version string) {
	name, _, version, err := host.PlatformInformationWithContext(ctx)
	if err != nil {
		return "windows", ""
	}
	return name, version
}

// windowsHost is what every computer tells, and what only Windows does.
func windowsHost(ctx context.Context) (Host, error) {
	h, err := readHost(ctx)
	h.guard(ctx)
	return h, err
}
