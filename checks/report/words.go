package report

import (
	"fmt"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// A term is one word or sentence in both languages.
type term struct{ zh, en string }

// in returns the term in "en", or in Chinese for any other language.
func (t term) in(lang string) string {
	if lang == "en" {
		return t.en
	}
	return t.zh
}

// say picks the language and fills the format; both take the same args.
func say(lang, zh, en string, args ...any) string {
	return fmt.Sprintf(term{zh, en}.in(lang), args...)
}

// StageName is a stage in words.
func StageName(s checks.Stage, lang string) string { return stageNames[s].in(lang) }

var stageNames = map[checks.Stage]term{
	checks.StageHost:        {"这台电脑", "This PC"},
	checks.StageAdapter:     {"网卡与代理", "Adapter, proxy"},
	checks.StageDNS:         {"网址查询（DNS）", "Names (DNS)"},
	checks.StagePing:        {"线路质量", "Line (ping)"},
	checks.StagePort:        {"服务器端口", "Server port"},
	checks.StageCertificate: {"安全证书", "Certificate"},
	checks.StageClock:       {"电脑时间", "Clock"},
	checks.StageDevice:      {"税控设备与软件", "Device, software"},
	checks.StageService:     {"税务服务", "Tax service"},
}

// StatusSymbol is a status as a mark that is told apart without colour.
func StatusSymbol(s checks.Status) string {
	switch s {
	case checks.Pass:
		return "✓"
	case checks.Warn:
		return "!"
	case checks.Fail:
		return "✗"
	case checks.Error:
		return "?"
	}
	return "–"
}

// StatusWord is a status in words.
func StatusWord(s checks.Status, lang string) string { return statusWords[s].in(lang) }

var statusWords = map[checks.Status]term{
	checks.Pass:  {"正常", "fine"},
	checks.Warn:  {"要留意", "attention"},
	checks.Fail:  {"有问题", "problem"},
	checks.Skip:  {"没有检查", "not checked"},
	checks.Error: {"没能检测", "not measured"},
}

// VerdictSymbol is a verdict as a mark.
func VerdictSymbol(v diagnose.Verdict) string {
	switch v {
	case diagnose.OK:
		return "✓"
	case diagnose.Degraded:
		return "!"
	case diagnose.Broken:
		return "✗"
	}
	return "?"
}

// VerdictWords is a verdict as one sentence without its stop.
func VerdictWords(v diagnose.Verdict, lang string) string { return verdictWords[v].in(lang) }

var verdictWords = map[diagnose.Verdict]term{
	diagnose.OK:           {"一切正常，可以开票", "All is well: invoices can be issued"},
	diagnose.Degraded:     {"能开票，但有地方要留意", "It works, with something to watch"},
	diagnose.Broken:       {"有故障，现在开不了票", "Broken: invoices cannot be issued now"},
	diagnose.Inconclusive: {"还不能确定原因", "The cause is not certain yet"},
}

// The words round the findings.
var (
	wordReport    = term{"开票医生 · 诊断报告", "Invoice Doctor · Report"}
	wordJob       = term{"谁来处理", "Whose job"}
	wordCall      = term{"联系", "Call"}
	wordWhen      = term{"检查时间", "Checked"}
	wordSystem    = term{"系统", "System"}
	wordSince     = term{"从何时起", "Since when"}
	wordLastGood  = term{"上次正常：%s", "last well: %s"}
	wordCompared  = term{"与 %s 的检测对照", "compared with the run of %s"}
	wordCarrier   = term{"宽带", "Carrier"}
	wordFine      = term{"正常的部分", "What is fine"}
	wordTried     = term{"已做的修复", "What was tried"}
	wordNoAction  = term{"还没有做过修复", "no repair yet"}
	wordEvidence  = term{"依据", "Evidence"}
	wordBefore    = term{"修复前", "Before"}
	wordAfter     = term{"修复后", "After"}
	wordSpoken    = term{"报告代码", "Spoken code"}
	wordSpokenTo  = term{"打电话时念给技术支持", "read it to support on the phone"}
	wordBrief     = term{"【开票医生】", "[Invoice Doctor]"}
	wordCause     = term{"原因", "Cause"}
	wordServers   = term{"税务服务器地址", "Addresses of the tax servers"}
	wordResolvers = term{"公共 DNS 服务器", "Public name servers"}
	wordAdapters  = term{"网卡名称", "Names of adapters"}
	wordPrograms  = term{"开票相关的程序和设备型号", "Invoicing programs and models of devices"}
	wordPage      = term{"第 %d 页，共 %d 页", "page %d of %d"}
	wordMore      = term{"还有 %d 项", "and %d more"}
	wordFolded    = term{"每一步的数据和原始结果，请看同一份报告的 PDF、网页或 JSON 文件。", "Measurements and raw results are in the PDF, HTML and JSON files of this report."}
	wordProfile   = term{"检查对象", "Checked for"}
	wordPerhaps   = term{"可能是", "Perhaps"}
	wordSite      = term{"地点", "Site"}
	wordMessage   = term{"软件的提示", "Message"}
	wordSteps     = term{"怎么办", "What to do"}
	wordAlso      = term{"另外还有", "And also"}
	wordChecks    = term{"各项检查", "What was checked"}
	wordActions   = term{"修复前后", "Repairs, before and after"}
	wordRaw       = term{"原始结果（给技术支持）", "Raw results (for support)"}
	wordID        = term{"报告编号", "Report"}
	wordTargets   = term{"涉及", "Concerns"}
	wordCode      = term{"代码", "Code"}
	wordMasked    = term{"已隐去电脑名、用户名、内网地址、网卡地址、设备序列号、税号和电话。", "Names of PC and user, inner addresses, MAC addresses, serial numbers, tax numbers and telephones are masked."}
	wordUnmasked  = term{"注意：本报告没有隐去电脑名、内网地址等信息，请只交给信得过的人。", "Nothing is masked in this report: give it only to people you trust."}
	wordIncomp    = term{"检查没有做完：中途停止了。", "The run was stopped before its end."}
	wordSeconds   = term{"用时 %.1f 秒", "took %.1f s"}
	wordAt        = term{"第 %.2f 秒开始，用时 %.2f 秒", "began at %.2f s, took %.2f s"}
	wordElevated  = term{"管理员", "administrator"}
	wordSure      = term{"把握 %d%%", "%d%% sure"}
	wordElsewhere = term{"线路正常，问题不在网络", "The line is well: it is not the network"}
	wordMeans     = term{"屏幕上的提示意思是：%s。请找%s。", "The message on the screen means: %s. Turn to %s."}
	wordPassed    = term{"屏幕上的提示意思是：%s。可是这次检测线路正常：可能刚才不通，现在好了。再出现时，请马上再检测一次。", "The message on the screen means: %s. The line was well when it was checked: it may have passed. When it comes back, check again at once."}
	wordUnheard   = term{"线路正常。屏幕上的那句提示没有收录，可以发给开票软件的服务商看。", "The line is well. The message on the screen is not known here; the software's vendor may know it."}
	wordMinds     = term{"下面没有打勾的地方不影响开票。", "What is not ticked below does not keep you from invoicing."}
	wordNothing   = term{"没有发现问题。", "No fault was found."}
	wordUncertain = term{"量到的情况不足以指出一个原因。请看下面有问题的各项，或把这份报告交给技术支持。", "What was measured does not point to one cause. See the failed checks below, or hand this report to support."}
	wordCountRest = term{"%d 项正常，另外 %d 项没有结果", "%d fine, %d without a result"}
	wordCountNone = term{"%d 项都没有结果", "%d checks, none with a result"}
	wordPastProxy = term{"这是不经过代理测的", "measured without the proxy"}
	wordPastNames = term{"这是用正确的地址测的", "measured at the right address"}
	wordCount     = term{"%d 项中 %d 项正常", "%d checks, %d fine"}
)

// actionResults are how a repair ended.
var actionResults = map[string]term{
	"proven":   {"已修好", "mended"},
	"unmended": {"没有修好", "not mended"},
	"undone":   {"已还原", "put back"},
	"fixed":    {"已修好，复查过", "mended, and proven"},
	"still":    {"改了，问题还在", "done, and the fault is still there"},
	"worse":    {"改了，别的变差了", "done, and something else got worse"},
	"unsure":   {"改了，没有复查完", "done, and not checked to the end"},
	"failed":   {"没有做成", "could not be done"},
}

// wordList puts items side by side.
func wordList(items []string, lang string) string {
	sep := term{"、", ", "}.in(lang)
	out := ""
	for i, s := range items {
		if i > 0 {
			out += sep
		}
		out += s
	}
	return out
}

// failureWords are env.Failure and the handshake's own failures in words, to
// stand after what was asked.
var failureWords = map[string]term{
	"refused":       {"拒绝连接", "refused the connection"},
	"timeout":       {"没有回应", "did not answer"},
	"unreachable":   {"途中路由器说到不了", "a router says it cannot be reached"},
	"prohibited":    {"途中被明确禁止", "rejected by a rule on the way"},
	"no_route":      {"这台电脑没有通往它的路", "this PC knows no way to it"},
	"denied_here":   {"被这台电脑的安全软件拦下", "blocked on this PC"},
	"no_local_port": {"这台电脑的本地端口用完了", "this PC has no local port left"},
	"reset":         {"连接被切断", "the connection was cut"},
	"closed":        {"对方关闭了连接", "the other side hung up"},
	"cancelled":     {"检查中止", "the check was stopped"},
	"not_found":     {"网址不存在", "the name does not exist"},
	"alert":         {"对方拒绝加密握手", "the server refused the handshake"},
	"not_tls":       {"对方不是加密服务", "what answers is not TLS"},
	"protocol":      {"加密协议不一致", "no common TLS protocol"},
	"other":         {"连接失败", "the connection failed"},
}

// failed puts a failure in words.
func failed(failure, lang string) string {
	t, ok := failureWords[failure]
	if !ok {
		t = failureWords["other"]
	}
	return t.in(lang)
}
