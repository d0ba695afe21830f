package endpoints

import (
	"errors"
	"net/http"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// isCustom says whether the objects of a resource are unstructured.
func isCustom(res *api.Resource) bool { return res.Custom != nil }

func (c *call) get() error {
	opts, err := readGetOptions(c.i.query)
	if err != nil {
		return err
	}
	result, err := c.config.Service.Get(c.r.Context(), &c.req, opts.ResourceVersion)
	if err != nil {
		return err
	}
	return c.answer(http.StatusOK, c.kind(), result)
}

func (c *call) list() error {
	opts, err := readListOptions(c.i, c.res)
	if err != nil {
		return err
	}
	l, err := c.config.Service.List(c.r.Context(), &c.req, rest.ListOptions{
		Labels: opts.labels, Fields: opts.fields, Limit: opts.Limit, Continue: opts.Continue,
		ResourceVersion: opts.ResourceVersion, ResourceVersionMatch: opts.ResourceVersionMatch,
	})
	if err != nil {
		return err
	}
	return c.answerList(l)
}

func (c *call) answerList(l rest.List) error {
	c.auditList(l)
	var err error
	if c.out.shape != shapeWhole {
		objects := make([]api.Object, len(l.Entries))
		for n, e := range l.Entries {
			objects[n] = e.Object()
		}
		err = c.writeShapedList(c.w, c.r, c.out, c.i, c.res, *listMeta(l), objects)
	} else {
		err = writeList(c.w, c.r, c.out, c.res, l)
	}
	if errors.Is(err, errBroken) {
		panic(http.ErrAbortHandler)
	}
	return err
}

// answer writes the result of a verb on one object.
func (c *call) answer(code int, gvk schema.GroupVersionKind, result rest.Result) error {
	c.auditAnswer(code, gvk, result)
	if result.Status != nil {
		status := *result.Status
		status.Kind, status.APIVersion = "Status", "v1"
		out := c.out
		out.shape = shapeWhole
		data, err := encodeObject(nil, out, schema.GroupVersionKind{Version: "v1", Kind: "Status"}, &status)
		if err != nil {
			return err
		}
		writeBody(c.w, c.r, code, out.contentType(), data)
		return nil
	}
	if c.out.shape != shapeWhole {
		res := c.res
		if gvk != res.GVK() { // a subresource of another kind has a table of its own
			res = &api.Resource{Meta: api.Meta{Group: gvk.Group, Version: gvk.Version, Kind: gvk.Kind, Name: res.Name}}
		}
		return c.writeShaped(c.w, c.r, c.out, code, c.i, res, result.Object)
	}
	buf := buffers.Get().(*[]byte)
	defer putBuffer(buf)
	var (
		data []byte
		err  error
	)
	if result.Entry != nil {
		data, err = encodeEntry((*buf)[:0], c.out, result.Entry)
	} else {
		data, err = encodeObject((*buf)[:0], c.out, gvk, result.Object)
	}
	if err != nil {
		return err
	}
	*buf = data
	writeBody(c.w, c.r, code, c.out.contentType(), data)
	return nil
}
