package decide

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Node is a node with the sum of what its pods have claimed.
type Node struct {
	Object *corev1.Node

	allocatable Resources
	podLimit    int64

	pods     map[types.UID]*Pod
	claimed  Resources
	compared Resources
	ports    portsTaken
	peers    map[types.UID]int // pods by controlling owner
	images   map[string]bool

	// slot is the node's place in the cluster's list, version changes whenever
	// something about the node does: together they make kept judgements valid.
	slot    int
	version uint64
}

func newNode(slot int) *Node {
	return &Node{
		slot:  slot,
		pods:  make(map[types.UID]*Pod),
		ports: make(portsTaken),
		peers: make(map[types.UID]int),
	}
}

// describe takes over what the node object says.
func (n *Node) describe(object *corev1.Node) {
	n.Object = object
	n.allocatable = resourcesOf(object.Status.Allocatable)
	limit := object.Status.Allocatable[corev1.ResourcePods]
	n.podLimit = limit.Value()
	n.images = make(map[string]bool, len(object.Status.Images))
	for _, image := range object.Status.Images {
		for _, name := range image.Names {
			n.images[name] = true
		}
	}
}

func (n *Node) add(p *Pod)    { n.pods[p.Object.UID] = p; n.count(p, 1) }
func (n *Node) remove(p *Pod) { delete(n.pods, p.Object.UID); n.count(p, -1) }

func (n *Node) count(p *Pod, sign int) {
	n.claimed.add(&p.claimed, int64(sign))
	n.compared.add(&p.compared, int64(sign))
	n.ports.change(p.ports, sign)
	if p.controller != "" {
		if n.peers[p.controller] += sign; n.peers[p.controller] <= 0 {
			delete(n.peers, p.controller)
		}
	}
}
