package metrics

import (
	"sort"
	"strconv"
	"sync/atomic"

	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

// sizeBounds are the upper bounds of the histogram of answers' sizes, in bytes.
var sizeBounds = []float64{1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// sizes counts the answers to reads by their size.
type sizes struct {
	sum    atomic.Int64
	bucket [8]atomic.Int64 // of sizeBounds, and what is above
}

func (z *sizes) add(n int64) {
	z.sum.Add(n)
	z.bucket[sort.SearchFloat64s(sizeBounds, float64(n))].Add(1)
}

// sizedSeries are the sizes of one series of requests.
type sizedSeries struct {
	labels string
	*sizes
}

// appendSizes appends the histogram; series that differ in their code alone are one.
func appendSizes(b []byte, list []sizedSeries) []byte {
	const name = "apiserver_response_sizes"
	type total struct {
		sum    int64
		bucket [8]int64
	}
	totals := map[string]*total{}
	var order []string
	for _, s := range list {
		t := totals[s.labels]
		if t == nil {
			t = &total{}
			totals[s.labels] = t
			order = append(order, s.labels)
		}
		t.sum += s.sum.Load()
		for i := range s.bucket {
			t.bucket[i] += s.bucket[i].Load()
		}
	}
	b = head(b, name, "Sizes of the answers to reads, in bytes.", "histogram")
	for _, l := range order {
		t := totals[l]
		var all int64
		for _, n := range t.bucket {
			all += n
		}
		if all == 0 {
			continue
		}
		below := int64(0)
		for i, n := range t.bucket {
			below += n
			le := "+Inf"
			if i < len(sizeBounds) {
				le = strconv.FormatFloat(sizeBounds[i], 'g', -1, 64)
			}
			b = sample(b, name+"_bucket", l+`,le="`+le+`"`, float64(below))
		}
		b = sample(b, name+"_sum", l, float64(t.sum))
		b = sample(b, name+"_count", l, float64(below))
	}
	return b
}

// Lasts implements endpoints.Observer.
func (r *Registry) Lasts(s endpoints.Seen) (end func()) {
	key := keyOf(&s)
	key.code = 0
	v, ok := r.lasting.Load(key)
	if !ok {
		if r.lasts.Load() >= maxSeries {
			key = requestKey{verb: "other"}
		}
		var had bool
		if v, had = r.lasting.LoadOrStore(key, new(atomic.Int64)); !had {
			r.lasts.Add(1)
		}
	}
	n := v.(*atomic.Int64)
	n.Add(1)
	return func() { n.Add(-1) }
}

func (r *Registry) appendLasting(b []byte) []byte {
	const name = "apiserver_longrunning_requests"
	now := map[string]int64{}
	var order []string
	r.lasting.Range(func(k, v any) bool {
		l := k.(requestKey).lastingLabels()
		if _, ok := now[l]; !ok {
			order = append(order, l)
		}
		now[l] += v.(*atomic.Int64).Load()
		return true
	})
	sort.Strings(order)
	b = head(b, name, "Requests that last, such as watches, by what they are about.", "gauge")
	for _, l := range order {
		b = sample(b, name, l, float64(now[l]))
	}
	return b
}
