package matching

import (
	"encoding/json"
	"strings"
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

var catalog = all.Catalog()

func world() *World {
	objects := lookuptest.Fixed{}.With(lookup.Namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop", Labels: map[string]string{"env": "prod"}}})
	return &World{Objects: objects, Resources: catalog.Resources}
}

func resource(group, version, name string) *api.Resource {
	return catalog.ByGVR(schema.GroupVersionResource{Group: group, Version: version, Resource: name})
}

// attributes are those of the creation of an object.
func attributes(r *api.Resource, o api.Object) *rest.Attributes {
	return &rest.Attributes{
		Request:   &rest.Request{Resource: r, User: &user.DefaultInfo{Name: "anna", Groups: []string{"dev"}, Extra: map[string][]string{"a": {"b"}}}},
		Operation: rest.Create, Kind: r.GVK(), Name: o.GetName(), Namespace: o.GetNamespace(), Object: o,
		Options: &metav1.CreateOptions{FieldManager: "kubectl"},
	}
}

func rules(text string) []admissionregistrationv1.NamedRuleWithOperations {
	// group version resource operation
	parts := strings.Fields(text)
	group := parts[0]
	if group == "core" {
		group = ""
	}
	return []admissionregistrationv1.NamedRuleWithOperations{{RuleWithOperations: admissionregistrationv1.RuleWithOperations{
		Operations: []admissionregistrationv1.OperationType{admissionregistrationv1.OperationType(parts[3])},
		Rule: admissionregistrationv1.Rule{
			APIGroups: []string{group}, APIVersions: []string{parts[1]}, Resources: []string{parts[2]},
		},
	}}}
}

func selectorOf(key, value string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{key: value}}
}

func TestMatch(t *testing.T) {
	pods, namespaces := resource("", "v1", "pods"), resource("", "v1", "namespaces")
	pod := attributes(pods, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "web-1", Namespace: "shop", Labels: map[string]string{"app": "web"}}})
	status := *pod
	status.Request = &rest.Request{Resource: pods, Subresource: "status"}
	status.Operation = rest.Update
	lost := attributes(pods, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "web-1", Namespace: "gone"}})
	namespace := attributes(namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "new", Labels: map[string]string{"env": "prod"}}})
	equivalent := admissionregistrationv1.Equivalent
	exact := admissionregistrationv1.Exact
	scaler := attributes(resource("autoscaling", "v1", "horizontalpodautoscalers"), &autoscalingv1.HorizontalPodAutoscaler{ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "shop"}})
	withScope := func(scope admissionregistrationv1.ScopeType, text string) []admissionregistrationv1.NamedRuleWithOperations {
		list := rules(text)
		list[0].Scope = &scope
		return list
	}
	withNames := func(text string, names ...string) []admissionregistrationv1.NamedRuleWithOperations {
		list := rules(text)
		list[0].ResourceNames = names
		return list
	}
	type match = admissionregistrationv1.MatchResources
	everything := &metav1.LabelSelector{}
	for _, test := range []struct {
		name  string
		a     *rest.Attributes
		match match
		as    string
		err   string
	}{
		{"own rule", pod, match{ResourceRules: rules("core v1 pods CREATE")}, "v1", ""},
		{"stars", pod, match{ResourceRules: rules("* * * *")}, "v1", ""},
		{"no rules", pod, match{}, "v1", ""},
		{"other operation", pod, match{ResourceRules: rules("core v1 pods UPDATE")}, "", ""},
		{"other group", pod, match{ResourceRules: rules("apps v1 pods CREATE")}, "", ""},
		{"other version", pod, match{ResourceRules: rules("core v2 pods CREATE")}, "", ""},
		{"other resource", pod, match{ResourceRules: rules("core v1 services CREATE")}, "", ""},
		{"subresource needs naming", &status, match{ResourceRules: rules("core v1 pods *")}, "", ""},
		{"subresource named", &status, match{ResourceRules: rules("core v1 pods/status UPDATE")}, "v1", ""},
		{"all subresources", &status, match{ResourceRules: rules("core v1 pods/* UPDATE")}, "v1", ""},
		{"that of everything", &status, match{ResourceRules: rules("core v1 */status UPDATE")}, "v1", ""},
		{"excluded", pod, match{ResourceRules: rules("* * * *"), ExcludeResourceRules: rules("core v1 pods CREATE")}, "", ""},
		{"named", pod, match{ResourceRules: withNames("core v1 pods CREATE", "x", "web-1")}, "v1", ""},
		{"others named", pod, match{ResourceRules: withNames("core v1 pods CREATE", "x")}, "", ""},
		{"namespaced", pod, match{ResourceRules: withScope("Namespaced", "* * * *")}, "v1", ""},
		{"not cluster", pod, match{ResourceRules: withScope("Cluster", "* * * *")}, "", ""},
		{"namespaces are cluster-scoped", namespace, match{ResourceRules: withScope("Cluster", "* * * *")}, "v1", ""},
		{"and not namespaced", namespace, match{ResourceRules: withScope("Namespaced", "* * * *")}, "", ""},
		{"namespace labels", pod, match{NamespaceSelector: selectorOf("env", "prod")}, "v1", ""},
		{"other namespace labels", pod, match{NamespaceSelector: selectorOf("env", "test")}, "", ""},
		{"labels of a new namespace", namespace, match{NamespaceSelector: selectorOf("env", "prod")}, "v1", ""},
		{"object labels", pod, match{ObjectSelector: selectorOf("app", "web")}, "v1", ""},
		{"other object labels", pod, match{ObjectSelector: selectorOf("app", "db")}, "", ""},
		{"no such namespace", lost, match{NamespaceSelector: selectorOf("env", "prod")}, "", `namespaces "gone" not found`},
		{"not asked for the namespace", lost, match{NamespaceSelector: everything}, "v1", ""},
		{"no such namespace, but not our business", lost, match{NamespaceSelector: selectorOf("env", "prod"), ResourceRules: rules("apps v1 pods CREATE")}, "", ""},
		{"other version of the same", scaler, match{MatchPolicy: &equivalent, ResourceRules: rules("autoscaling v2 horizontalpodautoscalers CREATE")}, "v2", ""},
		{"other version, exactly", scaler, match{MatchPolicy: &exact, ResourceRules: rules("autoscaling v2 horizontalpodautoscalers CREATE")}, "", ""},
		{"excluded by the other version", scaler, match{MatchPolicy: &equivalent, ExcludeResourceRules: rules("autoscaling v2 horizontalpodautoscalers CREATE")}, "", ""},
		{"own version first", scaler, match{MatchPolicy: &equivalent, ResourceRules: rules("autoscaling * horizontalpodautoscalers CREATE")}, "v1", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, s := range []**metav1.LabelSelector{&test.match.NamespaceSelector, &test.match.ObjectSelector} {
				if *s == nil {
					*s = everything
				}
			}
			s := world().NewSubject(test.a)
			as, ok, err := ForPolicy(&test.match).Match(s)
			text, version := "", ""
			if err != nil {
				text = err.Error()
			}
			if ok {
				version = as.Version
			}
			if version != test.as || text != test.err {
				t.Errorf("got %q, %q", version, text)
			}
		})
	}
}

func TestAWebhookWithoutRulesMatchesNothing(t *testing.T) {
	pods := resource("", "v1", "pods")
	s := world().NewSubject(attributes(pods, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "shop"}}))
	if _, ok, err := ForWebhook(nil, nil, &metav1.LabelSelector{}, &metav1.LabelSelector{}).Match(s); ok || err != nil {
		t.Error(ok, err)
	}
	if as, ok, err := ForBinding(nil).Match(s); !ok || as != pods || err != nil {
		t.Error("a binding without criteria matches all:", ok, err)
	}
}

func TestSubjectsInAnotherVersion(t *testing.T) {
	v1, v2 := resource("autoscaling", "v1", "horizontalpodautoscalers"), resource("autoscaling", "v2", "horizontalpodautoscalers")
	percent := int32(70)
	a := attributes(v1, &autoscalingv1.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "shop"},
		Spec:       autoscalingv1.HorizontalPodAutoscalerSpec{TargetCPUUtilizationPercentage: &percent},
	})
	a.Options = &metav1.PatchOptions{FieldManager: "kubectl"}
	a.Operation = rest.Update
	s := world().NewSubject(a)
	v, err := s.Version(t.Context(), v2)
	if err != nil {
		t.Fatal(err)
	}
	converted, ok := v.Object.(*autoscalingv2.HorizontalPodAutoscaler)
	if !ok || len(converted.Spec.Metrics) != 1 || v.Kind != v2.GVK() {
		t.Fatalf("got %T %+v", v.Object, v)
	}
	if again, _ := s.Version(t.Context(), v2); again != v {
		t.Error("converted twice")
	}
	got, err := json.Marshal(s.Request(v))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"uid":"","kind":{"group":"autoscaling","version":"v2","kind":"HorizontalPodAutoscaler"},` +
		`"resource":{"group":"autoscaling","version":"v2","resource":"horizontalpodautoscalers"},` +
		`"requestKind":{"group":"autoscaling","version":"v1","kind":"HorizontalPodAutoscaler"},` +
		`"requestResource":{"group":"autoscaling","version":"v1","resource":"horizontalpodautoscalers"},` +
		`"name":"a","namespace":"shop","operation":"UPDATE","userInfo":{"username":"anna","groups":["dev"],"extra":{"a":["b"]}},` +
		`"object":null,"oldObject":null,"dryRun":false,` +
		`"options":{"kind":"UpdateOptions","apiVersion":"meta.k8s.io/v1","fieldManager":"kubectl"}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReplaceGoesBackToTheRequestsVersion(t *testing.T) {
	v1, v2 := resource("autoscaling", "v1", "horizontalpodautoscalers"), resource("autoscaling", "v2", "horizontalpodautoscalers")
	a := attributes(v1, &autoscalingv1.HorizontalPodAutoscaler{ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "shop"}})
	s := world().NewSubject(a)
	before, err := s.Version(t.Context(), v2)
	if err != nil {
		t.Fatal(err)
	}
	changed := before.Object.DeepCopyObject().(*autoscalingv2.HorizontalPodAutoscaler)
	changed.Spec.MaxReplicas = 7
	if err := s.Replace(t.Context(), v2, changed); err != nil {
		t.Fatal(err)
	}
	if o, ok := a.Object.(*autoscalingv1.HorizontalPodAutoscaler); !ok || o.Spec.MaxReplicas != 7 {
		t.Errorf("got %T %+v", a.Object, a.Object)
	}
	after, err := s.Version(t.Context(), v2)
	if err != nil || after.Object.(*autoscalingv2.HorizontalPodAutoscaler).Spec.MaxReplicas != 7 {
		t.Error("the other version is still the old one", err)
	}
}

func TestOptionsOfConnectionsAreTheBody(t *testing.T) {
	r := resource("", "v1", "pods")
	kind := corev1.SchemeGroupVersion.WithKind("PodExecOptions")
	a := &rest.Attributes{
		Request:   &rest.Request{Resource: r, Subresource: "exec"},
		Operation: rest.Connect, Kind: kind, Name: "a", Namespace: "shop", Connect: &corev1.PodExecOptions{Container: "c"},
	}
	v, err := world().NewSubject(a).Version(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if v.Object != nil || v.Body != a.Connect || v.Kind != kind {
		t.Errorf("got %+v", v)
	}
}
