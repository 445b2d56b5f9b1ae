package report

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// whole returns a copy in which no array that the contract names is null. In
// evidence null stays: there it can mean "not known".
func whole(r *Report) *Report {
	return mapped(r, func(_, s string) string { return s })
}

// mapped returns a deep copy of the report with every string replaced by
// f(key, string), where key is the nearest JSON key around it.
func mapped(r *Report, f func(key, s string) string) *Report {
	return mapValue(reflect.ValueOf(r), "", true, f).Interface().(*Report)
}

var (
	timeType   = reflect.TypeFor[time.Time]()
	numberType = reflect.TypeFor[json.Number]()
)

func mapValue(v reflect.Value, key string, fill bool, f func(key, s string) string) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		n := reflect.New(v.Type().Elem())
		n.Elem().Set(mapValue(v.Elem(), key, fill, f))
		return n
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		n := reflect.New(v.Type()).Elem()
		n.Set(mapValue(v.Elem(), key, false, f))
		return n
	case reflect.Struct:
		if v.Type() == timeType {
			return v
		}
		n := reflect.New(v.Type()).Elem()
		n.Set(v)
		for i := range v.NumField() {
			mapField(n.Field(i), v.Type().Field(i), key, fill, f)
		}
		return n
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		n := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			n.Index(i).Set(mapValue(v.Index(i), key, fill, f))
		}
		return n
	case reflect.Map:
		return mapMap(v, f)
	case reflect.String:
		if v.Type() == numberType {
			return v
		}
		n := reflect.New(v.Type()).Elem()
		n.SetString(f(key, v.String()))
		return n
	}
	return v
}

func mapField(field reflect.Value, t reflect.StructField, key string, fill bool, f func(key, s string) string) {
	if !t.IsExported() {
		return
	}
	name, options, _ := strings.Cut(t.Tag.Get("json"), ",")
	if name == "" && t.Anonymous {
		name = key
	}
	if fill && field.Kind() == reflect.Slice && field.IsNil() && !strings.Contains(options, "omitempty") {
		field.Set(reflect.MakeSlice(field.Type(), 0, 0))
		return
	}
	field.Set(mapValue(field, name, fill, f))
}

// mapMap maps keys too: in evidence of an unknown kind they may be names of
// machines. They are visited in order, so that pseudonyms are stable.
func mapMap(v reflect.Value, f func(key, s string) string) reflect.Value {
	if v.IsNil() {
		return v
	}
	m, ok := v.Interface().(map[string]any)
	if !ok {
		return v
	}
	n := make(map[string]any, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if m[k] == nil {
			n[f("", k)] = nil
			continue
		}
		n[f("", k)] = mapValue(reflect.ValueOf(m[k]), k, false, f).Interface()
	}
	return reflect.ValueOf(n)
}
