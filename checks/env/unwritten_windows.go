package env

import "golang.org/x/sys/windows"

var unwritten = []unwrittenBy{
	{windows.ERROR_DISK_FULL, Full}, {windows.ERROR_HANDLE_DISK_FULL, Full}, {windows.ERROR_DISK_QUOTA_EXCEEDED, Full}, {windows.ERROR_FILE_TOO_LARGE, Full},
	{windows.ERROR_WRITE_PROTECT, ReadOnly},
	{windows.ERROR_SHARING_VIOLATION, Barred}, {windows.ERROR_LOCK_VIOLATION, Barred},
	{windows.ERROR_INVALID_NAME, BadName}, {windows.ERROR_FILENAME_EXCED_RANGE, BadName}, {windows.ERROR_DIRECTORY, Gone},
	{windows.ERROR_NOT_READY, Gone}, {windows.ERROR_BAD_NETPATH, Gone}, {windows.ERROR_BAD_NET_NAME, Gone}, {windows.ERROR_NETNAME_DELETED, Gone},
	{windows.ERROR_DEV_NOT_EXIST, Gone}, {windows.ERROR_NO_MEDIA_IN_DRIVE, Gone}, {windows.ERROR_UNEXP_NET_ERR, Gone}, {windows.ERROR_NETWORK_UNREACHABLE, Gone},
}
