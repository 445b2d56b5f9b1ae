package repair

// spoken are the words of each repair: what it does, and what could go wrong.
var spoken = map[string]struct{ zh, en phrases }{
	"adapter.enable": {
		phrases{"启用被停用的网卡", "网卡可能是有意停用的（比如只许用另一个网络）。不合适可以撤销，网卡会重新停用。"},
		phrases{"Enable the network adapter that is switched off", "It may have been switched off on purpose, for another network. Undo switches it off again."}},
	"lease.renew": {
		phrases{"重新向路由器要一个网络地址", "几秒钟内会断网一次；正在传的文件、正在进行的远程协助（向日葵、ToDesk、QQ 远程等）会中断。"},
		phrases{"Ask the router for a network address again", "The network is gone for a few seconds; transfers and remote help under way (TeamViewer, ToDesk and the like) are cut."}},
	"dns.automatic": {
		phrases{"把域名服务器改回自动获取", "如果这是单位指定的，单位内部的网址可能打不开。不合适可以撤销。"},
		phrases{"Set DNS back to automatic", "If your firm prescribed these servers, its inner addresses may stop working. It can be undone."}},
	"dns.use_public": {
		phrases{"改用国内公共域名服务器（223.5.5.5、119.29.29.29）", "单位内部的网址、打印机名字可能找不到。不合适可以撤销。"},
		phrases{"Use Chinese public DNS servers (223.5.5.5, 119.29.29.29)", "Inner names of your firm, such as printers, may not be found. It can be undone."}},
	"dns.flush": {
		phrases{"清空本机的域名缓存", "没有风险；清空后第一次打开网页会慢一点。"},
		phrases{"Empty this PC's cache of names", "No risk; the first page after it opens a little slower."}},
	"hosts.comment": {
		phrases{"停用 hosts 文件里写错的那几行", "只在这几行前面加 #，别的内容一个字也不动。别的软件写入的，它可能会再写回来。"},
		phrases{"Switch off the wrong lines of the hosts file", "Only a # is put before these lines, nothing else changes. A program that wrote them may write them again."}},
	"proxy.off": {
		phrases{"关闭连不上的系统代理", "如果单位规定必须用代理，关闭后可能上不了网。代理地址会保留，不合适可以撤销。"},
		phrases{"Switch off the system proxy that does not answer", "If your firm requires the proxy, the web may not open without it. The address is kept; it can be undone."}},
	"proxy.winhttp_off": {
		phrases{"关闭连不上的 WinHTTP 代理", "系统服务（如更新）也会改为直接上网。不合适可以撤销。"},
		phrases{"Switch off the WinHTTP proxy that does not answer", "Services such as updates go direct as well. It can be undone."}},
	"proxy.variable_off": {
		phrases{"停用自己账号里的代理变量", "只把这一行变成注释。重新登录后才生效，不合适可以撤销。"},
		phrases{"Switch off the proxy variable of your own account", "Only this line becomes a comment. Takes effect at the next login; it can be undone."}},
	"proxy.machine_variable_off": {
		phrases{"停用全机的代理变量", "对这台电脑的所有用户生效，只把这一行变成注释。不合适可以撤销。"},
		phrases{"Switch off the proxy variable of the whole PC", "It holds for all users of this PC; only this line becomes a comment. It can be undone."}},
	"ipv6.prefer_ipv4": {
		phrases{"让程序优先走 IPv4", "IPv6 仍然开着，只是排在后面。线路修好后可以撤销。"},
		phrases{"Let programs try IPv4 first", "IPv6 stays on, only later in line. Undo it once the line is mended."}},
	"firewall.allow_port": {
		phrases{"在本机防火墙里放行开票端口", "只加一条带名字的放行规则，防火墙不会关闭。不合适可以撤销，规则会被删掉。"},
		phrases{"Let the invoicing port through this PC's firewall", "One named rule is added, the firewall stays on. Undo removes the rule."}},
	"neighbour.forget": {
		phrases{"清除记错的路由器硬件地址", "如果是管理员有意绑定的，清除后请告诉他。不合适可以撤销。"},
		phrases{"Drop the wrong link address of the router", "If your administrator bound it on purpose, tell them. It can be undone."}},
	"route.drop": {
		phrases{"删除失效的 VPN 路由", "VPN 已经不通才会删。重新连接 VPN 时它会自己加回来；也可以撤销。"},
		phrases{"Remove the route of a dead VPN", "Only where the VPN carries nothing. Connecting the VPN anew adds it again; it can be undone."}},
	"clock.sync": {
		phrases{"让系统的时间服务校准时钟", "时间会跳变，正在编辑的表格请先保存。校准后的时间不会改回错的。"},
		phrases{"Let the system's time service set the clock", "The time jumps: save your work first. The right time is not set back to the wrong one."}},
	"clock.start_service": {
		phrases{"启动系统的时间服务", "没有已知风险，可以撤销。"},
		phrases{"Start the system's time service", "No known risk; it can be undone."}},
	"clock.set_zone": {
		phrases{"把时区改为中国标准时间", "日程、闹钟显示的钟点会变。可以撤销。"},
		phrases{"Set the time zone to China's", "Calendars and alarms show other hours. It can be undone."}},
	"device.start_service": {
		phrases{"启动智能卡服务", "没有已知风险，可以撤销。税务设备本身不会被改动。"},
		phrases{"Start the smart card service", "No known risk; it can be undone. The tax device itself is not touched."}},
	"device.enable": {
		phrases{"启用被停用的 USB 设备", "设备可能是单位有意停用的。可以撤销。税务设备里的内容不会被改动。"},
		phrases{"Enable the USB device that is switched off", "Your firm may have switched it off on purpose. It can be undone. What is in the device is not touched."}},
	"device.rescan": {
		phrases{"让系统重新查找 USB 设备", "没有已知风险；正常工作的设备不会被打断。"},
		phrases{"Let the system look for USB devices again", "No known risk; devices that work are not interrupted."}},
	"software.restart_helper": {
		phrases{"重新启动开票软件的本地服务", "正在填写、还没保存的发票可能丢失，请先保存。"},
		phrases{"Start the invoicing software's helper again", "An invoice that is not saved may be lost: save it first."}},
	"winsock.reset": {
		phrases{"重置 Windows 网络组件（最后的办法）", "VPN、安全软件、上网行为管理的网络功能可能失效，需要重新安装。别的办法都试过再用。"},
		phrases{"Reset Winsock (the last resort)", "VPN, security and monitoring software may lose its network part and need installing anew. Try everything else first."}},
}

// overwritten is added to the risk where DNS servers stand in a plain file.
var overwritten = [2]string{
	"这台电脑重新获取网络地址时（重启、换网络），可能又变回原来的服务器，那时需要再修一次。",
	" When this PC gets a network address anew (restart, another network), the old servers may come back; mend it again then.",
}

// changeWords are one change: by kind, or by act. {from} and {to} are machine values.
var changeWords = map[string][2]string{
	"adapter":          {"网卡 {name}：[{from}]→{to}", "adapter {name}: [{from}] → {to}"},
	"hosts":            {"hosts 文件：“{from}”改为“{to}”", "hosts file: \"{from}\" becomes \"{to}\""},
	"resolvers":        {"域名服务器：[{from} ]→ [{to}]", "DNS servers: [{from} ]→ [{to}]"},
	"proxy":            {"系统代理 {from}：开 → 关", "system proxy {from}: on → off"},
	"winhttp":          {"WinHTTP 代理 {from}：开 → 关", "WinHTTP proxy {from}: on → off"},
	"environment":      {"{name}：“{from}”改为“{to}”", "{name}: \"{from}\" becomes \"{to}\""},
	"precedence":       {"先后次序：{from} → {to}", "order: {from} → {to}"},
	"firewall":         {"防火墙规则 {name}：没有 → {to}", "firewall rule {name}: none → {to}"},
	"neighbour":        {"{name} 的硬件地址：{from} → 自动（现在是 {to}）", "link address of {name}: {from} → automatic (now {to})"},
	"route":            {"路由 {name}：删除", "route {name}: removed"},
	"service":          {"服务 {name}：{from} → {to}", "service {name}: {from} → {to}"},
	"zone":             {"时区：[{from} ]→ {to}", "time zone: [{from} ]→ {to}"},
	"timesync":         {"自动校时：{from} → {to}", "automatic time: {from} → {to}"},
	"device":           {"USB 设备 {name}：{from} → {to}", "USB device {name}: {from} → {to}"},
	"renew_lease":      {"网卡 {name} 的地址：[{from} ]→ 由路由器重新分配", "address of {name}: [{from} ]→ given anew by the router"},
	"flush_dns":        {"清空域名缓存", "empty the cache of names"},
	"sync_clock":       {"时钟[（差 {from}）]→ 标准时间", "clock[ (off by {from})] → the right time"},
	"restart_service":  {"重新启动服务 {name}", "start the service {name} again"},
	"restart_program":  {"重新启动 {name}", "start {name} again"},
	"rescan_usb":       {"重新查找 USB 设备", "look for USB devices again"},
	"reset_winsock":    {"重置 Winsock 目录", "reset the Winsock catalogue"},
	"forget_neighbour": {"{name} 的硬件地址 → 重新询问", "link address of {name} → asked anew"},
}

// stateWords are the values that are words.
var stateWords = map[string][2]string{
	"automatic": {"自动获取", "automatic"}, "up": {"启用", "on"}, "down": {"停用", "off"}, "on": {"开", "on"}, "off": {"关", "off"},
	"running": {"运行", "running"}, "stopped": {"停止", "stopped"},
	"enabled": {"自动启动", "starts by itself"}, "disabled": {"禁止启动", "disabled"}, "manual": {"手动启动", "started by hand"},
}

// refusalWords say why a repair is not done, and whom to ask.
var refusalWords = map[string][2]string{
	"remote":             {"您正在通过远程连接（{about}）使用这台电脑，这样做会断开您自己。请坐在这台电脑前再做，或请现场的同事来做。", "You work on this PC from afar ({about}), and this would cut you off. Do it sitting at the PC, or ask a colleague there."},
	"vpn":                {"VPN（{about}）还连着，这样做会断开它或打不开单位内部的网址。请先断开 VPN 再检测，或请单位的网络管理员来做。", "The VPN ({about}) is connected: this would cut it, or inner addresses with it. Disconnect it and check again, or ask your network administrator."},
	"domain":             {"这台电脑加入了单位的域，网络设置由单位管理。请把报告发给单位的网络管理员，请他来改。", "This PC is joined to your firm's domain, which manages the network settings. Send the report to your network administrator."},
	"policy":             {"这台电脑的防火墙由单位的策略管理，本程序不改。请单位的网络管理员放行报告里的地址和端口。", "Your firm's policy manages this PC's firewall. Ask your network administrator to allow the address and port in the report."},
	"search":             {"这台电脑要查单位内部的网址（{about}），换域名服务器会打不开它们。请单位的网络管理员检查域名服务器。", "This PC looks up inner names ({about}), which other DNS servers do not know. Ask your network administrator to look at the DNS servers."},
	"proxy":              {"这台电脑经过代理上网（{about}），换域名服务器可能打不开代理。请单位的网络管理员检查域名服务器。", "This PC goes through a proxy ({about}), which other DNS servers may not find. Ask your network administrator to look at the DNS servers."},
	"inner_names":        {"现在的域名服务器认识单位内部的名字（{about}），不能换掉。请单位的网络管理员检查它。", "The present DNS servers know inner names ({about}) and must stay. Ask your network administrator to look at them."},
	"public_silent":      {"公共域名服务器现在也不回答，换了也没用。请先检查网络，或打宽带客服电话。", "The public DNS servers do not answer either, so they would not help. Check the line first, or call your carrier."},
	"hosts_utf16":        {"hosts 文件的编码不对（UTF-16），系统读不了它。请用记事本另存为 UTF-8，或请维护电脑的人来改。", "The hosts file is in UTF-16, which the system cannot read. Save it as UTF-8, or ask whoever looks after the PC."},
	"no_way_past":        {"不经过代理也连不上，关掉代理没有用。请单位的网络管理员检查代理[（{about}）]。", "Without the proxy nothing is reached either, so switching it off would not help. Ask your network administrator about the proxy[ ({about})]."},
	"variable_elsewhere": {"代理变量 {about} 不是在常见的文件里设置的，本程序找不到它。请维护电脑的人查一下是哪个脚本设的。", "The proxy variable {about} is not set in one of the usual files. Ask whoever looks after the PC which script sets it."},
	"set_by_hand":        {"这台电脑的 IPv4、IPv6 次序是有人专门设置过的，本程序不改。请维护电脑的人来调整。", "Somebody set the order of IPv4 and IPv6 on this PC by hand, so this program leaves it. Ask whoever looks after the PC."},
	"only_way":           {"这是现在唯一的出口路由（{about}），删掉会完全断网。请先断开 VPN，再检测一次。", "This is the only way out at present ({about}): removing it would cut the network. Disconnect the VPN first, then check again."},
	"no_time_service":    {"这台电脑没有安装时间服务。请在系统设置里手动校准时间，或请维护电脑的人安装。", "No time service is installed. Set the time in the system's settings, or ask whoever looks after the PC to install one."},
	"not_installed":      {"服务 {about} 没有安装。请安装税务设备的驱动程序，或请服务商来装。", "The service {about} is not installed. Install the tax device's driver, or ask your provider."},
	"start_it_yourself":  {"{about}没有在运行。请您自己打开它，本程序不替您启动没见过的程序。", "{about} is not running. Please start it yourself: this program starts no program that it has not seen."},
	"locked":             {"这个设置被锁定了（只读或由策略管理），本程序不解锁。请单位的网络管理员或维护电脑的人来改。", "This setting is locked (read-only or held by a policy), and this program unlocks nothing. Ask your network administrator or whoever looks after the PC."},
	"unsupported":        {"这台电脑的这项设置由别的程序保管，改了没法原样还原，所以本程序不改。请照给出的步骤手动处理，或请维护电脑的人来做。", "Another program keeps this setting on this PC and it could not be put back exactly, so it is left alone. Follow the steps by hand, or ask whoever looks after the PC."},
	"rights":             {"需要管理员权限，而这里要不到。请用管理员账号运行本程序，或请维护电脑的人来做。", "This needs administrator rights, which are not to be had here. Run this program as an administrator, or ask whoever looks after the PC."},
}

// resultWords are the results of a re-check.
var resultWords = map[Result][2]string{
	Fixed:  {"已修复：原因已经消除，别的都没有变差。", "Mended: the cause is gone, and nothing else got worse."},
	Still:  {"还没有修好：原因还在。可以撤销刚才的改动。", "Not mended: the cause is still there. The change can be undone."},
	Worse:  {"有原来正常的项目变差了，建议撤销刚才的改动。", "Something that worked is worse now: better undo the change."},
	Unsure: {"没能复查完，还不能说修好了。请再检测一次。", "The re-check did not end, so nothing is certain. Please check again."},
}
