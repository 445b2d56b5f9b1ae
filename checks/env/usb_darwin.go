package env

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// profilerLimit is how long the system's own profiler may take.
const profilerLimit = 8 * time.Second

// listUSB asks the system's profiler, which opens no device for us.
func listUSB(ctx context.Context) ([]USBDevice, error) {
	ctx, cancel := context.WithTimeout(ctx, profilerLimit)
	defer cancel()
	text, err := exec.CommandContext(ctx, "/usr/sbin/system_profiler", "SPUSBDataType", "-json").Output()
	if err != nil {
		return nil, fmt.Errorf("asking system_profiler for USB: %w", err)
	}
	return decodeProfiler(text)
}
