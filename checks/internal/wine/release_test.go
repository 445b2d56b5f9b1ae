package wine

import (
	"archive/zip"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// handedOut finds one file of what make dist made.
func handedOut(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(os.Getenv("KPDOCTOR_DIST"), pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("%d files %s in KPDOCTOR_DIST: make dist makes it", len(found), pattern)
	}
	return found[0]
}

// TestStick: the programs of the zip run from a folder where nothing can be
// written, with Chinese and a space in its name.
func TestStick(t *testing.T) {
	need(t)
	z, err := zip.OpenReader(handedOut(t, "kpdoctor-*-windows-amd64.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	p := clone(t)
	stick := filepath.Join(p.dir, "drive_c", "U 盘")
	if err := os.CopyFS(stick, z); err != nil {
		t.Fatal(err)
	}
	programs, _ := filepath.Glob(filepath.Join(stick, "*", "kpcheck.exe"))
	if len(programs) != 1 {
		t.Fatalf("no kpcheck.exe in the zip: %q", programs)
	}
	p.wrap = []string{"unshare", "-m", "sh", "-c", `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"`, stick}
	list := p.run(t, programs[0], "demo", "--list")
	if list.code != 0 || !strings.Contains(list.stdout, "dns.resolver_down") {
		t.Errorf("exit %d: %s", list.code, list.stderr)
	}
	r := p.run(t, programs[0], "explain", "离线时间超限")
	if r.code != 0 || !strings.Contains(r.stdout, "离线") {
		t.Errorf("exit %d: %s%s", r.code, r.stdout, r.stderr)
	}
	blocked := p.run(t, programs[0], "demo", "--list", "--output", filepath.Join(stick, "x.txt"))
	if _, err := os.Stat(filepath.Join(stick, "x.txt")); err == nil || blocked.code != 6 {
		t.Errorf("writing onto the stick: exit %d %v: %s", blocked.code, err, blocked.stderr)
	}
}

// TestInstaller: it installs for one user without a question, tells Windows of
// itself, and leaves nothing of its own behind.
func TestInstaller(t *testing.T) {
	need(t)
	p := clone(t)
	setup := handedOut(t, "kpdoctor-*-windows-amd64-setup.exe")
	const key = `HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\kpdoctor`
	if r := p.run(t, setup, "/S"); r.code != 0 {
		t.Fatalf("exit %d: %s", r.code, r.stderr)
	}
	dirs, _ := filepath.Glob(filepath.Join(p.dir, "drive_c/users/*/AppData/Local/Programs/kpdoctor"))
	if len(dirs) != 1 {
		t.Fatalf("installed into %q", dirs)
	}
	for _, name := range []string{"kpdoctor.exe", "kpcheck.exe", "uninstall.exe", "LICENSES.txt", "使用说明.txt"} {
		if _, err := os.Stat(filepath.Join(dirs[0], name)); err != nil {
			t.Error(err)
		}
	}
	entry := p.run(t, "reg", "query", key).stdout
	for _, words := range []string{"DisplayName", `Programs\kpdoctor\uninstall.exe`, "EstimatedSize"} {
		if !strings.Contains(entry, words) {
			t.Errorf("no %s in the list of programs:\n%s", words, entry)
		}
	}
	if links := shortcuts(t, p); len(links) != 2 {
		t.Errorf("shortcuts %q", links)
	}
	if r := p.run(t, filepath.Join(dirs[0], "kpcheck.exe"), "demo", "--list"); r.code != 0 {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	p.write(t, strings.TrimPrefix(dirs[0], p.dir)+"/我的报告.html", []byte("hers"))
	if r := p.run(t, filepath.Join(dirs[0], "uninstall.exe"), "/S"); r.code != 0 {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	gone := func() bool { _, err := os.Stat(filepath.Join(dirs[0], "kpdoctor.exe")); return err != nil }
	for began := time.Now(); !gone() && time.Since(began) < 60*time.Second; time.Sleep(100 * time.Millisecond) {
	} // the uninstaller goes on in a copy of itself
	for began := time.Now(); p.run(t, "reg", "query", key).code == 0; {
		if time.Since(began) > 60*time.Second {
			t.Fatal("it is still in the list of programs")
		}
	}
	left, err := os.ReadDir(dirs[0])
	if err != nil || len(left) != 1 || left[0].Name() != "我的报告.html" {
		t.Errorf("left behind: %v %v", left, err)
	}
	if links := shortcuts(t, p); len(links) != 0 {
		t.Errorf("shortcuts left: %q", links)
	}
}

func shortcuts(t *testing.T, p *prefix) (links []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Dir(p.dir), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "开票医生.lnk" {
			links = append(links, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return links
}

// TestSignature: a key that is given signs the programs, and a reader who trusts
// it says so; a byte changed later breaks it.
func TestSignature(t *testing.T) {
	need(t)
	dir := t.TempDir()
	key, cert, exe := filepath.Join(dir, "key.pem"), filepath.Join(dir, "cert.pem"), filepath.Join(dir, "kpcheck.exe")
	tool := func(args ...string) (string, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
		defer cancel()
		out, err := exec.CommandContext(ctx, args[0], args[1:]...).CombinedOutput()
		return string(out), err
	}
	if out, err := tool("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "3", "-subj", "/CN=Test",
		"-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	image, err := os.ReadFile(kpcheck)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(exe, image, 0o755); err != nil {
		t.Fatal(err)
	}
	// As .ci/dist does: the header first, then the signature.
	script := `cd ../../.. && dist=$1 && go build -o "$dist" ./cmd/internal/dist && "$dist" pe "$2" && . .ci/dist.sign && sign "$2"`
	t.Setenv("KPDOCTOR_SIGN_CERT", cert)
	t.Setenv("KPDOCTOR_SIGN_KEY", key)
	if out, err := tool("bash", "-euc", script, "sh", filepath.Join(dir, "dist"), exe); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := tool("osslsigncode", "verify", "-CAfile", cert, exe); err != nil || !strings.Contains(out, "Signature verification: ok") {
		t.Errorf("%v: %s", err, out)
	}
	if r := clone(t).run(t, exe, "demo", "--list"); r.code != 0 {
		t.Errorf("signed, it ends with %d: %s", r.code, r.stderr)
	}
	image, err = os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	image[len(image)/2] ^= 1
	if err := os.WriteFile(exe, image, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := tool("osslsigncode", "verify", "-CAfile", cert, exe); err == nil {
		t.Errorf("a changed program verifies: %s", out)
	}
}
