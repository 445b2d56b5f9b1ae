"""Prints every character that the embedded fonts must be able to draw.

GB2312 (6763 hanzi and its symbols), ASCII, the marks of the window, and the
characters beyond GB2312 that stand in personal, company and place names.
"""

gb2312 = "".join(
    bytes((high, low)).decode("gb2312", "ignore")
    for high in range(0xA1, 0xF8)
    for low in range(0xA1, 0xFF)
)
ascii_ = "".join(map(chr, range(0x20, 0x7F)))
latin = "".join(map(chr, range(0xA0, 0x180)))
marks = "✓✔✗✘●○◐◆■□▶▼▲→←↑↓①②③④⑤⑥⑦⑧⑨⑩￥¥！？…—–·•「」『』“”‘’《》〈〉【】（）℃№™©®×÷±≈≠≤≥"
names = (
    "喆镕堃珺玥瑄翀昇晟炘烜煊焜甯祎禛竑筠紘綦翊翙翚翾荃莐菡蔺蕤薐虓袆裒袆詠諠讙讠赟贇赪趯踔躞逯邨邬邳郄郗鄞鄢醴釭鈊鈺鉴鋆錡錦鍾鎔鎏鏐鑫閆閩闫闿阇陞隽頔顒飏飚馗駪騄骙骉髙鬯鯤鳐鴒鵾麒麴黟黻"
    "昉晞暐暠曈曦朤杍枬栐桄桢棽楙槱樑櫆氿沺泇泂洺浤浠涢淏淦淼渼湉湜溦滈滢滟潇潆潏澔澍濛灏灜炅炆炜炩炻烔烨焓焱煚煜煦熠熹燊燚爀玎玑玗玘玚玠玢玭玶珂珈珉珣珩珪珮珲珽琇琎琚琛琤琨琬琯琲琳琵琼瑀瑗瑛瑜瑨瑭瑱瑾璁璇璆璈璐璞璟璠璩璘璜璨璪瓒"
    "彧彣彤忞怡恺悊惇惔愔慜懋戬扆抔揆攽敉敔斐旸旻昀昂昊昕昫昱昶晔晗晙晢晧晳暄暕暲曌凃刘刹勍勖勰匀卋卞卲厔吉咏哲唢啓喬嗣嘒嘏囍囿圳圩圯坵埇埕堉堔塬墉壎夀奭妘妤妧姈姝姞姮娅娉娴娸婍婕婞婠婳媞媛嫄嫕嫘嫚嬅嬴孖孞宓宸寔寗尧尭屾岍岐岚岠峂峣峧崟崤嵇嵊嵎嵩嶓嶙巘巽帇帉弢弼彀彬徫"
    "仝仡仝伋伭佀佘佺侃侑俐俪俶倓倢偀偲傃傒僡儁兟兪冇冼凇凓凱剀劭勑匡卣叡呂吳吴哿嚞囯堯"
    "鄠郏鄌浉汈浬漷潖濉濮灞鳌鳯鼐齮龑䶮㛃㙘㭎㳇㴩䂮䜣𬭎𬞟𫖯𫘧𫖸"
)

print("".join(sorted(set(gb2312 + ascii_ + latin + marks + names))))
