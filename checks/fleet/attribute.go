package fleet

// Attribute is something that sites can have in common.
type Attribute string

// The attributes. A site has one value of each, or several resolvers.
const (
	attrCarrier = iota
	attrResolver
	attrRegion
	attrSoftware
	attrSystem
	attrProgram
	attributes
)

// Attributes are the names of the attributes, in the order of the tables.
var Attributes = [attributes]Attribute{"carrier", "resolver", "region", "software", "system", "program"}

var attributeWords = map[Attribute]term{
	"carrier":  {"运营商", "Carrier"},
	"resolver": {"DNS 服务器", "DNS server"},
	"region":   {"地区", "Region"},
	"software": {"开票软件", "Software"},
	"system":   {"系统版本", "System"},
	"program":  {"检测程序版本", "Version of this program"},
}

// values returns what a site has of an attribute; none where it is not known.
func (v *visit) values(attr int) []word {
	if attr == attrResolver {
		return v.dns
	}
	if v.attrs[attr].Value() == "" {
		return nil
	}
	return v.attrs[attr : attr+1]
}
