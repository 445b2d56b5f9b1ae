package catalogue

var adapterMissing = &Cause{
	Code: "adapter.missing", Layer: Network, Blame: ThisPC,
	ZH: Words{
		Title:   "这台电脑没有可用的网卡",
		Explain: "系统里没有找到能上网的网卡，有线、无线都没有，所以什么网站都连不上，也连不上税务服务器。[系统里只有这些虚拟网卡：{names}。]",
		Steps: []string{
			"如果平时用 USB 网卡或扩展坞上网，请拔下来重新插好，最好换一个接口。",
			"重启电脑，再检测一次。",
			"右键点“开始”按钮 → 设备管理器 → 网络适配器，看看有没有带黄色感叹号的项目，拍张照片。",
			"把照片发给单位的电脑维护人员，告诉他：“系统里看不到网卡，请装驱动或换网卡。”",
		},
		Proof:  "除回环和虚拟网卡外，系统没有列出任何网卡；有地址或默认路由的网卡不算虚拟网卡。",
		Limits: "本程序分不清是网卡坏了，还是没有装驱动。",
	},
	EN: Words{
		Title:   "This PC has no usable network card",
		Explain: "The system lists no network card, wired or wireless, so no site can be reached, nor the tax server. [It lists only virtual ones: {names}.]",
		Steps: []string{
			"If you use a USB network card or a dock, unplug it and plug it in again, best in another port.",
			"Restart the PC and check again.",
			"Right-click Start → Device Manager → Network adapters, look for a yellow exclamation mark, and take a photo.",
			"Send the photo to whoever looks after your PCs and say: the system shows no network card, please install its driver or replace it.",
		},
		Proof:  "Beside loopback and virtual adapters the system lists none; an adapter with an address or a default route is never virtual.",
		Limits: "This program cannot tell a broken card from a missing driver.",
	},
}

var adapterDisabled = &Cause{
	Code: "adapter.disabled", Layer: Network, Blame: ThisPC,
	Repairs: []string{"adapter.enable"},
	ZH: Words{
		Title:   "这台电脑的网卡被停用了",
		Explain: "网卡[“{adapter}”]在系统里是“已禁用”状态，电脑因此没有网络。",
		Steps: []string{
			"按 Win+R，输入 ncpa.cpl 回车，右键点被停用的网卡[“{adapter}”]，选“启用”。（统信、麒麟：控制中心 → 网络，打开有线或无线网络的开关。）",
			"用笔记本的，再看一下“设置 → 网络和 Internet → 飞行模式”，应当是关的。",
			"等半分钟，再检测一次。",
			"提示没有权限，或启用后又被停用，请找单位的电脑维护人员，告诉他：“网卡被禁用了，请帮我启用。”",
		},
		Proof:  "唯一可用的网卡在系统里被关闭。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC's network card is switched off",
		Explain: "The network card[ \"{adapter}\"] is disabled in the system, so this PC has no network.",
		Steps: []string{
			"Press Win+R, type ncpa.cpl, press Enter, right-click the disabled card[ \"{adapter}\"] and choose Enable. (UOS, Kylin: Control Center → Network, turn the wired or wireless switch on.)",
			"On a laptop, also see that Settings → Network & internet → Airplane mode is off.",
			"Wait half a minute and check again.",
			"If you lack the right, or it is disabled again, tell whoever looks after your PCs: the network card is disabled, please enable it.",
		},
		Proof:  "The only usable adapter is switched off in the system.",
		Limits: "",
	},
}

var adapterUnplugged = &Cause{
	Code: "adapter.unplugged", Layer: Network, Blame: ThisPC,
	ZH: Words{
		Title:   "网线没插好，或 Wi-Fi 没连上",
		Explain: "网卡[“{adapter}”]是开着的，但没有接到任何网络上：网线没有信号，或者还没有连上 Wi-Fi。",
		Steps: []string{
			"用网线的：把电脑一头和墙上（或交换机）一头都拔下来，重新插到“咔”一声，看接口的小灯亮不亮。",
			"小灯不亮，换一根网线，或换一个墙上的网口试试。",
			"用 Wi-Fi 的：点屏幕右下角的网络图标，选单位的 Wi-Fi 并连接。（统信、麒麟：点任务栏上的网络图标。）",
			"还不行，请找单位的网络管理员，告诉他：“我这个网口没有信号，请看看交换机那一头。”",
		},
		Proof:  "网卡已启用，但没有载波：网线、交换机端口或 Wi-Fi 没有接通。",
		Limits: "本程序分不清是网线、墙上网口还是交换机的问题。",
	},
	EN: Words{
		Title:   "The cable is out or Wi-Fi not joined",
		Explain: "The network card[ \"{adapter}\"] is on but joined to no network: there is no signal on the cable, or no Wi-Fi is connected.",
		Steps: []string{
			"With a cable: unplug both ends, plug them in until they click, and see whether the small light comes on.",
			"No light? Try another cable or another wall socket.",
			"With Wi-Fi: click the network icon at the lower right, choose your firm's Wi-Fi and connect. (UOS, Kylin: the network icon in the task bar.)",
			"Still nothing? Tell your network administrator: my socket has no signal, please look at the switch.",
		},
		Proof:  "The adapter is on and has no carrier: cable, switch port or Wi-Fi.",
		Limits: "This program cannot tell the cable, the socket and the switch apart.",
	},
}

var adapterNoAddress = &Cause{
	Code: "adapter.no_address", Layer: Network, Blame: LocalNetwork,
	Repairs: []string{"lease.renew"},
	ZH: Words{
		Title:   "单位网络没有给电脑分配地址",
		Explain: "网线或 Wi-Fi 已接通，但网卡[“{adapter}”]没有拿到能用的上网地址[（现在是 {address}）]。没有地址，就连不上任何服务器。",
		Steps: []string{
			"拔下网线（或断开 Wi-Fi），等 10 秒再接上，看能不能拿到地址。",
			"重启电脑，再检测一次。",
			"问问旁边的同事能不能上网：都不能，多半是路由器的问题，请负责的人把路由器断电 1 分钟再通电。",
			"告诉单位的网络管理员：“电脑拿不到 IP 地址，请检查 DHCP（自动分配地址）；如果要手工填写，请给我地址。”",
		},
		Proof:  "网卡有载波，但没有地址，或只有 169.254 开头的自动地址（DHCP 没有分配）。",
		Limits: "如果单位要求手工填写地址而没有填，看上去也是这样。",
	},
	EN: Words{
		Title:   "The network gave this PC no address",
		Explain: "The cable or Wi-Fi is connected, but the network card[ \"{adapter}\"] got no usable address[ (it has {address})]. Without one no server can be reached.",
		Steps: []string{
			"Unplug the cable (or leave the Wi-Fi), wait 10 seconds and connect again.",
			"Restart the PC and check again.",
			"Ask a colleague whether theirs works: if none does, have the person in charge switch the router off for a minute.",
			"Tell your network administrator: my PC gets no IP address, please check DHCP; if addresses are set by hand, please give me mine.",
		},
		Proof:  "Carrier, but no address, or only 169.254/16: DHCP gave none.",
		Limits: "It looks the same where addresses must be typed in by hand and were not.",
	},
}

var adapterAddressConflict = &Cause{
	Code: "adapter.address_conflict", Layer: Network, Blame: LocalNetwork,
	Repairs: []string{"lease.renew", "neighbour.forget"},
	ZH: Words{
		Title:   "有别的机器占用了这台电脑的地址",
		Explain: "单位网络里另有一台机器在用同一个地址[ {address}][（它的网卡号是 {mac}）]。两台抢一个地址，网络会时通时断。",
		Steps: []string{
			"拔下网线（或断开 Wi-Fi），等 1 分钟再接上，让单位网络重新分配地址。",
			"如果地址是手工填的，先记下来：按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性 → Internet 协议版本 4 → 属性。问过网络管理员后，再改成“自动获得 IP 地址”。",
			"再检测一次。",
			"告诉单位的网络管理员：“IP 地址冲突[，地址 {address}][，对方的 MAC 是 {mac}]。”",
		},
		Proof:  "询问这台电脑的地址归谁（ARP）时，另一台机器作了回答，它的 MAC 地址是证据。",
		Limits: "本程序不知道那是哪台机器，网络管理员可以按 MAC 地址查到。",
	},
	EN: Words{
		Title:   "Another machine uses this PC's address",
		Explain: "Another machine on your network uses the same address[ {address}][ (its card is {mac})]. With two of them the connection comes and goes.",
		Steps: []string{
			"Unplug the cable (or leave the Wi-Fi), wait a minute and connect again to get a new address.",
			"If the address was typed in by hand, write it down (Win+R, ncpa.cpl, right-click the card → Properties → Internet Protocol Version 4 → Properties), ask your network administrator, then choose Obtain an IP address automatically.",
			"Check again.",
			"Tell your network administrator: there is an IP address conflict[ on {address}][, the other MAC is {mac}].",
		},
		Proof:  "Another machine answers ARP for this PC's own address; its MAC is the evidence.",
		Limits: "This program does not know which machine it is; an administrator can find it by its MAC.",
	},
}

var adapterNoGateway = &Cause{
	Code: "adapter.no_gateway", Layer: Network, Blame: LocalNetwork,
	Repairs: []string{"lease.renew"},
	ZH: Words{
		Title:   "电脑有地址，但没有通往外网的出口",
		Explain: "电脑在单位网络里有地址[ {address}]，却没有“默认网关”（通往外网的出口），所以只能访问单位内部，连不上税务服务器。",
		Steps: []string{
			"拔下网线（或断开 Wi-Fi），等 10 秒再接上，再检测一次。",
			"刚用过 VPN 的，请退出 VPN 后重启电脑。",
			"看地址是不是手工填的：按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性 → Internet 协议版本 4 → 属性，看“默认网关”是不是空着。（统信、麒麟：控制中心 → 网络。）",
			"告诉单位的网络管理员：“我的电脑没有默认网关，请告诉我该填什么，或检查 DHCP。”",
		},
		Proof:  "网卡有地址，但没有默认路由。",
		Limits: "有的单位故意只让电脑访问内网，本程序看不出来。",
	},
	EN: Words{
		Title:   "This PC has no way out to the internet",
		Explain: "This PC has an address on your network[, {address},] but no default gateway, the way out, so it reaches nothing beyond the office.",
		Steps: []string{
			"Unplug the cable (or leave the Wi-Fi), wait 10 seconds, connect again and check again.",
			"If you have just used a VPN, leave it and restart the PC.",
			"See whether the address was typed in by hand: Win+R, ncpa.cpl, right-click the card → Properties → Internet Protocol Version 4 → Properties; is Default gateway empty? (UOS, Kylin: Control Center → Network.)",
			"Tell your network administrator: my PC has no default gateway, please tell me what to enter or check DHCP.",
		},
		Proof:  "An address but no default route.",
		Limits: "Some firms keep a PC inside on purpose; this program cannot see that.",
	},
}
