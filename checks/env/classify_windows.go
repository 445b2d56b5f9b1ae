package env

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// winsock names the errors that sockets on Windows end with, and what they mean.
var winsock = map[syscall.Errno]struct {
	failure Failure
	name    string
}{
	windows.WSAECONNREFUSED:                  {Refused, "WSAECONNREFUSED"},
	windows.WSAETIMEDOUT:                     {TimedOut, "WSAETIMEDOUT"},
	windows.WSAEWOULDBLOCK:                   {TimedOut, "WSAEWOULDBLOCK"},
	windows.WSAENETUNREACH:                   {NoRoute, "WSAENETUNREACH"},
	windows.WSAEHOSTUNREACH:                  {Unreachable, "WSAEHOSTUNREACH"},
	windows.WSAENETDOWN:                      {NoRoute, "WSAENETDOWN"},
	windows.WSAEHOSTDOWN:                     {NoRoute, "WSAEHOSTDOWN"},
	windows.WSAEACCES:                        {Denied, "WSAEACCES"},
	windows.ERROR_ACCESS_DENIED:              {Denied, "ERROR_ACCESS_DENIED"},
	windows.WSAEADDRNOTAVAIL:                 {NoPorts, "WSAEADDRNOTAVAIL"},
	windows.WSAEADDRINUSE:                    {NoPorts, "WSAEADDRINUSE"},
	windows.WSAENOBUFS:                       {NoPorts, "WSAENOBUFS"},
	windows.WSAECONNRESET:                    {Reset, "WSAECONNRESET"},
	windows.WSAECONNABORTED:                  {Reset, "WSAECONNABORTED"},
	windows.WSAENETRESET:                     {Reset, "WSAENETRESET"},
	windows.WSAESHUTDOWN:                     {Reset, "WSAESHUTDOWN"},
	windows.WSAEDISCON:                       {Closed, "WSAEDISCON"},
	windows.WSAEINTR:                         {Cancelled, "WSAEINTR"},
	windows.ERROR_OPERATION_ABORTED:          {Cancelled, "ERROR_OPERATION_ABORTED"},
	windows.ERROR_CONNECTION_REFUSED:         {Refused, "ERROR_CONNECTION_REFUSED"},
	windows.ERROR_NETWORK_UNREACHABLE:        {NoRoute, "ERROR_NETWORK_UNREACHABLE"},
	windows.ERROR_HOST_UNREACHABLE:           {Unreachable, "ERROR_HOST_UNREACHABLE"},
	windows.ERROR_PORT_UNREACHABLE:           {Refused, "ERROR_PORT_UNREACHABLE"},
	windows.ERROR_SEM_TIMEOUT:                {TimedOut, "ERROR_SEM_TIMEOUT"},
	windows.ERROR_NETNAME_DELETED:            {Reset, "ERROR_NETNAME_DELETED"},
	windows.ERROR_CONNECTION_ABORTED:         {Reset, "ERROR_CONNECTION_ABORTED"},
	windows.ERROR_ADDRESS_ALREADY_ASSOCIATED: {NoPorts, "ERROR_ADDRESS_ALREADY_ASSOCIATED"},
}

func classifyErrno(errno syscall.Errno) (Failure, string) {
	if w, known := winsock[errno]; known {
		return w.failure, w.name
	}
	return Other, ""
}
