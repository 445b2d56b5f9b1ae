package env

import (
	"reflect"
	"testing"
)

func TestRegistryValues(t *testing.T) {
	all := registryValues{
		{Name: "ProxyEnable", There: true, Type: 4, Data: []byte{1, 0, 0, 0}},
		{Name: `Connections\Default "x"`, There: true, Type: 3, Data: []byte{}},
		{Name: "空 值\n", There: true, Type: 1, Data: []byte{0x41, 0, 0, 0}},
		{Name: "AutoConfigURL"},
	}
	text := all.bytes()
	got, err := readRegistryValues(text)
	if err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("%v: %+v of\n%s", err, got, text)
	}
	for _, bad := range []string{"ProxyEnable 4 01\n", `"a"`, `"a" 4`, `"a" x 00`, `"a" 4 0`, `"a"-`} {
		if v, err := readRegistryValues([]byte(bad)); err == nil {
			t.Errorf("%q is %+v", bad, v)
		}
	}
}

func TestRegistryTexts(t *testing.T) {
	v := registryValue{Name: "NameServer", There: true, Type: 2}
	v.setText("223.5.5.5,开票")
	if v.Type != 2 || v.text() != "223.5.5.5,开票" || v.Data[len(v.Data)-2] != 0 {
		t.Errorf("%+v %q", v, v.text())
	}
	n := registryValue{}
	n.setNumber(0x20)
	if n.number() != 32 || n.text() != "" || v.number() != 0 || (*registryValue)(nil).text() != "" {
		t.Errorf("%+v", n)
	}
	odd := registryValue{There: true, Type: 1, Data: []byte{0x41, 0, 0x42}} // an odd byte, no end
	if odd.text() != "A" {
		t.Errorf("%q", odd.text())
	}
}
