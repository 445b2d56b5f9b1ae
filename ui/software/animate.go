package software

import (
	"time"

	"fyne.io/fyne/v2"
)

// A clip is a running animation.
type clip struct {
	*fyne.Animation
	began time.Time
	left  int       // rounds still to come; negative: for ever
	back  bool      // on its way back
	over  bool      // stopped
	last  time.Time // when it was moved
}

// blinkStep is how often a blinking caret is moved: its fade is not worth a
// repaint for every step of it, all day.
const blinkStep = 100 * time.Millisecond

// blinks reports whether this is a caret: the only short thing without an end.
func (c *clip) blinks() bool {
	return c.AutoReverse && c.RepeatCount == fyne.AnimationRepeatForever && c.Duration <= time.Second/2
}

// clips are the running animations; tick moves them.
type clips struct {
	all []*clip
	now func() time.Time
}

// start begins an animation, or begins it again.
func (c *clips) start(a *fyne.Animation) {
	c.stop(a)
	c.all = append(c.all, &clip{Animation: a, began: c.now(), left: a.RepeatCount})
}

// stop ends an animation where it stands.
func (c *clips) stop(a *fyne.Animation) {
	for i, one := range c.all {
		if one.Animation == a {
			one.over = true
			c.all = append(c.all[:i:i], c.all[i+1:]...)
			return
		}
	}
}

// tick moves every animation to where it should be by now. An animation may
// start and stop others, and itself.
func (c *clips) tick() {
	now := c.now()
	for _, one := range c.all {
		if !one.over && one.tick(now) && !one.over {
			c.stop(one.Animation)
		}
	}
}

func (c *clip) tick(now time.Time) (done bool) {
	if c.blinks() && now.Sub(c.last) < blinkStep {
		return false
	}
	c.last = now
	passed := now.Sub(c.began)
	if passed < c.Duration {
		part := float32(passed) / float32(c.Duration)
		if c.back {
			part = 1 - part
		}
		curve := c.Curve
		if curve == nil {
			curve = fyne.AnimationEaseInOut
		}
		c.Tick(curve(part))
		return false
	}
	if c.back {
		c.Tick(0)
	} else {
		c.Tick(1)
	}
	c.began = now
	if c.AutoReverse {
		c.back = !c.back
	}
	if c.back {
		return false // the way back belongs to the round
	}
	if c.left == 0 {
		return true
	}
	if c.left > 0 {
		c.left--
	}
	return false
}
