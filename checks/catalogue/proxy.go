package catalogue

var proxyUnreachable = &Cause{
	Code: "proxy.unreachable", Layer: Transport, Blame: ThisPC,
	Repairs: []string{"proxy.off", "proxy.winhttp_off", "proxy.variable_off", "proxy.machine_variable_off"},
	ZH: Words{
		Title:   "电脑里设的代理服务器连不上",
		Explain: "电脑设置了经过代理上网[（{proxy}）]，可是这个代理没有回应，税务服务器也就连不上。[代理设在：{source}。]这常常是别的软件留下的旧设置。",
		Steps: []string{
			"先问一下单位的网络管理员：上网要不要用代理。",
			"不需要代理：打开“设置 → 网络和 Internet → 代理”，先拍照记下原样，再关掉“使用代理服务器”和“使用设置脚本”。（统信、麒麟：控制中心 → 网络 → 系统代理。）",
			"用开票软件的，再看一下它的“参数设置”里有没有单独填代理。",
			"重新打开浏览器或开票软件，再检测一次。",
			"必须用代理的，告诉网络管理员：“代理[ {proxy} ]连不上，请检查它是否开着、地址有没有变。”",
		},
		Proof:  "系统或开票软件自己设置了代理，而代理的地址查不到或连不上。",
		Limits: "本程序不知道单位是否规定必须用代理。",
	},
	EN: Words{
		Title:   "The proxy set on this PC is unreachable",
		Explain: "This PC is set to go through a proxy[ ({proxy})] that does not answer, so the tax server is not reached. [It is set in {source}.] Often another program left it behind.",
		Steps: []string{
			"First ask your network administrator whether a proxy is needed.",
			"If not: open Settings → Network & internet → Proxy, take a photo of it as it is, then turn off Use a proxy server and Use setup script. (UOS, Kylin: Control Center → Network → System proxy.)",
			"With invoicing software, also look for a proxy in its parameter settings (参数设置).",
			"Open the browser or the invoicing software again, and check again.",
			"If a proxy is required, tell the administrator: the proxy[ {proxy}] cannot be reached, is it on, has its address changed?",
		},
		Proof:  "The system's, or the invoicing software's own, proxy is set and its name or address cannot be reached.",
		Limits: "This program does not know whether your firm requires a proxy.",
	},
}

var proxyAuthRequired = &Cause{
	Code: "proxy.auth_required", Layer: Security, Blame: LocalNetwork,
	ZH: Words{
		Title:   "单位的代理服务器要求先登录",
		Explain: "代理[ {proxy} ]回答“需要身份验证”（407），登录之前不放行到税务服务器的连接。",
		Steps: []string{
			"打开浏览器访问一个普通网站，弹出登录框时，填单位发的上网账号（不是税号，也不是开票密码）。",
			"用开票软件的，在它的“参数设置”里填上同一个代理和上网账号。",
			"不知道账号，或总是通不过，告诉单位的网络管理员：“请让税务服务器[（{host}）]免认证通过代理，地址见这份报告。”",
		},
		Proof:  "代理对连接请求回答 407。",
		Limits: "本程序不保存、也不尝试任何账号。",
	},
	EN: Words{
		Title:   "The office proxy wants a login",
		Explain: "The proxy[ {proxy}] answers \"authentication required\" (407) and lets nothing through to the tax server until you log in.",
		Steps: []string{
			"Open a browser, visit an ordinary site, and enter the network account your firm gave you (not the tax number, not the invoicing password).",
			"With invoicing software, enter the same proxy and account in its parameter settings (参数设置).",
			"If you have no account or it is refused, tell your network administrator: please let the tax server[ ({host})] pass the proxy without a login; the report holds its address.",
		},
		Proof:  "The proxy answers 407.",
		Limits: "This program keeps and tries no account.",
	},
}

var proxyRefuses = &Cause{
	Code: "proxy.refuses", Layer: Security, Blame: LocalNetwork,
	ZH: Words{
		Title:   "单位的代理不放行税务服务器",
		Explain: "代理[ {proxy} ]能打开别的网站，却不让连接税务服务器[（它回答 {status}）]。",
		Steps: []string{
			"告诉单位的网络管理员：“请在代理上放行税务服务器[（{host}）]，端口也要放行。”",
			"把本程序保存的报告一起发给他，里面有服务器的地址、端口和代理的回答。",
			"急着开票，单位又允许的，可以先连手机热点。",
		},
		Proof:  "代理对到目标的 CONNECT 请求回答错误，而对参照网站正常。",
		Limits: "代理后面的线路不通时，有的代理也这样回答，请管理员看代理的日志。",
	},
	EN: Words{
		Title:   "The office proxy blocks the tax server",
		Explain: "The proxy[ {proxy}] opens other sites but refuses the tax server[ (it answers {status})].",
		Steps: []string{
			"Tell your network administrator: please allow the tax server[ ({host})] on the proxy, its port too.",
			"Send the report that this program saves along: it holds the server's address and port and the proxy's answer.",
			"In a hurry, and if your firm allows it, use a phone hotspot for now.",
		},
		Proof:  "The proxy answers CONNECT for the target with an error, and is well for references.",
		Limits: "Some proxies answer like this when the line behind them is down; the proxy's log tells.",
	},
}
