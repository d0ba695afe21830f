package rest_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
)

// TestServersShareAStore lets two servers write the same objects.
func TestServersShareAStore(t *testing.T) {
	a := newWorld(t, rest.Options{})
	first := serve(t, a.store, rest.Options{}, cache.Options{Shared: true})
	second := serve(t, a.store, rest.Options{}, cache.Options{Shared: true})
	servers := []*world{first, second}

	first.create(core.ConfigMaps, "default", configMap("c"))
	if got := second.get(core.ConfigMaps, "default", "c"); got.GetName() != "c" {
		t.Errorf("the other server reads %v", got)
	}
	if _, err := second.Create(t.Context(), request("create", core.ConfigMaps, "default", ""), configMap("c")); !apierrors.IsAlreadyExists(err) {
		t.Errorf("create of what the other server made: %v", err)
	}
	var group sync.WaitGroup
	const n = 40
	for i := range n {
		group.Go(func() {
			_, err := servers[i%2].Patch(context.Background(), request("patch", core.ConfigMaps, "default", "c"),
				rest.Patch{Type: types.MergePatchType, Data: fmt.Appendf(nil, `{"data":{"p%d":"x"}}`, i)})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for i, s := range servers {
		if got := s.get(core.ConfigMaps, "default", "c").(*corev1.ConfigMap); len(got.Data) != n {
			t.Errorf("server %d shows %d of %d patches", i, len(got.Data), n)
		}
	}
	first.delete(core.ConfigMaps, "default", "c", nil)
	if _, err := second.Delete(t.Context(), request("delete", core.ConfigMaps, "default", "c"), nil); !apierrors.IsNotFound(err) {
		t.Errorf("delete of what the other server deleted: %v", err)
	}
}
