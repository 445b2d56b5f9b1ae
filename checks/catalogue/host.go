package catalogue

var hostOSUnsupported = &Cause{
	Code: "host.os_unsupported", Layer: Data, Blame: ThisPC, Degraded: true,
	ZH: Words{
		Title:   "这台电脑的系统不符合软件要求",
		Explain: "这台电脑的系统[（{version}）]不在开票软件支持的范围内[（要求 {need}）]，可能装不上、打不开或不稳定。",
		Steps: []string{
			"现在能开票的，可以先照常用，注意备份数据。",
			"打开“设置 → Windows 更新”，看能不能升级系统。（统信、麒麟：控制中心 → 更新。）",
			"单位有符合要求的电脑，换到那台上开票。",
			"请单位的电脑维护人员安排，告诉他：“开票软件要求更高的系统版本[（{need}）]，请帮我升级。”",
		},
		Proof:  "系统名称或版本不满足方案或软件的最低要求。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC's system does not meet the need",
		Explain: "This PC's system[ ({version})] is not among those that the invoicing software supports[ (needed: {need})]; it may not install, open or run well.",
		Steps: []string{
			"If invoicing works now, go on, and keep backups.",
			"Open Settings → Windows Update and see whether the system can be upgraded. (UOS, Kylin: Control Center → Updates.)",
			"If your firm has a PC that fits, use that one.",
			"Ask whoever looks after your PCs: the invoicing software needs another system version[, {need}], please upgrade it.",
		},
		Proof:  "The system or its version is below the profile's or the software's own minimum.",
		Limits: "",
	},
}

var hostDiskFull = &Cause{
	Code: "host.disk_full", Layer: Data, Blame: ThisPC,
	ZH: Words{
		Title:   "这台电脑的磁盘满了",
		Explain: "磁盘[ {file} ]的空间快用完了[，只剩 {free}][，至少要 {need}]，开票软件存不了数据，会打不开或开票失败。",
		Steps: []string{
			"清空回收站，把不用的大文件、视频移到别的盘。不要动开票软件的文件夹。",
			"打开“设置 → 系统 → 存储 → 临时文件”，清理系统的临时文件。（统信、麒麟：用系统自带的磁盘清理工具。）",
			"再检测一次，然后把开票软件关掉再打开。",
			"清不出来，请单位的电脑维护人员帮忙，告诉他：“磁盘满了[，只剩 {free}]，开票软件要用。”",
		},
		Proof:  "系统盘或软件所在盘的剩余空间低于方案要求。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC's disk is full",
		Explain: "The disk[ {file}] is nearly full[: {free} left][, at least {need} is needed]. The invoicing software cannot store its data, so it does not open or fails.",
		Steps: []string{
			"Empty the recycle bin and move large files and videos you do not need elsewhere. Leave the invoicing software's folder alone.",
			"Open Settings → System → Storage → Temporary files and remove them. (UOS, Kylin: use the system's disk cleaner.)",
			"Check again, then close the invoicing software and open it again.",
			"If there is nothing to remove, ask whoever looks after your PCs: the disk is full[, {free} left], and the invoicing software needs room.",
		},
		Proof:  "Free space on the system's or the software's drive is below what the profile needs.",
		Limits: "",
	},
}

var hostMemoryLow = &Cause{
	Code: "host.memory_low", Layer: Data, Blame: ThisPC, Degraded: true,
	ZH: Words{
		Title:   "这台电脑的内存不够用",
		Explain: "这台电脑的内存低于开票软件的要求[，现在是 {free}][，至少要 {need}]，开票会很慢，有时会卡住。",
		Steps: []string{
			"关掉暂时不用的程序和网页，再检测一次。",
			"重启电脑，先打开开票软件或电子税务局。",
			"经常这样，请单位的电脑维护人员加内存，告诉他：“内存低于开票软件的要求[（{need}）]。”",
		},
		Proof:  "内存低于方案或软件的最低要求。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC has too little memory",
		Explain: "This PC's memory is below what the invoicing software needs[: {free}][, at least {need} is needed]; invoicing is slow and may hang.",
		Steps: []string{
			"Close programs and pages you do not need, and check again.",
			"Restart the PC and open the invoicing software or tax site first.",
			"If it happens often, ask whoever looks after your PCs for more memory: it is below what the invoicing software needs[ ({need})].",
		},
		Proof:  "Memory is below the profile's or the software's own minimum.",
		Limits: "",
	},
}
