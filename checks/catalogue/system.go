package catalogue

import "regexp"

// SayOn is [Cause.Say] for one system, "windows" or "linux": what is only for
// the other is left out. Any other system gets the words for all.
func (c *Cause) SayOn(system, lang string, facts map[string]string) Words {
	w := c.In(lang)
	steps := make([]string, len(w.Steps))
	for i, step := range w.Steps {
		steps[i] = step
		switch system {
		case "windows":
			steps[i] = aside.ReplaceAllString(step, "")
		case "linux":
			if other, ok := onLinux[c.Code][i]; ok {
				steps[i] = other.in(lang)
			}
		}
	}
	w.Steps = steps
	return fill(w, lang, facts)
}

// aside is what the words for all systems say to Linux alone.
var aside = regexp.MustCompile(`（统信、麒麟：[^（）]*）| \(UOS, Kylin: [^()]*\)`)

// said is a step in both languages.
type said struct{ zh, en string }

func (s said) in(lang string) string { return pick(lang, s.zh, s.en) }

var linuxNames = said{
	"单位没有特别规定的，可以打开“控制中心 → 网络 → 正在用的网卡 → IPv4”，先记下原样，再把 DNS 填成 223.5.5.5 和 119.29.29.29。",
	"If your firm has no rule for it: open Control Center → Network → the card in use → IPv4, write down what is there, then enter 223.5.5.5 and 119.29.29.29 as DNS.",
}

var linuxClock = said{
	"打开“控制中心 → 时间日期”，打开“自动同步”。",
	"Open Control Center → Time and date and turn automatic sync on.",
}

// onLinux are the steps that read otherwise on UOS, Kylin and their relatives,
// by cause and the step's place from 0.
var onLinux = map[string]map[int]said{
	"adapter.missing": {2: {
		"打开“控制中心 → 网络”，看看里面有没有有线或无线网卡，拍张照片。",
		"Open Control Center → Network, see whether a wired or wireless card is listed, and take a photo.",
	}},
	"adapter.disabled": {
		0: {
			"打开“控制中心 → 网络”，打开有线或无线网络的开关[（网卡“{adapter}”）]。",
			"Open Control Center → Network and turn the wired or wireless switch on[ (card \"{adapter}\")].",
		},
		1: {
			"用笔记本的，再点任务栏上的网络图标，“飞行模式”应当是关的。",
			"On a laptop, also click the network icon in the task bar: airplane mode must be off.",
		},
	},
	"adapter.unplugged": {2: {
		"用 Wi-Fi 的：点任务栏上的网络图标，选单位的 Wi-Fi 并连接。",
		"With Wi-Fi: click the network icon in the task bar, choose your firm's Wi-Fi and connect.",
	}},
	"adapter.address_conflict": {1: {
		"如果地址是手工填的，先记下来：控制中心 → 网络 → 正在用的网卡 → IPv4。问过网络管理员后，再改成“自动”。",
		"If the address was typed in by hand, write it down (Control Center → Network → the card in use → IPv4), ask your network administrator, then set it to automatic.",
	}},
	"adapter.no_gateway": {2: {
		"看地址是不是手工填的：控制中心 → 网络 → 正在用的网卡 → IPv4，看“网关”是不是空着。",
		"See whether the address was typed in by hand: Control Center → Network → the card in use → IPv4; is Gateway empty?",
	}},
	"vpn.captures_traffic": {1: {
		"也看一下“控制中心 → 网络 → VPN”，连着的请断开。",
		"Look at Control Center → Network → VPN too, and disconnect what is connected.",
	}},
	"ipv6.broken": {2: {
		"修好之前想快一点：控制中心 → 网络 → 正在用的网卡 → IPv6，先记下原样，再改成“禁用”；修好后记得改回来。",
		"To be faster until then: Control Center → Network → the card in use → IPv6, write down what is there, then disable it; put it back once it is mended.",
	}},
	"proxy.unreachable": {1: {
		"不需要代理：打开“控制中心 → 网络 → 系统代理”，先拍照记下原样，再关掉系统代理。",
		"If none is needed: open Control Center → Network → System proxy, take a photo of it, then turn it off.",
	}},
	"dns.no_resolver": {0: {
		"打开“控制中心 → 网络 → 正在用的网卡 → IPv4”，把 DNS 设为自动，保存。",
		"Open Control Center → Network → the card in use → IPv4, set DNS to automatic and save.",
	}},
	"dns.resolver_down": {2: linuxNames},
	"dns.resolver_fails": {
		1: {"重启电脑，清掉旧的查询记录。", "Restart the PC, which clears old answers."},
		2: linuxNames,
	},
	"dns.hijacked": {2: linuxNames},
	"dns.hosts_override": {1: {
		"请维护人员打开 hosts 文件[（{file}）]，在那一行[（第 {line} 行）]最前面加一个 #，保存。",
		"Ask whoever looks after your PCs to open the hosts file[ ({file})], put a # before that line[ (line {line})] and save it.",
	}},
	"dns.slow": {2: linuxNames},
	"port.blocked_here": {
		0: {
			"打开安全软件（系统的安全中心、奇安信、360 终端安全等），看拦截记录，把开票软件或浏览器加入信任区。",
			"Open your security software (the system's Security Center, QAX, 360 and the like), look at what it blocked, and trust the invoicing software or the browser.",
		},
		1: {
			"再看“安全中心 → 防火墙 → 联网管控”，有没有禁止开票软件或浏览器联网，拍张照片。",
			"Look at Security Center → Firewall too: is the invoicing software or the browser kept off the network? Take a photo.",
		},
	},
	"cert.untrusted_root": {1: {
		"打开“控制中心 → 更新”，把系统更新装好，重启后再检测。",
		"Open Control Center → Updates, install them, restart and check again.",
	}},
	"clock.skewed":      {0: linuxClock},
	"clock.not_syncing": {0: linuxClock},
	"clock.timezone": {
		0: {
			"打开“控制中心 → 时间日期 → 时区”，选北京或上海。",
			"Open Control Center → Time and date → Time zone and choose Beijing or Shanghai.",
		},
		1: {
			"选好后看一眼任务栏上的时间对不对，不对就打开“自动同步”。",
			"Then look at the time in the task bar; if it is wrong, turn automatic sync on.",
		},
	},
	"device.service_stopped": {1: {
		"请单位的电脑维护人员启动智能卡服务（pcscd）。",
		"Ask whoever looks after your PCs to start the smart card service (pcscd).",
	}},
	"device.no_permission": {
		0: {"关掉开票软件，注销后重新登录系统，再试一次。", "Close the invoicing software, log out of the system and in again, and try once more."},
		2: {
			"告诉单位的电脑维护人员：“请把我这个用户加进税控设备所属的用户组，或加一条 udev 规则。”",
			"Tell whoever looks after your PCs: please put my user into the tax device's group, or add a udev rule.",
		},
	},
	"software.not_running": {1: {
		"打不开的，注销后重新登录系统，再打开一次。",
		"If it does not open, log out of the system and in again, and open it once more.",
	}},
	"host.os_unsupported": {1: {
		"打开“控制中心 → 更新”，看能不能升级系统。",
		"Open Control Center → Updates and see whether the system can be upgraded.",
	}},
	"host.disk_full": {1: {
		"打开系统自带的磁盘清理工具，清理临时文件。",
		"Open the system's own disk cleaner and clear temporary files.",
	}},
}
