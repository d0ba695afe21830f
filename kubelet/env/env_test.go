package env

import (
	"slices"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

type objects struct{}

func (objects) ConfigMap(ns, name string) (*v1.ConfigMap, error) {
	if ns == "ns" && name == "cm" {
		return &v1.ConfigMap{Data: map[string]string{"A": "1", "b.c": "2", "x=y": "3"}}, nil
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "configmaps"}, name)
}

func (objects) Secret(ns, name string) (*v1.Secret, error) {
	if ns == "ns" && name == "s" {
		return &v1.Secret{Data: map[string][]byte{"P": []byte("pw")}}, nil
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "secrets"}, name)
}

func TestMake(t *testing.T) {
	yes := true
	svc := func(ns, name, ip string, ports ...v1.ServicePort) *v1.Service {
		return &v1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}, Spec: v1.ServiceSpec{ClusterIP: ip, Ports: ports}}
	}
	cm := func(name, key string, opt *bool) v1.EnvVar {
		return v1.EnvVar{Name: "V", ValueFrom: &v1.EnvVarSource{ConfigMapKeyRef: &v1.ConfigMapKeySelector{
			LocalObjectReference: v1.LocalObjectReference{Name: name}, Key: key, Optional: opt}}}
	}
	field := func(path string) v1.EnvVar {
		return v1.EnvVar{Name: "F", ValueFrom: &v1.EnvVarSource{FieldRef: &v1.ObjectFieldSelector{FieldPath: path}}}
	}
	res := func(name, divisor string) v1.EnvVar {
		r := &v1.ResourceFieldSelector{Resource: name}
		if divisor != "" {
			r.Divisor = resource.MustParse(divisor)
		}
		return v1.EnvVar{Name: "R", ValueFrom: &v1.EnvVarSource{ResourceFieldRef: r}}
	}
	tests := []struct {
		name     string
		env      []v1.EnvVar
		from     []v1.EnvFromSource
		services []*v1.Service
		want     string
		err      string
	}{
		{name: "plain and expanded", env: []v1.EnvVar{{Name: "A", Value: "1"}, {Name: "B", Value: "$(A)-$(NO)-$$(A)"}}, want: "A=1 B=1-$(NO)-$(A)"},
		{name: "later ones win", env: []v1.EnvVar{{Name: "A", Value: "1"}, {Name: "A", Value: "2"}}, want: "A=2"},
		{name: "from", from: []v1.EnvFromSource{{Prefix: "X_", ConfigMapRef: &v1.ConfigMapEnvSource{LocalObjectReference: v1.LocalObjectReference{Name: "cm"}}},
			{SecretRef: &v1.SecretEnvSource{LocalObjectReference: v1.LocalObjectReference{Name: "s"}}}}, want: "X_A=1 X_b.c=2 P=pw skipped X_x=y"},
		{name: "from, missing", from: []v1.EnvFromSource{{SecretRef: &v1.SecretEnvSource{LocalObjectReference: v1.LocalObjectReference{Name: "no"}}}}, err: `secrets "no" not found`},
		{name: "from, missing but optional", from: []v1.EnvFromSource{{SecretRef: &v1.SecretEnvSource{LocalObjectReference: v1.LocalObjectReference{Name: "no"}, Optional: &yes}}}, want: ""},
		{name: "key", env: []v1.EnvVar{cm("cm", "A", nil)}, want: "V=1"},
		{name: "key missing", env: []v1.EnvVar{cm("cm", "Z", nil)}, err: "couldn't find key Z in ConfigMap ns/cm"},
		{name: "key missing but optional", env: []v1.EnvVar{cm("cm", "Z", &yes)}, want: ""},
		{name: "name", env: []v1.EnvVar{field("metadata.name")}, want: "F=p"},
		{name: "label", env: []v1.EnvVar{field("metadata.labels['app']")}, want: "F=web"},
		{name: "addresses", env: []v1.EnvVar{field("status.podIPs")}, want: "F=10.1.0.5,fd00::5"},
		{name: "host", env: []v1.EnvVar{field("status.hostIP")}, want: "F=192.0.2.1"},
		{name: "no such field", env: []v1.EnvVar{field("spec.nope")}, err: "unsupported fieldPath"},
		{name: "cpu, rounded up", env: []v1.EnvVar{res("requests.cpu", "")}, want: "R=1"},
		{name: "cpu, in thousandths", env: []v1.EnvVar{res("requests.cpu", "1m")}, want: "R=250"},
		{name: "memory", env: []v1.EnvVar{res("limits.memory", "1Mi")}, want: "R=64"},
		{name: "no limit is the node's", env: []v1.EnvVar{res("limits.cpu", "")}, want: "R=8"},
		{name: "services", services: []*v1.Service{
			svc("ns", "my-db", "10.96.0.7", v1.ServicePort{Name: "sql", Port: 5432}), svc("other", "x", "10.96.0.8", v1.ServicePort{Port: 1}),
			svc("ns", "headless", "None", v1.ServicePort{Port: 1}), svc("default", "kubernetes", "10.96.0.1", v1.ServicePort{Port: 443, Protocol: "TCP"})},
			want: "KUBERNETES_SERVICE_HOST=10.96.0.1 KUBERNETES_SERVICE_PORT=443 KUBERNETES_PORT=tcp://10.96.0.1:443 " +
				"KUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443 KUBERNETES_PORT_443_TCP_PROTO=tcp KUBERNETES_PORT_443_TCP_PORT=443 KUBERNETES_PORT_443_TCP_ADDR=10.96.0.1 " +
				"MY_DB_SERVICE_HOST=10.96.0.7 MY_DB_SERVICE_PORT=5432 MY_DB_SERVICE_PORT_SQL=5432 MY_DB_PORT=tcp://10.96.0.7:5432 " +
				"MY_DB_PORT_5432_TCP=tcp://10.96.0.7:5432 MY_DB_PORT_5432_TCP_PROTO=tcp MY_DB_PORT_5432_TCP_PORT=5432 MY_DB_PORT_5432_TCP_ADDR=10.96.0.7"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pod := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: "ns", Labels: map[string]string{"app": "web"}}}
			pod.Spec.Containers = []v1.Container{{Name: "a", Env: tt.env, EnvFrom: tt.from, Resources: v1.ResourceRequirements{
				Requests: v1.ResourceList{"cpu": resource.MustParse("250m")}, Limits: v1.ResourceList{"memory": resource.MustParse("64Mi")}}}}
			vars, skipped, err := Make(Input{Pod: pod, Container: &pod.Spec.Containers[0], Objects: objects{}, Services: tt.services,
				PodIPs: []string{"10.1.0.5", "fd00::5"}, HostIPs: []string{"192.0.2.1"}, Allocatable: v1.ResourceList{"cpu": resource.MustParse("8")}})
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("error %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range vars {
				got = append(got, v.Name+"="+v.Value)
			}
			if len(skipped) > 0 {
				got = append(got, "skipped "+strings.Join(skipped, ","))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func TestExpand(t *testing.T) {
	values := map[string]string{"A": "1", "EMPTY": ""}
	for in, want := range map[string]string{
		"": "", "x": "x", "$(A)": "1", "$$(A)": "$(A)", "$$$(A)": "$1", "$A": "$A", "$(A": "$(A", "$": "$", "a$(EMPTY)b": "ab",
		"$(B)": "$(B)", "$(A)$(A)": "11", "$$$$": "$$",
	} {
		if got := Expand(in, values); got != want {
			t.Errorf("Expand(%q) = %q, want %q", in, got, want)
		}
	}
	if got := ExpandAll([]string{"echo", "$(A)"}, []Var{{"A", "1"}}); !slices.Equal(got, []string{"echo", "1"}) {
		t.Errorf("ExpandAll: %q", got)
	}
}
