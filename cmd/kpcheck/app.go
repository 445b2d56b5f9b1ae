package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"kpdoctor/checks/profile"
	"kpdoctor/checks/repair"
)

// app is one call of the program.
type app struct {
	stdout, stderr *os.File
	stdin          *os.File

	lang   string // "zh" or "en"
	format string // "" where it was not given
	output string // file or folder; "" or "-" is standard output
}

// A command is the first word after the program's name.
type command struct {
	name   string
	zh, en string // what it does
	run    func(a *app, ctx context.Context, args []string) int
}

func commands() []command {
	return []command{
		{"run", "检测：为什么连不上税务服务器，该找谁", "check why the tax servers cannot be reached, and who can mend it", (*app).run},
		{"watch", "守着看：时好时坏的故障，每分钟看一次", "watch for faults that come and go, a look a minute", (*app).watch},
		{"repair", "修复：能自动改的，同意后再改，改完复查", "mend what can be mended, with consent, and check again", (*app).repair},
		{"undo", "撤销：还原上一次（或指定的）修复", "put back what the last repair, or that one, changed", (*app).undo},
		{"explain", "解释屏幕上的提示、错误代码、报告代码，或本程序的原因代码", "explain a message or code on the screen, a report's spoken code, or the code of a cause", (*app).explain},
		{"profiles", "列出内置的地区、软件和地址", "list the built-in regions, software and addresses", (*app).profiles},
		{"summarize", "汇总：许多份报告，一张总图", "many reports in, one picture out", (*app).summarize},
		{"demo", "练习：在本机假装一个故障，真实检测", "practice: real checks against a fault on this computer", (*app).demo},
		{"version", "版本，一行", "which version this is, on one line", (*app).version},
	}
}

func (a *app) main(ctx context.Context, args []string) int {
	a.lang = "zh"
	if repair.IsElevated(args) {
		return repair.Main(ctx, args, a.stdout, a.stderr)
	}
	fs := a.flags("kpcheck")
	version := fs.Bool("version", false, "")
	if done, code := a.parse(fs, args); done {
		return code
	}
	if args = fs.Args(); *version {
		return a.version(ctx, args)
	}
	if len(args) == 0 {
		return a.wrong("kpcheck", a.say("缺少命令", "missing command"), a.say("可用：", "possible are ")+strings.Join(commandNames(), ", "))
	}
	name := args[0]
	if name == "help" {
		a.usage(a.stdout)
		return exitFine
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(a, ctx, args[1:])
		}
	}
	hint := a.say("用法见 kpcheck help", "see kpcheck help")
	if near := profile.Nearest(name, commandNames(), 1); len(near) > 0 {
		hint = fmt.Sprintf(a.say("是不是 %s？", "did you mean %s? "), near[0]) + hint
	}
	return a.wrong("kpcheck", fmt.Sprintf(a.say("没有 %q 这个命令", "unknown command %q"), name), hint)
}

func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// say picks the words in the chosen language.
func (a *app) say(zh, en string) string {
	if a.lang == "en" {
		return en
	}
	return zh
}

// wrong says on one line what is wrong with key and what would be right.
func (a *app) wrong(key, problem, hint string) int {
	if hint != "" {
		problem += a.say("；", "; ") + hint
	}
	return a.fail(key + ": " + problem)
}

// fail says one line of wrong usage.
func (a *app) fail(line string) int {
	a.notice(line)
	return exitUsage
}

// notice prints one line on standard error, whatever the text holds.
func (a *app) notice(line string) {
	fmt.Fprintln(a.stderr, strings.Join(strings.Fields(line), " "))
}

func (a *app) notYet(what string) int {
	return a.wrong(what, a.say("这个版本还没有", "not in this version yet"), "")
}

func (a *app) usage(w io.Writer) {
	fmt.Fprintln(w, a.say("用法：kpcheck 命令 [选项]", "usage: kpcheck COMMAND [OPTIONS]"))
	fmt.Fprintln(w)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s%s\n", c.name, a.say(c.zh, c.en))
	}
	fmt.Fprint(w, a.say(usageZH, usageEN))
}

const usageZH = `
  run       [--profile 文件 | --region 地区 [--software 软件] | --url 网址 [--url 网址 …]]
            [--deadline 30s] [--redact on|off] [--site 名称]
            都不写：用程序旁边的 kpdoctor.toml
  watch     选什么和 run 一样，另有 --every 60s --for 30m：每次看一行，最后是小结；
            --format json|text  --output 文件：一行一行接着写；html：带曲线的一页
  repair    原因代码|修复名  [选什么和 run 一样] [--dry-run] [--yes]   先说要改什么，同意后再改，改完复查
  undo      [编号]   还原上一次（或指定的）修复
  explain   屏幕上的提示或代码 | 报告代码（如 FN8C-47NZ） | 原因代码
  profiles  [--region 地区 [--software 软件]]   两个都写：列出该配置文件全文
            [--table 文件]  更新的地址表：说明和内置的有何不同（run 也可以用；也可以放在程序旁边，叫 authorities.csv）
  summarize 文件|文件夹|通配 …   每个地点最近一份报告算"现在"；也读 .zip 和 .gz；读不了的文件会点名，不影响结果
            --format text|json|html|prometheus
  demo      [--list | --fault 代码]

都可以加：--lang zh|en  --format text|json（run 和 demo 还有 html、pdf、png、zip、prometheus）  --output 文件或文件夹

退出码：0 一切正常  1 有故障  3 能用但不好  4 无法断定  2 用法或配置有误  5 不该改或没有权限  6 结果写不出去
`

const usageEN = `
  run       [--profile FILE | --region R [--software S] | --url URL [--url URL …]]
            [--deadline 30s] [--redact on|off] [--site NAME]
            without a choice: the kpdoctor.toml beside the program
  watch     run's choice, and --every 60s --for 30m: a line a round, a summary at the end;
            --format json|text  --output FILE: lines are added to it; html: a page with a plot
  repair    CODE|REPAIR  [run's choice] [--dry-run] [--yes]   says what would change, asks, changes, checks again
  undo      [ID]   put back what the last repair, or that one, changed
  explain   MESSAGE | SPOKEN CODE (such as FN8C-47NZ) | CODE OF A CAUSE
  profiles  [--region R [--software S]]   both: the text of that profile
            [--table FILE]  a newer table of addresses: what it changes (for run too; or an authorities.csv beside the program)
  summarize FILE|DIR|GLOB …   the newest report of each site is its "now"; reads .zip and .gz too; what is no report is named
            --format text|json|html|prometheus
  demo      [--list | --fault CODE]

with each: --lang zh|en  --format text|json (run and demo also html, pdf, png, zip, prometheus)  --output FILE|DIR

exit status: 0 all is well  1 something is broken  3 it works, but degraded  4 inconclusive
             2 wrong usage or profile  5 refused, or rights missing  6 output that cannot be written
`
