package env

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const internetSettingsKey = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`

// internetPlace is what WinINET keeps for this user: the values that programs
// read, and the blobs that WinINET itself reads.
func internetPlace(name string) (registryPlace, error) {
	if name != "WinINET" && name != "PAC" {
		return registryPlace{}, fmt.Errorf("finding the proxy of %q: %w", name, errors.ErrUnsupported)
	}
	return registryPlace{registry.CURRENT_USER, internetSettingsKey, internetValues}, nil
}

// lockedInternet: a policy keeps the user's proxy, or has one for the machine.
func lockedInternet() error {
	const policies = `SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	if perUser, set := registryUint(registry.LOCAL_MACHINE, policies, "ProxySettingsPerUser"); set && perUser == 0 {
		return fmt.Errorf("%w: a policy sets the proxy for the whole PC", ErrLocked)
	}
	for _, root := range []registry.Key{registry.CURRENT_USER, registry.LOCAL_MACHINE} {
		if kept, _ := registryUint(root, `SOFTWARE\Policies\Microsoft\Internet Explorer\Control Panel`, "Proxy"); kept == 1 {
			return fmt.Errorf("%w: a policy keeps the proxy", ErrLocked)
		}
	}
	return nil
}

var internetSetOption = windows.NewLazySystemDLL("wininet.dll").NewProc("InternetSetOptionW")

// tellInternet lets running programs read their proxy again.
func tellInternet() {
	const changed, refresh = 39, 37 // INTERNET_OPTION_SETTINGS_CHANGED, _REFRESH
	if has(internetSetOption) != nil {
		return
	}
	internetSetOption.Call(0, changed, 0, 0)
	internetSetOption.Call(0, refresh, 0, 0)
}

// winHTTPPlace is WinHTTP's setting for services, as netsh winhttp keeps it.
func winHTTPPlace(string) (registryPlace, error) {
	return registryPlace{registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections`,
		[]string{winHTTPValue}}, nil
}

// variablePlace is one proxy variable of this user or of the machine.
func variablePlace(name string) (registryPlace, error) {
	for _, place := range VariablePlaces() {
		if place.Name != name {
			continue
		}
		_, variable, _ := strings.Cut(name, " ")
		if place.Own {
			return registryPlace{registry.CURRENT_USER, `Environment`, []string{variable}}, nil
		}
		return registryPlace{registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Control\Session Manager\Environment`, []string{variable}}, nil
	}
	return registryPlace{}, fmt.Errorf("finding the variable %q: %w", name, errors.ErrUnsupported)
}

// VariablePlaces are the proxy variables of the machine, then of this user. The
// registry knows no upper and lower case.
func VariablePlaces() []VariablePlace {
	var all []VariablePlace
	for _, whose := range []string{"machine", "user"} {
		for _, variable := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
			all = append(all, VariablePlace{Name: whose + " " + variable, Own: whose == "user"})
		}
	}
	return all
}

var sendMessageTimeout = windows.NewLazySystemDLL("user32.dll").NewProc("SendMessageTimeoutW")

// tellEnvironment lets the desktop read its variables again, so that programs
// started from now on have the new ones.
func tellEnvironment() {
	const broadcast, settingChange, abortIfHung = 0xffff, 0x001a, 0x0002
	const patience = 2000 // ms
	name, err := windows.UTF16PtrFromString("Environment")
	if err == nil && has(sendMessageTimeout) == nil {
		sendMessageTimeout.Call(broadcast, settingChange, 0, uintptr(unsafe.Pointer(name)), abortIfHung, patience, 0)
	}
}

// precedencePlace says which of IPv4 and IPv6 goes first, from the next start on.
func precedencePlace(string) (registryPlace, error) {
	return registryPlace{registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\Tcpip6\Parameters`, []string{componentsValue}}, nil
}
