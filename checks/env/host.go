package env

import (
	"context"
	"fmt"
	"os"
	"os/user"
	"runtime"
	"time"

	"github.com/shirou/gopsutil/v3/disk"
	"github.com/shirou/gopsutil/v3/host"
	"github.com/shirou/gopsutil/v3/mem"
)

// readHost is Env.Host. What one source cannot tell stays zero; an error means
// that the memory could not be read, so that hardly anything else can be trusted.
func readHost(ctx context.Context) (Host, error) {
	h := Host{OS: runtime.GOOS, Arch: runtime.GOARCH, Elevated: elevated()}
	h.Name, _ = os.Hostname()
	if u, err := user.Current(); err == nil {
		h.User = u.Username
	}
	h.Platform, h.Version = platform(ctx)
	h.Kernel, _ = host.KernelVersion()
	if up, err := host.UptimeWithContext(ctx); err == nil {
		h.BootedFor = time.Duration(up) * time.Second
	}
	for _, path := range diskPaths() {
		if use, err := disk.UsageWithContext(ctx, path); err == nil {
			h.Disks = append(h.Disks, Disk{Path: path, Total: use.Total, Free: use.Free})
		}
	}
	memory, err := mem.VirtualMemoryWithContext(ctx)
	if err != nil {
		return h, fmt.Errorf("reading the memory: %w", err)
	}
	h.MemTotal, h.MemFree = memory.Total, memory.Available
	return h, nil
}

// diskPaths is the system's volume and this program's, where it is another.
func diskPaths() []string {
	paths := []string{systemVolume()}
	if exe, err := os.Executable(); err == nil {
		if own := volumeOf(exe); own != paths[0] {
			paths = append(paths, own)
		}
	}
	return paths
}
