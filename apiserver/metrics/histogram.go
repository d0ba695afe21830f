package metrics

import "strconv"

// EmitHistogram gives one series of a histogram: the upper bounds of its buckets,
// how many observations fell into each of them and into one more for the rest, and
// the sum of all.
type EmitHistogram = func(labels string, bounds []float64, counts []int, sum float64)

type histogram struct {
	name, help string
	read       func(emit EmitHistogram)
}

// Histogram adds a histogram that is read when it is asked for. labels are pairs
// as in a="b",c="d".
func (r *Registry) Histogram(name, help string, read func(emit EmitHistogram)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.histograms = append(r.histograms, histogram{name, help, read})
}

// appendHistograms appends all of them as text.
func (r *Registry) appendHistograms(b []byte) []byte {
	r.mu.Lock()
	histograms := r.histograms
	r.mu.Unlock()
	for _, h := range histograms {
		b = head(b, h.name, h.help, "histogram")
		h.read(func(labels string, bounds []float64, counts []int, sum float64) {
			below := 0
			for i, n := range counts {
				below += n
				le := "+Inf"
				if i < len(bounds) {
					le = strconv.FormatFloat(bounds[i], 'g', -1, 64)
				}
				b = sample(b, h.name+"_bucket", labels+`,le="`+le+`"`, float64(below))
			}
			b = sample(b, h.name+"_sum", labels, sum)
			b = sample(b, h.name+"_count", labels, float64(below))
		})
	}
	return b
}
