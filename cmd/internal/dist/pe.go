package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// Windows 10: what Go 1.26 and Fyne 2.8 need. An older Windows refuses a program
// that asks for more than it is, in its own words; without that it complains of a
// missing entry point, which nobody understands.
const majorVersion, minorVersion = 10, 0

// Places in the optional header, the same in PE32 and PE32+ ("PE Format",
// Microsoft).
const (
	majorOSVersion        = 40
	majorSubsystemVersion = 48
	checksumField         = 64
	optionalHeader        = 24 // behind the signature "PE\0\0"
)

func stampPE(args []string) error {
	if err := count(args, 1, -1); err != nil {
		return err
	}
	for _, name := range args {
		image, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := askForWindows10(image); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(name, image, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// askForWindows10 sets the operating system's and the subsystem's version in the
// header of image, and its checksum. A signed program is refused: the signature
// would break.
func askForWindows10(image []byte) error {
	at, err := optionalHeaderOf(image)
	if err != nil {
		return err
	}
	if signed(image, at) {
		return errors.New("it is signed already")
	}
	for _, field := range []int{majorOSVersion, majorSubsystemVersion} {
		binary.LittleEndian.PutUint16(image[at+field:], majorVersion)
		binary.LittleEndian.PutUint16(image[at+field+2:], minorVersion)
	}
	binary.LittleEndian.PutUint32(image[at+checksumField:], checksum(image, at+checksumField))
	return nil
}

func optionalHeaderOf(image []byte) (int, error) {
	if len(image) < 0x40 || string(image[:2]) != "MZ" {
		return 0, errors.New("no Windows program")
	}
	at := int(binary.LittleEndian.Uint32(image[0x3c:]))
	if at < 0x40 || at > len(image)-optionalHeader-240 || string(image[at:at+4]) != "PE\x00\x00" {
		return 0, errors.New("no PE header")
	}
	return at + optionalHeader, nil
}

// signed reports whether the header's directory points to a certificate table.
func signed(image []byte, header int) bool {
	const pe32plus = 0x20b
	directories := header + 96
	if binary.LittleEndian.Uint16(image[header:]) == pe32plus {
		directories = header + 112
	}
	const security = 4
	return binary.LittleEndian.Uint32(image[directories+8*security+4:]) != 0
}

// checksum is what CheckSumMappedFile of imagehlp.dll computes: the 16-bit words
// added with the carry brought back in, without the field itself, plus the length.
func checksum(image []byte, field int) uint32 {
	var sum uint32
	for i := 0; i < len(image); i += 2 {
		if i == field || i == field+2 {
			continue
		}
		word := uint32(image[i])
		if i+1 < len(image) {
			word |= uint32(image[i+1]) << 8
		}
		sum += word
		sum = sum&0xffff + sum>>16
	}
	return sum + uint32(len(image))
}
