package env

import (
	"reflect"
	"testing"
)

func TestEnvironmentProxies(t *testing.T) {
	set := map[string]string{"https_proxy": "proxy.example:8080", "HTTP_PROXY": "http://u:p@proxy.example:3128",
		"http_proxy": "http://other.example", "ALL_PROXY": "socks5://127.0.0.1:1080", "no_proxy": "localhost, .chinatax.gov.cn"}
	bypass := []string{"localhost", ".chinatax.gov.cn"}
	want := []Proxy{
		{Source: "env:https_proxy", Scheme: "https", URL: "http://proxy.example:8080", Bypass: bypass},
		{Source: "env:HTTP_PROXY", Scheme: "http", URL: "http://u:p@proxy.example:3128", Bypass: bypass},
		{Source: "env:ALL_PROXY", URL: "socks5://127.0.0.1:1080", Bypass: bypass},
	}
	if got := environmentProxies(func(k string) string { return set[k] }); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if got := environmentProxies(func(string) string { return "" }); got != nil {
		t.Errorf("nothing set: %+v", got)
	}
}
