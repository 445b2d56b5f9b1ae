// Package wine holds the tests that run our Windows programs in Wine: what a
// Linux machine can show of Windows. Wine is not Windows: that it agrees is
// proof that the code runs and reads what Windows's documents say, no more.
//
// make test-windows runs them; go test alone skips them, since they need Wine,
// mingw and minutes. Three gaps of Wine 8 are filled for the tests and never in
// the product: bcryptprimitives.dll (testdata), a socket option that Wine
// lacks and without which Go opens no UDP socket, and UAC, which Wine claims to
// have (wine_test.go).
package wine
