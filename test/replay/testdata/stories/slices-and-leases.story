# Endpoint slices and leases.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: slices}

=== create a slice
POST /apis/discovery.k8s.io/v1/namespaces/slices/endpointslices
@yaml

apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{port: 80}, {name: dns, port: 53, protocol: UDP}]
endpoints:
- {addresses: ["10.9.0.1"], conditions: {ready: true, serving: true, terminating: false}, nodeName: node-1, targetRef: {kind: Pod, name: web-a, namespace: slices}}
- {addresses: ["10.9.0.2"], conditions: {ready: false}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "addressType": "IPv4",
  "apiVersion": "discovery.k8s.io/v1",
  "endpoints": [
    {
      "addresses": [
        "10.9.0.1"
      ],
      "conditions": {
        "ready": true,
        "serving": true,
        "terminating": false
      },
      "nodeName": "node-1",
      "targetRef": {
        "kind": "Pod",
        "name": "web-a",
        "namespace": "slices"
      }
    },
    {
      "addresses": [
        "10.9.0.2"
      ],
      "conditions": {
        "ready": false
      }
    }
  ],
  "kind": "EndpointSlice",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "kubernetes.io/service-name": "web"
    },
    "name": "web-1",
    "namespace": "slices",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "ports": [
    {
      "name": "",
      "port": 80,
      "protocol": "TCP"
    },
    {
      "name": "dns",
      "port": 53,
      "protocol": "UDP"
    }
  ]
}

=== an empty one
POST /apis/discovery.k8s.io/v1/namespaces/slices/endpointslices
@yaml

apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {generateName: web-}
addressType: IPv6
endpoints: []
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "addressType": "IPv6",
  "apiVersion": "discovery.k8s.io/v1",
  "endpoints": null,
  "kind": "EndpointSlice",
  "metadata": {
    "creationTimestamp": "<time>",
    "generateName": "web-",
    "generation": 1,
    "name": "web-<generated>",
    "namespace": "slices",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "ports": null
}

=== put
PUT /apis/discovery.k8s.io/v1/namespaces/slices/endpointslices/web-1
@yaml

apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{port: 80, appProtocol: http}]
endpoints:
- {addresses: ["10.9.0.3"]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "addressType": "IPv4",
  "apiVersion": "discovery.k8s.io/v1",
  "endpoints": [
    {
      "addresses": [
        "10.9.0.3"
      ],
      "conditions": {}
    }
  ],
  "kind": "EndpointSlice",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "labels": {
      "kubernetes.io/service-name": "web"
    },
    "name": "web-1",
    "namespace": "slices",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "ports": [
    {
      "appProtocol": "http",
      "name": "",
      "port": 80,
      "protocol": "TCP"
    }
  ]
}

=== list by label
GET /apis/discovery.k8s.io/v1/namespaces/slices/endpointslices?labelSelector=kubernetes.io/service-name%3Dweb
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "web-1"
  ]
}

=== as a table
GET /apis/discovery.k8s.io/v1/namespaces/slices/endpointslices?labelSelector=kubernetes.io/service-name%3Dweb
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "columnDefinitions": [
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "addressType specifies the type of address carried by this EndpointSlice. All addresses in this slice must be the same type. This field is immutable after creation. The following address types are currently supported: * IPv4: Represents an IPv4 Address. * IPv6: Represents an IPv6 Address. * FQDN: Represents a Fully Qualified Domain Name. (Deprecated) The EndpointSlice controller only generates, and kube-proxy only processes, slices of addressType \"IPv4\" and \"IPv6\". No semantics are defined for the \"FQDN\" type.",
      "format": "",
      "name": "AddressType",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "ports specifies the list of network ports exposed by each endpoint in this slice. Each port must have a unique name. Each slice may include a maximum of 100 ports. Services always have at least 1 port, so EndpointSlices generated by the EndpointSlice controller will likewise always have at least 1 port. EndpointSlices used for other purposes may have an empty ports list.",
      "format": "",
      "name": "Ports",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "endpoints is a list of unique endpoints in this slice. Each slice may include a maximum of 1000 endpoints.",
      "format": "",
      "name": "Endpoints",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
      "priority": 0,
      "type": "string"
    }
  ],
  "kind": "Table",
  "metadata": {
    "resourceVersion": "<revision>"
  },
  "rows": [
    {
      "cells": [
        "web-1",
        "IPv4",
        "80",
        "<ip>",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 2,
          "labels": {
            "kubernetes.io/service-name": "web"
          },
          "name": "web-1",
          "namespace": "slices",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== create a lease
POST /apis/coordination.k8s.io/v1/namespaces/slices/leases
@yaml
@keep rv metadata.resourceVersion

apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: leader}
spec: {holderIdentity: a, leaseDurationSeconds: 15, acquireTime: "2001-01-01T00:00:00.000001Z", renewTime: "2001-01-01T00:00:00.500000Z", leaseTransitions: 0}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "coordination.k8s.io/v1",
  "kind": "Lease",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "leader",
    "namespace": "slices",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "acquireTime": "2001-01-01T00:00:00.000001Z",
    "holderIdentity": "a",
    "leaseDurationSeconds": 15,
    "leaseTransitions": 0,
    "renewTime": "2001-01-01T00:00:00.500000Z"
  }
}

=== renew
PUT /apis/coordination.k8s.io/v1/namespaces/slices/leases/leader
@yaml

apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: leader, resourceVersion: "${rv}"}
spec: {holderIdentity: a, leaseDurationSeconds: 15, acquireTime: "2001-01-01T00:00:00.000001Z", renewTime: "2001-01-01T00:00:10.000000Z", leaseTransitions: 0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "coordination.k8s.io/v1",
  "kind": "Lease",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "leader",
    "namespace": "slices",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "acquireTime": "2001-01-01T00:00:00.000001Z",
    "holderIdentity": "a",
    "leaseDurationSeconds": 15,
    "leaseTransitions": 0,
    "renewTime": "2001-01-01T00:00:10.000000Z"
  }
}

=== steal with a stale revision
PUT /apis/coordination.k8s.io/v1/namespaces/slices/leases/leader
@yaml

apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: leader, resourceVersion: "${rv}"}
spec: {holderIdentity: b}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "coordination.k8s.io",
    "kind": "leases",
    "name": "leader"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on leases.coordination.k8s.io \"leader\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== leases as a table
GET /apis/coordination.k8s.io/v1/namespaces/slices/leases
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "columnDefinitions": [
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "holderIdentity contains the identity of the holder of a current lease. If Coordinated Leader Election is used, the holder identity must be equal to the elected LeaseCandidate.metadata.name field.",
      "format": "",
      "name": "Holder",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
      "priority": 0,
      "type": "string"
    }
  ],
  "kind": "Table",
  "metadata": {
    "resourceVersion": "<revision>"
  },
  "rows": [
    {
      "cells": [
        "leader",
        "a",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "leader",
          "namespace": "slices",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== delete the lease
DELETE /apis/coordination.k8s.io/v1/namespaces/slices/leases/leader
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "coordination.k8s.io",
    "kind": "leases",
    "name": "leader",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}
