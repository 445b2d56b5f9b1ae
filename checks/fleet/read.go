package fleet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"kpdoctor/checks/report"
)

// A reader turns inputs into visits; each worker has its own.
type reader struct {
	now time.Time
	buf bytes.Buffer
}

func (r *reader) read(in input) (*visit, *Skip) {
	s, skip := in.open()
	if skip != nil {
		return nil, skip
	}
	if r.buf.Cap() > 1<<20 { // one large report must not keep its memory for the rest
		r.buf = bytes.Buffer{}
	}
	r.buf.Reset()
	_, err := r.buf.ReadFrom(io.LimitReader(s, maxReport+1))
	s.close()
	if err != nil {
		return nil, unreadable(in.name, err)
	}
	v, skip := decode(r.buf.Bytes(), r.now)
	if skip != nil {
		skip.File = in.name
	}
	return v, skip
}

// document is what is taken of a report; see [report.Report] for the rest.
type document struct {
	Schema   string
	ID       string
	Started  string
	Complete bool
	Masked   bool
	App      struct{ Version string }
	Host     struct {
		OS        string
		OSVersion string `json:"os_version"`
	}
	Profile struct{ Region, Software string }
	Checks  []struct {
		ID, Status string
		Evidence   json.RawMessage
	}
	Diagnosis struct {
		Verdict string
		Causes  []struct {
			Code, Title, Blame string
			Targets            []string
		}
	}
	Site    string
	Network struct {
		Carrier   string
		Resolvers []string
	}
}

// decode reads one report. Unknown keys are passed over, as [report.Read] does;
// evidence is looked into only where a site's attributes come from.
func decode(data []byte, now time.Time) (*visit, *Skip) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxReport:
		return nil, tooLarge("")
	case len(bytes.TrimSpace(data)) == 0:
		return nil, &Skip{Reason: Empty}
	case len(bytes.Trim(data, "\x00")) == 0:
		return nil, &Skip{Reason: Zeros}
	case bytes.Count(data, []byte(","))+bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) > maxValues:
		return nil, &Skip{Reason: TooMany}
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		if s := head(data); s != nil { // of another schema, and therefore of other types
			return nil, s
		}
		return nil, located(err, data)
	}
	return d.visit(now)
}

// head says whether a document that cannot be read is a report at all.
func head(data []byte) *Skip {
	var h struct{ Schema any }
	if json.Unmarshal(data, &h) != nil || h.Schema == report.Schema {
		return nil
	}
	got, _ := h.Schema.(string)
	return &Skip{Reason: OtherSchema, Key: "schema", Detail: clip(got)}
}

// located says where in data an error of encoding/json lies.
func located(err error, data []byte) *Skip {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		s := &Skip{Reason: NotJSON, Detail: syntax.Error()}
		s.Line, s.Column = position(data, syntax.Offset-1) // Offset counts the character that was wrong
		switch {
		case strings.Contains(s.Detail, "max depth"):
			s.Reason, s.Detail = TooDeep, ""
		case strings.Contains(s.Detail, "unexpected end"):
			s.Reason, s.Detail = CutOff, ""
		}
		return s
	case errors.As(err, &wrong):
		s := &Skip{Reason: WrongType, Key: clip(strings.ToLower(wrong.Field)), Detail: "want " + jsonKind(wrong.Type.Kind().String()) + ", got " + clip(wrong.Value)}
		s.Line, s.Column = position(data, wrong.Offset)
		return s
	}
	return &Skip{Reason: NotJSON, Detail: clip(err.Error())}
}

// jsonKind is JSON's word for a kind of Go.
func jsonKind(kind string) string {
	switch kind {
	case "struct", "map":
		return "object"
	case "slice":
		return "array"
	}
	return kind
}

func position(data []byte, offset int64) (line, column int) {
	before := data[:min(max(offset, 0), int64(len(data)))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}
