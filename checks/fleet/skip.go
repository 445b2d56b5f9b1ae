package fleet

import (
	"errors"
	"fmt"
	"io/fs"
)

// A Skip is a file that was passed over, and why.
type Skip struct {
	File   string `json:"file"`
	Reason Reason `json:"reason"`
	Line   int    `json:"line,omitempty"` // from 1
	Column int    `json:"column,omitempty"`
	Key    string `json:"key,omitempty"`    // JSON path: "diagnosis.verdict"
	Detail string `json:"detail,omitempty"` // in English, for support
}

// Reason is why a file was passed over.
type Reason string

const (
	Unreadable  Reason = "unreadable"  // the system would not let it be read, or it is not there
	Link        Reason = "link"        // a link in a circle or to a folder: links to folders are not followed
	Special     Reason = "special"     // a device, a pipe, a socket
	NoReports   Reason = "no_reports"  // a folder or pattern without any
	TooLarge    Reason = "too_large"   // in bytes
	TooMany     Reason = "too_many"    // values in one report
	TooDeep     Reason = "too_deep"    // nesting
	Full        Reason = "full"        // more reports than are counted
	Empty       Reason = "empty"       //
	Zeros       Reason = "zeros"       // nothing but NUL: what a power cut leaves
	CutOff      Reason = "cut_off"     // the end is missing
	NotJSON     Reason = "not_json"    //
	WrongType   Reason = "wrong_type"  // of the value of Key
	Missing     Reason = "missing"     // Key is not there
	BadValue    Reason = "bad_value"   // of Key
	OtherSchema Reason = "schema"      // JSON, and no report of this version
	BadArchive  Reason = "bad_archive" // broken, encrypted, or with a listing beyond reason
	Nested      Reason = "nested"      // an archive within an archive
)

var reasonWords = map[Reason]term{
	Unreadable:  {"读不了", "cannot be read"},
	Link:        {"是绕圈的链接，或指向文件夹的链接", "a link in a circle, or to a folder"},
	Special:     {"不是普通文件", "not a regular file"},
	NoReports:   {"里面没有报告", "no reports in it"},
	TooLarge:    {"太大，不像报告", "too large for a report"},
	TooMany:     {"内容多得不像报告", "too many values for a report"},
	TooDeep:     {"层层嵌套，不像报告", "nested too deeply for a report"},
	Full:        {"报告太多，这份没有计入", "more reports than are counted"},
	Empty:       {"是空文件", "empty"},
	Zeros:       {"全是零字节（多半是断电时没有写完）", "nothing but zero bytes (a power cut leaves such files)"},
	CutOff:      {"后半截缺失", "the end is missing"},
	NotJSON:     {"不是 JSON 报告", "not JSON"},
	WrongType:   {"值的类型不对", "wrong type"},
	Missing:     {"缺少这一项", "missing"},
	BadValue:    {"值不对", "bad value"},
	OtherSchema: {"不是这个版本的检测报告", "no report of this version"},
	BadArchive:  {"压缩包打不开", "the archive cannot be opened"},
	Nested:      {"是压缩包里的压缩包", "an archive within an archive"},
}

// In says in one line which file, where in it, and why.
func (s Skip) In(lang string) string {
	colon := term{"：", ": "}.in(lang)
	out := plain(s.File) + colon
	if s.Line > 0 {
		out += fmt.Sprintf(term{"第 %d 行第 %d 列", "line %d, column %d"}.in(lang), s.Line, s.Column) + colon
	}
	if s.Key != "" {
		out += plain(s.Key) + colon
	}
	out += reasonWords[s.Reason].in(lang)
	if s.Detail != "" {
		out += fmt.Sprintf(term{"（%s）", " (%s)"}.in(lang), plain(s.Detail))
	}
	return out
}

// unreadable tells an error of the file system apart.
func unreadable(name string, err error) *Skip {
	s := &Skip{File: name, Reason: Unreadable, Detail: err.Error()}
	if looped(err) {
		s.Reason = Link
	}
	var at *fs.PathError
	if errors.As(err, &at) { // the path is named already
		s.Detail = at.Err.Error()
	}
	return s
}
