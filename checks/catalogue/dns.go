package catalogue

var dnsNoResolver = &Cause{
	Code: "dns.no_resolver", Layer: Network, Blame: ThisPC,
	Repairs: []string{"lease.renew", "dns.automatic", "dns.use_public"},
	ZH: Words{
		Title:   "电脑里没有设置查网址的服务器",
		Explain: "打开网站前，电脑要先向一台服务器（DNS）查网址在哪里。这台电脑一台也没有设置，所以网站都打不开。",
		Steps: []string{
			"按 Win+R，输入 ncpa.cpl 回车，右键点正在用的网卡 → 属性 → Internet 协议版本 4 → 属性，选“自动获得 DNS 服务器地址”，点确定。（统信、麒麟：控制中心 → 网络，把 DNS 设为自动。）",
			"断开网络再连一次，重新检测。",
			"单位规定要手工填写的，告诉网络管理员：“我的电脑没有 DNS，请告诉我该填什么。”",
		},
		Proof:  "系统里没有配置任何 DNS 服务器。",
		Limits: "",
	},
	EN: Words{
		Title:   "No name server is set on this PC",
		Explain: "Before a site opens, this PC asks a server (DNS) where it is. None is set, so no site opens.",
		Steps: []string{
			"Press Win+R, type ncpa.cpl, press Enter, right-click the card in use → Properties → Internet Protocol Version 4 → Properties, choose Obtain DNS server address automatically, OK. (UOS, Kylin: Control Center → Network, set DNS to automatic.)",
			"Leave the network, join it again, and check again.",
			"If your firm wants it typed in, tell your network administrator: my PC has no DNS server, please tell me which to enter.",
		},
		Proof:  "No DNS server is configured.",
		Limits: "",
	},
}

var dnsResolverDown = &Cause{
	Code: "dns.resolver_down", Layer: Network, Blame: LocalNetwork,
	Repairs: []string{"dns.automatic", "dns.use_public"},
	ZH: Words{
		Title:   "单位查网址的服务器没有回应",
		Explain: "打开网站前，电脑要先查网址在哪里。单位网络指定的查询服务器（DNS）[ {resolver} ]没有回应，公共的查询服务器是好的。",
		Steps: []string{
			"断开网络再连一次，或者重启电脑，重新检测。",
			"经负责人同意，把路由器断电 1 分钟再通电。",
			"单位没有特别规定的，可以按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性 → Internet 协议版本 4 → 属性，先记下原样，再把 DNS 填成 223.5.5.5 和 119.29.29.29。（统信、麒麟：控制中心 → 网络。）",
			"告诉单位的网络管理员：“DNS 服务器[ {resolver} ]没有回应，请检查。”",
		},
		Proof:  "配置的 DNS 服务器全都没有回答，参照服务器回答了。只坏第一台的，算 dns.slow。",
		Limits: "本程序不知道单位内部的网站是否必须用单位自己的 DNS，改之前请先问一下。",
	},
	EN: Words{
		Title:   "The office name server does not answer",
		Explain: "Before a site opens, this PC asks where it is. The name server (DNS) of your network[, {resolver},] does not answer; a public one does.",
		Steps: []string{
			"Leave the network and join it again, or restart the PC, and check again.",
			"With the person in charge agreeing, switch the router off for a minute.",
			"If your firm has no rule for it: Win+R, ncpa.cpl, right-click the card → Properties → Internet Protocol Version 4 → Properties, write down what is there, then enter 223.5.5.5 and 119.29.29.29 as DNS. (UOS, Kylin: Control Center → Network.)",
			"Tell your network administrator: the DNS server[ {resolver}] does not answer, please look at it.",
		},
		Proof:  "None of the configured servers answers; a reference resolver does. Only the first one dead is dns.slow.",
		Limits: "This program does not know whether sites inside your firm need the firm's own DNS: ask before you change it.",
	},
}

var dnsResolverFails = &Cause{
	Code: "dns.resolver_fails", Layer: Network, Blame: LocalNetwork,
	Repairs: []string{"dns.automatic", "dns.flush", "dns.use_public"},
	ZH: Words{
		Title:   "单位的服务器查不到税务网站地址",
		Explain: "单位网络的查询服务器（DNS）[ {resolver} ]有回应，却查不到税务网站的地址[（问的是 {host}）][，它回答 {status}]；公共的查询服务器查得到。",
		Steps: []string{
			"断开网络再连一次，等 5 分钟后重新检测。",
			"按 Win+R，输入 cmd 回车，再输入 ipconfig /flushdns 回车，清掉旧的查询记录。（统信、麒麟：重启电脑即可。）",
			"单位没有特别规定的，可以按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性 → Internet 协议版本 4 → 属性，先记下原样，再把 DNS 填成 223.5.5.5 和 119.29.29.29。",
			"告诉单位的网络管理员：“DNS[ {resolver} ]解析不了税务网站[ {host}]，公共 DNS 可以，请检查。”",
		},
		Proof:  "配置的 DNS 服务器对这个名称回答 SERVFAIL、REFUSED、NXDOMAIN 或空，参照服务器能解析。",
		Limits: "本程序分不清是它出了故障，还是单位有意屏蔽。",
	},
	EN: Words{
		Title:   "Office name server lacks the tax site",
		Explain: "The name server (DNS) of your network[, {resolver},] answers but does not find the tax site[ ({host})][: it says {status}]; public ones do.",
		Steps: []string{
			"Leave the network, join it again, and check again after five minutes.",
			"Press Win+R, type cmd, press Enter, then type ipconfig /flushdns and press Enter. (UOS, Kylin: restart the PC.)",
			"If your firm has no rule for it: Win+R, ncpa.cpl, right-click the card → Properties → Internet Protocol Version 4 → Properties, write down what is there, then enter 223.5.5.5 and 119.29.29.29 as DNS.",
			"Tell your network administrator: DNS[ {resolver}] does not resolve the tax site[ ({host})] while public DNS does, please look at it.",
		},
		Proof:  "They answer SERVFAIL, REFUSED, NXDOMAIN or nothing for a name that references resolve.",
		Limits: "This program cannot tell a fault from a block on purpose.",
	},
}

var dnsBlocked = &Cause{
	Code: "dns.blocked", Layer: Network, Blame: LocalNetwork,
	ZH: Words{
		Title:   "查网址的请求全被拦住了",
		Explain: "网络是通的，但查网址（DNS）的请求一个回应也没有，单位的[（{resolver}）]和公共的[（{reference}）]都一样。多半是防火墙或安全软件拦住了这类请求。",
		Steps: []string{
			"断开网络再连一次，正在用 VPN 的请退出，重新检测。",
			"看看安全软件（360安全卫士、火绒、腾讯电脑管家等）的拦截记录，有没有拦下域名查询。",
			"连手机热点试一次：能用，就说明是单位网络拦的。",
			"告诉单位的网络管理员：“DNS 查询（UDP 和 TCP 的 53 端口）全部没有回应，请放行。”",
		},
		Proof:  "配置的和参照的 DNS 服务器都不回答，而按 IP 地址能连到外面。",
		Limits: "本程序分不清是单位的防火墙、这台电脑的安全软件，还是运营商拦的；手机热点可以帮着区分。",
	},
	EN: Words{
		Title:   "All name lookups are blocked",
		Explain: "The network works, but no name lookup (DNS) is answered, neither by your network's servers[ ({resolver})] nor by public ones[ ({reference})]. A firewall or security program probably blocks them.",
		Steps: []string{
			"Leave the network and join it again, quit any VPN, and check again.",
			"Look into the log of your security software (360, Huorong, Tencent PC Manager …) for blocked lookups.",
			"Try once over a phone hotspot: if that works, the office network blocks them.",
			"Tell your network administrator: no DNS query (port 53, UDP and TCP) is answered, please let them pass.",
		},
		Proof:  "No resolver answers, configured or reference, while addresses can be reached.",
		Limits: "This program cannot tell the office firewall, security software on this PC and the provider apart; a phone hotspot helps.",
	},
}

var dnsNameNotFound = &Cause{
	Code: "dns.name_not_found", Layer: Application, Blame: InvoiceSoftware,
	Repairs: []string{"dns.flush"},
	ZH: Words{
		Title:   "税务服务器的网址不存在",
		Explain: "所有查网址的服务器都说 {targets} 不存在。多半是服务器地址填错了，或者这个地址已经停用。[{unsure} 取自本程序 {table} 的地址表，没有核实过，可能不对：请把开票软件“参数设置 → 安全接入服务器地址”里的地址（用浏览器开票的，抄浏览器地址栏里的）填进本程序，再检测一次。]",
		Steps: []string{
			"用开票软件的：打开“参数设置 → 安全接入服务器地址”，抄下地址和端口，填到本程序里再检测一次；以开票软件里显示的为准。",
			"用浏览器的：不要用旧的收藏，从 https://www.chinatax.gov.cn 进入本省的电子税务局。",
			"地址来自本程序自带的地址表的，它可能已经过时，请不要照着改开票软件。",
			"打 12366 或开票软件的服务商，问：“本省现在用的服务器地址和端口是什么？”",
		},
		Proof:  "所有 DNS 服务器，配置的和参照的，都说这个名称不存在（NXDOMAIN）。",
		Limits: "本程序自带的地址来自公开资料，不能保证现在仍然有效。",
	},
	EN: Words{
		Title:   "The tax server's name does not exist",
		Explain: "Every name server says that {targets} does not exist. The address was probably mistyped, or is no longer in use.[ {unsure} is from this program's own table of {table}; it is not verified and may be wrong. Enter the address that your invoicing software shows (参数设置 → 安全接入服务器地址), or the one in your browser, and check again.]",
		Steps: []string{
			"With invoicing software: open Parameter settings, secure access server address (参数设置 → 安全接入服务器地址), copy address and port, enter them in this program and check again; what the software shows counts.",
			"With a browser: do not use an old bookmark; go to your province's tax site from https://www.chinatax.gov.cn.",
			"If the address came from this program's own table, the table may be out of date: do not change the software to match it.",
			"Ask 12366 or the software's service provider: which server address and port does our province use now?",
		},
		Proof:  "Every resolver, configured and reference, says the name does not exist (NXDOMAIN).",
		Limits: "The addresses built into this program come from public documents and may no longer hold.",
	},
}

var dnsDomainFailing = &Cause{
	Code: "dns.domain_failing", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务网站的网址暂时查不到",
		Explain: "别的网址都查得到，只有 {targets} 在每台查询服务器上都出错：税务网站自己的网址服务出了故障。",
		Steps: []string{
			"这不是您电脑的问题，请不要改设置；等 15 到 30 分钟再检测。",
			"看看电子税务局或单位的办税微信群里有没有维护通知。",
			"超过 1 小时还不行，打 12366，告诉他们：“{targets} 的域名解析失败。”",
		},
		Proof:  "所有 DNS 服务器只在这个名称上出错（如 SERVFAIL），别的名称正常：这个域名自己的服务器有故障。",
		Limits: "",
	},
	EN: Words{
		Title:   "The tax site's name fails for now",
		Explain: "Other names are found; only {targets} fails on every name server: the tax site's own name service is out of order.",
		Steps: []string{
			"It is not your PC: change nothing, wait 15 to 30 minutes and check again.",
			"Look for a maintenance notice on the tax site or in your tax chat group.",
			"After more than an hour, call 12366 and say: {targets} does not resolve.",
		},
		Proof:  "Every resolver fails on this name alone: the domain's own servers are down.",
		Limits: "",
	},
}

var dnsHijacked = &Cause{
	Code: "dns.hijacked", Layer: Security, Blame: LocalNetwork,
	Repairs: []string{"dns.automatic", "dns.flush", "dns.use_public"},
	ZH: Words{
		Title:   "查到的税务网站地址不对",
		Explain: "单位网络给出的 {targets} 的地址和公共查询服务器给出的不一样，那里的机器不是税务服务器。[单位网络给的是 {address}，公共服务器给的是 {addresses}。]",
		Steps: []string{
			"弄清之前，先不要在税务网页上输入密码和税号。",
			"断开网络再连一次，重新检测；连着公共 Wi-Fi 的，请换成单位网络。",
			"单位没有特别规定的，可以按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性 → Internet 协议版本 4 → 属性，先记下原样，再把 DNS 填成 223.5.5.5 和 119.29.29.29。",
			"告诉单位的网络管理员：“{targets} 被解析到错误的地址[ {address}]，请检查路由器的 DNS 设置有没有被改。”",
		},
		Proof:  "回答与所有参照都不同，而且那个地址上不是真的服务器（证书不对、登录页、没有回应），参照给出的地址上才是。",
		Limits: "本程序分不清是路由器被改、运营商所为，还是单位有意设置。",
	},
	EN: Words{
		Title:   "The tax site's address is a false one",
		Explain: "Your network gives an address for {targets} that differs from what public name servers give, and what is there is not the tax server. [Your network says {address}, public servers say {addresses}.]",
		Steps: []string{
			"Until this is cleared up, enter no password and no tax number on tax pages.",
			"Leave the network, join it again, and check again; on a public Wi-Fi, change to your office network.",
			"If your firm has no rule for it: Win+R, ncpa.cpl, right-click the card → Properties → Internet Protocol Version 4 → Properties, write down what is there, then enter 223.5.5.5 and 119.29.29.29 as DNS.",
			"Tell your network administrator: {targets} resolves to a wrong address[, {address}]; has the router's DNS setting been changed?",
		},
		Proof:  "The answer differs from every reference, and what is there is not the server (other certificate, portal, nothing) while the reference's address is.",
		Limits: "This program cannot tell a changed router, the provider and a setting on purpose apart.",
	},
}

var dnsHostsOverride = &Cause{
	Code: "dns.hosts_override", Layer: Security, Blame: ThisPC,
	Repairs: []string{"hosts.comment"},
	ZH: Words{
		Title:   "电脑里写死了错误的税务网站地址",
		Explain: "系统的 hosts 文件把 {targets} 固定成一个不能用的地址[（{address}）]；不用这一行，正常查到的地址是能用的。[这一行在 {file} 的第 {line} 行。]",
		Steps: []string{
			"先问一下单位的电脑维护人员，这一行是不是有意加的。",
			"在开始菜单找到“记事本”，右键“以管理员身份运行”，打开 hosts 文件[（{file}）]，在那一行[（第 {line} 行）]最前面加一个 #，保存。（统信、麒麟：文件是 /etc/hosts，请维护人员修改。）",
			"关掉浏览器或开票软件再打开，重新检测。",
			"保存不了，可能是安全软件在保护它，请告诉维护人员：“hosts 文件里 {targets} 那一行要去掉。”",
		},
		Proof:  "hosts 文件为这个名称写的地址失败，而 DNS 给出的地址可用。",
		Limits: "本程序不知道这一行是谁、为什么加的。",
	},
	EN: Words{
		Title:   "This PC pins a wrong tax site address",
		Explain: "The system's hosts file ties {targets} to an address that does not work[ ({address})]; the address found in the normal way does. [It is line {line} of {file}.]",
		Steps: []string{
			"First ask whoever looks after your PCs whether that line is there on purpose.",
			"Find Notepad in the Start menu, right-click → Run as administrator, open the hosts file[ ({file})], put a # in front of that line[ (line {line})] and save. (UOS, Kylin: the file is /etc/hosts, have it changed for you.)",
			"Close the browser or invoicing software, open it again, and check again.",
			"If it cannot be saved, security software may guard it; tell whoever looks after your PCs: the hosts line for {targets} must go.",
		},
		Proof:  "The hosts file pins the name to an address that fails where DNS's answer works.",
		Limits: "This program does not know who added the line, or why.",
	},
}

var dnsSlow = &Cause{
	Code: "dns.slow", Layer: Network, Blame: LocalNetwork, Degraded: true,
	Repairs: []string{"dns.automatic", "dns.use_public"},
	ZH: Words{
		Title:   "查网址太慢，打开网页要多等",
		Explain: "单位的查询服务器（DNS）[ {resolver} ]查一次网址要很久[，约 {ms}][（正常应在 {limit} 以内）]，公共的查询服务器要快得多。",
		Steps: []string{
			"断开网络再连一次，重新检测。",
			"经负责人同意，把路由器断电 1 分钟再通电。",
			"单位没有特别规定的，可以按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性 → Internet 协议版本 4 → 属性，先记下原样，再把 DNS 填成 223.5.5.5 和 119.29.29.29。",
			"告诉单位的网络管理员：“DNS[ {resolver} ]很慢，或者第一台已经不通，请检查。”",
		},
		Proof:  "解析耗时超过上限（或第一台服务器不回答、靠后面的服务器），而参照服务器更快。",
		Limits: "",
	},
	EN: Words{
		Title:   "Name lookup is slow",
		Explain: "The name server (DNS) of your network[, {resolver},] takes long for each lookup[: about {ms}][ (within {limit} is normal)]; public ones are much quicker.",
		Steps: []string{
			"Leave the network, join it again, and check again.",
			"With the person in charge agreeing, switch the router off for a minute.",
			"If your firm has no rule for it: Win+R, ncpa.cpl, right-click the card → Properties → Internet Protocol Version 4 → Properties, write down what is there, then enter 223.5.5.5 and 119.29.29.29 as DNS.",
			"Tell your network administrator: DNS[ {resolver}] is slow, or its first server is dead, please look at it.",
		},
		Proof:  "Resolving takes longer than the limit (or the first server is silent and a later one answers), and a reference is quicker.",
		Limits: "",
	},
}
