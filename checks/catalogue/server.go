package catalogue

var serverUnreachable = &Cause{
	Code: "server.unreachable", Layer: Transport, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器没有任何回应",
		Explain: "{targets} 一点回应也没有[，别的地方（{reference}）却有]。问题多半在服务器那一头，不在您的电脑。[{unsure} 取自本程序 {table} 的地址表，没有核实过，可能不对：请把开票软件“参数设置 → 安全接入服务器地址”里的地址（用浏览器开票的，抄浏览器地址栏里的）填进本程序，再检测一次。]",
		Steps: []string{
			"不要反复重试，也不用改设置；等 15 到 30 分钟再检测。",
			"正在用 VPN 或代理的，退出后再检测一次，税务服务器可能不接受境外线路。",
			"看看电子税务局有没有维护通知。连手机热点试一次：能用，就请单位的网络管理员检查线路。",
			"一直不行，打 12366，告诉他们：“{targets} 连不上[，{reference} 连得上]。”",
		},
		Proof:  "这台主机在任何端口上、对 ping 都没有回应，而参照服务器正常。",
		Limits: "半路有人把这台服务器整个拦掉，看上去也是这样；用手机热点对比可以区分。",
	},
	EN: Words{
		Title:   "The tax server does not answer at all",
		Explain: "{targets} gives no sign of life[ while {reference} answers]. The fault is most likely at the server's end, not on your PC.[ {unsure} is from this program's own table of {table}; it is not verified and may be wrong. Enter the address that your invoicing software shows (参数设置 → 安全接入服务器地址), or the one in your browser, and check again.]",
		Steps: []string{
			"Do not keep trying and change nothing; wait 15 to 30 minutes and check again.",
			"If a VPN or proxy is on, leave it and check again: tax servers may turn foreign lines away.",
			"Look for a maintenance notice on the tax site. Try once over a phone hotspot: if that works, ask your network administrator to check the line.",
			"If it lasts, call 12366 and say: {targets} cannot be reached[ while {reference} can].",
		},
		Proof:  "This host answers on no port and to no ping, and the references work.",
		Limits: "It looks the same where somebody on the way blocks the whole server; a phone hotspot tells.",
	},
}

var serverPartialOutage = &Cause{
	Code: "server.partial_outage", Layer: Transport, Blame: TaxServer, Degraded: true,
	ZH: Words{
		Title:   "税务服务器有一部分不通",
		Explain: "{targets} 有好几个地址，其中一部分连不上[（{addresses}）]，其余正常。碰上坏的那个就会慢或失败，再试一次往往就好。",
		Steps: []string{
			"开票失败时，等半分钟再试一次，不要连续点。",
			"还是失败，关掉浏览器或开票软件，过几分钟再打开。",
			"一天以后还这样，打 12366，告诉他们：“{targets} 有的地址不通[：{addresses}]。”",
		},
		Proof:  "同一个名称的地址，有的能服务，有的不能。",
		Limits: "坏的那些地址也可能是这里的线路到不了。",
	},
	EN: Words{
		Title:   "Part of the tax server is down",
		Explain: "{targets} has several addresses: some cannot be reached[ ({addresses})], the others can. Meeting a bad one is slow or fails; a second try often works.",
		Steps: []string{
			"When invoicing fails, wait half a minute and try once more; do not click again and again.",
			"If it still fails, close the browser or invoicing software and open it after a few minutes.",
			"If it is the same after a day, call 12366 and say: some addresses of {targets} are down[: {addresses}].",
		},
		Proof:  "Some of the name's addresses serve, others do not.",
		Limits: "The bad addresses may also just be out of reach of your line.",
	},
}

var serverNoResponse = &Cause{
	Code: "server.no_response", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器接通了，却不答复",
		Explain: "{targets} 能接通，但等了很久也没有答复[（等了 {ms}）]。多半是服务器太忙或出了故障，不是您电脑的问题。",
		Steps: []string{
			"等 10 到 15 分钟再试，不要反复点；征期最后几天和上午最忙，可以避开。",
			"看看电子税务局有没有维护通知。",
			"正在用 VPN 或代理的，退出后再检测一次。",
			"1 小时后还不行，打 12366，告诉他们：“{targets} 能连上但没有响应。”",
		},
		Proof:  "连接成功，但在限定时间内没有任何应答。",
		Limits: "单位的上网管理设备卡住数据时，看上去也是这样；用手机热点对比可以区分。",
	},
	EN: Words{
		Title:   "The tax server connects but is silent",
		Explain: "{targets} takes the connection and then sends no answer[ (waited {ms})]. The server is most likely overloaded or out of order; it is not your PC.",
		Steps: []string{
			"Wait 10 to 15 minutes and do not click again and again; mornings and the last days of the filing period are the busiest.",
			"Look for a maintenance notice on the tax site.",
			"If a VPN or proxy is on, leave it and check again.",
			"After an hour, call 12366 and say: {targets} connects but does not respond.",
		},
		Proof:  "It connects, and no answer comes within the limit.",
		Limits: "It looks the same where a device of your office holds the data up; a phone hotspot tells.",
	},
}

var serverDropsConnection = &Cause{
	Code: "server.drops_connection", Layer: Application, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器中途断开了连接",
		Explain: "和 {targets} 已经接通，可是一提出请求，连接就被切断了。",
		Steps: []string{
			"等 10 到 15 分钟再试，不要反复点。",
			"正在用 VPN、代理或加速器的，退出后再检测一次。",
			"连手机热点试一次：能用，就说明是单位的上网管理设备切断的，请告诉网络管理员。",
			"热点也不行，打 12366，告诉他们：“{targets} 收到请求后就断开。”",
		},
		Proof:  "连接建立、请求发出后，连接被切断。",
		Limits: "本程序分不清是服务器自己断开，还是途中的设备切断。",
	},
	EN: Words{
		Title:   "The tax server drops the connection",
		Explain: "The connection to {targets} stands, but as soon as something is asked it is cut.",
		Steps: []string{
			"Wait 10 to 15 minutes and do not click again and again.",
			"If a VPN, proxy or accelerator is on, leave it and check again.",
			"Try once over a phone hotspot: if that works, a device of your office cuts it; tell your network administrator.",
			"If the hotspot fails too, call 12366 and say: {targets} closes the connection after the request.",
		},
		Proof:  "The connection is cut after the request.",
		Limits: "This program cannot tell whether the server or a device on the way cuts it.",
	},
}

var serverSlow = &Cause{
	Code: "server.slow", Layer: Application, Blame: TaxServer, Degraded: true,
	ZH: Words{
		Title:   "税务服务器答复很慢",
		Explain: "{targets} 的答复来得很慢[，等了 {ms}][（正常应在 {limit} 以内）]；到别的网站是快的，慢在服务器那一头。[现在是 {season}，这段时间服务器本来就忙。]",
		Steps: []string{
			"提交后请耐心等，不要反复点，以免重复提交。",
			"避开征期最后几天和上午的高峰。",
			"关掉多余的税务网页，只留一个。",
			"连续几天都很慢，打 12366 反映：“{targets} 答复很慢”，并说明时间。",
		},
		Proof:  "第一个字节晚于限定时间，而参照网站很快。",
		Limits: "",
	},
	EN: Words{
		Title:   "The tax server answers slowly",
		Explain: "{targets} takes long to answer[: {ms}][ (within {limit} is normal)]; other sites are quick, so it is the server's end.[ It is {season} now, when the servers are busy anyway.]",
		Steps: []string{
			"After submitting, wait and do not click again, lest you submit twice.",
			"Avoid mornings and the last days of the filing period.",
			"Close all tax pages but one.",
			"If it is slow for days, tell 12366: {targets} answers slowly, and at what times.",
		},
		Proof:  "The first byte comes later than the limit while references are quick.",
		Limits: "",
	},
}
