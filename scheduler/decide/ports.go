package decide

import corev1 "k8s.io/api/core/v1"

// hostPort is one port that a pod takes on its node.
type hostPort struct {
	ip       string
	protocol corev1.Protocol
	port     int32
}

const anyAddress = "0.0.0.0"

// hostPortsOf lists the ports that the pod takes on its node, sidecars' too.
func hostPortsOf(pod *corev1.Pod) []hostPort {
	var out []hostPort
	collect := func(containers []corev1.Container, sidecarsOnly bool) {
		for i := range containers {
			c := &containers[i]
			if sidecarsOnly && (c.RestartPolicy == nil || *c.RestartPolicy != corev1.ContainerRestartPolicyAlways) {
				continue
			}
			for _, p := range c.Ports {
				if p.HostPort <= 0 {
					continue
				}
				h := hostPort{ip: p.HostIP, protocol: p.Protocol, port: p.HostPort}
				if h.ip == "" {
					h.ip = anyAddress
				}
				if h.protocol == "" {
					h.protocol = corev1.ProtocolTCP
				}
				out = append(out, h)
			}
		}
	}
	collect(pod.Spec.Containers, false)
	collect(pod.Spec.InitContainers, true)
	return out
}

// portsTaken counts the pods that hold each port of one node.
type portsTaken map[hostPort]int

// conflicts says whether taking h would collide with a port already held: the
// wildcard address collides with every address.
func (t portsTaken) conflicts(h hostPort) bool {
	if h.ip != anyAddress {
		return t[h] > 0 || t[hostPort{anyAddress, h.protocol, h.port}] > 0
	}
	for held := range t {
		if held.port == h.port && held.protocol == h.protocol {
			return true
		}
	}
	return false
}

func (t portsTaken) change(ports []hostPort, by int) {
	for _, p := range ports {
		if t[p] += by; t[p] <= 0 {
			delete(t, p)
		}
	}
}
