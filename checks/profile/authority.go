package profile

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// authorityNames are the 36 tax authorities: 31 of provinces and the like, and
// five cities that plan for themselves. Source: domain/README.md 1.1.
var authorityNames = map[string]string{
	"beijing": "北京", "tianjin": "天津", "hebei": "河北", "shanxi": "山西", "neimenggu": "内蒙古", "liaoning": "辽宁",
	"dalian": "大连", "jilin": "吉林", "heilongjiang": "黑龙江", "shanghai": "上海", "jiangsu": "江苏", "zhejiang": "浙江",
	"ningbo": "宁波", "anhui": "安徽", "fujian": "福建", "xiamen": "厦门", "jiangxi": "江西", "shandong": "山东",
	"qingdao": "青岛", "henan": "河南", "hubei": "湖北", "hunan": "湖南", "guangdong": "广东", "shenzhen": "深圳",
	"guangxi": "广西", "hainan": "海南", "chongqing": "重庆", "sichuan": "四川", "guizhou": "贵州", "yunnan": "云南",
	"xizang": "西藏", "shaanxi": "陕西", "gansu": "甘肃", "qinghai": "青海", "ningxia": "宁夏", "xinjiang": "新疆",
}

// authority is the table's line of a region, by its spelling in any case.
func (t *Table) authority(region string) (map[string]string, bool) {
	i := slices.IndexFunc(t.rows, func(a map[string]string) bool { return strings.EqualFold(a["spelling"], region) })
	if i < 0 {
		return nil, false
	}
	return t.rows[i], true
}

// marked is a line with, for each of its addresses, COLUMN_mark and
// COLUMN_as_of, and with the table's date: what the profiles' templates read.
func (t *Table) marked(row map[string]string) map[string]string {
	out := maps.Clone(row)
	out["table"] = t.Date
	for _, column := range addressColumns {
		mark, years := marks[row[column+"_seen"]], row["as_of"]
		if column == "etax" && row["etax_alternative"] != "" {
			mark = Contested
		}
		if mark == Documented || mark == Pattern { // seen, or not seen, when the table was made
			years = t.Date[:4]
		}
		out[column+"_mark"], out[column+"_as_of"] = string(mark), cmp.Or(years, t.Date[:4])
	}
	return out
}

// A Change is one cell in which two tables differ.
type Change struct {
	Region string `json:"region"`
	Column string `json:"column"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// Changes lists what t says otherwise than old, line by line.
func (t *Table) Changes(old *Table) []Change {
	var all []Change
	for _, row := range t.rows {
		before, _ := old.authority(row["spelling"])
		for _, column := range columns {
			if before[column] != row[column] {
				all = append(all, Change{Region: row["spelling"], Column: column, From: before[column], To: row[column]})
			}
		}
	}
	return all
}
