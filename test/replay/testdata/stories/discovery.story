# What the server says about itself.

=== the core group
GET /api
@only kind versions
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "APIVersions",
  "versions": [
    "v1"
  ]
}

=== the groups
GET /apis
@only kind apiVersion groups.*.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groups.*.name": [
    "apiregistration.k8s.io",
    "apps",
    "events.k8s.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "storage.k8s.io",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "scheduling.k8s.io",
    "coordination.k8s.io",
    "node.k8s.io",
    "discovery.k8s.io",
    "resource.k8s.io",
    "flowcontrol.apiserver.k8s.io"
  ],
  "kind": "APIGroupList"
}

=== one group
GET /apis/apps
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "APIGroup",
  "name": "apps",
  "preferredVersion": {
    "groupVersion": "apps/v1",
    "version": "v1"
  },
  "versions": [
    {
      "groupVersion": "apps/v1",
      "version": "v1"
    }
  ]
}

=== resources of a group
GET /apis/coordination.k8s.io/v1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groupVersion": "coordination.k8s.io/v1",
  "kind": "APIResourceList",
  "resources": [
    {
      "kind": "Lease",
      "name": "leases",
      "namespaced": true,
      "singularName": "lease",
      "storageVersionHash": "gqkMMb/YqFM=",
      "verbs": [
        "create",
        "delete",
        "deletecollection",
        "get",
        "list",
        "patch",
        "update",
        "watch"
      ]
    }
  ]
}

=== resources of the core group
GET /api/v1
@only kind groupVersion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "groupVersion": "v1",
  "kind": "APIResourceList"
}

=== resources of apps
GET /apis/apps/v1
@only kind groupVersion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "groupVersion": "apps/v1",
  "kind": "APIResourceList"
}

=== aggregated discovery of the core group
GET /api
@only kind apiVersion metadata items.*.metadata
Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
--- 200
Cache-Control: public
Content-Type: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
Etag: <etag>
Vary: Accept

{
  "apiVersion": "apidiscovery.k8s.io/v2",
  "items.*.metadata": [
    {}
  ],
  "kind": "APIGroupDiscoveryList",
  "metadata": {}
}

=== aggregated discovery
GET /apis
@only kind apiVersion metadata
Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json
--- 200
Cache-Control: public
Content-Type: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
Etag: <etag>
Vary: Accept

{
  "apiVersion": "apidiscovery.k8s.io/v2",
  "kind": "APIGroupDiscoveryList",
  "metadata": {}
}

=== health
GET /healthz
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== readiness by name
GET /readyz/ping
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== liveness with words
GET /livez?verbose&exclude=etcd
@as anonymous
@only x
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

[+]ping ok
[+]log ok
[+]loopback-serving-certificate ok
[+]etcd excluded: ok
[+]poststarthook/start-apiserver-admission-initializer ok
[+]poststarthook/generic-apiserver-start-informers ok
[+]poststarthook/priority-and-fairness-config-consumer ok
[+]poststarthook/priority-and-fairness-filter ok
[+]poststarthook/storage-object-count-tracker-hook ok
[+]poststarthook/start-apiextensions-informers ok
[+]poststarthook/start-apiextensions-controllers ok
[+]poststarthook/crd-informer-synced ok
[+]poststarthook/start-system-namespaces-controller ok
[+]poststarthook/peer-endpoint-reconciler-controller ok
[+]poststarthook/start-cluster-authentication-info-controller ok
[+]poststarthook/start-kube-apiserver-identity-lease-controller ok
[+]poststarthook/start-kube-apiserver-identity-lease-garbage-collector ok
[+]poststarthook/storage-readiness ok
[+]poststarthook/start-legacy-token-tracking-controller ok
[+]poststarthook/start-service-ip-repair-controllers ok
[+]poststarthook/rbac/bootstrap-roles ok
[+]poststarthook/scheduling/bootstrap-system-priority-classes ok
[+]poststarthook/priority-and-fairness-config-producer ok
[+]poststarthook/bootstrap-controller ok
[+]poststarthook/start-kubernetes-service-cidr-controller ok
[+]poststarthook/start-kube-aggregator-informers ok
[+]poststarthook/apiservice-status-local-available-controller ok
[+]poststarthook/apiservice-status-remote-available-controller ok
[+]poststarthook/apiservice-registration-controller ok
[+]poststarthook/apiservice-discovery-controller ok
[+]poststarthook/kube-apiserver-autoregistration ok
[+]autoregister-completion ok
[+]poststarthook/apiservice-openapi-controller ok
[+]poststarthook/apiservice-openapiv3-controller ok
livez check passed

=== a secure default
GET /.well-known/openid-configuration
@as alice
@only issuer response_types_supported subject_types_supported id_token_signing_alg_values_supported
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "id_token_signing_alg_values_supported": null,
  "issuer": null,
  "response_types_supported": null,
  "subject_types_supported": null
}
