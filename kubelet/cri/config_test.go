package cri

import (
	"slices"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/env"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

func pod() *v1.Pod {
	p := &v1.Pod{}
	p.Name, p.Namespace, p.UID = "p", "ns", "u1"
	p.Labels = map[string]string{"app": "web", LabelPodUID: "forged"}
	p.Spec.Containers = []v1.Container{{Name: "c", Image: "img"}}
	return p
}

func TestSandboxConfig(t *testing.T) {
	p := pod()
	p.Spec.Containers[0].Ports = []v1.ContainerPort{{ContainerPort: 80, HostPort: 8080}, {ContainerPort: 53, HostPort: 53, Protocol: v1.ProtocolUDP, HostIP: "192.0.2.1"}, {ContainerPort: 81}}
	group := int64(2000)
	p.Spec.SecurityContext = &v1.PodSecurityContext{FSGroup: &group, SupplementalGroups: []int64{3000}, Sysctls: []v1.Sysctl{{Name: "net.core.somaxconn", Value: "7"}}}
	c := SandboxConfig(p, 3, Node{ClusterDomain: "cluster.local"}, "/kubepods/podu1", "/logs")
	if c.Labels[LabelPodUID] != "u1" || c.Labels["app"] != "web" || c.Metadata.Attempt != 3 || c.Hostname != "p" || c.LogDirectory != "/logs" {
		t.Errorf("%+v", c)
	}
	if len(c.PortMappings) != 2 || c.PortMappings[0].HostPort != 8080 || c.PortMappings[1].Protocol != criapi.Protocol_UDP || c.PortMappings[1].HostIp != "192.0.2.1" {
		t.Errorf("ports %v", c.PortMappings)
	}
	if s := c.Linux.SecurityContext; !slices.Equal(s.SupplementalGroups, []int64{3000, 2000}) || c.Linux.Sysctls["net.core.somaxconn"] != "7" || c.Linux.CgroupParent != "/kubepods/podu1" {
		t.Errorf("linux %+v", c.Linux)
	}
	yes := true
	p.Spec.HostNetwork, p.Spec.HostPID, p.Spec.HostIPC = true, true, true
	p.Spec.Containers[0].SecurityContext = &v1.SecurityContext{Privileged: &yes}
	c = SandboxConfig(p, 0, Node{}, "", "")
	n := c.Linux.SecurityContext.NamespaceOptions
	if n.Network != criapi.NamespaceMode_NODE || n.Pid != criapi.NamespaceMode_NODE || n.Ipc != criapi.NamespaceMode_NODE || c.Hostname != "" || len(c.PortMappings) > 0 || !c.Linux.SecurityContext.Privileged {
		t.Errorf("the node's namespaces: %+v %+v", n, c)
	}
}

func TestHostname(t *testing.T) {
	p := pod()
	p.Name = strings.Repeat("a", 62) + ".b"
	if host, _ := Hostname(p, "d"); host != strings.Repeat("a", 62) {
		t.Errorf("cut: %s", host)
	}
	p.Spec.Hostname, p.Spec.Subdomain = "web-0", "web"
	if host, domain := Hostname(p, "cluster.local"); host != "web-0" || domain != "web.ns.svc.cluster.local" {
		t.Errorf("%s %s", host, domain)
	}
}

func TestDNS(t *testing.T) {
	two := "2"
	node, err := ParseResolv(strings.NewReader("# c\nnameserver 192.0.2.53\nnameserver 192.0.2.54\nsearch example.org\noptions timeout:1 rotate\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		policy  v1.DNSPolicy
		host    bool
		cluster []string
		config  *v1.PodDNSConfig
		want    string
	}{
		{"cluster", v1.DNSClusterFirst, false, []string{"10.96.0.10"}, nil, "10.96.0.10 / ns.svc.cluster.local svc.cluster.local cluster.local example.org / ndots:5"},
		{"cluster without servers", v1.DNSClusterFirst, false, nil, nil, "192.0.2.53 192.0.2.54 / example.org / timeout:1 rotate"},
		{"on the host's network", v1.DNSClusterFirst, true, []string{"10.96.0.10"}, nil, "192.0.2.53 192.0.2.54 / example.org / timeout:1 rotate"},
		{"there too", v1.DNSClusterFirstWithHostNet, true, []string{"10.96.0.10"}, nil, "10.96.0.10 / ns.svc.cluster.local svc.cluster.local cluster.local example.org / ndots:5"},
		{"default", v1.DNSDefault, false, []string{"10.96.0.10"}, nil, "192.0.2.53 192.0.2.54 / example.org / timeout:1 rotate"},
		{"none", v1.DNSNone, false, []string{"10.96.0.10"}, &v1.PodDNSConfig{Nameservers: []string{"1.1.1.1"}}, "1.1.1.1 /  / "},
		{"more", v1.DNSDefault, false, nil, &v1.PodDNSConfig{Nameservers: []string{"1.1.1.1", "2.2.2.2"}, Searches: []string{"a", "example.org"},
			Options: []v1.PodDNSConfigOption{{Name: "timeout", Value: &two}, {Name: "debug"}}}, "192.0.2.53 192.0.2.54 1.1.1.1 / example.org a / rotate timeout:2 debug"},
	} {
		p := pod()
		p.Spec.DNSPolicy, p.Spec.HostNetwork, p.Spec.DNSConfig = tt.policy, tt.host, tt.config
		d := DNS(p, Node{ClusterDNS: tt.cluster, ClusterDomain: "cluster.local", Resolv: node})
		if got := strings.Join([]string{strings.Join(d.Servers, " "), strings.Join(d.Searches, " "), strings.Join(d.Options, " ")}, " / "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestContainerConfig(t *testing.T) {
	p := pod()
	c := &p.Spec.Containers[0]
	c.Command, c.Args = []string{"run", "$(A)"}, []string{"$(NO)"}
	c.TerminationMessagePath = "/dev/termination-log"
	c.Resources.Limits = v1.ResourceList{"cpu": resource.MustParse("1"), "memory": resource.MustParse("64Mi"), "hugepages-2Mi": resource.MustParse("4Mi")}
	signal := v1.Signal("SIGUSR1")
	c.Lifecycle = &v1.Lifecycle{StopSignal: &signal}
	got, err := ContainerConfig(ContainerInput{Pod: p, Container: c, QOS: v1.PodQOSGuaranteed, Attempt: 2, Image: "sha256:1", Env: []env.Var{{Name: "A", Value: "1"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got.LogPath != "c/2.log" || got.Metadata.Attempt != 2 || !slices.Equal(got.Command, []string{"run", "1"}) || !slices.Equal(got.Args, []string{"$(NO)"}) || got.StopSignal != criapi.Signal_SIGUSR1 {
		t.Errorf("%+v", got)
	}
	if r := got.Linux.Resources; r.CpuQuota != 100000 || r.CpuShares != 1024 || r.MemoryLimitInBytes != 64<<20 || r.OomScoreAdj != -997 || r.HugepageLimits[0].PageSize != "2MB" {
		t.Errorf("resources %+v", r)
	}
	if len(got.Linux.SecurityContext.MaskedPaths) == 0 || got.Linux.SecurityContext.Seccomp.ProfileType != criapi.SecurityProfile_Unconfined {
		t.Errorf("security %+v", got.Linux.SecurityContext)
	}
	// What Observe reads back is what was written.
	back := (&Client{}).container("sb", &criapi.ContainerStatus{Id: "x", Labels: got.Labels, Annotations: got.Annotations, State: criapi.ContainerState_CONTAINER_RUNNING, Image: &criapi.ImageSpec{}})
	if back.Restarts != 2 || back.Hash != state.Hash(c) || back.Name != "c" || back.Phase != state.Running {
		t.Errorf("read back: %+v", back)
	}
}

func TestContainerSecurity(t *testing.T) {
	yes, no := true, false
	id := func(n int64) *int64 { return &n }
	unmasked := v1.UnmaskedProcMount
	local := "a/../../b.json"
	for _, tt := range []struct {
		name      string
		pod       *v1.PodSecurityContext
		own       *v1.SecurityContext
		imageUser *int64
		imageName string
		check     func(*criapi.LinuxContainerSecurityContext) bool
		err       string
	}{
		{name: "nothing said", check: func(s *criapi.LinuxContainerSecurityContext) bool { return s.RunAsUser == nil && s.RunAsUsername == "" }},
		{name: "the image's user", imageUser: id(101), check: func(s *criapi.LinuxContainerSecurityContext) bool { return s.RunAsUser.Value == 101 }},
		{name: "the image's user by name", imageName: "www", check: func(s *criapi.LinuxContainerSecurityContext) bool { return s.RunAsUsername == "www" }},
		{name: "the pod's user", pod: &v1.PodSecurityContext{RunAsUser: id(1), RunAsGroup: id(2)}, imageName: "www",
			check: func(s *criapi.LinuxContainerSecurityContext) bool {
				return s.RunAsUser.Value == 1 && s.RunAsGroup.Value == 2 && s.RunAsUsername == ""
			}},
		{name: "its own", pod: &v1.PodSecurityContext{RunAsUser: id(1)}, own: &v1.SecurityContext{RunAsUser: id(3)},
			check: func(s *criapi.LinuxContainerSecurityContext) bool { return s.RunAsUser.Value == 3 }},
		{name: "a group needs a user", own: &v1.SecurityContext{RunAsGroup: id(3)},
			check: func(s *criapi.LinuxContainerSecurityContext) bool {
				return s.RunAsUser.Value == 0 && s.RunAsGroup.Value == 3
			}},
		{name: "not root: root", own: &v1.SecurityContext{RunAsNonRoot: &yes, RunAsUser: id(0)}, err: "container's runAsUser breaks non-root policy"},
		{name: "not root: unknown", own: &v1.SecurityContext{RunAsNonRoot: &yes}, err: "image will run as root"},
		{name: "not root: a name", own: &v1.SecurityContext{RunAsNonRoot: &yes}, imageName: "www", err: "image has non-numeric user (www)"},
		{name: "not root: a number", own: &v1.SecurityContext{RunAsNonRoot: &yes}, imageUser: id(101), check: func(*criapi.LinuxContainerSecurityContext) bool { return true }},
		{name: "the rest", own: &v1.SecurityContext{Privileged: &yes, ReadOnlyRootFilesystem: &yes, AllowPrivilegeEscalation: &no, ProcMount: &unmasked,
			Capabilities:   &v1.Capabilities{Add: []v1.Capability{"NET_ADMIN"}, Drop: []v1.Capability{"ALL"}},
			SeccompProfile: &v1.SeccompProfile{Type: v1.SeccompProfileTypeLocalhost, LocalhostProfile: &local}},
			check: func(s *criapi.LinuxContainerSecurityContext) bool {
				return s.Privileged && s.ReadonlyRootfs && s.NoNewPrivs && len(s.MaskedPaths) == 0 && s.Capabilities.AddCapabilities[0] == "NET_ADMIN" &&
					s.Capabilities.DropCapabilities[0] == "ALL" && s.Seccomp.LocalhostRef == "/profiles/b.json"
			}},
	} {
		p := pod()
		p.Spec.SecurityContext, p.Spec.Containers[0].SecurityContext = tt.pod, tt.own
		got, err := ContainerConfig(ContainerInput{Pod: p, Container: &p.Spec.Containers[0], ImageUser: tt.imageUser, ImageUserName: tt.imageName, SeccompDir: "/profiles"})
		switch {
		case tt.err != "":
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
			}
		case err != nil || !tt.check(got.Linux.SecurityContext):
			t.Errorf("%s: %+v %v", tt.name, got, err)
		}
	}
}
