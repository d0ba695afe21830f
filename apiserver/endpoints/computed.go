package endpoints

import (
	"net/http"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// computed answers get and list of objects that are not stored.
func (c *call) computed(objects []api.Object) error {
	if c.res.Warn != nil && len(objects) > 0 {
		for _, text := range c.res.Warn(objects[0], nil) {
			c.warn(text)
		}
	}
	if c.i.verb == "get" {
		i := slices.IndexFunc(objects, func(o api.Object) bool { return o.GetName() == c.i.name })
		if i < 0 {
			return apierrors.NewNotFound(schema.GroupResource{Group: c.res.Group, Resource: c.res.Singular}, c.i.name)
		}
		return c.answer(http.StatusOK, c.kind(), rest.Result{Object: objects[i]})
	}
	if c.out.shape != shapeWhole {
		return c.writeShapedList(c.w, c.r, c.out, c.i, c.res, metav1.ListMeta{}, objects)
	}
	list := c.res.NewList()
	items := make([]runtime.Object, len(objects))
	for i, o := range objects {
		items[i] = o
	}
	if err := meta.SetList(list, items); err != nil {
		return apierrors.NewInternalError(err)
	}
	gvk := c.res.ListGVK()
	data, err := encodeObject(nil, c.out, gvk, list)
	if err != nil {
		return err
	}
	writeBody(c.w, c.r, http.StatusOK, c.out.contentType(), data)
	return nil
}
