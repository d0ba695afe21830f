package cri

import (
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// maxHostname is what the kernel allows.
const maxHostname = 63

// Node is what of the node goes into the configurations.
type Node struct {
	// ClusterDNS servers, empty when there are none.
	ClusterDNS    []string
	ClusterDomain string
	// Resolv is the node's own resolver configuration.
	Resolv Resolv
	// MemoryCapacity in bytes, for the order in which the kernel kills.
	MemoryCapacity int64
}

// Hostname is what a pod calls itself, and the domain below which.
func Hostname(pod *v1.Pod, clusterDomain string) (host, domain string) {
	host = pod.Name
	if pod.Spec.Hostname != "" {
		host = pod.Spec.Hostname
	}
	if pod.Spec.HostnameOverride != nil {
		host = *pod.Spec.HostnameOverride
	}
	if len(host) > maxHostname {
		host = strings.TrimRight(host[:maxHostname], "-.")
	}
	if pod.Spec.Subdomain != "" {
		domain = pod.Spec.Subdomain + "." + pod.Namespace + ".svc." + clusterDomain
	}
	return host, domain
}

// SandboxConfig makes the configuration of a pod's sandbox.
func SandboxConfig(pod *v1.Pod, attempt uint32, node Node, cgroup, logDir string) *cri.PodSandboxConfig {
	c := &cri.PodSandboxConfig{
		Metadata: &cri.PodSandboxMetadata{Name: pod.Name, Namespace: pod.Namespace, Uid: string(pod.UID), Attempt: attempt},
		Labels: map[string]string{
			LabelPodName: pod.Name, LabelPodNamespace: pod.Namespace, LabelPodUID: string(pod.UID),
		},
		Annotations:  map[string]string{},
		LogDirectory: logDir,
		DnsConfig:    DNS(pod, node),
	}
	for k, v := range pod.Labels {
		if _, ok := c.Labels[k]; !ok {
			c.Labels[k] = v
		}
	}
	for k, v := range pod.Annotations {
		c.Annotations[k] = v
	}
	if !pod.Spec.HostNetwork {
		host, domain := Hostname(pod, node.ClusterDomain)
		if domain != "" && pod.Spec.SetHostnameAsFQDN != nil && *pod.Spec.SetHostnameAsFQDN {
			host += "." + domain
		}
		c.Hostname = host
		c.PortMappings = hostPorts(pod)
	}
	c.Linux = &cri.LinuxPodSandboxConfig{
		CgroupParent:    cgroup,
		Sysctls:         sysctls(pod),
		SecurityContext: sandboxSecurity(pod),
	}
	return c
}

func hostPorts(pod *v1.Pod) []*cri.PortMapping {
	var out []*cri.PortMapping
	for _, ctr := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
		for _, p := range ctr.Ports {
			if p.HostPort == 0 {
				continue
			}
			m := &cri.PortMapping{HostIp: p.HostIP, HostPort: p.HostPort, ContainerPort: p.ContainerPort}
			switch p.Protocol {
			case v1.ProtocolUDP:
				m.Protocol = cri.Protocol_UDP
			case v1.ProtocolSCTP:
				m.Protocol = cri.Protocol_SCTP
			}
			out = append(out, m)
		}
	}
	return out
}

func sysctls(pod *v1.Pod) map[string]string {
	out := map[string]string{}
	if sc := pod.Spec.SecurityContext; sc != nil {
		for _, s := range sc.Sysctls {
			out[strings.ReplaceAll(s.Name, "/", ".")] = s.Value
		}
	}
	return out
}

// namespaces says which namespaces a pod shares with the node.
func namespaces(pod *v1.Pod) *cri.NamespaceOption {
	o := &cri.NamespaceOption{Network: cri.NamespaceMode_POD, Ipc: cri.NamespaceMode_POD, Pid: cri.NamespaceMode_CONTAINER}
	if pod.Spec.HostNetwork {
		o.Network = cri.NamespaceMode_NODE
	}
	if pod.Spec.HostIPC {
		o.Ipc = cri.NamespaceMode_NODE
	}
	if pod.Spec.ShareProcessNamespace != nil && *pod.Spec.ShareProcessNamespace {
		o.Pid = cri.NamespaceMode_POD
	}
	if pod.Spec.HostPID {
		o.Pid = cri.NamespaceMode_NODE
	}
	return o
}

func sandboxSecurity(pod *v1.Pod) *cri.LinuxSandboxSecurityContext {
	s := &cri.LinuxSandboxSecurityContext{
		NamespaceOptions: namespaces(pod),
		Seccomp:          &cri.SecurityProfile{ProfileType: cri.SecurityProfile_RuntimeDefault},
	}
	for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
		if sc := c.SecurityContext; sc != nil && sc.Privileged != nil && *sc.Privileged {
			s.Privileged = true
		}
	}
	sc := pod.Spec.SecurityContext
	if sc == nil {
		return s
	}
	s.SupplementalGroups, s.SupplementalGroupsPolicy = groups(sc)
	if sc.RunAsUser != nil {
		s.RunAsUser = &cri.Int64Value{Value: *sc.RunAsUser}
		if sc.RunAsGroup != nil {
			s.RunAsGroup = &cri.Int64Value{Value: *sc.RunAsGroup}
		}
	}
	s.SelinuxOptions = selinux(sc.SELinuxOptions)
	return s
}

func groups(sc *v1.PodSecurityContext) ([]int64, cri.SupplementalGroupsPolicy) {
	list := slices.Clone(sc.SupplementalGroups)
	if sc.FSGroup != nil && !slices.Contains(list, *sc.FSGroup) {
		list = append(list, *sc.FSGroup)
	}
	policy := cri.SupplementalGroupsPolicy_Merge
	if p := sc.SupplementalGroupsPolicy; p != nil && *p == v1.SupplementalGroupsPolicyStrict {
		policy = cri.SupplementalGroupsPolicy_Strict
	}
	return list, policy
}

func selinux(o *v1.SELinuxOptions) *cri.SELinuxOption {
	if o == nil {
		return nil
	}
	return &cri.SELinuxOption{User: o.User, Role: o.Role, Type: o.Type, Level: o.Level}
}
