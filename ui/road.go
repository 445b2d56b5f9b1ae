package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// road is the way from this PC to the tax server in one strip: a node for each
// stage with its sign, name and state in words, and the links between them,
// solid where proven, broken where the cause lies. It never changes its size.
type road struct {
	object *fyne.Container
	words  *text.Printer
	nodes  []*node
}

// node is one stage and the link that leads to it, nil for the first.
type node struct {
	sign       *canvas.Image
	name, word *widget.Label
	link       *link
}

func newRoad(words *text.Printer) *road {
	r := &road{words: words}
	var objects []fyne.CanvasObject
	for i, stage := range checks.Stages {
		n := &node{sign: icon(signs[wizard.Waiting], nodeSize), name: label(words.Say("road." + string(stage))), word: label("")}
		for _, l := range []*widget.Label{n.name, n.word} {
			l.Alignment, l.SizeName = fyne.TextAlignCenter, theme.SizeNameCaptionText
		}
		if i > 0 {
			n.link = newLink()
			objects = append(objects, n.link)
		}
		r.nodes = append(r.nodes, n)
	}
	for _, n := range r.nodes {
		objects = append(objects, n.sign, n.name, n.word)
	}
	r.object = &fyne.Container{Layout: r, Objects: objects}
	r.show(wizard.Begin(wizard.Choice{}).Started().Run.Stages, "", false)
	return r
}

// show draws stages, the break or what hurts at one of them.
func (r *road) show(stages []wizard.Stage, at checks.Stage, hurt bool) {
	links := wizard.Links(stages, at, hurt)
	for i, s := range stages {
		n, look := r.nodes[i], s.Look()
		switch { // what the verdict says holds, not what the check alone would say
		case s.Name == at && hurt:
			look = checks.Warn
		case s.Name == at && (look == checks.Pass || look == checks.Skip): // the check went well, and yet the cause lies here
			look = checks.Fail
		}
		if n.sign.Resource != signs[look] {
			n.sign.Resource = signs[look]
			n.sign.Refresh()
		}
		n.name.TextStyle.Bold = s.Name == at
		n.name.Refresh()
		n.word.Importance = importances[look]
		n.word.SetText(lookWords(r.words, s, look))
		if n.link != nil {
			n.link.show(links[i])
		}
	}
}

// lookWords say how a stage looks.
func lookWords(words *text.Printer, s wizard.Stage, look checks.Status) string {
	if s.Needless() && look == checks.Skip {
		return words.Say("look.needless")
	}
	return words.Say("look." + string(look))
}

const (
	nodeSize   = 26
	lineHeight = 19 // of a caption, without its padding
	roadHeight = 4 + nodeSize + 2*lineHeight + 8
)

// Layout gives every node the same width; links run between the signs.
func (r *road) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := size.Width / float32(len(r.nodes))
	for i, n := range r.nodes {
		left := width * float32(i)
		centre := left + width/2
		n.sign.Move(fyne.NewPos(centre-nodeSize/2, 4))
		n.sign.Resize(fyne.NewSquareSize(nodeSize))
		for row, l := range []*widget.Label{n.name, n.word} {
			l.Move(fyne.NewPos(left-6, nodeSize-2+float32(row)*lineHeight))
			l.Resize(fyne.NewSize(width+12, l.MinSize().Height))
		}
		if n.link != nil {
			const gap = nodeSize/2 + 3
			n.link.Move(fyne.NewPos(centre-width+gap, 4))
			n.link.Resize(fyne.NewSize(width-2*gap, nodeSize))
		}
	}
}

// MinSize is narrow enough for the smallest screen.
func (r *road) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(560, roadHeight) }

// link is the line between two nodes.
type link struct {
	widget.BaseWidget
	state wizard.Link
}

func newLink() *link {
	l := &link{state: wizard.Unproven}
	l.ExtendBaseWidget(l)
	return l
}

func (l *link) show(state wizard.Link) {
	if l.state != state {
		l.state = state
		l.Refresh()
	}
}

func (l *link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{of: l, mark: icon(linkMarks[wizard.Broken], markSize)}
	for range dashes {
		r.bars = append(r.bars, canvas.NewRectangle(nil))
	}
	r.Refresh()
	return r
}

const (
	dashes   = 5
	markSize = 18
	barSize  = 3
)

var linkColours = map[wizard.Link]fyne.ThemeColorName{
	wizard.Unproven: theme.ColorNameInputBorder, wizard.Proven: theme.ColorNameSuccess,
	wizard.Hurt: theme.ColorNameWarning, wizard.Broken: theme.ColorNameError,
}

// A bare cross and a bare mark: no disc, for a link is no node.
var linkMarks = map[wizard.Link]fyne.Resource{
	wizard.Broken: shape("cut", "M5 2.800L12 9.800L19 2.800L21.2 5L14.2 12L21.2 19L19 21.200L12 14.200L5 21.200L2.8 19L9.8 12L2.8 5z", theme.ColorNameError),
	wizard.Hurt:   shape("hurt", "M10.2 2L13.8 2L13.3 14.500L10.7 14.500zM10.2 17.500L13.8 17.500L13.8 21L10.2 21z", theme.ColorNameWarning),
}

type linkRenderer struct {
	of   *link
	bars []*canvas.Rectangle
	mark *canvas.Image
}

// Layout draws one bar, or dashes, or two stumps with a mark between them.
func (r *linkRenderer) Layout(size fyne.Size) {
	y := (size.Height - barSize) / 2
	bar := func(i int, from, to float32) {
		r.bars[i].Move(fyne.NewPos(from, y))
		r.bars[i].Resize(fyne.NewSize(max(0, to-from), barSize))
	}
	for i := range r.bars {
		bar(i, 0, 0)
	}
	r.mark.Hide()
	switch r.of.state {
	case wizard.Proven:
		bar(0, 0, size.Width)
	case wizard.Unproven:
		piece := size.Width / (2*dashes - 1)
		for i := range r.bars {
			bar(i, float32(2*i)*piece, float32(2*i+1)*piece)
		}
	default:
		left := (size.Width - markSize) / 2
		bar(0, 0, left-2)
		bar(1, left+markSize+2, size.Width)
		r.mark.Move(fyne.NewPos(left, (size.Height-markSize)/2))
		r.mark.Resize(fyne.NewSquareSize(markSize))
		r.mark.Show()
	}
}

func (r *linkRenderer) MinSize() fyne.Size { return fyne.NewSize(markSize, nodeSize) }

func (r *linkRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.mark}
	for _, bar := range r.bars {
		all = append(all, bar)
	}
	return all
}

func (r *linkRenderer) Destroy() {}

func (r *linkRenderer) Refresh() {
	for _, bar := range r.bars {
		bar.FillColor = theme.ColorForWidget(linkColours[r.of.state], r.of)
		bar.Refresh()
	}
	if res := linkMarks[r.of.state]; res != nil && r.mark.Resource != res {
		r.mark.Resource = res
		r.mark.Refresh()
	}
	r.Layout(r.of.Size())
}
