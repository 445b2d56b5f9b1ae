//go:build unix

package env

import "syscall"

var unwritten = []unwrittenBy{
	{syscall.ENOSPC, Full}, {syscall.EDQUOT, Full}, {syscall.EFBIG, Full},
	{syscall.EROFS, ReadOnly},
	{syscall.ENAMETOOLONG, BadName}, {syscall.EINVAL, BadName}, {syscall.EILSEQ, BadName},
	{syscall.ENOTDIR, Gone}, {syscall.EIO, Gone}, {syscall.ESTALE, Gone}, {syscall.EHOSTDOWN, Gone}, {syscall.ENODEV, Gone}, {syscall.ENXIO, Gone},
}
