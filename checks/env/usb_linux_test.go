package env

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// plant writes files of a made-up file system; a text "-> x" is a link to x.
func plant(t *testing.T, files map[string]string) system {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if target, link := strings.CutPrefix(text, "-> "); err == nil && link {
			err = os.Symlink(target, path)
		} else if err == nil {
			err = os.WriteFile(path, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return system{root}
}

func TestUSB(t *testing.T) {
	const dir = "sys/bus/usb/devices/"
	s := plant(t, map[string]string{
		dir + "usb1/idVendor": "1d6b\n", dir + "usb1/idProduct": "0002\n", dir + "usb1/bDeviceClass": "09\n",
		dir + "1-2/idVendor": "1ea8\n", dir + "1-2/idProduct": "f003\n", dir + "1-2/bDeviceClass": "00\n",
		dir + "1-2/manufacturer": "Aisino\n", dir + "1-2/product": "税务UKey\n", dir + "1-2/serial": "661234567890\n",
		dir + "1-2/busnum": "1\n", dir + "1-2/devnum": "7\n", "dev/bus/usb/001/007": "",
		dir + "1-2:1.0/bInterfaceClass": "08\n", dir + "1-2:1.0/driver": "-> ../../../../drivers/usb-storage",
		dir + "1-3/idVendor": "096e\n", dir + "1-3/idProduct": "0807\n", dir + "1-3/bDeviceClass": "00\n",
		dir + "1-3/1-3:1.0/bInterfaceClass": "0B\n",
	})
	got, err := s.usb(t.Context())
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	key, card := got[0], got[1]
	if key.Readable == nil || !*key.Readable {
		t.Errorf("the key's node can be opened: %v", key.Readable)
	}
	key.Readable = nil
	want := USBDevice{VendorID: 0x1ea8, ProductID: 0xf003, Manufacturer: "Aisino", Product: "税务UKey",
		Serial: "661234567890", Class: "08", Driver: "usb-storage"}
	if !reflect.DeepEqual(key, want) {
		t.Errorf("got %+v, want %+v", key, want)
	}
	if card.Class != "0b" || card.Driver != "" || card.Readable != nil {
		t.Errorf("the card reader: %+v", card)
	}
	if none, err := plant(t, nil).usb(t.Context()); err != nil || len(none) != 0 {
		t.Errorf("no USB at all: %v, %v", none, err)
	}
}
