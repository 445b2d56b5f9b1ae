// Package text holds the words of the window in Chinese and English. Words are
// looked up by key; keys are areas and names with a dot between: "save.title".
//
// The words of causes are not here but beside each cause, in checks/catalogue.
package text

import (
	"embed"
	"encoding/json"
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed zh-Hans.json en.json
var files embed.FS

// Args fill the {{.Name}} places of a message. Count also chooses the plural.
type Args map[string]any

// Printer says things in one language.
type Printer struct {
	lang      string
	localizer *i18n.Localizer
}

// New returns a printer for "zh" or "en"; any other language is Chinese.
func New(lang string) *Printer {
	file, tag := "zh-Hans.json", language.SimplifiedChinese
	if lang == "en" {
		file, tag = "en.json", language.English
	} else {
		lang = "zh"
	}
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	if _, err := bundle.LoadMessageFileFS(files, file); err != nil {
		panic(fmt.Sprintf("text: embedded %s: %v", file, err)) // the build is broken; a test says so first
	}
	return &Printer{lang: lang, localizer: i18n.NewLocalizer(bundle, tag.String())}
}

// Lang is "zh" or "en".
func (p *Printer) Lang() string { return p.lang }

// Say returns the message of key with args filled in; the key itself if there
// is no such message.
func (p *Printer) Say(key string, args ...Args) string {
	config := i18n.LocalizeConfig{MessageID: key}
	if len(args) > 0 {
		config.TemplateData = map[string]any(args[0])
		if n, ok := args[0]["Count"]; ok {
			config.PluralCount = n
		}
	}
	said, err := p.localizer.Localize(&config)
	if err != nil {
		return key
	}
	return said
}
