package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// fyneApp is the table Details of FyneApp.toml, the one source of what the
// product is called and which version it is.
type fyneApp struct {
	Name, ID, Version, Icon string
	Build                   int
}

func readApp() (fyneApp, error) {
	text, err := os.ReadFile("FyneApp.toml")
	if err != nil {
		return fyneApp{}, err
	}
	var file struct{ Details fyneApp }
	if err := toml.Unmarshal(text, &file); err != nil {
		return fyneApp{}, fmt.Errorf("FyneApp.toml: %w", err)
	}
	return file.Details, nil
}

func printApp(args []string) error {
	if err := count(args, 1, 1); err != nil {
		return err
	}
	app, err := readApp()
	if err != nil {
		return err
	}
	value, known := map[string]string{"Name": app.Name, "ID": app.ID, "Version": app.Version, "Icon": app.Icon,
		"Build": strconv.Itoa(app.Build)}[args[0]]
	if !known || value == "" {
		return fmt.Errorf("no %s in FyneApp.toml", args[0])
	}
	fmt.Println(value)
	return nil
}

// epoch is the moment that everything packed is dated: SOURCE_DATE_EPOCH, in
// seconds since 1970.
func epoch() (time.Time, error) {
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
