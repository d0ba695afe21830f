package aggregation

import (
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

func TestLocal(t *testing.T) {
	list := Local([]schema.GroupVersion{{Version: "v1"}, {Group: "autoscaling", Version: "v2"}, {Group: apiregistrationv1.GroupName, Version: "v1"}, {Group: "example.com", Version: "v1"}})
	if len(list) != 2 || list[0].Name != "v1." || list[1].Name != "v2.autoscaling" {
		t.Fatal(list)
	}
	if s := list[1].Spec; s.GroupPriorityMinimum != 17500 || s.VersionPriority != 30 || list[1].Labels[Automanaged] != "onstart" {
		t.Error(list[1])
	}
}

func definition(group string, served ...string) *apiextensionsv1.CustomResourceDefinition {
	d := &apiextensionsv1.CustomResourceDefinition{Spec: apiextensionsv1.CustomResourceDefinitionSpec{Group: group}}
	for _, v := range served {
		name, off := strings.CutPrefix(v, "!")
		d.Spec.Versions = append(d.Spec.Versions, apiextensionsv1.CustomResourceDefinitionVersion{Name: name, Served: !off})
	}
	return d
}

func TestPlan(t *testing.T) {
	gv := func(group, version string) schema.GroupVersion {
		return schema.GroupVersion{Group: group, Version: version}
	}
	own := func(group, version string, change func(*apiregistrationv1.APIService)) *apiregistrationv1.APIService {
		s := local(gv(group, version), automanagedAlways)
		s.Status.Conditions = []apiregistrationv1.APIServiceCondition{{Type: apiregistrationv1.Available, Status: "True", Reason: "Local"}}
		if change != nil {
			change(s)
		}
		return s
	}
	for _, c := range []struct {
		name    string
		want    []schema.GroupVersion
		present []*apiregistrationv1.APIService
		expect  []string
	}{
		{"nothing", nil, nil, nil},
		{"a definition was made", []schema.GroupVersion{gv("e.com", "v1")}, nil, []string{"create v1.e.com"}},
		{"all is well", []schema.GroupVersion{gv("e.com", "v1")}, []*apiregistrationv1.APIService{own("e.com", "v1", nil)}, nil},
		{"a definition is gone", nil, []*apiregistrationv1.APIService{own("e.com", "v1", nil)}, []string{"delete v1.e.com"}},
		{"somebody changed it", []schema.GroupVersion{gv("e.com", "v1")}, []*apiregistrationv1.APIService{own("e.com", "v1", func(s *apiregistrationv1.APIService) {
			s.Spec.VersionPriority = 7
		})}, []string{"update v1.e.com"}},
		{"somebody else's", []schema.GroupVersion{gv("e.com", "v1")}, []*apiregistrationv1.APIService{own("e.com", "v1", func(s *apiregistrationv1.APIService) {
			s.Labels, s.Spec.VersionPriority = nil, 7
		})}, nil},
		{"a built-in one", nil, []*apiregistrationv1.APIService{own("apps", "v1", func(s *apiregistrationv1.APIService) {
			s.Labels[Automanaged] = automanagedOnStart
		})}, nil},
		{"one that had a Service", nil, []*apiregistrationv1.APIService{own("o.com", "v1", func(s *apiregistrationv1.APIService) {
			s.Labels, s.Status.Conditions[0].Reason = nil, "Passed"
		})}, []string{"available v1.o.com"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			present := map[string]*apiregistrationv1.APIService{}
			for _, s := range c.present {
				present[s.Name] = s
			}
			var got []string
			for _, ch := range plan(c.want, present) {
				switch {
				case ch.create != nil:
					got = append(got, "create "+ch.create.Name)
				case ch.update != nil:
					got = append(got, "update "+ch.update.Name)
				case ch.delete != nil:
					got = append(got, "delete "+ch.delete.Name)
				case ch.available != nil:
					got = append(got, "available "+ch.available.Name)
				}
			}
			if !slices.Equal(got, c.expect) {
				t.Errorf("%q, not %q", got, c.expect)
			}
		})
	}
}

func TestCustomVersions(t *testing.T) {
	got := customVersions([]*apiextensionsv1.CustomResourceDefinition{definition("b.com", "v1", "!v2"), definition("a.com", "v1"), definition("b.com", "v1", "v3")})
	want := []schema.GroupVersion{{Group: "a.com", Version: "v1"}, {Group: "b.com", Version: "v1"}, {Group: "b.com", Version: "v3"}}
	if !slices.Equal(got, want) {
		t.Error(got)
	}
}

func TestLook(t *testing.T) {
	number, ready, not, portName := int32(7443), true, false, ""
	ref := &apiregistrationv1.ServiceReference{Namespace: "ns", Name: "api", Port: &number}
	service := func(port int32, kind corev1.ServiceType) *corev1.Service {
		return &corev1.Service{Spec: corev1.ServiceSpec{Type: kind, Ports: []corev1.ServicePort{{Port: port}}}}
	}
	slice := func(ready *bool) *discoveryv1.EndpointSlice {
		return &discoveryv1.EndpointSlice{
			Endpoints: []discoveryv1.Endpoint{{Conditions: discoveryv1.EndpointConditions{Ready: ready}}},
			Ports:     []discoveryv1.EndpointPort{{Name: &portName, Port: &number}},
		}
	}
	for _, c := range []struct {
		name            string
		svc             *corev1.Service
		slices          []*discoveryv1.EndpointSlice
		reason, message string
	}{
		{"no service", nil, nil, "ServiceNotFound", `service/api in "ns" is not present`},
		{"another port", service(443, "ClusterIP"), nil, "ServicePortError", `service/api in "ns" is not listening on port 7443`},
		{"no slices", service(7443, "ClusterIP"), nil, "EndpointsNotFound", `cannot find endpointslices for service/api in "ns"`},
		{"none ready", service(7443, "ClusterIP"), []*discoveryv1.EndpointSlice{slice(&not)}, "MissingEndpoints", `endpointslices for service/api in "ns" have no addresses with port name ""`},
		{"ready", service(7443, "ClusterIP"), []*discoveryv1.EndpointSlice{slice(&not), slice(&ready)}, "Passed", "all checks passed"},
		{"nobody said", service(7443, "ClusterIP"), []*discoveryv1.EndpointSlice{slice(nil)}, "Passed", "all checks passed"},
		{"outside", service(1, "ExternalName"), nil, "Passed", "all checks passed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if v := look(ref, c.svc, c.slices); v.reason != c.reason || v.message != c.message || (v.status == "True") != (c.reason == "Passed") {
				t.Error(v)
			}
		})
	}
}

func TestPause(t *testing.T) {
	for failures, want := range map[int]time.Duration{0: 30 * time.Second, 1: 5 * time.Millisecond, 2: 10 * time.Millisecond, 13: 20480 * time.Millisecond, 14: 30 * time.Second, 1000: 30 * time.Second} {
		if got := pause(failures); got != want {
			t.Errorf("%d: %v", failures, got)
		}
	}
}

func TestModern(t *testing.T) {
	got := modern([]metav1.APIResource{
		{Name: "flunders", SingularName: "flunder", Namespaced: true, Kind: "Flunder", Verbs: metav1.Verbs{"get"}, ShortNames: []string{"fl"}},
		{Name: "flunders/status", Namespaced: true, Kind: "Flunder", Verbs: metav1.Verbs{"patch"}},
		{Name: "lonely/scale", Kind: "Scale", Group: "autoscaling", Version: "v1"},
	})
	if len(got) != 2 || got[0].Scope != "Namespaced" || len(got[0].Subresources) != 1 || got[0].Subresources[0].ResponseKind.Kind != "Flunder" ||
		got[0].SingularResource != "flunder" || got[0].ShortNames[0] != "fl" {
		t.Errorf("%+v", got)
	}
	if got[1].Resource != "lonely" || got[1].Subresources[0].ResponseKind.Group != "autoscaling" || got[1].ResponseKind == nil {
		t.Errorf("%+v", got[1])
	}
}
