package probes

// count turns single answers into a verdict: it changes only after so many equal
// answers in a row.
type count struct {
	success, failure int
	verdict          bool
	last             bool
	run              int
}

// add takes one more answer and says whether the verdict was reached or confirmed
// by it, that is, whether the run is long enough.
func (c *count) add(ok bool) (reached bool) {
	if c.run > 0 && c.last == ok {
		c.run++
	} else {
		c.last, c.run = ok, 1
	}
	need := max(c.failure, 1)
	if ok {
		need = max(c.success, 1)
	}
	if c.run < need {
		return false
	}
	c.verdict = ok
	return true
}
