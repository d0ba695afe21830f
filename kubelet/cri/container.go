package cri

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/env"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// ContainerInput is what the configuration of one container depends on.
type ContainerInput struct {
	Pod       *v1.Pod
	Container *v1.Container
	QOS       v1.PodQOSClass
	Attempt   int
	// Image as the runtime calls it, and the user that it says to run as: a
	// number, or a name, or neither.
	Image         string
	ImageUser     *int64
	ImageUserName string
	Env           []env.Var
	Mounts        []*cri.Mount
	Node          Node
	// SeccompDir holds the profiles of the Localhost type.
	SeccompDir string
	// TargetID is the container whose processes an ephemeral container sees.
	TargetID string
}

// ContainerConfig makes the configuration of a container. An error means that the
// spec cannot be run as it is: CreateContainerConfigError.
func ContainerConfig(in ContainerInput) (*cri.ContainerConfig, error) {
	c, pod := in.Container, in.Pod
	security, err := containerSecurity(in)
	if err != nil {
		return nil, err
	}
	grace := int64(30)
	if pod.Spec.TerminationGracePeriodSeconds != nil {
		grace = *pod.Spec.TerminationGracePeriodSeconds
	}
	config := &cri.ContainerConfig{
		Metadata:   &cri.ContainerMetadata{Name: c.Name, Attempt: uint32(in.Attempt)},
		Image:      &cri.ImageSpec{Image: in.Image, UserSpecifiedImage: c.Image},
		Command:    env.ExpandAll(c.Command, in.Env),
		Args:       env.ExpandAll(c.Args, in.Env),
		WorkingDir: c.WorkingDir,
		Mounts:     in.Mounts,
		LogPath:    filepath.Join(c.Name, strconv.Itoa(in.Attempt)+".log"),
		Stdin:      c.Stdin, StdinOnce: c.StdinOnce, Tty: c.TTY,
		Labels: map[string]string{
			LabelPodName: pod.Name, LabelPodNamespace: pod.Namespace, LabelPodUID: string(pod.UID), LabelContainerName: c.Name,
		},
		Annotations: map[string]string{
			annotationHash:     state.Hash(c),
			annotationRestarts: strconv.Itoa(in.Attempt),
			annotationMessage:  c.TerminationMessagePath,
			annotationPolicy:   string(c.TerminationMessagePolicy),
			annotationGrace:    strconv.FormatInt(grace, 10),
		},
		Linux: &cri.LinuxContainerConfig{Resources: Resources(pod, c, in.QOS, in.Node.MemoryCapacity), SecurityContext: security},
	}
	for _, v := range in.Env {
		config.Envs = append(config.Envs, &cri.KeyValue{Key: v.Name, Value: []byte(v.Value)})
	}
	if l := c.Lifecycle; l != nil && l.StopSignal != nil {
		config.StopSignal = cri.Signal(cri.Signal_value[string(*l.StopSignal)])
	}
	return config, nil
}

// Resources are the limits of a container in the runtime's terms; capacity is the
// node's memory in bytes.
func Resources(pod *v1.Pod, c *v1.Container, qos v1.PodQOSClass, capacity int64) *cri.LinuxContainerResources {
	l := cgroups.Container(c)
	r := &cri.LinuxContainerResources{
		CpuShares: int64(l.Shares), CpuPeriod: l.Period, CpuQuota: l.Quota, MemoryLimitInBytes: l.Memory,
		OomScoreAdj: cgroups.OOMScore(pod, c, qos, capacity),
	}
	for name, q := range c.Resources.Limits {
		if size, ok := strings.CutPrefix(string(name), v1.ResourceHugePagesPrefix); ok {
			// The kernel writes 2MB where the API writes 2Mi.
			r.HugepageLimits = append(r.HugepageLimits, &cri.HugepageLimit{PageSize: strings.TrimSuffix(size, "i") + "B", Limit: uint64(q.Value())})
		}
	}
	return r
}

// Errors of a container that must not run as root.
var (
	errRunAsRoot = errors.New("container's runAsUser breaks non-root policy")
	errImageRoot = errors.New("container has runAsNonRoot and image will run as root")
)

func containerSecurity(in ContainerInput) (*cri.LinuxContainerSecurityContext, error) {
	pod, sc := in.Pod.Spec.SecurityContext, in.Container.SecurityContext
	if pod == nil {
		pod = &v1.PodSecurityContext{}
	}
	if sc == nil {
		sc = &v1.SecurityContext{}
	}
	s := &cri.LinuxContainerSecurityContext{
		NamespaceOptions: namespaces(in.Pod),
		Privileged:       sc.Privileged != nil && *sc.Privileged,
		ReadonlyRootfs:   sc.ReadOnlyRootFilesystem != nil && *sc.ReadOnlyRootFilesystem,
		NoNewPrivs:       sc.AllowPrivilegeEscalation != nil && !*sc.AllowPrivilegeEscalation,
		SelinuxOptions:   selinux(either(sc.SELinuxOptions, pod.SELinuxOptions)),
		Seccomp:          seccomp(either(sc.SeccompProfile, pod.SeccompProfile), in.SeccompDir),
		Apparmor:         apparmor(either(sc.AppArmorProfile, pod.AppArmorProfile)),
	}
	if in.TargetID != "" {
		s.NamespaceOptions.Pid, s.NamespaceOptions.TargetId = cri.NamespaceMode_TARGET, in.TargetID
	}
	s.SupplementalGroups, s.SupplementalGroupsPolicy = groups(pod)
	if caps := sc.Capabilities; caps != nil {
		s.Capabilities = &cri.Capability{}
		for _, c := range caps.Add {
			s.Capabilities.AddCapabilities = append(s.Capabilities.AddCapabilities, string(c))
		}
		for _, c := range caps.Drop {
			s.Capabilities.DropCapabilities = append(s.Capabilities.DropCapabilities, string(c))
		}
	}
	if sc.ProcMount == nil || *sc.ProcMount != v1.UnmaskedProcMount {
		s.MaskedPaths, s.ReadonlyPaths = maskedPaths, readonlyPaths
	}
	user, group := either(sc.RunAsUser, pod.RunAsUser), either(sc.RunAsGroup, pod.RunAsGroup)
	if err := checkNonRoot(either(sc.RunAsNonRoot, pod.RunAsNonRoot), user, in); err != nil {
		return nil, err
	}
	if user == nil {
		user = in.ImageUser
	}
	switch {
	case user != nil:
		s.RunAsUser = &cri.Int64Value{Value: *user}
	case in.ImageUserName != "":
		s.RunAsUsername = in.ImageUserName
	}
	if group != nil {
		if s.RunAsUser == nil && s.RunAsUsername == "" {
			s.RunAsUser = &cri.Int64Value{}
		}
		s.RunAsGroup = &cri.Int64Value{Value: *group}
	}
	return s, nil
}

// either is the container's own setting or, without one, the pod's.
func either[T any](own, pod *T) *T {
	if own != nil {
		return own
	}
	return pod
}

func checkNonRoot(must *bool, user *int64, in ContainerInput) error {
	where := fmt.Sprintf(" (pod: %q, container: %s)", in.Pod.Name+"_"+in.Pod.Namespace+"("+string(in.Pod.UID)+")", in.Container.Name)
	switch {
	case must == nil || !*must:
		return nil
	case user != nil && *user == 0:
		return fmt.Errorf("%w%s", errRunAsRoot, where)
	case user != nil:
		return nil
	case in.ImageUserName != "":
		return fmt.Errorf("container has runAsNonRoot and image has non-numeric user (%s), cannot verify user is non-root%s", in.ImageUserName, where)
	case in.ImageUser == nil || *in.ImageUser == 0:
		return fmt.Errorf("%w%s", errImageRoot, where)
	}
	return nil
}

func seccomp(p *v1.SeccompProfile, dir string) *cri.SecurityProfile {
	switch {
	case p == nil || p.Type == v1.SeccompProfileTypeUnconfined:
		return &cri.SecurityProfile{ProfileType: cri.SecurityProfile_Unconfined}
	case p.Type == v1.SeccompProfileTypeLocalhost && p.LocalhostProfile != nil:
		return &cri.SecurityProfile{ProfileType: cri.SecurityProfile_Localhost, LocalhostRef: filepath.Join(dir, filepath.Clean("/"+*p.LocalhostProfile))}
	}
	return &cri.SecurityProfile{ProfileType: cri.SecurityProfile_RuntimeDefault}
}

func apparmor(p *v1.AppArmorProfile) *cri.SecurityProfile {
	switch {
	case p == nil:
		return nil
	case p.Type == v1.AppArmorProfileTypeUnconfined:
		return &cri.SecurityProfile{ProfileType: cri.SecurityProfile_Unconfined}
	case p.Type == v1.AppArmorProfileTypeLocalhost && p.LocalhostProfile != nil:
		return &cri.SecurityProfile{ProfileType: cri.SecurityProfile_Localhost, LocalhostRef: *p.LocalhostProfile}
	}
	return &cri.SecurityProfile{ProfileType: cri.SecurityProfile_RuntimeDefault}
}

// What of /proc and /sys a container must not see, or not change, unless it asks
// for an unmasked /proc.
var (
	maskedPaths = []string{
		"/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
		"/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
	}
	readonlyPaths = []string{"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"}
)
