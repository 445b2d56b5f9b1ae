package message

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"

	"kpdoctor/assets"
)

var update = flag.Bool("update", false, "write assets/messages.pinyin anew")

// readings are those that a character has in these phrases where the
// dictionary puts another one first.
var readings = map[rune]string{'重': "chong", '调': "diao", '行': "xing", '数': "shu", '没': "mei", '传': "chuan", '载': "zai", '还': "hai", '校': "jiao", '长': "chang", '卡': "ka", '着': "zhe", '得': "de", '度': "du", '间': "jian", '应': "ying", '处': "chu", '率': "lu"}

// The dictionary has two megabytes and the phrases five hundred characters, so
// only these travel with the program.
func TestPinyinIsComplete(t *testing.T) {
	bySyllable := map[string]map[rune]bool{}
	for _, e := range loaded().Message {
		for _, r := range fold(strings.Join(e.Says, "")) {
			if !isHan(r) {
				continue
			}
			s := readings[r]
			if s == "" {
				got := pinyin.LazyPinyin(string(r), pinyin.NewArgs())
				if len(got) != 1 {
					t.Fatalf("no reading of %q", r)
				}
				s = got[0]
			}
			if bySyllable[s] == nil {
				bySyllable[s] = map[rune]bool{}
			}
			bySyllable[s][r] = true
		}
	}
	var want strings.Builder
	for _, s := range slices.Sorted(maps.Keys(bySyllable)) {
		want.WriteString(s + " " + string(slices.Sorted(maps.Keys(bySyllable[s]))) + "\n")
	}
	if *update {
		if err := os.WriteFile("../../assets/messages.pinyin", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if assets.Pinyin != want.String() {
		t.Error("messages.pinyin is not that of messages.toml: run go test ./checks/message -run Pinyin -update")
	}
}

func TestHeard(t *testing.T) {
	for typed, want := range map[string]string{
		"lixianshijianchaoxian":      "offline.time",
		"li xian shi jian chao xian": "offline.time",
		"LiXianShiJianChaoXian":      "offline.time",
		"lxsjcx":                     "offline.time",
		"lixiansijiancaoxian":        "offline.time", // as a southerner hears it
		"lixianshijanchaoxian":       "offline.time", // a letter is lost
		"kouling suosi":              "aisino.pin_locked",
		"zhengshukoulingcuowu":       "sub.pin",
		"zsklcw":                     "sub.pin",
		"yichaobaoweiqingka":         "filing.not_cleared",
		"ycbwqk":                     "filing.not_cleared",
		"wangluolianjiechaoshi":      "phrase.timeout",
		"wlljcs":                     "phrase.timeout",
		"shouxinedubuzu":             "einvoice.limit",
		"anquanjierufuwuqi":          "phrase.secure_access",
		"shuiwuukeyweicharu":         "sub.no_key",
	} {
		got := Lookup(typed)
		if len(got) == 0 || got[0].ID != want {
			t.Errorf("%s: %v, want %s", typed, ids(got), want)
		}
	}
	for _, typed := range []string{"hello", "test", "printer", "wechat", "admin", "beijing", "shenzhen", "password", "shanghai", "abcdefg", "qwerty", "zhangsan", "chongxinqidong", "dayinjituoji", "meishi", "lihai", "windows", "invoice"} {
		if got := Lookup(typed); got != nil {
			t.Errorf("%s: %v, want nothing", typed, ids(got))
		}
	}
}

func ids(all []Match) (out []string) {
	for _, m := range all {
		out = append(out, m.ID)
	}
	return out
}
