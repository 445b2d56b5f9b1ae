package checks

import (
	"strings"

	"kpdoctor/checks/env"
)

// Kinds of device, as profiles name them.
const (
	kindUKey       = "ukey"
	kindGoldenTax  = "golden_tax"
	kindTaxControl = "tax_control"
	kindCAKey      = "ca_key"
)

// usbKinds is what is known in November 2026 of the USB identities of tax
// devices and CA keys: vendor<<16 | product. The vendor alone proves nothing:
// 096e also makes FIDO keys and licence dongles. Left out on purpose:
// 1432:07e2 (a key to tick invoices with, no device that issues them),
// 04b4:1234 (a chip maker's sample id) and 0680:* (a third party's box).
// Source: domain/README.md, sections 2.1 and 2.2.
var usbKinds = map[uint32]string{
	0x101d_0003: kindGoldenTax, // or a 税务UKey: usbKind looks at the product
	0x101d_0005: kindUKey,
	0x1432_07dc: kindTaxControl,
	0x1432_07d0: kindUKey,
	0x14d6_a002: kindUKey,
	0x3254_ff10: kindUKey,
	0x1677_6101: kindUKey,
	0x2012_2010: kindUKey,
	0x3a59_4458: kindUKey,
	0x287f_00d4: kindUKey,
	0x1ea8_b00b: kindUKey, // 文鼎创
	0xd449_0001: kindUKey,
	0x163c_5480: kindUKey, // 握奇
	0x2ec9_1001: kindUKey,

	0x1483_1200: kindCAKey, // 明华
	0x5448_0001: kindCAKey, // 海泰
	0x5448_0003: kindCAKey,
	0x5448_0004: kindCAKey,
	0x5448_0103: kindCAKey,
	0x5448_0203: kindCAKey,
	0x096e_0702: kindCAKey, // 飞天 ePass3003
	0x096e_0703: kindCAKey,
	0x096e_0303: kindCAKey, // ePass3000GM
	0x096e_0312: kindCAKey,
	0x096e_0319: kindCAKey,
	0x096e_0803: kindCAKey,
	0x1ea8_c001: kindCAKey, // 文鼎创
	0x1ea8_c01b: kindCAKey,
	0x1ea8_c02c: kindCAKey,
	0x1ea8_c11b: kindCAKey,
	0x1ea8_c140: kindCAKey,
	0x1ea8_c104: kindCAKey,
	0x163c_0401: kindCAKey, // 握奇
	0x163c_0415: kindCAKey,
	0x163c_0423: kindCAKey,
	0x6513_0089: kindCAKey,
	0x22fb_1014: kindCAKey, // 中天信安; these four from one source
	0x055c_e618: kindCAKey, // 龙脉
	0x1d99_0001: kindCAKey,
	0x6588_1514: kindCAKey,
}

// usbKind names the kind of a device, "" for any other. A 税务UKey says so
// itself, whoever made it and whatever its id: that word beats the table.
func usbKind(d env.USBDevice) string {
	if saysUKey(d) {
		return kindUKey
	}
	return usbKinds[uint32(d.VendorID)<<16|uint32(d.ProductID)]
}

func saysUKey(d env.USBDevice) bool {
	return strings.Contains(strings.ToLower(d.Product), "swukey") ||
		strings.EqualFold(d.Manufacturer, "SWUKEY") ||
		strings.EqualFold(d.Manufacturer, "ShuiWu") && strings.EqualFold(d.Product, "UKEY")
}

// saysGoldenTax reports whether d, by the strings that are documented of it, is
// a 金税盘; Windows often tells neither.
func saysGoldenTax(d env.USBDevice) bool {
	maker := strings.EqualFold(d.Manufacturer, "Aisino") || strings.EqualFold(d.Manufacturer, "Aisno")
	return maker && strings.EqualFold(d.Product, "USB Flash Disk")
}
