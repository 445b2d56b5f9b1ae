package catalogue

import (
	"slices"
	"strings"
	"testing"
)

// foreign are words of one system that mean nothing on the other.
var foreign = map[string][]string{
	"windows": {"统信", "麒麟", "UOS", "Kylin", "udev", "pcscd"},
	"linux":   {"统信", "麒麟", "Win+R", "ncpa.cpl", "ipconfig", "记事本", "Notepad", "services.msc", "Windows 更新", "Windows Update", "以管理员身份运行", "as administrator"},
}

func TestStepsKnowTheirSystem(t *testing.T) {
	for system, words := range foreign {
		for _, c := range All {
			for _, lang := range []string{"zh", "en"} {
				told := c.SayOn(system, lang, nil)
				if len(told.Steps) != len(c.Acts()) {
					t.Errorf("%s on %s in %s: %d steps of %d", c.Code, system, lang, len(told.Steps), len(c.Acts()))
				}
				for _, word := range words {
					if all := strings.Join(told.Steps, "\n"); strings.Contains(all, word) {
						t.Errorf("%s on %s in %s says %q:\n%s", c.Code, system, lang, word, all)
					}
				}
			}
		}
	}
}

func TestStepsOnLinuxStandForOneThatThereIs(t *testing.T) {
	for code, steps := range onLinux {
		c := Find(code)
		if c == nil {
			t.Errorf("%s is no cause", code)
			continue
		}
		for i, s := range steps {
			for lang, general := range map[string][]string{"zh": c.ZH.Steps, "en": c.EN.Steps} {
				if i >= len(general) {
					t.Errorf("%s has no step %d", code, i)
					continue
				}
				for _, name := range names(s.in(lang)) {
					if !slices.Contains(names(general[i]), name) {
						t.Errorf("%s, step %d: fact %q is not that step's", code, i, name)
					}
				}
				if last := s.in(lang); !strings.HasSuffix(last, "。") && !strings.HasSuffix(last, "”") && !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, "?") {
					t.Errorf("%s, step %d in %s is no sentence: %s", code, i, lang, last)
				}
			}
		}
	}
}

func TestAnUnknownSystemGetsTheWordsForAll(t *testing.T) {
	for _, c := range All {
		if got, want := c.SayOn("", "zh", nil).Steps, c.Say("zh", nil).Steps; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.Code, got, want)
		}
	}
}
