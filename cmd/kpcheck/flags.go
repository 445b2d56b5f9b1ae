package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"kpdoctor/checks/profile"
)

// formats of the contract; each command takes some of them.
var formats = []string{"text", "json", "html", "pdf", "png", "zip", "prometheus"}

// flags returns a set with the flags that every command has. What was given
// before the command's name holds for it too.
func (a *app) flags(command string) *flag.FlagSet {
	fs := flag.NewFlagSet(command, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&a.lang, "lang", a.lang, "")
	fs.StringVar(&a.format, "format", a.format, "")
	fs.StringVar(&a.output, "output", a.output, "")
	return fs
}

// parse reads the flags; done says that the command ends here, with code.
func (a *app) parse(fs *flag.FlagSet, args []string) (done bool, code int) {
	err := fs.Parse(args)
	if lang := a.lang; lang != "zh" && lang != "en" {
		a.lang = "zh"
		return true, a.wrong("--lang", fmt.Sprintf("没有 %q 这种语言", lang), "可以写 zh, en")
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		a.usage(a.stdout)
		return true, exitFine
	case err != nil:
		return true, a.badFlag(fs, args, err)
	}
	return false, 0
}

// badFlag explains an error of package flag: a flag that there is not, or a
// value that is none.
func (a *app) badFlag(fs *flag.FlagSet, args []string, err error) int {
	for _, arg := range args {
		name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || name == "" || fs.Lookup(name) != nil {
			continue
		}
		var known []string
		fs.VisitAll(func(f *flag.Flag) { known = append(known, "--"+f.Name) })
		hint := a.say("可用：", "possible are ") + strings.Join(known, ", ")
		if near := profile.Nearest("--"+name, known, 1); len(near) > 0 {
			hint = fmt.Sprintf(a.say("是不是 %s？", "did you mean %s?"), near[0])
		}
		return a.wrong("--"+name, a.say("没有这个选项", "unknown option"), hint)
	}
	return a.wrong(fs.Name(), err.Error(), a.say("用法见 kpcheck help", "see kpcheck help"))
}

// noMore refuses words after the flags.
func (a *app) noMore(fs *flag.FlagSet) (done bool, code int) {
	if fs.NArg() == 0 {
		return false, 0
	}
	return true, a.wrong(fs.Name(), fmt.Sprintf(a.say("多余的 %q", "unexpected %q"), fs.Arg(0)), a.say("用法见 kpcheck help", "see kpcheck help"))
}

// chooseFormat settles the format: the one given, else by the ending of the
// output file, else text.
func (a *app) chooseFormat(can ...string) (done bool, code int) {
	if a.format == "" {
		a.format = "text"
		if ext := strings.TrimPrefix(filepath.Ext(a.output), "."); slices.Contains(can, ext) {
			a.format = ext
		}
	}
	switch {
	case slices.Contains(can, a.format):
		return false, 0
	case slices.Contains(formats, a.format):
		return true, a.notYet("--format " + a.format)
	}
	hint := a.say("可以写 ", "possible are ") + strings.Join(can, ", ")
	if near := profile.Nearest(a.format, can, 1); len(near) > 0 {
		hint = fmt.Sprintf(a.say("是不是 %s？", "did you mean %s? "), near[0]) + hint
	}
	return true, a.wrong("--format", fmt.Sprintf(a.say("没有 %q 这种格式", "unknown format %q"), a.format), hint)
}

// texts is a flag that may be given several times.
type texts []string

func (t *texts) String() string { return strings.Join(*t, " ") }

func (t *texts) Set(s string) error {
	*t = append(*t, s)
	return nil
}
