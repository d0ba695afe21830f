package decide

// Nominate records that room is being made for a pod on a node, so that no pod
// of the same or a lower priority takes it; an empty node ends that.
func (c *Cluster) Nominate(p *Pod, node string) {
	uid := p.Object.UID
	if node == "" {
		delete(c.nominated, uid)
		return
	}
	c.nominated[uid] = placed{p, node}
}

// Nominated returns the node on which room is being made for a pod.
func (c *Cluster) Nominated(p *Pod) string { return c.nominated[p.Object.UID].node }

// Outranked returns the pods of a lower priority for which room is being made on
// a node: a pod of this priority takes it from them.
func (c *Cluster) Outranked(p *Pod, node string) []*Pod {
	var out []*Pod
	for _, at := range c.nominated {
		if at.node == node && at.pod.Priority < p.Priority {
			out = append(out, at.pod)
		}
	}
	return out
}

// reserve puts the pods for which room is being made, and which p must not
// outdo, onto their nodes until the returned function is called.
func (c *Cluster) reserve(p *Pod) (release func()) {
	var put []*Pod
	for uid, at := range c.nominated {
		if uid == p.Object.UID || at.pod.Priority < p.Priority || c.byName[at.node] == nil || c.PodOn(uid) != "" {
			continue
		}
		c.SetPod(at.pod, at.node)
		put = append(put, at.pod)
	}
	return func() {
		for _, p := range put {
			c.RemovePod(p.Object.UID)
		}
	}
}
