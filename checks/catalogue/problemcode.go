package catalogue

import "fmt"

// problems are the Device Manager problem codes that a tax device or CA key
// may show, with what to do (domain/README.md 2.4).
var problems = map[int]struct{ zh, en string }{
	1:  {"设备还没有配置好，需要重装驱动", "the device is not configured: its driver must be installed again"},
	10: {"设备无法启动，请重新插拔、换一个接口；仍不行就重装驱动", "the device cannot start: replug it in another port, then reinstall its driver"},
	14: {"需要重启电脑，设备才能用", "the PC must be restarted before the device works"},
	18: {"需要重装这个设备的驱动", "the device's driver must be installed again"},
	19: {"系统里关于这个设备的记录已损坏，需要重装驱动", "Windows' record of the device is damaged: its driver must be installed again"},
	22: {"设备被停用了，请在设备管理器里右键选“启用设备”", "the device is switched off: choose Enable device in Device Manager"},
	24: {"系统找不到这个设备，或设备已有故障，请重新插拔", "Windows cannot find the device, or it is faulty: replug it"},
	28: {"没有安装驱动", "no driver is installed"},
	31: {"系统没能给设备装上驱动，需要重装驱动", "Windows could not load a driver for the device: install it again"},
	32: {"设备要用的驱动服务被禁用，常见于单位禁用 U 盘", "the driver's service is disabled, as where a firm forbids USB storage"},
	37: {"驱动运行出错，需要重装驱动", "the driver failed: install it again"},
	38: {"旧的驱动还没有退出，请重启电脑", "an old copy of the driver is still loaded: restart the PC"},
	39: {"驱动文件缺失或已损坏，需要重装驱动", "the driver's file is missing or damaged: install it again"},
	43: {"设备报告自身有故障，请重新插拔，换接口或换一台电脑试试", "the device reports a fault: replug it, try another port or another PC"},
	45: {"设备现在没有插在电脑上", "the device is not connected now"},
	47: {"设备已被“安全弹出”，请拔下来再插上", "the device was safely removed: unplug it and plug it in again"},
	48: {"驱动被 Windows 阻止，需要换用新版驱动", "Windows blocks this driver: a newer one is needed"},
	52: {"驱动没有有效的数字签名，需要换用官方的新版驱动", "the driver is not validly signed: the maker's newer one is needed"},
}

// ProblemCode says what a Device Manager problem code means; "" for 0.
func ProblemCode(code int, lang string) string {
	if code == 0 {
		return ""
	}
	p, ok := problems[code]
	if !ok {
		return pick(lang,
			fmt.Sprintf("设备有问题（代码 %d），请重新插拔后再试", code),
			fmt.Sprintf("the device has a problem (code %d): replug it and try again", code))
	}
	return pick(lang, p.zh, p.en)
}
