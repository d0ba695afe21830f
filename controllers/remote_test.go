package controllers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/client-go/rest"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/api/apiregistration"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/wire"
)

// harbour is a server behind the one of the world: it serves boats (example.com,
// see defineBoats), and can be out of reach.
type harbour struct {
	*world // the harbour's own, without loops
	away   atomic.Bool
	audit  *lockedBuffer

	mu    sync.Mutex
	conns []net.Conn
}

type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// did says whether a user did something here.
func (h *harbour) did(name, verb string) bool {
	h.audit.mu.Lock()
	defer h.audit.mu.Unlock()
	for line := range strings.Lines(h.audit.String()) {
		var e auditv1.Event
		if json.Unmarshal([]byte(line), &e) == nil && e.User.Username == name && e.Verb == verb {
			return true
		}
	}
	return false
}

// newHarbouredWorld makes a world with a harbour behind it.
func newHarbouredWorld(t *testing.T) (*world, *harbour) {
	t.Helper()
	h := &harbour{audit: &lockedBuffer{}}
	w := &world{TB: t, server: apiservertest.Start(t, func(c *apiserver.Config) { c.Dial = h.dial })}
	policy, err := audit.ParsePolicy([]byte(`{"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitStages":["RequestReceived"],"rules":[{"level":"Metadata","resources":[{"group":"example.com"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	log := audit.NewLog(h.audit, slog.Default())
	t.Cleanup(func() { log.Close() })
	h.world = &world{TB: t, server: apiservertest.Start(t, func(c *apiserver.Config) {
		c.Trust.FrontProxyCAs = w.server.Keys().FrontProxy.PEM
		c.DisableAdmission = append(c.DisableAdmission, "NamespaceLifecycle")
		c.Audit = audit.New(policy, time.Now, log)
	})}
	h.world.client = h.world.server.Client()
	w.connect = w.local
	w.remotes = w.server.Remotes
	w.far = func(name string) client.Client {
		namespace := "system:serviceaccounts:kube-system"
		u := &user.DefaultInfo{Name: name, Groups: []string{"system:serviceaccounts", namespace, user.AllAuthenticated}}
		c, err := wire.New(&rest.Config{Host: "https://localhost", Transport: w.server.Transport(u)}, wire.Options{AllLive: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		return c
	}
	return w.begin(), h
}

func (h *harbour) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	if h.away.Load() {
		return nil, errors.New("the harbour is away")
	}
	var d net.Dialer
	c, err := d.DialContext(ctx, network, strings.TrimPrefix(h.server.URL, "https://"))
	if err == nil {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.conns = append(h.conns, c)
	}
	return c, err
}

// leave makes the harbour unreachable.
func (h *harbour) leave() {
	h.away.Store(true)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.conns {
		c.Close()
	}
}

// register puts the harbour behind the world.
func (h *harbour) register(w *world) {
	w.Helper()
	w.create(core.Services, &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "harbour"}, Spec: corev1.ServiceSpec{
		Type: corev1.ServiceTypeExternalName, ExternalName: "harbour.example.com",
	}})
	w.create(apiregistration.APIServices, &apiregistrationv1.APIService{ObjectMeta: metav1.ObjectMeta{Name: "v2.example.com"}, Spec: apiregistrationv1.APIServiceSpec{
		Group: "example.com", Version: "v2", GroupPriorityMinimum: 100, VersionPriority: 10, InsecureSkipTLSVerify: true,
		Service: &apiregistrationv1.ServiceReference{Namespace: "default", Name: "harbour"},
	}})
	w.eventually("boats are served", h.serves(w, true))
}

// look makes the world look at the harbour at once.
func (h *harbour) look(w *world, text string) {
	w.Helper()
	change(w, core.Services, "default", "harbour", func(s *corev1.Service) { s.Annotations = map[string]string{"look": text} })
}

func (h *harbour) serves(w *world, want bool) func() bool {
	return func() bool {
		r := w.server.Remotes()
		return len(r) == 1 && r[0].Stale != want && len(r[0].Resources) == 1
	}
}

func TestANamespaceIsEmptiedOnOtherServersToo(t *testing.T) {
	w, h := newHarbouredWorld(t)
	boats := defineBoats(h.world)
	h.register(w)
	w.create(core.Namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "sea"}})
	h.create(boats, boat("sea", "a"))
	h.create(boats, boat("elsewhere", "b"))

	// While it cannot be asked, nobody knows whether the namespace is empty.
	h.leave()
	h.look(w, "is it there?")
	w.eventually("the harbour is out of reach", h.serves(w, false))
	w.delete(core.Namespaces, "", "sea", metav1.DeletePropagationBackground)
	w.eventually("the namespace says what it waits for", func() bool {
		ns, err := client.Get[*corev1.Namespace](t.Context(), w.client, core.Namespaces, "", "sea")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range ns.Status.Conditions {
			if c.Type == corev1.NamespaceDeletionDiscoveryFailure && c.Status == corev1.ConditionTrue {
				return c.Reason == "DiscoveryFailed" && ns.Status.Phase == corev1.NamespaceTerminating &&
					c.Message == "Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: example.com/v2: stale GroupVersion discovery: example.com/v2"
			}
		}
		return false
	})

	h.away.Store(false)
	h.look(w, "is it back?")
	w.eventually("the namespace is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Namespaces, "", "sea")
		return apierrors.IsNotFound(err)
	})
	if _, err := h.client.Get(t.Context(), boats, "sea", "a"); !apierrors.IsNotFound(err) {
		t.Errorf("the boat: %v", err)
	}
	if _, err := h.client.Get(t.Context(), boats, "elsewhere", "b"); err != nil {
		t.Errorf("the boat of another namespace: %v", err)
	}
	if who := "system:serviceaccount:kube-system:namespace-controller"; !h.did(who, "list") || !h.did(who, "delete") {
		t.Errorf("not by the controller's own user: %s", h.audit.String())
	}
}

func TestGarbageOnOtherServersIsCollected(t *testing.T) {
	w, h := newHarbouredWorld(t)
	boats := defineBoats(h.world)
	h.register(w)
	here := w.create(core.ConfigMaps, configMap("here"))
	h.create(boats, boat("default", "owned", metav1.OwnerReference{APIVersion: "v1", Kind: "ConfigMap", Name: "here", UID: here.GetUID()}))
	there := h.create(boats, boat("default", "there"))
	ref := metav1.OwnerReference{APIVersion: "example.com/v2", Kind: "Boat", Name: "there", UID: there.GetUID()}
	h.create(boats, boat("default", "crew", ref))
	dependent := configMap("dependent")
	dependent.OwnerReferences = []metav1.OwnerReference{ref}
	w.create(core.ConfigMaps, dependent)
	lost := configMap("lost")
	lost.OwnerReferences = []metav1.OwnerReference{{APIVersion: "example.com/v2", Kind: "Boat", Name: "never", UID: "never"}}
	w.create(core.ConfigMaps, lost)

	w.eventually("what a boat owned that never was is collected", func() bool { return !w.exists("lost") })
	if !w.exists("dependent") {
		t.Fatal("what a boat owns is gone before it")
	}
	w.delete(core.ConfigMaps, "default", "here", metav1.DeletePropagationBackground)
	w.eventually("what is owned from here is collected there", func() bool {
		_, err := h.client.Get(t.Context(), boats, "default", "owned")
		return apierrors.IsNotFound(err)
	})
	h.delete(boats, "default", "there", metav1.DeletePropagationForeground)
	w.eventually("what is owned from there is collected here and there, and its owner goes", func() bool {
		_, crew := h.client.Get(t.Context(), boats, "default", "crew")
		_, owner := h.client.Get(t.Context(), boats, "default", "there")
		return apierrors.IsNotFound(crew) && apierrors.IsNotFound(owner) && !w.exists("dependent")
	})
	if who := "system:serviceaccount:kube-system:generic-garbage-collector"; !h.did(who, "watch") || !h.did(who, "delete") || !h.did(who, "patch") {
		t.Errorf("not by the collector's own user: %s", h.audit.String())
	}
}

func TestAKindThatIsGoneSaysNothingOfItsOwners(t *testing.T) {
	w, h := newHarbouredWorld(t)
	boats := defineBoats(h.world)
	ships, err := client.Get[*apiextensionsv1.CustomResourceDefinition](t.Context(), h.client, apiextensions.CustomResourceDefinitions, "", "boats.example.com")
	if err != nil {
		t.Fatal(err)
	}
	h.register(w)
	ships = &apiextensionsv1.CustomResourceDefinition{ObjectMeta: metav1.ObjectMeta{Name: "ships.example.com"}, Spec: *ships.Spec.DeepCopy()}
	ships.Spec.Names = apiextensionsv1.CustomResourceDefinitionNames{Plural: "ships", Singular: "ship", Kind: "Ship", ListKind: "ShipList"}
	h.create(apiextensions.CustomResourceDefinitions, ships)
	h.create(boats, boat("default", "there"))
	w.eventually("the boat is known", func() bool {
		return h.did("system:serviceaccount:kube-system:generic-garbage-collector", "watch")
	})
	// The other server is healthy and serves ships, and of boats it answers 404.
	h.delete(apiextensions.CustomResourceDefinitions, "", "boats.example.com", metav1.DeletePropagationBackground)
	h.eventually("boats are served no more", func() bool {
		return h.client.(client.Resources).ResourceFor(boats.GVK()) == nil
	})
	// What belongs to the boat that was seen to go is garbage. Of this one, which
	// was never there, nobody says so any more.
	dependent := configMap("dependent")
	dependent.OwnerReferences = []metav1.OwnerReference{{APIVersion: "example.com/v2", Kind: "Boat", Name: "unseen", UID: "unseen"}}
	w.create(core.ConfigMaps, dependent)
	h.look(w, "what is there?")
	w.eventually("the kind is known to be gone", func() bool {
		r := w.server.Remotes()[0]
		return !r.Stale && len(r.Resources) == 1 && r.Resources[0].Kind == "Ship"
	})
	if !w.exists("dependent") {
		t.Error("what a boat may own was collected")
	}
}
