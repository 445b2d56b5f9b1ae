package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// maxSize is the largest report that is read, in bytes. Real ones have tens of
// kilobytes; a hundred endpoints make half a megabyte.
const maxSize = 16 << 20

// WriteJSON writes the report as one indented JSON document.
func (r *Report) WriteJSON(w io.Writer) error {
	return r.checked(w, r.encode)
}

func (r *Report) encode(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(whole(r)); err != nil {
		return fmt.Errorf("writing the report as JSON: %w", err)
	}
	return nil
}

// MarshalJSON writes {} for evidence that there is none of.
func (c Check) MarshalJSON() ([]byte, error) {
	type plain Check
	if c.Evidence == nil {
		c.Evidence = struct{}{}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(plain(c))
	return b.Bytes(), err
}

// UnmarshalJSON fills the typed evidence of the check's kind. Evidence of a
// kind that this version does not know is kept as it is.
func (c *Check) UnmarshalJSON(data []byte) error {
	type plain Check
	raw := struct {
		*plain
		Evidence json.RawMessage `json:"evidence"`
	}{plain: (*plain)(c)}
	if err := json.Unmarshal(data, &raw); err != nil {
		return placed(err, nil)
	}
	ev, err := readEvidence(c.ID, raw.Evidence)
	if err != nil {
		return fmt.Errorf("check %q: evidence%w", c.ID, err)
	}
	c.Evidence = ev
	return nil
}

func readEvidence(id string, data json.RawMessage) (checks.Evidence, error) {
	data = bytes.TrimSpace(data)
	var some map[string]json.RawMessage
	if len(data) == 0 || bytes.Equal(data, []byte("null")) {
		return nil, nil
	}
	if err := json.Unmarshal(data, &some); err != nil {
		return nil, errors.New(": want an object")
	}
	if len(some) == 0 {
		return nil, nil
	}
	if ev := checks.NewEvidence(id); ev != nil {
		if err := json.Unmarshal(data, ev); err != nil {
			var wrong *json.UnmarshalTypeError
			if errors.As(err, &wrong) {
				return nil, fmt.Errorf(".%s: want %s, got %s", wrong.Field, wrong.Type, wrong.Value)
			}
			return nil, fmt.Errorf(": %w", err)
		}
		return ev, nil
	}
	var ev any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err := d.Decode(&ev)
	return ev, err
}

// Read reads a report that WriteJSON wrote, of this version or a later one:
// unknown keys are passed over. The error of a broken one names the place.
func Read(r io.Reader) (*Report, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading a report: %w", err)
	}
	rep, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("reading a report: %w", err)
	}
	return rep, nil
}

func parse(data []byte) (*Report, error) {
	if len(data) > maxSize {
		return nil, fmt.Errorf("larger than %d MiB", maxSize>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, errors.New("the file is empty")
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, placed(err, data)
	}
	if head.Schema != Schema {
		return nil, fmt.Errorf("schema: want %q, got %q", Schema, clip(head.Schema))
	}
	rep := new(Report)
	if err := json.Unmarshal(data, rep); err != nil {
		return nil, placed(err, data)
	}
	if err := rep.valid(); err != nil {
		return nil, err
	}
	return whole(rep), nil
}

// valid checks what types alone do not.
func (r *Report) valid() error {
	if r.ID == "" {
		return errors.New("id: missing")
	}
	if r.Started.IsZero() {
		return errors.New("started: missing")
	}
	switch r.Diagnosis.Verdict {
	case diagnose.OK, diagnose.Degraded, diagnose.Broken, diagnose.Inconclusive:
	default:
		return fmt.Errorf("diagnosis.verdict: want ok, degraded, broken or inconclusive, got %q", clip(string(r.Diagnosis.Verdict)))
	}
	seen := make(map[string]bool, len(r.Checks))
	for i, c := range r.Checks {
		switch {
		case c.ID == "":
			return fmt.Errorf("checks[%d].id: missing", i)
		case seen[c.ID]:
			return fmt.Errorf("checks[%d].id: %q is there twice", i, clip(c.ID))
		}
		seen[c.ID] = true
		switch c.Status {
		case checks.Pass, checks.Warn, checks.Fail, checks.Skip, checks.Error:
		default:
			return fmt.Errorf("checks[%d].status: want pass, warn, fail, skip or error, got %q", i, clip(string(c.Status)))
		}
	}
	return nil
}

// placed says where in data an error of encoding/json lies.
func placed(err error, data []byte) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case data == nil && errors.As(err, &wrong):
		return fmt.Errorf("a check's %s: want %s, got %s", wrong.Field, wrong.Type, wrong.Value)
	case errors.As(err, &syntax):
		line, column := position(data, syntax.Offset-1) // Offset counts the character that was wrong
		return fmt.Errorf("line %d, column %d: %w", line, column, err)
	case errors.As(err, &wrong):
		line, column := position(data, wrong.Offset)
		field := wrong.Field
		if field == "" {
			field = "the document"
		}
		return fmt.Errorf("line %d, column %d: %s: want %s, got %s", line, column, field, wrong.Type, wrong.Value)
	}
	return err
}

func position(data []byte, offset int64) (line, column int) {
	before := data[:min(max(offset, 0), int64(len(data)))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

// clip keeps a stranger's text short in an error.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
