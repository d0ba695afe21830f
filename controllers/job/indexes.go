package job

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
)

// noIndex is the completion index of a pod that has none.
const noIndex = -1

// indexOf returns the completion index of a pod, noIndex when it has none.
func indexOf(p *corev1.Pod) int {
	n, err := strconv.Atoi(p.Annotations[batchv1.JobCompletionIndexAnnotation])
	if err != nil || n < 0 {
		return noIndex
	}
	return n
}

// span is a run of indexes, both ends included.
type span struct{ first, last int }

// indexSet is a set of indexes: spans in ascending order with gaps between them.
// A Job may have a hundred thousand indexes, of which most end in order.
type indexSet []span

// newIndexSet makes a set of indexes in any order, repeats allowed.
func newIndexSet(indexes ...int) indexSet {
	sorted := slices.Clone(indexes)
	slices.Sort(sorted)
	var s indexSet
	for _, i := range sorted {
		s = s.append(span{i, i})
	}
	return s
}

// parseIndexes reads a list such as "1,3-5,7", leaving out what is not below
// completions and what cannot be read.
func parseIndexes(text string, completions int) indexSet {
	var s indexSet
	for _, part := range strings.Split(text, ",") {
		from, to, ranged := strings.Cut(part, "-")
		first, err := strconv.Atoi(from)
		if err != nil || first >= completions {
			continue
		}
		last := first
		if ranged {
			if last, err = strconv.Atoi(to); err != nil || last < first {
				continue
			}
		}
		s = s.append(span{first, min(last, completions-1)})
	}
	return s
}

// append adds a span that begins no earlier than the last one.
func (s indexSet) append(add span) indexSet {
	if n := len(s); n > 0 && add.first <= s[n-1].last+1 {
		s[n-1].last = max(s[n-1].last, add.last)
		return s
	}
	return append(s, add)
}

// union returns a new set of what is in either.
func (s indexSet) union(other indexSet) indexSet {
	all := slices.Concat(s, other)
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	var out indexSet
	for _, x := range all {
		out = out.append(x)
	}
	return out
}

func (s indexSet) has(index int) bool {
	i, found := slices.BinarySearchFunc(s, index, func(x span, index int) int { return cmp.Compare(x.first, index) })
	return found || i > 0 && s[i-1].last >= index
}

// size counts the indexes.
func (s indexSet) size() (n int) {
	for _, x := range s {
		n += x.last - x.first + 1
	}
	return n
}

// common counts the indexes that are in both.
func (s indexSet) common(other indexSet) (n int) {
	for i, j := 0, 0; i < len(s) && j < len(other); {
		if both := min(s[i].last, other[j].last) - max(s[i].first, other[j].first) + 1; both > 0 {
			n += both
		}
		if s[i].last < other[j].last {
			i++
		} else {
			j++
		}
	}
	return n
}

// missing returns the lowest indexes below completions that are not in the set,
// at most n of them.
func (s indexSet) missing(n, completions int) []int {
	var out []int
	next := 0
	for _, x := range append(s[:len(s):len(s)], span{completions, completions}) {
		for ; next < min(x.first, completions) && len(out) < n; next++ {
			out = append(out, next)
		}
		next = max(next, x.last+1)
	}
	return out
}

// String writes the set as it is written in a Job's status: two neighbours are
// listed, three and more are a range.
func (s indexSet) String() string {
	var b strings.Builder
	for _, x := range s {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(x.first))
		if x.last > x.first {
			if x.last == x.first+1 {
				b.WriteByte(',')
			} else {
				b.WriteByte('-')
			}
			b.WriteString(strconv.Itoa(x.last))
		}
	}
	return b.String()
}
