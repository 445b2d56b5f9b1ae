package catalogue

var tlsIntercepted = &Cause{
	Code: "tls.intercepted", Layer: Security, Blame: LocalNetwork,
	ZH: Words{
		Title:   "有软件或设备在拆看加密连接",
		Explain: "不只税务服务器，别的网站的证书也都不是它们自己的，而是中途被换过的[（颁发者 {issuer}）][，看名称是“{product}”]。这样一来，税控设备和证书的安全登录会失败。",
		Steps: []string{
			"弄清之前，先不要在网页上输入密码。",
			"看看电脑上的安全软件有没有“HTTPS 扫描”“加密连接扫描”一类的功能，把 {targets} 加入例外。",
			"告诉单位的网络管理员：“请在上网管理设备上，对 {targets} 不做 SSL 解密[；证书颁发者是 {issuer}]。”",
			"改好之后，把浏览器和开票软件关掉再打开，重新检测。",
			"安全软件和单位设备都没有这样的功能，请电脑维护人员查一查有没有恶意软件。",
		},
		Proof:  "参照网站的证书也来自不属于它们的颁发者；从颁发者名称能看出是什么产品时就写出来。",
		Limits: "本程序分不清是这台电脑上的软件，还是单位的设备；看颁发者名称通常能知道。",
	},
	EN: Words{
		Title:   "Something opens encrypted connections",
		Explain: "Not only the tax server's, other sites' certificates too were swapped on the way[ (issuer {issuer})][; by its name it is {product}]. Secure login with a tax device or certificate fails through that.",
		Steps: []string{
			"Until this is cleared up, enter no password on web pages.",
			"See whether security software on this PC has a feature such as HTTPS scanning, and exempt {targets} from it.",
			"Tell your network administrator: please do not decrypt SSL to {targets}[; the certificates come from {issuer}].",
			"Afterwards close browser and invoicing software, open them again, and check again.",
			"If neither has such a feature, have the PC searched for malware.",
		},
		Proof:  "References' certificates, too, come from an issuer that is not theirs; the product is named where the issuer's name gives it away.",
		Limits: "This program cannot tell software on this PC from a device of the office; the issuer's name usually does.",
	},
}

var tlsVersionUnsupported = &Cause{
	Code: "tls.version_unsupported", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的加密方式太旧，接不上",
		Explain: "{targets} 用的加密版本和现在的电脑对不上[，它只支持 {version}]，所以连接建立不起来。",
		Steps: []string{
			"用开票软件的，从官方页面或服务商处更新到最新版，再试一次。",
			"用浏览器的，换最新版的 Edge 或 Chrome；还不行，问 12366 本省要求用哪种浏览器。",
			"请不要自己改系统的加密设置，那会让所有网站都变得不安全。",
			"打 12366，告诉他们：“{targets} 没有共同的 TLS 版本[，服务器是 {version}]。”",
		},
		Proof:  "双方没有共同的 TLS 版本；服务器要的是哪一版写在证据里。",
		Limits: "开票软件有自己的加密方式，本程序连不上时，它不一定连不上。",
	},
	EN: Words{
		Title:   "The server's encryption is too old",
		Explain: "The encryption version of {targets} does not fit today's PCs[: it offers only {version}], so no connection is made.",
		Steps: []string{
			"With invoicing software, update it from the official page or its service provider and try again.",
			"With a browser, take the newest Edge or Chrome; if that fails, ask 12366 which browser your province wants.",
			"Do not change the system's encryption settings yourself: that weakens every site.",
			"Call 12366 and say: {targets} has no TLS version in common with us[; it offers {version}].",
		},
		Proof:  "No common TLS version; which one the server wants is in the evidence.",
		Limits: "Invoicing software brings encryption of its own and may connect where this program does not.",
	},
}

var tlsCipherUnsupported = &Cause{
	Code: "tls.cipher_unsupported", Layer: Security, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的加密算法已被淘汰",
		Explain: "{targets} 只支持已经淘汰的加密算法[（{version}）]，现在的系统和浏览器不再使用，所以连接建立不起来。",
		Steps: []string{
			"用开票软件的，从官方页面或服务商处更新到最新版，再试一次。",
			"请不要自己改系统的加密设置，那会让所有网站都变得不安全。",
			"打 12366，告诉他们：“{targets} 没有共同的加密算法，请升级服务器。”",
		},
		Proof:  "双方没有共同的加密套件（服务器只有 RC4 或 3DES）。",
		Limits: "开票软件有自己的加密方式，本程序连不上时，它不一定连不上。",
	},
	EN: Words{
		Title:   "The server's ciphers are outdated",
		Explain: "{targets} offers only ciphers that are no longer in use[ ({version})], so today's systems and browsers make no connection.",
		Steps: []string{
			"With invoicing software, update it from the official page or its service provider and try again.",
			"Do not change the system's encryption settings yourself: that weakens every site.",
			"Call 12366 and say: {targets} has no cipher in common with us, please upgrade the server.",
		},
		Proof:  "No common cipher suite (RC4 or 3DES only).",
		Limits: "Invoicing software brings encryption of its own and may connect where this program does not.",
	},
}

var tlsReset = &Cause{
	Code: "tls.reset", Layer: Security, Blame: LocalNetwork,
	ZH: Words{
		Title:   "加密连接一开始就被切断",
		Explain: "和 {targets} 能接通，但加密的第一句话一发出，连接马上被切断。多半是途中的防火墙或上网管理设备按网站名称拦截。",
		Steps: []string{
			"连手机热点试一次：能用，就说明是单位的设备切断的。",
			"正在用 VPN 或代理的，退出后再检测一次。",
			"告诉单位的网络管理员：“到 {targets} 的 TLS 连接被重置，请在防火墙或上网管理设备上放行。”",
			"热点也不行，打 12366 或宽带运营商客服，说同样的话。",
		},
		Proof:  "ClientHello 之后立刻被 RST 或 FIN 切断，普通 TLS 和国密都一样；同一地址换个名称就能通过时，证据里有 sni: true。",
		Limits: "不用手机热点对比，本程序分不清是单位的设备、运营商，还是服务器自己。",
	},
	EN: Words{
		Title:   "Encryption is cut at its first word",
		Explain: "{targets} takes the connection, but the first message of the encryption gets it cut at once. A firewall on the way most likely blocks it by the site's name.",
		Steps: []string{
			"Try once over a phone hotspot: if that works, a device of your office cuts it.",
			"If a VPN or proxy is on, leave it and check again.",
			"Tell your network administrator: TLS to {targets} is reset, please allow it on the firewall.",
			"If the hotspot fails too, tell 12366 or your internet provider the same.",
		},
		Proof:  "Cut by RST or FIN right after ClientHello, of TLS and of TLCP; sni: true in the evidence where another name passes on the same address.",
		Limits: "Without the hotspot test this program cannot tell your office, the provider and the server apart.",
	},
}

var tlsNotTLS = &Cause{
	Code: "tls.not_tls", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的回应没有加密",
		Explain: "{targets} 应当用加密方式回应，回来的却是普通文字。可能是端口填错，也可能是服务器设置有误。",
		Steps: []string{
			"核对地址和端口：用开票软件的看“参数设置 → 安全接入服务器地址”，用浏览器的从电子税务局首页重新进入。",
			"弄清之前，不要在这个地址上输入密码和税号。",
			"地址没错，打 12366，告诉他们：“{targets} 的端口没有启用加密。”",
		},
		Proof:  "端口用明文回答 TLS 的问候。",
		Limits: "",
	},
	EN: Words{
		Title:   "The tax server answers unencrypted",
		Explain: "{targets} should answer encrypted but sends plain text. The port may be mistyped, or the server set up wrongly.",
		Steps: []string{
			"Compare address and port: with invoicing software in its settings (参数设置 → 安全接入服务器地址), with a browser from the tax site's front page.",
			"Until this is cleared up, enter no password and no tax number at this address.",
			"If it is right, call 12366 and say: the port of {targets} has no encryption.",
		},
		Proof:  "The port answers a TLS hello in plain text.",
		Limits: "",
	},
}

var tlsClientCertRequired = &Cause{
	Code: "tls.client_cert_required", Layer: Security, Blame: Account,
	ZH: Words{
		Title:   "税务服务器要求出示您的证书",
		Explain: "{targets} 要求用税控设备或 CA 证书 Key 里的证书登录，普通浏览器或这台电脑拿不出来，所以被拒绝。",
		Steps: []string{
			"把税务UKey、税控设备或 CA 证书 Key 插好，再用配套的开票软件登录。",
			"用网页登录的，先从登录页下载并安装“税务安全证书应用客户端”。",
			"证书口令记不准就先停下，连续输错会锁死。",
			"打 12366 或主管税务机关，告诉他们：“{targets} 要求客户端证书，请问我们该用哪种证书？”",
		},
		Proof:  "服务器在握手时要求客户端证书，没有就断开，而所选的方案不应有这个要求。",
		Limits: "本程序不读取设备里的证书，也不输入口令。",
	},
	EN: Words{
		Title:   "The server wants your certificate",
		Explain: "{targets} wants a certificate kept in a tax device or CA key. A plain browser or this PC has none to show and is refused.",
		Steps: []string{
			"Plug in the tax UKey, tax device or CA key, and log in with the software that belongs to it.",
			"On the web, first install the tax certificate client (税务安全证书应用客户端) from the login page.",
			"If you are not sure of the PIN, stop: wrong ones in a row lock it.",
			"Call 12366 or your tax office and say: {targets} wants a client certificate, which one should we use?",
		},
		Proof:  "The server asks for a client certificate in the handshake and ends it without one, where the profile does not expect that.",
		Limits: "This program reads no certificate from a device and enters no PIN.",
	},
}

var tlsGMOnly = &Cause{
	Code: "tls.gm_only", Layer: Security, Blame: InvoiceSoftware,
	ZH: Words{
		Title:   "税务服务器只接受国密加密",
		Explain: "{targets} 只接受国密加密（国产密码算法），普通浏览器和旧版开票软件不会用，所以接不上。",
		Steps: []string{
			"用开票软件的，更新到支持国密的最新版（税务UKey 版），官方下载页是 https://inv-veri.chinatax.gov.cn/xgxz.html。",
			"用浏览器的，换成支持国密的浏览器，在设置里打开“国密支持”。",
			"核对在本程序里选的软件对不对：用税务UKey 的请选“税务UKey 开票软件”，再检测一次。",
			"打开票软件的服务商，告诉他们：“{targets} 只支持国密 TLCP，请给我配套的版本。”",
		},
		Proof:  "服务器只会国密 TLCP，而所选的方案要的是普通 TLS。",
		Limits: "本程序只看它会不会回应国密，不做完整的国密登录。",
	},
	EN: Words{
		Title:   "The server takes only SM encryption",
		Explain: "{targets} takes only the Chinese national encryption (SM, TLCP), which ordinary browsers and older invoicing software do not speak.",
		Steps: []string{
			"With invoicing software, update to the newest version that speaks it (the tax UKey edition): https://inv-veri.chinatax.gov.cn/xgxz.html.",
			"With a browser, take one that supports SM encryption and switch that on in its settings.",
			"See that you chose the right software in this program: with a tax UKey choose that, and check again.",
			"Tell the software's service provider: {targets} speaks only TLCP, please give us the version that fits.",
		},
		Proof:  "The server speaks only TLCP where the profile expects TLS.",
		Limits: "This program only sees whether it answers TLCP; it does not log in by it.",
	},
}
