package catalogue

var clockSkewed = &Cause{
	Code: "clock.skewed", Layer: Security, Blame: ThisPC,
	Repairs: []string{"clock.sync"},
	ZH: Words{
		Title:   "这台电脑的时间不准",
		Explain: "这台电脑的时间和标准时间不一致[，{fastslow}了 {offset}][（允许相差 {limit}）]。时间不准，证书会被当成无效，开票日期也会出错。[对过时的有：{names}。]",
		Steps: []string{
			"打开“设置 → 时间和语言 → 日期和时间”，打开“自动设置时间”，再点“立即同步”。（统信、麒麟：控制中心 → 时间日期，打开自动同步。）",
			"关掉浏览器和开票软件再打开，重新检测。",
			"改不了时间的，请单位的电脑维护人员来改，告诉他：“电脑时间[{fastslow}了 {offset}，]要校准。”",
			"每次开机时间又错，多半是主板电池没电了，请他更换。",
		},
		Proof:  "至少两个互相独立的来源（NTP、HTTP 时间、HTTPS 时间）都说这台电脑的时间偏差超过上限。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC's clock is wrong",
		Explain: "This PC's clock does not agree with standard time[: it is {offset} {fastslow}][ (up to {limit} is allowed)]. Then certificates count as invalid and invoices get a wrong date. [Compared with: {names}.]",
		Steps: []string{
			"Open Settings → Time & language → Date & time, turn Set time automatically on, and press Sync now. (UOS, Kylin: Control Center → Time and date, turn automatic sync on.)",
			"Close browser and invoicing software, open them again, and check again.",
			"If you may not change the time, ask whoever looks after your PCs: the clock[, {offset} {fastslow},] must be set right.",
			"If it is wrong after every start, the mainboard battery is probably flat: have it replaced.",
		},
		Proof:  "This PC's clock is off by more than the limit by at least two independent sources: NTP, HTTP Date, HTTPS Date.",
		Limits: "",
	},
}

var clockTimezone = &Cause{
	Code: "clock.timezone", Layer: Security, Blame: ThisPC,
	Repairs: []string{"clock.set_zone"},
	ZH: Words{
		Title:   "这台电脑的时区设错了",
		Explain: "这台电脑的时区不是要求的时区[：现在是 {zone}][，应为 {zone_wanted}]。开票时间会因此差几个小时，甚至差一天。",
		Steps: []string{
			"打开“设置 → 时间和语言 → 日期和时间”，时区选“(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐”。（统信、麒麟：控制中心 → 时间日期 → 时区，选北京或上海。）",
			"选好后看一眼右下角的时间对不对，不对就点“立即同步”。",
			"关掉浏览器和开票软件再打开，重新检测。",
			"改不了的，请单位的电脑维护人员来改，告诉他：“时区要改成北京时间。”",
		},
		Proof:  "系统的时区和方案要求的不同（全年时差都相同的算一样），不管时间本身准不准。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC's time zone is wrong",
		Explain: "This PC's time zone is not the one required[: it is {zone}][, it should be {zone_wanted}]. Invoices would be off by hours, even by a day.",
		Steps: []string{
			"Open Settings → Time & language → Date & time and choose (UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi. (UOS, Kylin: Control Center → Time and date → Time zone, Beijing or Shanghai.)",
			"Look at the clock at the lower right; if it is wrong now, press Sync now.",
			"Close browser and invoicing software, open them again, and check again.",
			"If you may not change it, ask whoever looks after your PCs: please set the zone to Beijing time.",
		},
		Proof:  "The zone is not the profile's (an equal offset all year is equal), whether or not the clock is off by it.",
		Limits: "",
	},
}

var clockNotSyncing = &Cause{
	Code: "clock.not_syncing", Layer: Security, Blame: ThisPC, Degraded: true,
	Repairs: []string{"clock.start_service"},
	ZH: Words{
		Title:   "这台电脑的自动对时停了",
		Explain: "现在时间还是准的，但自动对时[（{service}）]已经停用或出错。时间会慢慢走偏，以后证书和开票会出错。",
		Steps: []string{
			"打开“设置 → 时间和语言 → 日期和时间”，打开“自动设置时间”，再点“立即同步”。（统信、麒麟：控制中心 → 时间日期，打开自动同步。）",
			"开关打不开的，请单位的电脑维护人员来看，告诉他：“时间服务[ {service} ]没有运行，请设为自动启动。”",
		},
		Proof:  "装有对时服务，但它被停用或已失败；时间目前仍然准确。完全没有装的（如容器）不算。",
		Limits: "",
	},
	EN: Words{
		Title:   "Automatic time setting has stopped",
		Explain: "The time is still right, but automatic setting[ ({service})] is switched off or has failed. The clock will drift, and then certificates and invoices go wrong.",
		Steps: []string{
			"Open Settings → Time & language → Date & time, turn Set time automatically on, and press Sync now. (UOS, Kylin: Control Center → Time and date, turn automatic sync on.)",
			"If the switch does not stay on, ask whoever looks after your PCs: the time service[ {service}] is not running, please set it to start automatically.",
		},
		Proof:  "An installed time service is switched off or has failed while the clock is still right. None at all, as in a container, is no fault.",
		Limits: "",
	},
}
