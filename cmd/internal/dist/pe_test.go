package main

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"os"
	"slices"
	"testing"
)

// tiny is a program of GNU ld, whose checksum is right.
func tiny(t *testing.T) []byte {
	t.Helper()
	image, err := os.ReadFile("testdata/tiny.exe")
	if err != nil {
		t.Fatal(err)
	}
	return image
}

func TestChecksumIsGNUs(t *testing.T) {
	image := tiny(t)
	at, err := optionalHeaderOf(image)
	if err != nil {
		t.Fatal(err)
	}
	stored := binary.LittleEndian.Uint32(image[at+checksumField:])
	if got := checksum(image, at+checksumField); stored == 0 || got != stored {
		t.Errorf("checksum %#x, GNU ld says %#x", got, stored)
	}
}

func TestAskForWindows10(t *testing.T) {
	image := tiny(t)
	if err := askForWindows10(image); err != nil {
		t.Fatal(err)
	}
	checkHeader(t, image)
	before, after := tiny(t), slices.Clone(image)
	at, _ := optionalHeaderOf(image)
	for _, field := range []int{majorOSVersion, majorSubsystemVersion, checksumField} {
		clear(before[at+field : at+field+4])
		clear(after[at+field : at+field+4])
	}
	if !bytes.Equal(before, after) {
		t.Error("more was changed than the versions and the checksum")
	}
}

// checkHeader reads with Go's own decoder that the program asks for Windows 10
// and that its checksum is right.
func checkHeader(t *testing.T, image []byte) *pe.OptionalHeader64 {
	t.Helper()
	file, err := pe.NewFile(bytes.NewReader(image))
	if err != nil {
		t.Fatal(err)
	}
	header, ok := file.OptionalHeader.(*pe.OptionalHeader64)
	if !ok {
		t.Fatalf("no 64-bit program: %T", file.OptionalHeader)
	}
	if header.MajorOperatingSystemVersion != 10 || header.MinorOperatingSystemVersion != 0 || header.MajorSubsystemVersion != 10 || header.MinorSubsystemVersion != 0 {
		t.Errorf("operating system %d.%d, subsystem %d.%d", header.MajorOperatingSystemVersion, header.MinorOperatingSystemVersion,
			header.MajorSubsystemVersion, header.MinorSubsystemVersion)
	}
	at, err := optionalHeaderOf(image)
	if err != nil {
		t.Fatal(err)
	}
	if got := checksum(image, at+checksumField); header.CheckSum != got {
		t.Errorf("checksum %#x, should be %#x", header.CheckSum, got)
	}
	return header
}

func TestOthersAreRefused(t *testing.T) {
	signed := tiny(t)
	at, _ := optionalHeaderOf(signed)
	binary.LittleEndian.PutUint32(signed[at+112+8*4+4:], 8)
	for name, image := range map[string][]byte{"nothing": nil, "text": bytes.Repeat([]byte("no program "), 99),
		"no header": append([]byte("MZ"), make([]byte, 99)...), "cut": tiny(t)[:0x90], "signed": signed} {
		before := slices.Clone(image)
		if err := askForWindows10(image); err == nil {
			t.Errorf("%s: accepted", name)
		}
		if !bytes.Equal(before, image) {
			t.Errorf("%s: changed", name)
		}
	}
}
