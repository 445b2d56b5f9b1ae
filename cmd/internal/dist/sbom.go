package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"
)

// The shapes of CycloneDX 1.5 that we fill (cyclonedx.org/docs/1.5/json).
type (
	bom struct {
		Format       string          `json:"bomFormat"`
		Spec         string          `json:"specVersion"`
		Serial       string          `json:"serialNumber"`
		Version      int             `json:"version"`
		Metadata     bomMetadata     `json:"metadata"`
		Components   []bomComponent  `json:"components"`
		Dependencies []bomDependency `json:"dependencies"`
	}
	bomMetadata struct {
		Timestamp string       `json:"timestamp"`
		Component bomComponent `json:"component"`
	}
	bomComponent struct {
		Type       string        `json:"type"`
		Ref        string        `json:"bom-ref"`
		Name       string        `json:"name"`
		Version    string        `json:"version"`
		Purl       string        `json:"purl,omitempty"`
		Licences   []bomLicence  `json:"licenses,omitempty"`
		Properties []bomProperty `json:"properties,omitempty"`
	}
	bomLicence struct {
		Licence map[string]string `json:"license"` // id of SPDX, or a name
	}
	bomProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	bomDependency struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn"`
	}
)

func printSBOM(args []string) error {
	if err := count(args, 1, -1); err != nil {
		return err
	}
	app, err := readApp()
	if err != nil {
		return err
	}
	when, err := epoch()
	if err != nil {
		return err
	}
	all, err := parts(args)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(makeBOM(app, when, all))
}

func makeBOM(app fyneApp, when time.Time, all []part) bom {
	own := bomComponent{Type: "application", Ref: "kpdoctor", Name: "kpdoctor", Version: app.Version, Licences: licenceIDs([]licence{{ID: "Apache-2.0"}})}
	b := bom{Format: "CycloneDX", Spec: "1.5", Version: 1, Metadata: bomMetadata{when.Format(time.RFC3339), own}}
	depends := bomDependency{Ref: own.Ref, On: []string{}}
	for _, p := range all {
		c := bomComponent{Type: "library", Ref: p.Purl, Name: p.Name, Version: p.Version, Purl: p.Purl, Licences: licenceIDs(p.Licences)}
		if p.Purl == "" {
			c.Type, c.Ref = "data", p.Name
		}
		for _, program := range p.In {
			c.Properties = append(c.Properties, bomProperty{"kpdoctor:in", program})
		}
		b.Components = append(b.Components, c)
		depends.On = append(depends.On, c.Ref)
	}
	b.Dependencies = []bomDependency{depends}
	// The number is drawn from the content, so that the same build has the same.
	content, _ := json.Marshal(b) // strings and lists of them cannot fail
	n := sha256.Sum256(content)
	n[6], n[8] = n[6]&0x0f|0x80, n[8]&0x3f|0x80 // a UUID of version 8, RFC 9562
	b.Serial = fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", n[:4], n[4:6], n[6:8], n[8:10], n[10:16])
	return b
}

func licenceIDs(all []licence) []bomLicence {
	var ids []bomLicence
	var seen []string
	for _, l := range all {
		key, name := "id", l.ID
		if name == "" {
			key, name = "name", l.File
		}
		if !slices.Contains(seen, name) {
			seen = append(seen, name)
			ids = append(ids, bomLicence{map[string]string{key: name}})
		}
	}
	return ids
}
