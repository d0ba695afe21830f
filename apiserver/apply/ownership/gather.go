package ownership

import "sigs.k8s.io/structured-merge-diff/v6/fieldpath"

// gatherer builds a set of paths that come in the order of a walk: what paths one after
// the other have in common is not looked up again.
type gatherer struct {
	set *fieldpath.Set
	// nodes are the sets along the path that came last, below the set itself.
	nodes []*fieldpath.Set
}

// insert adds a path. Whoever shortens the path calls leave.
func (g *gatherer) insert(path fieldpath.Path) {
	if len(path) == 0 {
		return
	}
	at, known := g.set, min(len(g.nodes), len(path)-1)
	if known > 0 {
		at = g.nodes[known-1]
	}
	for _, pe := range path[known : len(path)-1] {
		at = at.Children.Descend(pe)
		g.nodes = append(g.nodes, at)
	}
	at.Members.Insert(path[len(path)-1])
}

// leave forgets what is below a path of some length.
func (g *gatherer) leave(length int) {
	g.nodes = g.nodes[:min(length, len(g.nodes))]
}
