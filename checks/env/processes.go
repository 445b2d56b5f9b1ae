package env

import (
	"context"
	"fmt"
	"os"

	psnet "github.com/shirou/gopsutil/v3/net"
	"github.com/shirou/gopsutil/v3/process"
)

// processes lists the running programs. A path that this user may not read is "".
func processes(ctx context.Context) ([]Process, error) {
	running, err := process.ProcessesWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the processes: %w", err)
	}
	var all []Process
	for _, p := range running {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if one := describe(ctx, p); one.Name != "" {
			all = append(all, one)
		}
	}
	return all, nil
}

func describe(ctx context.Context, p *process.Process) Process {
	one := Process{PID: p.Pid}
	one.Name, _ = p.NameWithContext(ctx) // one that ended meanwhile has none
	one.Path, _ = p.ExeWithContext(ctx)
	return one
}

// listener finds who listens on a local TCP port; the zero Process if nobody.
// Where the port is taken and its owner hidden from this user, the error is
// os.ErrPermission.
func listener(ctx context.Context, port uint16) (Process, error) {
	sockets, err := psnet.ConnectionsWithContext(ctx, "tcp")
	if err != nil {
		return Process{}, fmt.Errorf("asking who listens on port %d: %w", port, err)
	}
	hidden := false
	for _, s := range sockets {
		if s.Status != "LISTEN" || s.Laddr.Port != uint32(port) {
			continue
		}
		if s.Pid == 0 {
			hidden = true
			continue
		}
		one := Process{PID: s.Pid}
		if p, err := process.NewProcessWithContext(ctx, s.Pid); err == nil {
			one = describe(ctx, p)
		}
		return one, nil
	}
	if hidden {
		return Process{}, fmt.Errorf("asking who listens on port %d: %w", port, os.ErrPermission)
	}
	return Process{}, nil
}
