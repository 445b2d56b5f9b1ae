package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSignerNamesTheProgram: makensis signs the uninstaller from a folder of its
// own; the signature must hold and carry the program's name all the same, since
// Windows shows it.
func TestSignerNamesTheProgram(t *testing.T) {
	for _, tool := range []string{"osslsigncode", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("NOT TESTED: signatures: %v; .ci/setup dist installs it", err)
		}
	}
	exe, err := filepath.Abs("testdata/tiny.exe")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../../..") // where FyneApp.toml is
	app, err := readApp()
	if err != nil {
		t.Fatal(err)
	}
	const script = `tools=$1 dist=$1/dist
export KPDOCTOR_SIGN_CERT=$1/cert.pem KPDOCTOR_SIGN_KEY=$1/key.pem
go build -o "$dist" ./cmd/internal/dist
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1/key.pem" -out "$1/cert.pem" -days 3 -subj /CN=Test \
  -addext extendedKeyUsage=codeSigning -addext keyUsage=digitalSignature
cp "$2" "$1/uninstall.exe"
. .ci/dist.sign
signer=$(signer)
cd "$1"
"$signer" uninstall.exe
osslsigncode verify -CAfile "$1/cert.pem" uninstall.exe`
	out, err := exec.Command("bash", "-euc", script, "sh", t.TempDir(), exe).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Signature verification: ok") || !strings.Contains(string(out), "Text description: "+app.Name) {
		t.Errorf("%v: %s", err, out)
	}
}
