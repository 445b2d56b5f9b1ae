package env

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

var gsettingsProgram = []string{"/usr/bin/gsettings"}

const proxySchema = "org.gnome.system.proxy"

// sessionEnvironment is what a program of this user's session needs to find it.
func sessionEnvironment() []string {
	var all []string
	for _, key := range []string{"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_DIRS", "HOME"} {
		if v := os.Getenv(key); v != "" {
			all = append(all, key+"="+v)
		}
	}
	return all
}

// readDesktopProxy: "gnome" is the mode alone (none, manual or auto), which the
// addresses outlive; "kde" is the file of settings, whole.
func (s system) readDesktopProxy(ctx context.Context, name string) ([]byte, error) {
	switch name {
	case "gnome":
		out, err := s.runProgram(ctx, gsettingsProgram, sessionEnvironment(), "get", proxySchema, "mode")
		if err != nil {
			return nil, err
		}
		return bytes.Trim(bytes.TrimSpace(out), "'"), nil
	case "kde":
		k, err := s.kioslaverc()
		if err != nil {
			return nil, err
		}
		return k.Read(ctx, "")
	}
	return nil, fmt.Errorf("reading the proxy of %q: %w", name, errors.ErrUnsupported)
}

func (s system) writeDesktopProxy(ctx context.Context, name string, value []byte) error {
	switch {
	case name == "gnome" && (string(value) == "none" || string(value) == "manual" || string(value) == "auto"):
		out, err := s.runProgram(ctx, gsettingsProgram, sessionEnvironment(), "writable", proxySchema, "mode")
		if err == nil && strings.TrimSpace(string(out)) == "false" {
			err = fmt.Errorf("setting the proxy: %w by a policy", ErrLocked)
		}
		if err == nil {
			_, err = s.runProgram(ctx, gsettingsProgram, sessionEnvironment(), "set", proxySchema, "mode", string(value))
		}
		return err
	case name == "kde":
		k, err := s.kioslaverc()
		if err != nil {
			return err
		}
		return k.Write(ctx, "", value)
	}
	return fmt.Errorf("setting the proxy of %q to %q: %w", name, value, errors.ErrUnsupported)
}

func (s system) kioslaverc() (Knob, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return Knob{}, fmt.Errorf("finding the settings of the desktop: %w", err)
	}
	return s.fileKnob(filepath.Join(home, ".config/kioslaverc")), nil
}
