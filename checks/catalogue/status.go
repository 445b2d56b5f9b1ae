package catalogue

// The causes that an HTTP status tells: server.* and who may do what.

var serverOverloaded = &Cause{
	Code: "server.overloaded", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器现在太忙",
		Explain: "{targets} 回答“忙不过来”[（代码 {status}）]。线路和您的电脑都没有问题，是服务器那一头用的人太多。[现在是 {season}，这段时间服务器本来就忙。]",
		Steps: []string{
			"等 15 到 30 分钟再试，不要反复点，越点越挤。",
			"避开征期最后几天和上午的高峰，中午和傍晚通常好一些。",
			"看看电子税务局有没有通知。",
			"2 小时后还不行，打 12366，告诉他们：“{targets} 一直提示服务器忙[（{status}）]。”",
		},
		Proof:  "服务器回答 503 或 504，没有维护通知。",
		Limits: "",
	},
	EN: Words{
		Title:   "The tax server is too busy now",
		Explain: "{targets} answers that it is overloaded[ (code {status})]. Your line and PC are not the cause; too many people are using the server.[ It is {season} now, when the servers are busy anyway.]",
		Steps: []string{
			"Wait 15 to 30 minutes and do not click again and again: that makes it worse.",
			"Avoid mornings and the last days of the filing period; noon and evening are usually better.",
			"Look for a notice on the tax site.",
			"After two hours, call 12366 and say: {targets} keeps answering that it is busy[ ({status})].",
		},
		Proof:  "503 or 504, without a maintenance notice.",
		Limits: "",
	},
}

var serverMaintenance = &Cause{
	Code: "server.maintenance", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器正在维护",
		Explain: "{targets} 说自己正在维护或升级[（代码 {status}）]，现在办不了业务。您的电脑没有问题。",
		Steps: []string{
			"请不要改电脑的设置，等维护结束。",
			"看看电子税务局的通知公告，上面通常有恢复时间；常在夜间和周末。",
			"到了恢复时间再检测一次。",
			"急着开票，或过了时间还不行，打 12366 询问恢复时间。",
		},
		Proof:  "服务器回答 5xx 并带有 Retry-After，或者网页上写着系统维护、升级。",
		Limits: "本程序不一定知道什么时候恢复。",
	},
	EN: Words{
		Title:   "The tax server is under maintenance",
		Explain: "{targets} says that it is being maintained or upgraded[ (code {status})] and serves nobody now. Your PC is not the cause.",
		Steps: []string{
			"Change nothing on your PC and wait until it is over.",
			"Read the notices on the tax site: they usually give the time; nights and weekends are common.",
			"Check again at that time.",
			"In a hurry, or if the time has passed, ask 12366 when it will be back.",
		},
		Proof:  "5xx with Retry-After, or a page that says so.",
		Limits: "This program may not know when it will be back.",
	},
}

var serverError = &Cause{
	Code: "server.error", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器内部出错",
		Explain: "线路是通的，{targets} 也答复了，但说自己内部出错[（代码 {status}）]。这不是您电脑的问题。",
		Steps: []string{
			"等 15 分钟再试一次。",
			"用浏览器的，关掉所有税务网页，重新登录再试。",
			"看看电子税务局有没有维护通知。",
			"一直这样，打 12366，告诉他们：“{targets} 返回服务器错误[ {status}]”，并说明时间。",
		},
		Proof:  "服务器回答 503、504 以外的 5xx，也没有维护通知。",
		Limits: "本程序不登录，看不到某一笔业务是否出错。",
	},
	EN: Words{
		Title:   "The tax server has an internal error",
		Explain: "The line works and {targets} answers, but says that something failed inside it[ (code {status})]. It is not your PC.",
		Steps: []string{
			"Wait 15 minutes and try once more.",
			"With a browser, close all tax pages, log in anew and try again.",
			"Look for a maintenance notice on the tax site.",
			"If it stays, call 12366 and say: {targets} returns a server error[, {status}], and at what time.",
		},
		Proof:  "Any 5xx but 503 and 504, and no maintenance notice.",
		Limits: "This program does not log in, so it cannot see whether one particular filing fails.",
	},
}

var serverRateLimited = &Cause{
	Code: "server.rate_limited", Layer: Security, Blame: Account,
	ZH: Words{
		Title:   "访问太频繁，被税务服务器限制",
		Explain: "{targets} 说这里的访问太频繁，暂时不受理[（代码 {status}）]。同一个单位共用一条宽带，同事的操作也算在一起。",
		Steps: []string{
			"停下来等 30 分钟，其间不要刷新、不要反复登录。",
			"关掉多余的税务网页，停用自动刷新、批量开票一类的插件。",
			"问一下同事是不是也在批量操作，错开时间。",
			"第二天还这样，打 12366，告诉他们：“{targets} 提示访问过于频繁[（{status}）]，请帮忙解除。”",
		},
		Proof:  "服务器回答 429。本程序每个地址只问一次，不会去试探。",
		Limits: "本程序不知道限制什么时候解除。",
	},
	EN: Words{
		Title:   "Too many requests: server limits you",
		Explain: "{targets} says that too many requests came from here and takes no more for now[ (code {status})]. An office shares one line, so colleagues' requests count too.",
		Steps: []string{
			"Stop for 30 minutes: no refreshing, no logging in again.",
			"Close spare tax pages and stop plug-ins that refresh or issue invoices in bulk.",
			"Ask colleagues whether they are working in bulk too, and take turns.",
			"If it is the same the next day, call 12366 and say: {targets} reports too many requests[ ({status})], please lift it.",
		},
		Proof:  "429. This program asks each address once and never provokes it.",
		Limits: "This program does not know when the limit ends.",
	},
}

var serverAccessDenied = &Cause{
	Code: "server.access_denied", Layer: Security, Blame: Account,
	ZH: Words{
		Title:   "税务服务器拒绝了这里的访问",
		Explain: "{targets} 能接通，但拒绝了访问[（代码 {status}）]。常见原因是用了 VPN 或境外线路，或者单位的上网地址被它的防护系统拦下。",
		Steps: []string{
			"退出 VPN、代理和加速器，等 10 分钟再检测。",
			"用浏览器的，换最新版的 Edge 或 Chrome，清除缓存和 Cookie，从电子税务局首页重新登录。",
			"连手机热点试一次：能用，就说明单位的上网地址被拦，请不要反复重试。",
			"打 12366 或主管税务机关，告诉他们：“访问 {targets} 被拒绝[（{status}）]，请看是不是拦了我们的地址。”",
		},
		Proof:  "服务器回答 403，而对这个地址来说不是正常情形（防护系统、境外出口、地址被禁）。",
		Limits: "本程序看不到服务器为什么拒绝。",
	},
	EN: Words{
		Title:   "The tax server denies access from here",
		Explain: "{targets} can be reached but denies access[ (code {status})]. A VPN or a foreign line is a common reason, or its protection has banned your office's address.",
		Steps: []string{
			"Leave VPN, proxy and accelerator, wait ten minutes and check again.",
			"With a browser, take the newest Edge or Chrome, clear cache and cookies, and log in anew from the tax site's front page.",
			"Try once over a phone hotspot: if that works, your office's address is banned; do not keep trying.",
			"Call 12366 or your tax office and say: {targets} denies us access[ ({status})], is our address banned?",
		},
		Proof:  "403 that is not expected there (protection system, foreign exit, banned address).",
		Limits: "This program cannot see why the server denies.",
	},
}

var serverUnauthorized = &Cause{
	Code: "server.unauthorized", Layer: Security, Blame: Account,
	ZH: Words{
		Title:   "税务服务器要求先登录",
		Explain: "线路是通的，但 {targets} 说还没有登录，或登录已经失效[（代码 {status}）]。",
		Steps: []string{
			"用浏览器的，退出后从电子税务局首页重新登录，再进入开票。",
			"用开票软件的，关掉它再打开，重新登录。",
			"提示口令错误时就停下来，不要连着试，以免锁定。",
			"登录不上，打 12366 或主管税务机关，告诉他们：“账号登录后仍提示未授权[（{status}）]。”",
		},
		Proof:  "服务器回答 401。",
		Limits: "本程序不登录，看不到账号本身的状态。",
	},
	EN: Words{
		Title:   "The tax server wants you to log in",
		Explain: "The line works, but {targets} says that you are not logged in, or no longer[ (code {status})].",
		Steps: []string{
			"With a browser, log out, log in anew from the tax site's front page, then go to invoicing.",
			"With invoicing software, close it, open it again and log in.",
			"If it says the password is wrong, stop: further tries may lock the account.",
			"If you cannot log in, call 12366 or your tax office and say: after logging in we are still unauthorised[ ({status})].",
		},
		Proof:  "401.",
		Limits: "This program does not log in and cannot see the state of the account.",
	},
}

var serverInterfaceGone = &Cause{
	Code: "server.interface_gone", Layer: Data, Blame: InvoiceSoftware,
	ZH: Words{
		Title:   "开票软件与税务服务器对不上了",
		Explain: "服务器有回应，但说 {targets} 上没有要找的服务[（代码 {status}）]。多半是软件版本太旧，或服务器地址已经更换。",
		Steps: []string{
			"用开票软件的，从官方页面 https://inv-veri.chinatax.gov.cn/xgxz.html 或服务商处更新到最新版。",
			"用浏览器的，不要用旧的收藏，从电子税务局首页重新进入。",
			"核对“参数设置 → 安全接入服务器地址”，改好后重启开票软件。",
			"打开票软件的服务商，告诉他们：“{targets} 提示接口不存在[（{status}）]，请给我现在的版本和地址。”",
		},
		Proof:  "服务器对接口地址回答 404 或 410：软件和服务器不再配套。",
		Limits: "地址来自本程序自带的地址表时，也可能是这张表过时。",
	},
	EN: Words{
		Title:   "Software and server no longer match",
		Explain: "The server answers, but says that what was asked for is not at {targets}[ (code {status})]. The software is most likely too old, or the address has changed.",
		Steps: []string{
			"With invoicing software, update it from https://inv-veri.chinatax.gov.cn/xgxz.html or from its service provider.",
			"With a browser, do not use an old bookmark; start from the tax site's front page.",
			"Compare the secure access server address (参数设置 → 安全接入服务器地址), and restart the software after a change.",
			"Tell the software's service provider: {targets} says the interface is gone[ ({status})], which version and address are right now?",
		},
		Proof:  "404 or 410 on the interface: software and server no longer match.",
		Limits: "Where the address comes from this program's own table, the table may be out of date.",
	},
}
