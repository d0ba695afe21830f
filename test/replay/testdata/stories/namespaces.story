# Namespaces: their default finalizer, their phase, and their end, which is
# marked and waits for the namespace controller.

=== create
POST /api/v1/namespaces
@yaml
@keep rv metadata.resourceVersion

apiVersion: v1
kind: Namespace
metadata: {name: spaces, labels: {team: a}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "a"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "phase": "Active"
  }
}

=== get
GET /api/v1/namespaces/spaces
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "a"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "phase": "Active"
  }
}

=== get status
GET /api/v1/namespaces/spaces/status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "a"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "phase": "Active"
  }
}

=== put
PUT /api/v1/namespaces/spaces
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: spaces, labels: {team: b}, resourceVersion: "${rv}"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "b"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "phase": "Active"
  }
}

=== a status in a put is not taken
PUT /api/v1/namespaces/spaces
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: spaces, labels: {team: b}}
status: {phase: Terminating}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "b"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "phase": "Active"
  }
}

=== the status subresource is
PATCH /api/v1/namespaces/spaces/status
Content-Type: application/merge-patch+json

{"status":{"conditions":[{"type":"Seen","status":"True","reason":"Test","message":"yes","lastTransitionTime":"2001-01-01T00:00:00Z"}]},"metadata":{"labels":{"team":"c"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "c"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "message": "yes",
        "reason": "Test",
        "status": "True",
        "type": "Seen"
      }
    ],
    "phase": "Active"
  }
}

=== list by label
GET /api/v1/namespaces?labelSelector=team%3Db
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "NamespaceList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by phase
GET /api/v1/namespaces?fieldSelector=status.phase%3DActive,metadata.name%3Dspaces
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "spaces"
  ]
}

=== as a table
GET /api/v1/namespaces/spaces
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
      "description": "The status of the namespace",
      "format": "",
      "name": "Status",
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
        "spaces",
        "Active",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "labels": {
            "kubernetes.io/metadata.name": "spaces",
            "team": "c"
          },
          "name": "spaces",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== something in it
POST /api/v1/namespaces/spaces/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: inside}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "inside",
    "namespace": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== delete
DELETE /api/v1/namespaces/spaces
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "deletionTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "c"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "message": "yes",
        "reason": "Test",
        "status": "True",
        "type": "Seen"
      }
    ],
    "phase": "Terminating"
  }
}

=== it is ending
GET /api/v1/namespaces/spaces
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "deletionTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "c"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "message": "yes",
        "reason": "Test",
        "status": "True",
        "type": "Seen"
      }
    ],
    "phase": "Terminating"
  }
}

=== delete again
DELETE /api/v1/namespaces/spaces
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Namespace",
  "metadata": {
    "creationTimestamp": "<time>",
    "deletionTimestamp": "<time>",
    "labels": {
      "kubernetes.io/metadata.name": "spaces",
      "team": "c"
    },
    "name": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "finalizers": [
      "kubernetes"
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "message": "yes",
        "reason": "Test",
        "status": "True",
        "type": "Seen"
      }
    ],
    "phase": "Terminating"
  }
}

=== nothing more may be made in it
POST /api/v1/namespaces/spaces/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: late}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "field": "metadata.namespace",
        "message": "namespace spaces is being terminated",
        "reason": "NamespaceTerminating"
      }
    ],
    "kind": "configmaps",
    "name": "late"
  },
  "kind": "Status",
  "message": "configmaps \"late\" is forbidden: unable to create new content in namespace spaces because it is being terminated",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== what is in it may still change
PATCH /api/v1/namespaces/spaces/configmaps/inside
Content-Type: application/merge-patch+json

{"data":{"a":"b"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "b"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "inside",
    "namespace": "spaces",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== finalize
PUT /api/v1/namespaces/spaces/finalize
@yaml
@only kind metadata.name spec

apiVersion: v1
kind: Namespace
metadata: {name: spaces}
spec: {finalizers: []}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Namespace",
  "metadata.name": "spaces",
  "spec": {}
}

=== it is gone
GET /api/v1/namespaces/spaces
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "namespaces",
    "name": "spaces"
  },
  "kind": "Status",
  "message": "namespaces \"spaces\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== the namespaces of the system may not go
DELETE /api/v1/namespaces/default
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces",
    "name": "default"
  },
  "kind": "Status",
  "message": "namespaces \"default\" is forbidden: this namespace may not be deleted",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== nor this one
DELETE /api/v1/namespaces/kube-system
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces",
    "name": "kube-system"
  },
  "kind": "Status",
  "message": "namespaces \"kube-system\" is forbidden: this namespace may not be deleted",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}
