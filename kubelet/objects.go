package kubelet

import (
	"context"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	nodev1 "k8s.io/api/node/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/node"
	"github.com/skiff-k8s/skiff/client"
)

// lookupTimeout bounds one look-up.
const lookupTimeout = 10 * time.Second

// objects looks up what pods refer to, and watches what they show: one watch for
// each object, however many pods show it.
type objects struct {
	ctx     context.Context
	client  client.Client
	changed func(pod types.UID)

	mu      sync.Mutex
	watched map[objectKey]*watchedObject
	byPod   map[types.UID]map[objectKey]bool
}

type objectKey struct {
	resource        *api.Resource
	namespace, name string
}

type watchedObject struct {
	cancel context.CancelFunc
	pods   map[types.UID]bool
}

func newObjects(ctx context.Context, c client.Client, changed func(types.UID)) *objects {
	return &objects{ctx: ctx, client: c, changed: changed, watched: map[objectKey]*watchedObject{}, byPod: map[types.UID]map[objectKey]bool{}}
}

// ConfigMap returns a ConfigMap.
func (o *objects) ConfigMap(namespace, name string) (*v1.ConfigMap, error) {
	ctx, cancel := context.WithTimeout(o.ctx, lookupTimeout)
	defer cancel()
	return client.Get[*v1.ConfigMap](ctx, o.client, core.ConfigMaps, namespace, name)
}

// Secret returns a Secret.
func (o *objects) Secret(namespace, name string) (*v1.Secret, error) {
	return o.secret(o.ctx, namespace, name)
}

func (o *objects) secret(ctx context.Context, namespace, name string) (*v1.Secret, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	return client.Get[*v1.Secret](ctx, o.client, core.Secrets, namespace, name)
}

// services returns the services that a pod of the namespace is told of: those
// beside it, and the API's own. Without an answer it is told of none.
func (o *objects) services(ctx context.Context, namespace string) []*v1.Service {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	list, err := client.List[*v1.Service](ctx, o.client, core.Services, client.ListOptions{Namespace: namespace})
	if err != nil {
		return nil
	}
	if namespace != v1.NamespaceDefault {
		if s, err := client.Get[*v1.Service](ctx, o.client, core.Services, v1.NamespaceDefault, "kubernetes"); err == nil {
			list = append(list, s)
		}
	}
	return list
}

// handler returns the runtime's handler that a runtime class names.
func (o *objects) handler(ctx context.Context, class string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	c, err := client.Get[*nodev1.RuntimeClass](ctx, o.client, node.RuntimeClasses, "", class)
	if err != nil {
		return "", err
	}
	return c.Handler, nil
}

// watch takes what a pod shows, and watches what nobody has shown before; nothing
// ends the pod's part.
func (o *objects) watch(uid types.UID, namespace string, configMaps, secrets []string) {
	want := map[objectKey]bool{}
	for _, name := range configMaps {
		want[objectKey{core.ConfigMaps, namespace, name}] = true
	}
	for _, name := range secrets {
		want[objectKey{core.Secrets, namespace, name}] = true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for key := range o.byPod[uid] {
		if want[key] {
			continue
		}
		w := o.watched[key]
		delete(w.pods, uid)
		if len(w.pods) == 0 {
			w.cancel()
			delete(o.watched, key)
		}
	}
	for key := range want {
		w := o.watched[key]
		if w == nil {
			w = o.start(key)
			o.watched[key] = w
		}
		w.pods[uid] = true
	}
	if len(want) == 0 {
		delete(o.byPod, uid)
	} else {
		o.byPod[uid] = want
	}
}

func (o *objects) start(key objectKey) *watchedObject {
	ctx, cancel := context.WithCancel(o.ctx)
	w := &watchedObject{cancel: cancel, pods: map[types.UID]bool{}}
	synced := false
	opts := client.ListOptions{Namespace: key.namespace, Fields: fields.OneTermEqualSelector("metadata.name", key.name)}
	err := o.client.Watch(ctx, key.resource, opts, func(e client.Event) {
		// What exists at the beginning is looked up by whoever asked for it.
		if !synced {
			synced = e.Type == client.Synced
			return
		}
		o.mu.Lock()
		var pods []types.UID
		for uid := range w.pods {
			pods = append(pods, uid)
		}
		o.mu.Unlock()
		for _, uid := range pods {
			o.changed(uid)
		}
	})
	if err != nil {
		cancel()
	}
	return w
}
