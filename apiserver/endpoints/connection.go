package endpoints

import (
	"net/url"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/scheme"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// connect admits a connection and hands it on.
func (c *call) connect(to Connector) error {
	// Reading a log opens no connection to anybody, it is a get like others.
	if c.sub.Name != "log" {
		if err := c.admitConnection(); err != nil {
			return err
		}
	}
	to.Connect(c.w, c.r, Connection{Request: &c.req, Path: c.i.subpath})
	return nil
}

// admitConnection asks admission about the options that the client connects with.
func (c *call) admitConnection() error {
	kind := c.kind()
	options, err := scheme.Scheme().New(kind)
	if err != nil {
		return apierrors.NewInternalError(err)
	}
	query := c.r.URL.Query()
	if c.sub.Name == "proxy" {
		query = withPath(query, c.i.subpath, strings.HasSuffix(c.r.URL.Path, "/"))
	}
	if err := scheme.ParameterCodec().DecodeParameters(query, kind.GroupVersion(), options); err != nil {
		return apierrors.NewBadRequest(err.Error())
	}
	_, err = c.config.Service.Admit(c.r.Context(), &rest.Attributes{
		Request: &c.req, Operation: rest.Connect, Kind: kind, Namespace: c.req.Namespace, Name: c.req.Name, Connect: options,
	})
	return err
}

// withPath returns the query with the path that a proxied request is for, as if
// it were a parameter.
func withPath(q url.Values, path string, slash bool) url.Values {
	if path != "" {
		path = "/" + path
	}
	if slash && !strings.HasSuffix(path, "/") {
		path += "/"
	}
	if path == "" {
		return q
	}
	q.Set("path", path)
	return q
}
