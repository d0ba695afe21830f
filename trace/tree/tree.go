// Package tree turns trace records into the causal tree of one object, and the
// tree into text.
//
// Building is pure. Each record hangs below the newest of the revisions that its
// cause names; a record without one (a request from outside, or a cause older
// than what is kept) is a root. The tree of an object is every root that leads to
// one of its records, cut to what lies above and below those records.
package tree

import (
	"cmp"
	"slices"
	"time"

	"github.com/skiff-k8s/skiff/trace"
)

// Target names the object whose tree is wanted.
type Target struct {
	Group     string
	Resource  string
	Namespace string
	Name      string
	// UID picks one of several objects that had the name one after another;
	// empty means the newest.
	UID string
}

// Tree is what led to an object and what came of it.
type Tree struct {
	Target Target  `json:"target"`
	Roots  []*Node `json:"roots"`
	// Missing counts records of the tree whose cause is older than what is kept.
	Missing int `json:"missing,omitempty"`
}

// Node is one write.
type Node struct {
	trace.Record
	// Offset is the time since the root was written, in nanoseconds.
	Offset   time.Duration `json:"offset"`
	Children []*Node       `json:"children,omitempty"`
}

// Build makes the tree of the target from all records that are kept, in
// revision order. A tree without roots means that nothing is recorded.
//
// What was created below the target belongs to its family: somebody's deleting a
// pod of a Deployment, and the healing that follows, is in the Deployment's tree.
func Build(target Target, records []trace.Record) *Tree {
	t := &Tree{Target: target}
	uid := target.UID
	if uid == "" {
		uid = newestUID(target, records)
	}
	nodes := make(map[int64]*Node, len(records))
	parents := make(map[int64]int64, len(records))
	children := make(map[int64][]int64, len(records))
	byUID := make(map[string][]int64)
	var own []int64
	for i := range records {
		r := &records[i]
		nodes[r.Revision] = &Node{Record: *r}
		if parent, ok := parentOf(r, nodes); ok {
			parents[r.Revision] = parent
			children[parent] = append(children[parent], r.Revision)
		}
		byUID[r.UID] = append(byUID[r.UID], r.Revision)
		if isAbout(r, target, uid) {
			own = append(own, r.Revision)
		}
	}
	keep, family := make(map[int64]bool), map[string]bool{"": true, uid: true}
	expanded := make(map[int64]bool, len(records))
	for len(own) > 0 {
		revision := own[0]
		own = own[1:]
		for at, ok := revision, true; ok; at, ok = parents[at] {
			keep[at] = true
		}
		for _, at := range append(below(revision, children, expanded), revision) {
			keep[at] = true
			if r := nodes[at]; r.Verb == "create" && r.Subresource == "" && r.Resource != "events" && !family[r.UID] {
				family[r.UID] = true
				own = append(own, byUID[r.UID]...)
			}
		}
	}
	for i := range records {
		revision := records[i].Revision
		if !keep[revision] {
			continue
		}
		n := nodes[revision]
		if parent, ok := parents[revision]; ok {
			nodes[parent].Children = append(nodes[parent].Children, n)
			continue
		}
		t.Roots = append(t.Roots, n)
		if len(n.Cause.Parents) > 0 {
			t.Missing++
		}
	}
	for _, root := range t.Roots {
		since(root, root.Time)
	}
	return t
}

// newestUID returns the UID in the newest record about the target.
func newestUID(target Target, records []trace.Record) string {
	for i := len(records) - 1; i >= 0; i-- {
		if r := &records[i]; r.UID != "" && isAbout(r, target, r.UID) {
			return r.UID
		}
	}
	return ""
}

func isAbout(r *trace.Record, t Target, uid string) bool {
	return r.Resource == t.Resource && r.Name == t.Name && r.Namespace == t.Namespace && r.Group == t.Group &&
		(uid == "" || r.UID == "" || r.UID == uid)
}

// parentOf returns the newest revision of the cause that is known.
func parentOf(r *trace.Record, known map[int64]*Node) (int64, bool) {
	for _, revision := range slices.Backward(slices.Sorted(slices.Values(r.Cause.Parents))) {
		if _, ok := known[revision]; ok && revision < r.Revision {
			return revision, true
		}
	}
	return 0, false
}

// below returns everything under revision that was not returned before.
func below(revision int64, children map[int64][]int64, expanded map[int64]bool) []int64 {
	var out []int64
	for pending := []int64{revision}; len(pending) > 0; {
		at := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if !expanded[at] {
			expanded[at] = true
			out = append(out, children[at]...)
			pending = append(pending, children[at]...)
		}
	}
	return out
}

func since(n *Node, start time.Time) {
	n.Offset = n.Time.Sub(start)
	for _, child := range n.Children {
		since(child, start)
	}
}

// Concise leaves out what a person seldom asks for: bookkeeping, that is status
// writes by controllers and events, is taken out and what it caused moves up to
// its place. The kubelet's and the scheduler's status writes stay, and so does
// the record that is a root.
func Concise(t *Tree) *Tree {
	out := &Tree{Target: t.Target, Missing: t.Missing}
	for _, root := range t.Roots {
		out.Roots = append(out.Roots, concise(root))
	}
	return out
}

func concise(n *Node) *Node {
	c := *n
	c.Children = nil
	var collect func(children []*Node)
	collect = func(children []*Node) {
		for _, child := range children {
			if bookkeeping(child) {
				collect(child.Children)
				continue
			}
			c.Children = append(c.Children, concise(child))
		}
	}
	collect(n.Children)
	slices.SortStableFunc(c.Children, func(a, b *Node) int { return cmp.Compare(a.Revision, b.Revision) })
	return &c
}

// bookkeeping says whether a record only reports on the work of others.
func bookkeeping(n *Node) bool {
	switch {
	case n.Cause.Actor == "":
		return false
	case n.Resource == "events", n.Resource == "endpointslices", n.Resource == "endpoints":
		return true
	case n.Subresource == "status":
		return n.Resource != "pods" && n.Resource != "nodes"
	}
	return false
}
