package catalogue

var deviceMissing = &Cause{
	Code: "device.missing", Layer: Data, Blame: TaxDevice,
	Repairs: []string{"device.enable", "device.rescan"},
	ZH: Words{
		Title:   "电脑上没有找到税控设备",
		Explain: "电脑的 USB 接口上没有找到需要的设备[（{expected_device}）]，没有它就不能开票。",
		Steps: []string{
			"把设备拔下来，等 5 秒再插回去；最好插在主机后面的接口，不要经过分线器。看看它的灯亮不亮。",
			"换一个 USB 接口；有延长线的换一根或不用。",
			"换一台电脑试试：也找不到，多半是设备坏了。",
			"联系设备的服务商或主管税务机关，告诉他们：“设备插在几台电脑上都没有反应，要检测或更换。”",
		},
		Proof:  "所有 USB 接口上都没有方案要求的设备（按 USB 编号认）。",
		Limits: "少数型号的编号没有公开资料，本程序可能不认识；设备灯亮、开票软件也能用的，请不必理会。",
	},
	EN: Words{
		Title:   "No tax device is plugged in",
		Explain: "The required device[ ({expected_device})] is on no USB port of this PC; without it no invoice can be issued.",
		Steps: []string{
			"Unplug the device, wait five seconds, plug it in again, best at the back of the PC and without a hub. Does its light come on?",
			"Try another USB port, and another extension cable or none.",
			"Try it on another PC: if it is not found there either, it is probably broken.",
			"Tell its service provider or your tax office: the device does nothing on several PCs, please test or replace it.",
		},
		Proof:  "No USB port has a device that the profile accepts (by its USB ids).",
		Limits: "The ids of a few models are not public, so this program may not know yours; if its light is on and invoicing works, ignore this.",
	},
}

var deviceDriver = &Cause{
	Code: "device.driver", Layer: Data, Blame: ThisPC,
	Repairs: []string{"device.enable", "device.rescan"},
	ZH: Words{
		Title:   "税控设备在这台电脑上用不了",
		Explain: "设备[（{device}）]插着，但系统说它有问题[，代码 {problem_code}：{problem}]。",
		Steps: []string{
			"把设备拔下来，等 5 秒，插到主机后面的另一个 USB 接口，不要经过分线器。",
			"重启电脑，再检测一次。",
			"右键点“开始”按钮 → 设备管理器，找到带黄色感叹号的项目，双击看“设备状态”，拍张照片。",
			"联系设备的服务商，告诉他们：“设备管理器里有问题代码[ {problem_code}]，请帮我装驱动。”",
		},
		Proof:  "设备在，但带有设备管理器的问题代码；每个代码有各自的说明。",
		Limits: "本程序不打开设备，不知道设备内部的情况。",
	},
	EN: Words{
		Title:   "The tax device does not work on this PC",
		Explain: "The device[ ({device})] is plugged in, but the system reports a problem with it[: code {problem_code}, {problem}].",
		Steps: []string{
			"Unplug the device, wait five seconds, and plug it into another port at the back of the PC, without a hub.",
			"Restart the PC and check again.",
			"Right-click Start → Device Manager, find the entry with a yellow exclamation mark, double-click it and take a photo of Device status.",
			"Tell the device's service provider: Device Manager shows a problem[, code {problem_code}], please install the driver.",
		},
		Proof:  "Present, with a Device Manager problem code; each code has its own words.",
		Limits: "This program does not open the device and knows nothing of its inside.",
	},
}

var deviceStorageBlocked = &Cause{
	Code: "device.storage_blocked", Layer: Data, Blame: ThisPC,
	ZH: Words{
		Title:   "电脑禁用了 U 盘，税控设备也被挡住",
		Explain: "在电脑看来，税控设备就是一种 U 盘。这台电脑禁用了 U 盘[（{source}）]，所以设备插上也用不了。",
		Steps: []string{
			"这常常是单位有意定的安全规定，请不要自己改。",
			"告诉单位的电脑维护人员：“USB 存储被禁用，税控设备不能用，请把它设为允许。”",
			"等着用的话，问他单位里哪台电脑可以插。",
			"改好后把设备重新插一次，再检测。",
		},
		Proof:  "系统策略或注册表关闭了 USB 存储（USBSTOR 的 Start 为 4，或可移动存储策略禁止），而税控设备属于 USB 存储类。",
		Limits: "本程序只告诉您，不会替您打开；别的管控软件的禁用不一定看得到。",
	},
	EN: Words{
		Title:   "USB storage is off, so is the tax device",
		Explain: "To a PC a tax device is a kind of USB stick. This PC has USB sticks switched off[ ({source})], so the device cannot be used.",
		Steps: []string{
			"This is often a rule of your firm on purpose: do not change it yourself.",
			"Tell whoever looks after your PCs: USB storage is disabled and the tax device does not work, please allow it.",
			"If you cannot wait, ask on which PC it may be used.",
			"Afterwards plug the device in again, and check again.",
		},
		Proof:  "A policy or registry value switches USB storage off (USBSTOR Start 4, or the removable storage policy), and tax disks are mass storage.",
		Limits: "This program tells you and never undoes it; a block by other control software may be invisible to it.",
	},
}

var deviceServiceStopped = &Cause{
	Code: "device.service_stopped", Layer: Data, Blame: ThisPC,
	Repairs: []string{"device.start_service"},
	ZH: Words{
		Title:   "证书 Key 要用的系统服务没有运行",
		Explain: "CA 证书 Key 插着，但系统的智能卡服务[（{service}）]没有运行，证书读不出来，网页上会提示找不到证书。",
		Steps: []string{
			"把 Key 拔下来，等 5 秒再插上，重新检测，服务有时会自己启动。",
			"按 Win+R，输入 services.msc 回车，找到 Smart Card（智能卡），右键“启动”。（统信、麒麟：请维护人员启动 pcscd。）",
			"重启电脑，再检测一次。",
			"启动不了，告诉单位的电脑维护人员：“智能卡服务[ {service} ]启动不了，请帮我打开。”",
		},
		Proof:  "有 CA 证书 Key，而智能卡服务（SCardSvr、pcscd）没有运行。",
		Limits: "",
	},
	EN: Words{
		Title:   "The service for the CA key is stopped",
		Explain: "The CA key is plugged in, but the system's smart card service[ ({service})] is not running, so the certificate cannot be read and web pages say that there is none.",
		Steps: []string{
			"Unplug the key, wait five seconds, plug it in and check again: the service sometimes starts by itself.",
			"Press Win+R, type services.msc, press Enter, find Smart Card, right-click → Start. (UOS, Kylin: have pcscd started for you.)",
			"Restart the PC and check again.",
			"If it does not start, tell whoever looks after your PCs: the smart card service[ {service}] does not start, please switch it on.",
		},
		Proof:  "A CA key is there and the smart card service (SCardSvr, pcscd) is not running.",
		Limits: "",
	},
}

var deviceNoPermission = &Cause{
	Code: "device.no_permission", Layer: Data, Blame: ThisPC,
	ZH: Words{
		Title:   "当前用户没有权限用税控设备",
		Explain: "设备[（{device}）]插着，但现在登录电脑的这个用户没有权限打开它。",
		Steps: []string{
			"关掉开票软件，右键点它的图标，选“以管理员身份运行”，再试一次。",
			"换平时能开票的那个用户登录电脑，再检测一次。",
			"告诉单位的电脑维护人员：“请让我这个用户能打开税控设备。”（统信、麒麟：把用户加进设备所属的用户组，或加一条 udev 规则。）",
		},
		Proof:  "设备在，而当前用户打不开它。",
		Limits: "本程序只看系统登记的权限，不打开设备。",
	},
	EN: Words{
		Title:   "This user may not open the tax device",
		Explain: "The device[ ({device})] is plugged in, but the user who is logged in to this PC has no right to open it.",
		Steps: []string{
			"Close the invoicing software, right-click its icon, choose Run as administrator, and try again.",
			"Log in to the PC as the user who usually issues invoices, and check again.",
			"Tell whoever looks after your PCs: please let my user open the tax device. (UOS, Kylin: add the user to the device's group, or add a udev rule.)",
		},
		Proof:  "Present, and this user may not open it.",
		Limits: "This program reads the rights that the system records; it does not open the device.",
	},
}

var deviceWrongKind = &Cause{
	Code: "device.wrong_kind", Layer: Data, Blame: TaxDevice,
	ZH: Words{
		Title:   "插的税控设备不是要用的那一种",
		Explain: "电脑上插着税控设备[（{device}）]，但不是所选软件要用的那一种[（{expected_device}）]。",
		Steps: []string{
			"换上要用的设备[（{expected_device}）]，再检测一次。",
			"看看在本程序里选的软件对不对，选错了请重新选。",
			"分不清该用哪一个，打 12366 或主管税务机关，问：“我们单位现在用哪种税控设备？”",
		},
		Proof:  "插着一种税控设备，但不是方案要求的那一种。",
		Limits: "金税盘和有些税务UKey 的 USB 编号相同，本程序再看名称区分，不一定都对。",
	},
	EN: Words{
		Title:   "Another kind of tax device is plugged in",
		Explain: "A tax device is plugged in[ ({device})], but not the kind that the chosen software needs[ ({expected_device})].",
		Steps: []string{
			"Plug in the one that is needed[ ({expected_device})], and check again.",
			"See whether you chose the right software in this program; if not, choose again.",
			"If you do not know which to use, ask 12366 or your tax office: which kind of tax device does our firm use now?",
		},
		Proof:  "A tax device is plugged in, but not the profile's kind.",
		Limits: "The golden tax disk and some UKeys share a USB id; this program goes by their names as well and may err.",
	},
}

var deviceSeveral = &Cause{
	Code: "device.several", Layer: Data, Blame: TaxDevice, Degraded: true,
	ZH: Words{
		Title:   "同时插着不止一个税控设备",
		Explain: "电脑上同时插着几个税控设备[：{names}]，开票软件可能认错，用到别的公司或别的证书。",
		Steps: []string{
			"关掉开票软件，只留现在要用的那一个设备，其余的拔下来。",
			"重新打开开票软件，看清上面的公司名称和税号再开票。",
			"代账要轮流用几个的，用完一个拔一个；还是认错，请联系设备的服务商。",
		},
		Proof:  "同时插着一个以上的税控设备。",
		Limits: "",
	},
	EN: Words{
		Title:   "More than one tax device is plugged in",
		Explain: "Several tax devices are plugged in at once[: {names}]; the software may pick the wrong one, with another firm or certificate.",
		Steps: []string{
			"Close the invoicing software, leave in only the device you need now, and unplug the others.",
			"Open the software again and read the firm's name and tax number before you issue anything.",
			"If you serve several firms, unplug each when done; if the wrong one is still picked, ask the device's service provider.",
		},
		Proof:  "More than one tax device at once.",
		Limits: "",
	},
}
