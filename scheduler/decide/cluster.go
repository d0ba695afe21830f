package decide

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
)

// Cluster is what the scheduler knows of nodes and of the pods on them. It is
// not safe for concurrent use: one goroutine owns it.
type Cluster struct {
	nodes  []*Node  // by slot; nil where a node went away
	names  []string // by slot; replaced when it changes, since verdicts hold it
	byName map[string]*Node
	free   []int // slots without a node

	pods map[types.UID]placed
	// guarded holds the placed pods that have required anti-affinity: any new
	// pod may have to keep away from them.
	guarded    map[types.UID]placed
	nominated  map[types.UID]placed // pods for which room is being made
	namespaces map[string]labels.Set

	version    uint64
	judgements map[string][]judgement
	candidates []candidate // room that every decision uses again
}

type placed struct {
	pod  *Pod
	node string
}

// maxShapes bounds the judgements that are kept: at 1,000 nodes one shape takes
// about 64 KB. When there are more shapes all are forgotten and judged anew.
const maxShapes = 128

// NewCluster returns a cluster without nodes.
func NewCluster() *Cluster {
	return &Cluster{
		byName:     make(map[string]*Node),
		pods:       make(map[types.UID]placed),
		guarded:    make(map[types.UID]placed),
		nominated:  make(map[types.UID]placed),
		namespaces: make(map[string]labels.Set),
		judgements: make(map[string][]judgement),
	}
}

// SetNode adds a node or takes over its new state.
func (c *Cluster) SetNode(object *corev1.Node) {
	n := c.nodeNamed(object.Name)
	n.describe(object)
	c.touch(n)
}

// RemoveNode forgets a node. Pods on it are remembered for when it comes back.
func (c *Cluster) RemoveNode(name string) {
	n := c.byName[name]
	if n == nil {
		return
	}
	if len(n.pods) > 0 {
		n.Object = nil
		c.touch(n)
		return
	}
	c.drop(n, name)
}

// SetPod records that a pod is on a node (bound, or about to be); a pod that is
// already recorded takes its new state.
//
// Most updates of a pod are of its status and change nothing that counts; then
// what was judged of its node stays valid.
func (c *Cluster) SetPod(pod *Pod, node string) {
	uid := pod.Object.UID
	n := c.nodeNamed(node)
	if at, ok := c.pods[uid]; ok && at.node == node && at.pod.countsLike(pod) {
		n.pods[uid] = pod
	} else {
		c.RemovePod(uid)
		n = c.nodeNamed(node)
		n.add(pod)
		c.touch(n)
	}
	at := placed{pod, node}
	c.pods[uid] = at
	if len(pod.antiAffinity) > 0 {
		c.guarded[uid] = at
	}
}

// PodOn returns the node that the pod is recorded on, empty for none.
func (c *Cluster) PodOn(uid types.UID) string { return c.pods[uid].node }

// RemovePod forgets a pod; one that is not known is no change.
func (c *Cluster) RemovePod(uid types.UID) {
	at, ok := c.pods[uid]
	if !ok {
		return
	}
	delete(c.pods, uid)
	delete(c.guarded, uid)
	n := c.byName[at.node]
	n.remove(at.pod)
	c.touch(n)
	if n.Object == nil && len(n.pods) == 0 {
		c.drop(n, at.node)
	}
}

// SetNamespace records a namespace's labels, which affinity terms select by;
// nil forgets it.
func (c *Cluster) SetNamespace(name string, set labels.Set) {
	if set == nil {
		delete(c.namespaces, name)
		return
	}
	c.namespaces[name] = set
}

func (c *Cluster) nodeNamed(name string) *Node {
	if n := c.byName[name]; n != nil {
		return n
	}
	var n *Node
	if last := len(c.free) - 1; last >= 0 {
		n = newNode(c.free[last])
		c.free = c.free[:last]
		c.nodes[n.slot] = n
	} else {
		n = newNode(len(c.nodes))
		c.nodes = append(c.nodes, n)
	}
	c.byName[name] = n
	names := make([]string, len(c.nodes))
	copy(names, c.names)
	names[n.slot] = name
	c.names = names
	return n
}

func (c *Cluster) drop(n *Node, name string) {
	delete(c.byName, name)
	c.nodes[n.slot] = nil
	c.free = append(c.free, n.slot)
}

// touch makes every judgement of the node stale. Versions are never reused, so
// a slot that changes hands is stale too.
func (c *Cluster) touch(n *Node) {
	c.version++
	n.version = c.version
}
