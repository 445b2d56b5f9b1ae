package main

import (
	"archive/zip"
	"bytes"
	"context"
	"debug/buildinfo"
	"debug/elf"
	"debug/pe"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// release is the folder that make dist made; the tests of it run there alone.
func release(t *testing.T) (dir, version string) {
	t.Helper()
	dir = os.Getenv("KPDOCTOR_DIST")
	if dir == "" {
		t.Skip("NOT TESTED: what is handed out: make dist does")
	}
	t.Chdir("../../..") // where FyneApp.toml is
	app, err := readApp()
	if err != nil {
		t.Fatal(err)
	}
	return dir, app.Version
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unzip reads an archive: names below its one folder, and contents.
func unzip(t *testing.T, name string) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string][]byte{}
	for _, f := range z.File {
		_, inside, _ := strings.Cut(f.Name, "/")
		text, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		files[inside] = text
	}
	return files
}

func TestReleaseIsWhole(t *testing.T) {
	dir, v := release(t)
	want := []string{"LICENSES.txt", "SHA256SUMS", "kpdoctor-" + v + ".cdx.json", "kpdoctor-" + v + "-windows-amd64.exe",
		"kpdoctor-" + v + "-windows-amd64.zip", "kpdoctor-" + v + "-windows-amd64-setup.exe"}
	for _, arch := range []string{"amd64", "arm64"} {
		want = append(want, "kpdoctor_"+v+"_"+arch+".deb", "kpdoctor-"+v+"-linux-"+arch+".tar.gz", "kpcheck-"+v+"-linux-"+arch+".tar.gz",
			"kpcheck-"+v+"-darwin-"+arch+".tar.gz", "kpcheck-"+v+"-windows-"+arch+".zip")
	}
	slices.Sort(want)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("dist holds %q, want %q", got, want)
	}
	check := exec.Command("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestReleaseForWindows(t *testing.T) {
	dir, v := release(t)
	files := unzip(t, filepath.Join(dir, "kpdoctor-"+v+"-windows-amd64.zip"))
	if note := files["使用说明.txt"]; !bytes.HasPrefix(note, []byte("\ufeff开票医生\r\n")) {
		t.Errorf("the note for the office begins with %q", note[:min(len(note), 30)])
	}
	if !bytes.Equal(files["kpdoctor.exe"], read(t, filepath.Join(dir, "kpdoctor-"+v+"-windows-amd64.exe"))) {
		t.Error("the one file is not the archive's")
	}
	if !bytes.Equal(files["LICENSES.txt"], read(t, filepath.Join(dir, "LICENSES.txt"))) {
		t.Error("the archive has other licences")
	}
	const gui, console = 2, 3
	for name, subsystem := range map[string]uint16{"kpdoctor.exe": gui, "kpcheck.exe": console} {
		image := files[name]
		header := checkHeader(t, image)
		const highEntropy, dynamicBase, nx = pe.IMAGE_DLLCHARACTERISTICS_HIGH_ENTROPY_VA, pe.IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE, pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT
		if header.DllCharacteristics&(highEntropy|dynamicBase|nx) != highEntropy|dynamicBase|nx || header.Subsystem != subsystem {
			t.Errorf("%s: characteristics %#x, subsystem %d", name, header.DllCharacteristics, header.Subsystem)
		}
		for _, words := range []string{"PerMonitorV2", `level="asInvoker"`, "<longPathAware xmlns=\"http://schemas.microsoft.com/SMI/2016/WindowsSettings\">true<", ">UTF-8</activeCodePage>"} {
			if !bytes.Contains(image, []byte(words)) {
				t.Errorf("%s: no %s in its manifest", name, words)
			}
		}
		for _, words := range []string{"开票医生", v + ".", "080404b0"} { // the last: Chinese, in UTF-16
			if !bytes.Contains(image, inUTF16(words)) {
				t.Errorf("%s: no %s in its version information", name, words)
			}
		}
		checkBuilt(t, name, image, map[string]string{"GOOS": "windows", "-trimpath": "true"})
		t.Logf("%s: %.1f MB", name, float64(len(image))/1e6)
		if len(image) > 40<<20 {
			t.Errorf("%s has %d bytes, more than 40 MiB", name, len(image))
		}
	}
}

func inUTF16(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func checkBuilt(t *testing.T, name string, image []byte, want map[string]string) {
	t.Helper()
	info, err := buildinfo.Read(bytes.NewReader(image))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	got := map[string]string{}
	for _, s := range info.Settings {
		got[s.Key] = s.Value
	}
	if head, err := exec.Command("git", "rev-parse", "HEAD").Output(); err == nil {
		want["vcs.revision"] = strings.TrimSpace(string(head))
	}
	for key, value := range want {
		if got[key] != value {
			t.Errorf("%s was built with %s=%s, want %s", name, key, got[key], value)
		}
	}
}

// TestReleaseStartsOnOldLinux: glibc 2.28 is that of 统信 20; 麒麟 V10 has 2.31.
func TestReleaseStartsOnOldLinux(t *testing.T) {
	dir, v := release(t)
	for arch, machine := range map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64} {
		out := t.TempDir()
		if text, err := exec.Command("tar", "-xzf", filepath.Join(dir, "kpdoctor-"+v+"-linux-"+arch+".tar.gz"), "--strip-components=1", "-C", out).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		program := filepath.Join(out, "kpdoctor")
		file, err := elf.Open(program)
		if err != nil {
			t.Fatal(err)
		}
		glibc, err := newestGlibc(file)
		if err != nil || glibc == "" || byNumbers(glibc, "2.28") > 0 || file.Machine != machine {
			t.Errorf("%s: %s, glibc %s %v", arch, file.Machine, glibc, err)
		}
		if file.Section(".debug_info") != nil || file.Section(".symtab") != nil {
			t.Errorf("%s: it carries symbols", arch)
		}
		file.Close()
		t.Logf("%s: glibc %s", arch, glibc)
		checkBuilt(t, arch, read(t, program), map[string]string{"GOOS": "linux", "GOARCH": arch})
		if arch == "amd64" {
			startsWithWindow(t, program)
		} else {
			t.Log("arm64 was built, not run")
		}
	}
}

// startsWithWindow starts the program on a screen without a screen and waits for
// its window.
func startsWithWindow(t *testing.T, program string) {
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	home := t.TempDir()
	script := `"$0" --practice=dns.resolver_down & program=$!
for i in $(seq 300); do
  kill -0 $program || exit 3
  xdotool search --onlyvisible --name '开票' >/dev/null 2>&1 && { kill $program; exit 0; }
  sleep 0.2
done
kill $program; exit 4`
	cmd := exec.CommandContext(ctx, "xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "sh", "-c", script, program)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "LC_ALL=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s shows no window: %v: %s", program, err, out)
	}
}

func TestReleaseDebs(t *testing.T) {
	dir, v := release(t)
	for _, arch := range []string{"amd64", "arm64"} {
		deb := filepath.Join(dir, "kpdoctor_"+v+"_"+arch+".deb")
		control := debian(t, "--field", deb)
		for _, line := range []string{"Version: " + v, "Architecture: " + arch, "Depends: libc6 (>= 2."} {
			if !strings.Contains(control, line) {
				t.Errorf("%s: no %q in\n%s", arch, line, control)
			}
		}
		if !strings.Contains(control, "libgl1") || !strings.Contains(control, "libx11-6") {
			t.Errorf("%s: the libraries of a window are missing\n%s", arch, control)
		}
		contents := debian(t, "--contents", deb)
		for _, line := range []string{"-rwxr-xr-x root/root", "./usr/bin/kpdoctor", "./usr/bin/kpcheck", "./usr/share/applications/kpdoctor.desktop",
			"./usr/share/icons/hicolor/16x16/apps/kpdoctor.png", "./usr/share/icons/hicolor/256x256/apps/kpdoctor.png", "./usr/share/doc/kpdoctor/copyright"} {
			if !strings.Contains(contents, line) {
				t.Errorf("%s: no %q in\n%s", arch, line, contents)
			}
		}
	}
}

func debian(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("dpkg-deb", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("dpkg-deb %q: %v: %s", args, err, out)
	}
	return string(out)
}

// TestReleaseSBOM: the SBOM has the shape of CycloneDX, names every module of
// every program, and the licences have a text of each.
func TestReleaseSBOM(t *testing.T) {
	dir, v := release(t)
	d := json.NewDecoder(bytes.NewReader(read(t, filepath.Join(dir, "kpdoctor-"+v+".cdx.json"))))
	d.DisallowUnknownFields()
	var b bom
	if err := d.Decode(&b); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err != io.EOF || b.Format != "CycloneDX" || b.Spec != "1.5" || b.Metadata.Component.Version != v {
		t.Errorf("%v: %s %s of %s", err, b.Format, b.Spec, b.Metadata.Component.Version)
	}
	refs := map[string]bool{}
	for _, c := range b.Components {
		if c.Ref == "" || refs[c.Ref] || c.Name == "" || c.Version == "" || len(c.Licences) == 0 || len(c.Properties) == 0 {
			t.Errorf("%+v", c)
		}
		refs[c.Ref] = true
	}
	licences := string(read(t, filepath.Join(dir, "LICENSES.txt")))
	info, err := buildinfo.Read(bytes.NewReader(read(t, filepath.Join(dir, "kpdoctor-"+v+"-windows-amd64.exe"))))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range info.Deps {
		if !refs["pkg:golang/"+m.Path+"@"+m.Version] || !strings.Contains(licences, fmt.Sprintf("\n%s %s\n    ", m.Path, m.Version)) {
			t.Errorf("%s %s is not listed", m.Path, m.Version)
		}
	}
	if !strings.Contains(licences, "SIL OPEN FONT LICENSE") || !refs["Noto Sans SC"] {
		t.Error("the fonts are not listed")
	}
}

// TestReleaseSaysItsVersion: what is handed out says of itself what FyneApp.toml
// says. kpcheck of this system speaks for those of all.
func TestReleaseSaysItsVersion(t *testing.T) {
	dir, v := release(t)
	out := t.TempDir()
	archive := filepath.Join(dir, "kpcheck-"+v+"-"+runtime.GOOS+"-"+runtime.GOARCH+".tar.gz")
	if text, err := exec.Command("tar", "-xzf", archive, "--strip-components=1", "-C", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	said, err := exec.Command(filepath.Join(out, "kpcheck"), "--version").Output()
	if !strings.HasPrefix(string(said), "kpcheck "+v+" ") {
		t.Errorf("%v: it says %q, want %s", err, said, v)
	}
}
