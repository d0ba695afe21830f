package queue

// byPriority orders entries by priority, highest first, then by age.
type byPriority []*Entry

func (h byPriority) Len() int { return len(h) }
func (h byPriority) Less(i, j int) bool {
	if a, b := h[i].Pod.Priority, h[j].Pod.Priority; a != b {
		return a > b
	}
	return h[i].since.Before(h[j].since)
}
func (h byPriority) Swap(i, j int) { h[i], h[j] = h[j], h[i]; h[i].index, h[j].index = i, j }
func (h *byPriority) Push(x any)   { e := x.(*Entry); e.index = len(*h); *h = append(*h, e) }
func (h *byPriority) Pop() any     { return pop((*[]*Entry)(h)) }

// byDue orders entries by when they become ready.
type byDue []*Entry

func (h byDue) Len() int           { return len(h) }
func (h byDue) Less(i, j int) bool { return h[i].due.Before(h[j].due) }
func (h byDue) Swap(i, j int)      { h[i], h[j] = h[j], h[i]; h[i].index, h[j].index = i, j }
func (h *byDue) Push(x any)        { e := x.(*Entry); e.index = len(*h); *h = append(*h, e) }
func (h *byDue) Pop() any          { return pop((*[]*Entry)(h)) }

func pop(h *[]*Entry) any {
	last := len(*h) - 1
	e := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return e
}
