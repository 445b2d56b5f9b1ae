package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kpdoctor/checks/demo"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/settings"
	"kpdoctor/ui/wizard"
)

// options are what the command line presets.
type options struct {
	lang   string
	choice wizard.Choice
	chosen bool   // the command line names what is to be checked
	window string // how the window is to be drawn, one of settings.Forces; "": as set
	probe  bool   // only find out whether a window can be opened
	help   bool
}

// usage is the first line of what --help prints.
const usage = "usage: kpdoctor [--lang zh|en] [--profile FILE | --region R --software S | --url URL ... | --practice [CODE]]"

// parseOptions reads the command line. Its errors are for people.
func parseOptions(args []string) (options, error) {
	o := options{lang: "zh", choice: wizard.Choice{Mode: wizard.ByRegion, Software: "browser"}}
	f := flag.NewFlagSet("kpdoctor", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.lang, "lang", "zh", "language of the window: `zh|en`")
	f.BoolVar(&o.probe, "probe-window", false, "")
	f.StringVar(&o.window, "window", "", "draw the window by `auto|opengl|software|none`")
	file := f.String("profile", "", "check by this profile `FILE`")
	region := f.String("region", "", "tax authority `R`: beijing, shenzhen, ...")
	software := f.String("software", "", "invoicing software `S`: "+strings.Join(wizard.Softwares, ", "))
	var urls words
	f.Var(&urls, "url", "check this `URL`; may be given several times")
	var practice maybe
	f.Var(&practice, "practice", "practice on servers of this PC, with the fault `[CODE]` injected")

	err := f.Parse(joined(args))
	if errors.Is(err, flag.ErrHelp) {
		fmt.Println(usage)
		f.SetOutput(os.Stdout)
		f.VisitAll(func(one *flag.Flag) {
			if one.Usage != "" {
				name, what := flag.UnquoteUsage(one)
				fmt.Printf("  --%-10s %-5s %s\n", one.Name, name, what)
			}
		})
		return options{help: true}, nil
	}
	if err != nil {
		return o, fmt.Errorf("kpdoctor: %w; %s", err, usage)
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("kpdoctor: %q is not an option; %s", f.Arg(0), usage)
	}
	if o.lang != "zh" && o.lang != "en" {
		return o, fmt.Errorf("kpdoctor: --lang %s: want zh or en", o.lang)
	}

	if o.window != "" && !slices.Contains(settings.Forces, o.window) {
		return o, fmt.Errorf("kpdoctor: --window %s: want %s", o.window, strings.Join(settings.Forces, ", "))
	}

	ways := 0
	set := func(mode wizard.Mode) { o.choice.Mode, o.chosen = mode, true; ways++ }
	if *region != "" || *software != "" {
		set(wizard.ByRegion)
		o.choice.Region = *region
		if *software != "" {
			o.choice.Software = *software
		}
		o.chosen = *region != ""
	}
	if *file != "" {
		set(wizard.ByFile)
		o.choice.File = *file
	}
	if len(urls) > 0 {
		set(wizard.ByAddress)
		o.choice.Addresses = strings.Join(urls, " ")
	}
	if practice.given {
		set(wizard.ByPractice)
		o.choice.Fault = practice.value
	}
	if ways > 1 {
		return o, errors.New("kpdoctor: choose one of --profile, --region, --url and --practice")
	}
	if beside := profileBeside(); !o.chosen && ways == 0 && beside != "" {
		set(wizard.ByFile)
		o.choice.File = beside
	}
	return o, nil
}

// joined makes --practice CODE one argument, as its value may be left out.
func joined(args []string) []string {
	var all []string
	for i := 0; i < len(args); i++ {
		next := i + 1
		if strings.TrimLeft(args[i], "-") == "practice" && next < len(args) && !strings.HasPrefix(args[next], "-") {
			all = append(all, args[i]+"="+args[next])
			i = next
			continue
		}
		all = append(all, args[i])
	}
	return all
}

// known is an error where the command line names an authority, a software or a
// fault that there is none of.
func (o options) known() error {
	c := o.choice
	switch {
	case o.chosen && c.Mode == wizard.ByRegion:
		if _, err := profile.ByRegion(c.Region, c.Software); err != nil {
			return fmt.Errorf("kpdoctor: %w", err)
		}
	case c.Mode == wizard.ByPractice && c.Fault != "" && !slices.Contains(demo.Codes(), c.Fault):
		near := profile.Nearest(c.Fault, demo.Codes(), 3)
		return fmt.Errorf("kpdoctor: --practice %s: there is no such fault; nearest: %s", c.Fault, strings.Join(near, ", "))
	}
	return nil
}

// profileBeside is the kpdoctor.toml in the program's folder, "" if there is none.
func profileBeside() string {
	exe, err := os.Executable()
	if err != nil {
		return ""
	}
	path := filepath.Join(filepath.Dir(exe), "kpdoctor.toml")
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return ""
	}
	return path
}

// words is a flag that may be given several times.
type words []string

func (w *words) String() string     { return strings.Join(*w, " ") }
func (w *words) Set(s string) error { *w = append(*w, s); return nil }

// maybe is a flag whose value may be left out.
type maybe struct {
	given bool
	value string
}

func (m *maybe) String() string { return m.value }

// IsBoolFlag lets the flag stand alone.
func (m *maybe) IsBoolFlag() bool { return true }

// Set takes "true" for the bare flag.
func (m *maybe) Set(s string) error {
	m.given = s != "false"
	if s != "true" && s != "false" {
		m.value = s
	}
	return nil
}
