package allocate

import (
	"fmt"
	"net/netip"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// randomTries is how often an address or port is drawn before the range is
// searched from end to end.
const randomTries = 32

// choose fills in the addresses and ports that are wanted and not named, and
// checks those that are named and new.
func (s *Services) choose(after, before *corev1.Service) field.ErrorList {
	errs := s.chooseAddresses(after, before)
	errs = append(errs, s.choosePorts(after, before)...)
	return errs
}

func (s *Services) chooseAddresses(after, before *corev1.Service) field.ErrorList {
	if !needsAddress(after) {
		return nil
	}
	spec := &after.Spec
	at := field.NewPath("spec", "clusterIPs")
	had := addressesOf(before)
	for i, text := range spec.ClusterIPs {
		ip, err := netip.ParseAddr(text)
		if err != nil || had[ip] {
			continue // validation says what is wrong with it
		}
		if before != nil && i < len(before.Spec.ClusterIPs) && needsAddress(before) && before.Spec.Type != corev1.ServiceTypeExternalName {
			continue // an address that is set does not change: validation says so
		}
		if why := s.refusal(ip); why != "" {
			return field.ErrorList{field.Invalid(at, spec.ClusterIPs, fmt.Sprintf("failed to allocate IP %v: %s", ip, why))}
		}
	}
	for i := len(spec.ClusterIPs); i < len(spec.IPFamilies); i++ {
		ip, err := s.draw(spec.IPFamilies[i])
		if err != nil {
			return field.ErrorList{field.Invalid(at, spec.ClusterIPs, err.Error())}
		}
		spec.ClusterIPs = append(spec.ClusterIPs, ip.String())
	}
	if len(spec.ClusterIPs) > 0 {
		spec.ClusterIP = spec.ClusterIPs[0]
	}
	return nil
}

// refusal says why an address cannot be had, "" when it can.
func (s *Services) refusal(ip netip.Addr) string {
	for _, p := range s.ready() {
		if !p.Contains(ip) || nobodys(p, ip) {
			continue
		}
		if s.taken(ip) {
			return "provided IP is already allocated"
		}
		return ""
	}
	return "the provided network does not match the current range"
}

func (s *Services) taken(ip netip.Addr) bool {
	return s.Objects.Get(lookup.GroupResource{Group: s.IPAddresses.Group, Resource: s.IPAddresses.Name}, "", ip.String()) != nil
}

// draw finds a free address, at first in the upper part of the range: the lower
// is left to those who name theirs.
func (s *Services) draw(f corev1.IPFamily) (netip.Addr, error) {
	configured := false
	for _, p := range s.ready() {
		if familyOf(p.Addr()) != f {
			continue
		}
		configured = true
		size := rangeSize(p)
		low := reserved(size)
		for range randomTries {
			if ip := nth(p, low+s.Rand(size-low)); !s.taken(ip) {
				return ip, nil
			}
		}
		for n := size - 1; n >= 1; n-- {
			if ip := nth(p, n); !s.taken(ip) {
				return ip, nil
			}
		}
	}
	if configured {
		return netip.Addr{}, fmt.Errorf("failed to allocate a serviceIP: range is full")
	}
	return netip.Addr{}, fmt.Errorf("failed to allocate a serviceIP: %s is not configured on this cluster", f)
}

// maxRange bounds how many addresses of a range are used.
const maxRange = 1 << 20

// rangeSize is the number of the first address that is not used: the first one,
// and in IPv4 the last, belong to nobody.
func rangeSize(p netip.Prefix) int {
	bits := p.Addr().BitLen() - p.Bits()
	if bits > 20 {
		return maxRange
	}
	size := 1 << bits
	if p.Addr().Is4() {
		size--
	}
	return max(size, 2)
}

// reserved is how many addresses at the beginning are left to those who name
// theirs: a sixteenth, at least 16 and at most 256, and none of a tiny range.
func reserved(size int) int {
	n := min(max(16, size/16), 256)
	if n >= size {
		return 1
	}
	return n
}

func nth(p netip.Prefix, n int) netip.Addr {
	raw := p.Masked().Addr().AsSlice()
	for i := len(raw) - 1; i >= 0 && n > 0; i-- {
		n += int(raw[i])
		raw[i] = byte(n)
		n >>= 8
	}
	ip, _ := netip.AddrFromSlice(raw)
	return ip
}

func (s *Services) choosePorts(after, before *corev1.Service) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("spec")
	had := portsOf(before)
	mine := map[int32]bool{}
	if reachedByNodePort(after) {
		// One port number has one node port, whatever its protocols.
		byPort := map[int32]map[corev1.Protocol]int32{}
		ports := after.Spec.Ports
		for i := range ports {
			p := &ports[i]
			if p.NodePort == 0 {
				continue
			}
			if !had[p.NodePort] && !mine[p.NodePort] {
				if why := s.portRefusal(p.NodePort); why != "" {
					errs = append(errs, field.Invalid(at.Child("ports").Index(i).Child("nodePort"), p.NodePort, why))
					continue
				}
			}
			mine[p.NodePort] = true
			remember(byPort, p)
		}
		if len(errs) == 0 && needsNodePort(after) {
			for i := range ports {
				p := &ports[i]
				if p.NodePort != 0 {
					continue
				}
				if p.NodePort = shared(byPort, p); p.NodePort == 0 {
					port, ok := s.drawPort(mine)
					if !ok {
						errs = append(errs, field.InternalError(at.Child("ports").Index(i).Child("nodePort"), fmt.Errorf("failed to allocate a nodePort: range is full")))
						break
					}
					p.NodePort, mine[port] = port, true
				}
				remember(byPort, p)
			}
		}
	}
	if len(errs) == 0 && needsHealthPort(after) {
		errs = append(errs, s.chooseHealthPort(after, had, mine)...)
	}
	return errs
}

func (s *Services) chooseHealthPort(after *corev1.Service, had, mine map[int32]bool) field.ErrorList {
	at := field.NewPath("spec", "healthCheckNodePort")
	p := after.Spec.HealthCheckNodePort
	if p == 0 {
		port, ok := s.drawPort(mine)
		if !ok {
			return field.ErrorList{field.InternalError(at, fmt.Errorf("failed to allocate a HealthCheck NodePort: range is full"))}
		}
		after.Spec.HealthCheckNodePort = port
		return nil
	}
	if had[p] {
		return nil
	}
	if why := s.portRefusal(p); why != "" {
		return field.ErrorList{field.Invalid(at, p, why)}
	}
	return nil
}

func remember(byPort map[int32]map[corev1.Protocol]int32, p *corev1.ServicePort) {
	if byPort[p.Port] == nil {
		byPort[p.Port] = map[corev1.Protocol]int32{}
	}
	byPort[p.Port][p.Protocol] = p.NodePort
}

// shared is the node port that the same port number has with another protocol.
func shared(byPort map[int32]map[corev1.Protocol]int32, p *corev1.ServicePort) int32 {
	if _, ok := byPort[p.Port][p.Protocol]; ok {
		return 0
	}
	for _, nodePort := range byPort[p.Port] {
		return nodePort
	}
	return 0
}

func (s *Services) portRefusal(p int32) string {
	if p < s.First || p > s.Last {
		return fmt.Sprintf("provided port is not in the valid range. The range of valid ports is %d-%d", s.First, s.Last)
	}
	if s.portTaken(p) {
		return "provided port is already allocated"
	}
	return ""
}

func (s *Services) portTaken(p int32) bool {
	return s.Objects.Get(NodePorts.GR(), "", portName(p)) != nil
}

func (s *Services) drawPort(mine map[int32]bool) (int32, bool) {
	free := func(p int32) bool { return !mine[p] && !s.portTaken(p) }
	size := int(s.Last-s.First) + 1
	for range randomTries {
		if p := s.First + int32(s.Rand(size)); free(p) {
			return p, true
		}
	}
	for p := s.Last; p >= s.First; p-- {
		if free(p) {
			return p, true
		}
	}
	return 0, false
}
