package catalogue

var certExpired = &Cause{
	Code: "cert.expired", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的安全证书过期了",
		Explain: "{targets} 的安全证书已经过期[（到期日 {date}）]，浏览器和开票软件会拒绝连接。这要由服务器那一头更换。",
		Steps: []string{
			"看到“不安全”的提示时，不要点“继续访问”，也不要输入密码。",
			"等 1 小时再检测一次，证书过期通常会很快更换。",
			"打 12366，告诉他们：“{targets} 的证书过期了[，到期日 {date}]。”",
			"换好之后，把开票软件关掉再打开，它才会重新连接。",
		},
		Proof:  "证书的到期日已过，而且这台电脑的时间核对过是准的。",
		Limits: "",
	},
	EN: Words{
		Title:   "The tax server's certificate expired",
		Explain: "The certificate of {targets} has expired[ (on {date})], so browsers and invoicing software refuse to connect. Only the server's side can replace it.",
		Steps: []string{
			"At a \"not secure\" warning, do not click through and enter no password.",
			"Check again after an hour; an expired certificate is usually replaced soon.",
			"Call 12366 and say: the certificate of {targets} has expired[, on {date}].",
			"Once it is replaced, close the invoicing software and open it again: only then does it connect anew.",
		},
		Proof:  "The certificate is past its end date by a clock that is right.",
		Limits: "",
	},
}

var certNotYetValid = &Cause{
	Code: "cert.not_yet_valid", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的证书还没有生效",
		Explain: "{targets} 的安全证书要到以后才生效[（{date} 起）]，浏览器和开票软件现在会拒绝连接。",
		Steps: []string{
			"看到“不安全”的提示时，不要点“继续访问”，也不要输入密码。",
			"过几个小时再检测一次。",
			"打 12366，告诉他们：“{targets} 的证书还没有生效[，{date} 起才有效]。”",
			"恢复之后，把开票软件关掉再打开。",
		},
		Proof:  "证书的生效日在将来，而且这台电脑的时间核对过是准的。",
		Limits: "",
	},
	EN: Words{
		Title:   "The server's certificate starts later",
		Explain: "The certificate of {targets} is not valid yet[ (from {date})], so browsers and invoicing software refuse to connect for now.",
		Steps: []string{
			"At a \"not secure\" warning, do not click through and enter no password.",
			"Check again in a few hours.",
			"Call 12366 and say: the certificate of {targets} is not valid yet[, only from {date}].",
			"Once it works, close the invoicing software and open it again.",
		},
		Proof:  "The certificate's first day lies ahead by a clock that is right.",
		Limits: "",
	},
}

var certNameMismatch = &Cause{
	Code: "cert.name_mismatch", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的证书写的是别的名字",
		Explain: "{targets} 拿出的安全证书是有效的，但上面写的是别的网站[（{names}）]，浏览器和开票软件会拒绝连接。",
		Steps: []string{
			"看到“不安全”的提示时，不要点“继续访问”，也不要输入密码。",
			"核对地址有没有输错：用开票软件的看“参数设置 → 安全接入服务器地址”，用浏览器的从电子税务局首页重新进入。",
			"地址没错，打 12366，告诉他们：“{targets} 的证书名称不符[，证书上是 {names}]。”",
			"恢复之后，把开票软件关掉再打开。",
		},
		Proof:  "证书链有效，名称不符；连的正是各参照查到的地址。",
		Limits: "",
	},
	EN: Words{
		Title:   "The certificate is for another name",
		Explain: "The certificate that {targets} shows is valid, but for another site[ ({names})], so browsers and invoicing software refuse to connect.",
		Steps: []string{
			"At a \"not secure\" warning, do not click through and enter no password.",
			"Is the address mistyped? With invoicing software see its server address (参数设置 → 安全接入服务器地址); with a browser start from the tax site's front page.",
			"If it is right, call 12366 and say: the certificate of {targets} is for another name[, {names}].",
			"Once it works, close the invoicing software and open it again.",
		},
		Proof:  "A valid chain for another name, at the address that references give.",
		Limits: "",
	},
}

var certChainIncomplete = &Cause{
	Code: "cert.chain_incomplete", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的证书没有发全",
		Explain: "{targets} 少发了一张中间证书。有的浏览器能自己补上，开票软件往往补不上，就会提示证书错误。",
		Steps: []string{
			"能用浏览器办的，先用最新版的 Edge 或 Chrome 办。",
			"不要从网上搜来证书自己安装。",
			"打 12366，告诉他们：“{targets} 缺少中间证书[，颁发者是 {issuer}]。”",
			"恢复之后，把开票软件关掉再打开。",
		},
		Proof:  "按服务器发来的证书验证失败，补上缺的中间证书（本程序自带的）后验证成功。",
		Limits: "本程序只认识自带的中间证书，不会到别处去取。",
	},
	EN: Words{
		Title:   "The server's certificate is incomplete",
		Explain: "{targets} leaves out an intermediate certificate. Some browsers find it by themselves; invoicing software often does not and reports a certificate error.",
		Steps: []string{
			"What can be done in a browser, do in the newest Edge or Chrome for now.",
			"Do not search the web for a certificate and install it yourself.",
			"Call 12366 and say: {targets} does not send its intermediate certificate[, issued by {issuer}].",
			"Once it works, close the invoicing software and open it again.",
		},
		Proof:  "The chain fails as sent and verifies once the missing intermediate, built into this program, is supplied.",
		Limits: "This program knows only the intermediates it carries and fetches none.",
	},
}

var certUntrustedRoot = &Cause{
	Code: "cert.untrusted_root", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "电脑不认识税务服务器的证书",
		Explain: "{targets} 的安全证书由这台电脑不信任的机构颁发[（{issuer}）]；别的网站的证书都正常，只有它这样。",
		Steps: []string{
			"看到“不安全”的提示时，不要点“继续访问”，也不要输入密码。",
			"打开“设置 → Windows 更新”，把系统更新装好，重启后再检测。（统信、麒麟：控制中心 → 更新。）",
			"不要从网上搜来根证书安装。只有税务局官方网页（如 https://inv-veri.chinatax.gov.cn）自己要求的，才请电脑维护人员核对后安装。",
			"打 12366，告诉他们：“{targets} 的证书不受信任[，颁发者是 {issuer}]，请问正确的办法是什么？”",
			"恢复之后，把开票软件关掉再打开。",
		},
		Proof:  "证书链的根不在这台电脑的信任列表里，而且只有这台服务器这样。国密（SM2）证书不算。",
		Limits: "有的税务服务器一直用自己的根证书，本程序不能替您判断该不该信任。",
	},
	EN: Words{
		Title:   "This PC does not trust the certificate",
		Explain: "The certificate of {targets} was issued by someone this PC does not trust[ ({issuer})]; other sites' certificates are fine, only this one is not.",
		Steps: []string{
			"At a \"not secure\" warning, do not click through and enter no password.",
			"Open Settings → Windows Update, install what is offered, restart and check again. (UOS, Kylin: Control Center → Updates.)",
			"Do not install a root found by searching. Only one that the tax bureau's own page (such as https://inv-veri.chinatax.gov.cn) asks for, and have whoever looks after your PCs check it first.",
			"Call 12366 and say: the certificate of {targets} is not trusted[, its issuer is {issuer}], what is the right way?",
			"Once it works, close the invoicing software and open it again.",
		},
		Proof:  "The chain ends in a root this PC does not trust, and only for this server. An SM2 chain does not count.",
		Limits: "Some tax servers have always used a root of their own; this program cannot decide for you whether to trust it.",
	},
}

var certRevoked = &Cause{
	Code: "cert.revoked", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的证书已被吊销",
		Explain: "颁发机构声明 {targets} 的安全证书已经作废，浏览器和开票软件会拒绝连接。",
		Steps: []string{
			"看到“不安全”的提示时，不要点“继续访问”，也不要输入密码。",
			"打 12366，告诉他们：“{targets} 的证书已被吊销。”",
			"等服务器换好证书再检测；之后把开票软件关掉再打开。",
		},
		Proof:  "服务器随证书附上的 OCSP 应答说它已被吊销。",
		Limits: "服务器没有附上应答时，本程序不去别处查询，也就看不出吊销。",
	},
	EN: Words{
		Title:   "The server's certificate is revoked",
		Explain: "Its issuer has declared the certificate of {targets} void, so browsers and invoicing software refuse to connect.",
		Steps: []string{
			"At a \"not secure\" warning, do not click through and enter no password.",
			"Call 12366 and say: the certificate of {targets} has been revoked.",
			"Check again once the server has a new one; then close the invoicing software and open it again.",
		},
		Proof:  "The OCSP answer stapled to the certificate says so.",
		Limits: "Where the server staples none, this program asks nowhere else and cannot see it.",
	},
}

var certWeak = &Cause{
	Code: "cert.weak", Layer: Security, Blame: TaxServer, Degraded: true,
	ZH: Words{
		Title:   "税务服务器的证书太老旧",
		Explain: "{targets} 的安全证书用的是老旧的算法或过短的密钥[（{version}）]。现在还能用，新版浏览器可能会提示不安全，甚至拒绝。",
		Steps: []string{
			"现在能办的业务照常办。",
			"浏览器突然打不开时，换一个浏览器试试，不要去改系统的安全设置。",
			"打 12366 反映：“{targets} 的证书强度不够，新版浏览器不接受。”",
		},
		Proof:  "证书用 SHA-1 签名，或 RSA 密钥不足 2048 位。握手因此失败时算故障。",
		Limits: "",
	},
	EN: Words{
		Title:   "The server's certificate is too weak",
		Explain: "The certificate of {targets} uses an old algorithm or a short key[ ({version})]. It still works; newer browsers may warn or refuse.",
		Steps: []string{
			"Go on with what works now.",
			"If a browser suddenly refuses, try another one; do not change the system's security settings.",
			"Tell 12366: the certificate of {targets} is too weak for newer browsers.",
		},
		Proof:  "SHA-1, or RSA below 2048 bits. It counts as broken where the handshake fails by it.",
		Limits: "",
	},
}

var certExpiring = &Cause{
	Code: "cert.expiring", Layer: Security, Blame: TaxServer, Degraded: true,
	ZH: Words{
		Title:   "税务服务器的证书快要到期",
		Explain: "{targets} 的安全证书快要到期了[，还有 {days}][（{date}）]。现在能用，到期没有更换就连不上。",
		Steps: []string{
			"现在能办的业务照常办，您不用做任何设置。",
			"要紧的开票、申报，尽量赶在到期之前办完。",
			"到期前两三天再检测一次；还没有换，打 12366 提醒：“{targets} 的证书快到期了。”",
		},
		Proof:  "证书在限定天数内到期。",
		Limits: "很多服务器会在最后几天自动更换证书，本程序不知道它会不会换。",
	},
	EN: Words{
		Title:   "The server's certificate ends soon",
		Explain: "The certificate of {targets} expires soon[, in {days}][ ({date})]. It works now; unless replaced it will not then.",
		Steps: []string{
			"Go on with what works now; there is nothing to set.",
			"Do what is urgent, invoices and filings, before that date.",
			"Check again two or three days before; if it has not been replaced, tell 12366: the certificate of {targets} expires soon.",
		},
		Proof:  "It expires within the limit.",
		Limits: "Many servers replace theirs by themselves in the last days; this program cannot know.",
	},
}
