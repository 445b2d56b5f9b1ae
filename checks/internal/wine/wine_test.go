package wine

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What all tests share, made by TestMain.
var (
	template string // a prefix that was never used: clone it
	kpcheck  string // built for the tests, with the patches of overlay
	overlay  string // of go build
)

// asked reports whether make test-windows is what runs.
func asked() bool { return os.Getenv("KPDOCTOR_WINE") == "require" }

// need skips where only go test runs.
func need(t *testing.T) {
	t.Helper()
	if !asked() {
		t.Skip("NOT TESTED: the Windows programs in Wine: make test-windows does")
	}
}

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	if !asked() {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "kpdoctor-wine-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = prepare(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "wine:", err)
		return 1
	}
	return m.Run()
}

func prepare(dir string) error {
	for _, tool := range []string{"wine", "wineserver", "x86_64-w64-mingw32-gcc", "script", "ip"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%w; .ci/setup test-windows installs it", err)
		}
	}
	kpcheck = filepath.Join(dir, "kpcheck.exe")
	if err := build(dir, kpcheck); err != nil {
		return err
	}
	template = filepath.Join(dir, "prefix")
	return boot(template)
}

// build makes kpcheck.exe with Go's own net package patched: Wine knows no
// SIO_UDP_NETRESET, and Go opens no UDP socket without. Wine says too that UAC
// lent every program its rights, and gives files no owner but the user: the
// kpcheck.exe of the tests takes its user for one without UAC.
func build(dir, exe string) error {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("asking go where it is: %w", err)
	}
	source := filepath.Join(strings.TrimSpace(string(root)), "src", "net", "fd_windows.go")
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	const ioctl = "windows.SIO_UDP_NETRESET, (*byte)(unsafe.Pointer(&flag)), size, nil, 0, &ret, nil, 0)"
	before, after, found := strings.Cut(string(text), ioctl)
	if !found {
		return fmt.Errorf("%s has no SIO_UDP_NETRESET any more: the tests need no patch", source)
	}
	patched := filepath.Join(dir, "fd_windows.go.txt")
	overlay = filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(patched, []byte(before+ioctl+"\n\t\terr = nil"+after), 0o600); err != nil {
		return err
	}
	lent, err := filepath.Abs("../../env/lent_windows.go")
	if err != nil {
		return err
	}
	without := filepath.Join(dir, "lent_windows.go.txt")
	if err := os.WriteFile(without, []byte("package env\n\nfunc Lent() bool { return false }\n"), 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(overlay, fmt.Appendf(nil, `{"Replace": {%q: %q, %q: %q}}`, source, patched, lent, without), 0o600); err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-overlay", overlay, "-o", exe, "kpdoctor/cmd/kpcheck")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=windows", "GOARCH=amd64")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building kpcheck.exe: %w: %s", err, out)
	}
	return nil
}
