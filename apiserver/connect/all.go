package connect

import (
	"net/http"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// All returns the connectors of every connecting subresource.
func All(nodes *Nodes, authorizer authz.Authorizer) map[endpoints.ConnectKey]endpoints.Connector {
	plain := &http.Transport{
		DialContext: nodes.dial, TLSClientConfig: insecure(),
		IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 4,
	}
	out := map[endpoints.ConnectKey]endpoints.Connector{
		{Resource: lookup.Pods, Subresource: "log"}: Logs{nodes},
	}
	for _, kind := range []string{"exec", "attach", "portforward"} {
		out[endpoints.ConnectKey{Resource: lookup.Pods, Subresource: kind}] = Streams{nodes, authorizer, kind}
	}
	for _, gr := range []lookup.GroupResource{lookup.Nodes, lookup.Pods, lookup.Services} {
		out[endpoints.ConnectKey{Resource: gr, Subresource: "proxy"}] = Proxies{nodes, plain, gr.Resource}
	}
	return out
}
