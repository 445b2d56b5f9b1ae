package checks

import (
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestHostsLines(t *testing.T) {
	gbk := func(s string) string {
		out, err := simplifiedchinese.GBK.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("127.0.0.1 etax.example\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		text string
		want []HostsLine
	}{
		"plain":         {"127.0.0.1 localhost\n192.0.2.1 etax.example\n", []HostsLine{{"hosts", 2, "192.0.2.1"}}},
		"an alias":      {"192.0.2.1 a b ETAX.Example. c\r\n", []HostsLine{{"hosts", 1, "192.0.2.1"}}},
		"twice in line": {"192.0.2.1 etax.example etax.example", []HostsLine{{"hosts", 1, "192.0.2.1"}}},
		"both families": {"192.0.2.1\tetax.example\n2001:db8::1\tetax.example", []HostsLine{{"hosts", 1, "192.0.2.1"}, {"hosts", 2, "2001:db8::1"}}},
		"commented out": {"#192.0.2.1 etax.example\n192.0.2.2 other # etax.example\n", nil},
		"below it":      {"192.0.2.1 www.etax.example notetax.example etax.example.cn\n", nil},
		"no address":    {"etax.example 192.0.2.1\n999.0.0.1 etax.example\n192.0.2.1\n\n", nil},
		"GBK":           {gbk("# 税务局服务器\n192.0.2.1 etax.example # 电子发票\n"), []HostsLine{{"hosts", 2, "192.0.2.1"}}},
		"UTF-8 mark":    {"\xef\xbb\xbf192.0.2.1 etax.example\n", []HostsLine{{"hosts", 1, "192.0.2.1"}}},
		"UTF-16":        {wide, []HostsLine{{"hosts", 1, "127.0.0.1"}}},
		"rubbish":       {"\x00\xff\xfe\x01\n192.0.2.1 etax.example", []HostsLine{{"hosts", 2, "192.0.2.1"}}},
	} {
		if got := hostsLines("hosts", []byte(c.text), "etax.example"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", what, got, c.want)
		}
	}
}

func FuzzHostsLines(f *testing.F) {
	for _, s := range []string{"192.0.2.1 etax.example", "\xff\xfe1\x00 \x00e\x00", "fe80::1%eth0 etax.example", "\xef\xbb\xbf# \xb6\xb0"} {
		f.Add([]byte(s), "etax.example")
	}
	f.Fuzz(func(t *testing.T, text []byte, name string) {
		for _, l := range hostsLines("hosts", text, name) {
			if l.Line < 1 || len(addAddr(nil, l.Address)) != 1 {
				t.Errorf("%+v", l)
			}
		}
	})
}
