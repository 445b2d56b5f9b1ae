package main

import "io/fs"

// own reports whether a folder is this user's. On Windows an administrator has
// the profile folder of his own.
func own(fs.FileInfo) bool { return true }
