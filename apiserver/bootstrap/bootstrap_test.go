package bootstrap

import (
	"bytes"
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/store/local"
)

func config(t *testing.T) Config {
	t.Helper()
	kept, err := local.Open("data", local.Options{FS: vfs.NewMem()})
	if err != nil {
		t.Fatal(err)
	}
	c, err := cache.Open(context.Background(), kept, all.Resources(), cache.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Close()
		kept.Close()
	})
	return Config{
		Cache: c,
		Find: func(gr schema.GroupResource) *api.Resource {
			for _, r := range all.Resources() {
				if r.GR() == gr && r.Alias == nil {
					return r
				}
			}
			return nil
		},
		ServiceIPs: []netip.Addr{netip.MustParseAddr("10.96.0.1")}, ServiceCIDRs: []netip.Prefix{netip.MustParsePrefix("10.96.0.0/16")},
		Advertise: netip.MustParseAddrPort("192.0.2.1:6443"), ClientCA: []byte("ca"), FrontProxyCA: []byte("proxy"), FrontProxyNames: []string{"front-proxy-client"},
		Now: time.Now, NewUID: func() types.UID { return "uid" },
	}
}

func run(t *testing.T, c Config) {
	t.Helper()
	if err := Run(context.Background(), c); err != nil {
		t.Fatal(err)
	}
}

func get[T api.Object](t *testing.T, c Config, gr schema.GroupResource, namespace, name string) T {
	t.Helper()
	o, ok := lookup.Get[T](lookup.New(c.Cache), gr, namespace, name)
	if !ok {
		t.Fatalf("%s %s/%s is missing", gr, namespace, name)
	}
	return o
}

func TestRunMakesEverythingOnce(t *testing.T) {
	c := config(t)
	run(t, c)
	for _, name := range []string{"default", "kube-system", "kube-public", "kube-node-lease"} {
		if n := get[*corev1.Namespace](t, c, lookup.Namespaces, "", name); n.Status.Phase != corev1.NamespaceActive || n.UID == "" {
			t.Errorf("%+v", n)
		}
	}
	s := get[*corev1.Service](t, c, lookup.Services, "default", "kubernetes")
	if s.Spec.ClusterIP != "10.96.0.1" || s.Spec.Ports[0].TargetPort.IntValue() != 6443 {
		t.Errorf("%+v", s.Spec)
	}
	revision := c.Cache.Revision()
	run(t, c)
	if got := c.Cache.Revision(); got != revision {
		t.Errorf("a second start wrote: revision %d after %d", got, revision)
	}
	c.Advertise = netip.MustParseAddrPort("192.0.2.2:7443")
	run(t, c)
	slice := get[*discoveryv1.EndpointSlice](t, c, lookup.EndpointSlices, "default", "kubernetes")
	if !slices.Equal(slice.Endpoints[0].Addresses, []string{"192.0.2.2"}) || *slice.Ports[0].Port != 7443 {
		t.Errorf("the endpoints did not follow the server: %+v", slice)
	}
}

func TestDefaultRolesAreRepaired(t *testing.T) {
	c := config(t)
	run(t, c)
	damage := func(name string, change func(*rbacv1.ClusterRole)) {
		role := get[*rbacv1.ClusterRole](t, c, lookup.ClusterRoles, "", name)
		o := role.DeepCopy()
		change(o)
		_, _, err := c.Cache.Commit(context.Background(), nil, cache.Write{Resource: c.Find(lookup.ClusterRoles), Name: name, Object: o, Expect: -1})
		if err != nil {
			t.Fatal(err)
		}
	}
	extra := rbacv1.PolicyRule{Verbs: []string{"x"}, APIGroups: []string{"y"}, Resources: []string{"z"}}
	want := len(get[*rbacv1.ClusterRole](t, c, lookup.ClusterRoles, "", "system:discovery").Rules)
	damage("system:discovery", func(r *rbacv1.ClusterRole) { r.Rules = []rbacv1.PolicyRule{extra} })
	damage("system:basic-user", func(r *rbacv1.ClusterRole) { r.Rules, r.Annotations[annotationAutoUpdate] = nil, "false" })
	run(t, c)
	discovery := get[*rbacv1.ClusterRole](t, c, lookup.ClusterRoles, "", "system:discovery")
	if len(discovery.Rules) <= want || !slices.ContainsFunc(discovery.Rules, func(r rbacv1.PolicyRule) bool { return sameRule(&r, &extra) }) {
		t.Errorf("what was lost is back and what was added stays: %+v", discovery.Rules)
	}
	if basic := get[*rbacv1.ClusterRole](t, c, lookup.ClusterRoles, "", "system:basic-user"); len(basic.Rules) != 0 {
		t.Errorf("a role that is not to be repaired was: %+v", basic.Rules)
	}
}

// TestDefaultRolesEqualUpstream compares with what kube-apiserver makes at its
// first start. Its aggregated roles are empty there, since it is another program
// that fills them.
func TestDefaultRolesEqualUpstream(t *testing.T) {
	lines, err := defaultLines()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, kind := range []string{"clusterroles", "clusterrolebindings", "roles", "rolebindings"} {
		data, err := os.ReadFile(filepath.Join("../../test/oracle/testdata/facts/objects", kind+".rbac.authorization.k8s.io.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range bytes.Split(data, []byte("---\n")) {
			if len(bytes.TrimSpace(doc)) == 0 {
				continue
			}
			var want line
			if err := yaml.Unmarshal(doc, &want); err != nil {
				t.Fatal(err)
			}
			seen++
			i := slices.IndexFunc(lines, func(l line) bool {
				return l.Kind == want.Kind && l.Metadata.Name == want.Metadata.Name && l.Metadata.Namespace == want.Metadata.Namespace
			})
			if i < 0 {
				t.Errorf("%s %s is missing", want.Kind, want.Metadata.Name)
				continue
			}
			got := lines[i]
			if got.AggregationRule != nil {
				if len(got.Rules) == 0 {
					t.Errorf("%s gathers nothing", got.Metadata.Name)
				}
				got.Rules = nil
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(metav1.ObjectMeta{}, "CreationTimestamp")); diff != "" {
				t.Errorf("%s %s (-kube-apiserver +skiff):\n%s", want.Kind, want.Metadata.Name, diff)
			}
		}
	}
	if seen != len(lines) {
		t.Errorf("%d of ours, %d of kube-apiserver's", len(lines), seen)
	}
}

func TestKeepMakesAnewWhatWasDeleted(t *testing.T) {
	c := config(t)
	run(t, c)
	remove := func(gr schema.GroupResource, namespace, name string) {
		if _, _, err := c.Cache.Commit(t.Context(), nil, cache.Write{Resource: c.Find(gr), Namespace: namespace, Name: name, Expect: store.AnyRevision}); err != nil {
			t.Fatal(err)
		}
	}
	cidrs := schema.GroupResource{Group: "networking.k8s.io", Resource: "servicecidrs"}
	remove(lookup.Services, "default", "kubernetes")
	remove(lookup.Namespaces, "", "kube-public")
	remove(cidrs, "", "kubernetes")
	remove(lookup.ClusterRoles, "", "view")
	if err := Keep(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if s := get[*corev1.Service](t, c, lookup.Services, "default", "kubernetes"); s.Spec.ClusterIP != "10.96.0.1" {
		t.Errorf("the Service has %s", s.Spec.ClusterIP)
	}
	get[*corev1.Namespace](t, c, lookup.Namespaces, "", "kube-public")
	if r := get[*networkingv1.ServiceCIDR](t, c, cidrs, "", "kubernetes"); len(r.Status.Conditions) != 1 {
		t.Errorf("the range has conditions %v", r.Status.Conditions)
	}
	if lookup.New(c.Cache).Get(lookup.ClusterRoles, "", "view") != nil {
		t.Error("a role that was taken away is back")
	}
}
