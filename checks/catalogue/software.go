package catalogue

var softwareNotInstalled = &Cause{
	Code: "software.not_installed", Layer: Data, Blame: InvoiceSoftware,
	ZH: Words{
		Title:   "这台电脑上没有找到开票软件",
		Explain: "这台电脑上没有找到所选的开票软件[“{product}”]，没有它就不能开票。",
		Steps: []string{
			"看看在本程序里选的软件对不对；现在多数单位直接用浏览器在电子税务局开票，不需要装软件。",
			"确实要装的，只从官方页面 https://inv-veri.chinatax.gov.cn/xgxz.html 或原来的服务商处下载，不要从搜索结果里下载。",
			"装好后插上设备，打开软件，再检测一次。",
			"装不上，联系开票软件的服务商，告诉他们：“请远程帮我安装开票软件[（{product}）]。”",
		},
		Proof:  "按进程、文件夹和注册表都没有找到所选的开票软件。",
		Limits: "装在不常见位置的，本程序可能找不到。",
	},
	EN: Words{
		Title:   "The invoicing software is not here",
		Explain: "The invoicing software you chose[, {product},] was not found on this PC; without it no invoice can be issued.",
		Steps: []string{
			"See whether you chose the right software in this program: most firms now issue invoices in a browser on the tax site and need none.",
			"If it is needed, take it only from https://inv-veri.chinatax.gov.cn/xgxz.html or from your service provider, not from a search result.",
			"Plug the device in, open the software, and check again.",
			"If it cannot be installed, ask its service provider: please install the invoicing software[ ({product})] for me remotely.",
		},
		Proof:  "Neither its processes nor its folders nor its registry keys are found.",
		Limits: "In an unusual folder this program may miss it.",
	},
}

var softwareNotRunning = &Cause{
	Code: "software.not_running", Layer: Data, Blame: InvoiceSoftware,
	ZH: Words{
		Title:   "开票软件没有打开",
		Explain: "开票软件[“{product}”]装着，但现在没有运行。",
		Steps: []string{
			"插好设备，双击桌面上的开票软件图标，登录后再检测一次。",
			"打不开的，右键点图标，选“以管理员身份运行”。",
			"再打不开，看看安全软件有没有拦截它；重启电脑再试。",
			"联系开票软件的服务商，告诉他们：“软件双击后没有反应[（{product}）]。”",
		},
		Proof:  "软件已安装，但没有看到它的进程。",
		Limits: "",
	},
	EN: Words{
		Title:   "The invoicing software is not running",
		Explain: "The invoicing software[, {product},] is installed but not running now.",
		Steps: []string{
			"Plug the device in, double-click the software's icon on the desktop, log in, and check again.",
			"If it does not open, right-click the icon and choose Run as administrator.",
			"Still not? See whether security software blocked it; restart the PC and try again.",
			"Tell its service provider: the software does nothing on a double-click[ ({product})].",
		},
		Proof:  "It is installed and none of its processes is seen.",
		Limits: "",
	},
}

var softwareOutdated = &Cause{
	Code: "software.outdated", Layer: Data, Blame: InvoiceSoftware,
	ZH: Words{
		Title:   "开票软件的版本太旧",
		Explain: "开票软件[“{product}”]的版本太旧[，现在是 {version}][，至少要 {need}]，税务服务器可能不再接受。",
		Steps: []string{
			"开票数据先备份：在软件里用“数据备份”，不要删除旧的文件夹。",
			"打开软件，看有没有升级提示；没有就到官方页面 https://inv-veri.chinatax.gov.cn/xgxz.html 或服务商处下载新版。",
			"升级后重新打开软件，再检测一次。",
			"升级不了，联系开票软件的服务商，告诉他们：“请帮我升级[，现在是 {version}]。”",
		},
		Proof:  "版本低于方案要求的最低版本（按数字逐段比较）。",
		Limits: "",
	},
	EN: Words{
		Title:   "The invoicing software is too old",
		Explain: "The invoicing software[, {product},] is too old[: it is {version}][, at least {need} is needed]; the tax server may no longer accept it.",
		Steps: []string{
			"First back its data up with its own backup function (数据备份); do not delete the old folder.",
			"Open it and look for an upgrade notice; if there is none, take the new version from https://inv-veri.chinatax.gov.cn/xgxz.html or your service provider.",
			"Open the software again after the upgrade, and check again.",
			"If it cannot be upgraded, ask its service provider: please upgrade it for me[, it is {version} now].",
		},
		Proof:  "Its version is below the profile's minimum, compared field by field as numbers.",
		Limits: "",
	},
}

var softwareHelperDown = &Cause{
	Code: "software.helper_down", Layer: Data, Blame: InvoiceSoftware,
	Repairs: []string{"software.restart_helper"},
	ZH: Words{
		Title:   "读证书的小程序没有运行",
		Explain: "网页或开票软件要靠本机的一个小程序[（{product}）]读取证书，它现在没有回应[（本机端口 {port}）]，所以读不到设备里的证书。",
		Steps: []string{
			"在桌面或开始菜单里找到“税务安全证书应用客户端”，双击打开，再检测一次。",
			"没有找到的，打开电子税务局的登录页，从“驱动下载”里下载并安装。",
			"打开了还不行，重启电脑；看看安全软件有没有拦截它，把它加入信任区。",
			"联系开票软件的服务商或 12366，告诉他们：“税务安全证书应用客户端没有运行[，端口 {port} 没有回应]。”",
		},
		Proof:  "本机助手的端口（税务安全证书应用客户端为 127.0.0.1:28000）没有回应。",
		Limits: "本程序只看端口有没有回应，不读证书，也不输入口令。",
	},
	EN: Words{
		Title:   "The certificate helper is not running",
		Explain: "Web pages and invoicing software read certificates through a small program on this PC[ ({product})]. It does not answer now[ (local port {port})], so the device's certificate cannot be read.",
		Steps: []string{
			"Find the tax certificate client (税务安全证书应用客户端) on the desktop or in the Start menu, open it, and check again.",
			"If it is not there, open the tax site's login page and install it from the driver downloads (驱动下载).",
			"If that does not help, restart the PC; see whether security software blocked it and add it to the trusted list.",
			"Tell the service provider or 12366: the tax certificate client is not running[, port {port} does not answer].",
		},
		Proof:  "The local helper's port does not answer (127.0.0.1:28000 for the tax certificate client).",
		Limits: "This program only sees whether the port answers; it reads no certificate and enters no PIN.",
	},
}

var softwareHelperPortTaken = &Cause{
	Code: "software.helper_port_taken", Layer: Data, Blame: InvoiceSoftware,
	ZH: Words{
		Title:   "读证书的小程序被别的软件占了位置",
		Explain: "读证书的小程序[（{product}）]要用的本机端口[ {port}]，被另一个程序[“{process}”]占着，所以它启动不了。",
		Steps: []string{
			"保存好手头的工作，退出占位的程序[“{process}”]，再打开“税务安全证书应用客户端”，重新检测。",
			"不认识那个程序，就重启电脑，先打开“税务安全证书应用客户端”，再打开别的软件。",
			"每次都冲突，告诉单位的电脑维护人员：“端口[ {port} ]被[ {process} ]占用，请帮我改掉或卸载。”",
		},
		Proof:  "本机助手的端口有回应，但在听的是另一个程序。",
		Limits: "权限不够时，本程序看不到占用者的名称。",
	},
	EN: Words{
		Title:   "Another program holds the helper's port",
		Explain: "The port[ {port}] that the certificate helper[ ({product})] needs on this PC is held by another program[, {process}], so the helper cannot start.",
		Steps: []string{
			"Save your work, quit that program[, {process}], open the tax certificate client (税务安全证书应用客户端), and check again.",
			"If you do not know the program, restart the PC and open the tax certificate client before anything else.",
			"If they clash every time, tell whoever looks after your PCs: the local port[ {port}] is taken[ by {process}], please change or remove it.",
		},
		Proof:  "The local helper's port answers, but another program listens there.",
		Limits: "Without the right to see it, this program cannot name who holds the port.",
	},
}
