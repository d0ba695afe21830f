# Every verb on replicasets, right and wrong. Written by the sweep from the samples.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: sweep}

=== create it dry
POST /apis/apps/v1/namespaces/sweep/replicasets?dryRun=All
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "kind": "ReplicaSet",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 1,
    "selector": {
      "matchExpressions": [
        {
          "key": "app",
          "operator": "In",
          "values": [
            "x"
          ]
        }
      ]
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "x"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "nginx:1",
            "imagePullPolicy": "IfNotPresent",
            "name": "c",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "priorityClassName": "system-node-critical",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {
    "replicas": 0
  }
}

=== create it with a field that is not known
POST /apis/apps/v1/namespaces/sweep/replicasets?fieldValidation=Strict
@yaml

apiVersion: apps/v1
bogus: 1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
  wrong: true
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ReplicaSet in version \"v1\" cannot be handled as a ReplicaSet: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/apps/v1/namespaces/sweep/replicasets?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: apps/v1
bogus: 1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "ReplicaSet",
  "message": null
}

=== create it without a name
POST /apis/apps/v1/namespaces/sweep/replicasets?dryRun=All
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Required value: name or generateName is required",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/apps/v1/namespaces/sweep/replicasets
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/apps/v1/namespaces/sweep/replicasets
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  finalizers:
  - nogroup
  labels:
    k: no spaces, please
  name: sample
  ownerReferences:
  - apiVersion: v1
    kind: Pod
    name: ""
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.labels",
        "message": "Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.ownerReferences.name",
        "message": "Invalid value: \"\": must not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.ownerReferences.uid",
        "message": "Invalid value: \"\": must not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.finalizers[0]",
        "message": "Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet",
    "name": "sample"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.finalizers[0]: Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/apps/v1/namespaces/sweep/replicasets
@yaml

apiVersion: apps/v1
kind: Other
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a ReplicaSet: no kind \"Other\" is registered for version \"apps/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /apis/apps/v1/namespaces/sweep/replicasets
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
- text
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ReplicaSet in version \"v1\" cannot be handled as a ReplicaSet: json: cannot unmarshal array into Go struct field ReplicaSet.spec of type v1.ReplicaSetSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /apis/apps/v1/namespaces/sweep/replicasets?dryRun=All
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selector",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.template.metadata.labels",
        "message": "Invalid value: null: `selector` does not match template `labels`",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.template.spec.containers",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet",
    "name": "sample"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"sample\" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it
POST /apis/apps/v1/namespaces/sweep/replicasets?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== create it again
POST /apis/apps/v1/namespaces/sweep/replicasets
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apps",
    "kind": "replicasets",
    "name": "sample"
  },
  "kind": "Status",
  "message": "replicasets.apps \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/apps/v1/namespaces/sweep/replicasets/sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "kind": "ReplicaSet",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 1,
    "selector": {
      "matchExpressions": [
        {
          "key": "app",
          "operator": "In",
          "values": [
            "x"
          ]
        }
      ]
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "x"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "nginx:1",
            "imagePullPolicy": "IfNotPresent",
            "name": "c",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "priorityClassName": "system-node-critical",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {
    "replicas": 0
  }
}

=== list as a table
GET /apis/apps/v1/namespaces/sweep/replicasets?labelSelector=sweep%3Da
@only kind rows
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Table",
  "rows": [
    {
      "cells": [
        "sample",
        1,
        0,
        0,
        "<age>",
        "c",
        "nginx:1",
        "app in (x)"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "labels": {
            "sweep": "a"
          },
          "name": "sample",
          "namespace": "sweep",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list in protobuf
GET /apis/apps/v1/namespaces/sweep/replicasets?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "ReplicaSetList"
}

=== watch from the beginning
GET /apis/apps/v1/namespaces/sweep/replicasets?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
@only type object.kind object.metadata.name
@events 2
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "object.kind": null,
  "object.metadata.name": null,
  "type": null
}

=== get its metadata
GET /apis/apps/v1/namespaces/sweep/replicasets/sample
Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "kind": "PartialObjectMetadata",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/apps/v1/namespaces/sweep/replicasets?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "items": [],
  "kind": "ReplicaSetList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/apps/v1/namespaces/sweep/replicasets?labelSelector=a+in+(
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: found '', expected: ',', ')' or identifier",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list by a field that is not known
GET /apis/apps/v1/namespaces/sweep/replicasets?fieldSelector=spec.nosuch%3Dx
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "\"spec.nosuch\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list by name
GET /apis/apps/v1/namespaces/sweep/replicasets?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "items": [],
  "kind": "ReplicaSetList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/apps/v1/namespaces/sweep/replicasets?resourceVersion=x
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid resource version: resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== get with a body type that is not served
GET /apis/apps/v1/namespaces/sweep/replicasets/sample
Accept: text/html
--- 406
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 406,
  "details": {},
  "kind": "Status",
  "message": "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "NotAcceptable",
  "status": "Failure"
}

=== merge a label in
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:merged": {}
          }
        }
      },
      "manager": "merger",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== merge an annotation in, by strategy
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== test and fail
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"b"},{"op":"remove","path":"/metadata/labels/sweep"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {},
  "kind": "Status",
  "message": "the server rejected our request due to an error in our request",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== replace by operations
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== patch its name
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
Content-Type: application/merge-patch+json

{"metadata":{"name":"other"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (sample)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch its uid
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
Content-Type: application/merge-patch+json

{"metadata":{"uid":"0"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.uid",
        "message": "Invalid value: \"0\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet",
    "name": "sample"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample?fieldValidation=Strict
Content-Type: application/merge-patch+json

{"metadata":{"bogus":1},"strange":{}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "patch",
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"apps/v1\\\",\\\"kind\\\":\\\"ReplicaSet\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":1,\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"replicas\\\":1,\\\"selector\\\":{\\\"matchExpressions\\\":[{\\\"key\\\":\\\"app\\\",\\\"operator\\\":\\\"In\\\",\\\"values\\\":[\\\"x\\\"]}]},\\\"template\\\":{\\\"metadata\\\":{\\\"labels\\\":{\\\"app\\\":\\\"x\\\"}},\\\"spec\\\":{\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1\\\",\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"priorityClassName\\\":\\\"system-node-critical\\\"}}},\\\"status\\\":{\\\"replicas\\\":0},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"apps/v1\\\",\\\"kind\\\":\\\"ReplicaSet\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":1,\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"replicas\\\":1,\\\"selector\\\":{\\\"matchExpressions\\\":[{\\\"key\\\":\\\"app\\\",\\\"operator\\\":\\\"In\\\",\\\"values\\\":[\\\"x\\\"]}]},\\\"template\\\":{\\\"metadata\\\":{\\\"labels\\\":{\\\"app\\\":\\\"x\\\"}},\\\"spec\\\":{\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1\\\",\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"priorityClassName\\\":\\\"system-node-critical\\\"}}},\\\"status\\\":{\\\"replicas\\\":0},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
Content-Type: application/strategic-merge-patch+json

["a"]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "json: cannot unmarshal array into Go value of type map[string]interface {}",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch what is not there
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apps",
    "kind": "replicasets",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "replicasets.apps \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    owned: "yes"
  name: sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "owned": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:owned": {}
          }
        }
      },
      "manager": "applier",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== apply without a manager
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    owned: "yes"
  name: sample
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "fieldManager",
        "message": "Required value: is required for apply patch",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "PatchOptions"
  },
  "kind": "Status",
  "message": "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== apply against others
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    merged: mine
    sweep: mine
  name: sample
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "causes": [
      {
        "field": ".metadata.labels.sweep",
        "message": "conflict with \"sweep\" using apps/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using apps/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    merged: mine
    sweep: mine
  name: sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "merged": "mine",
    "ops": "1",
    "sweep": "mine"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:merged": {},
            "f:sweep": {}
          }
        }
      },
      "manager": "applier",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {}
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== put with an old revision
PUT /apis/apps/v1/namespaces/sweep/replicasets/sample
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: "1"
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apps",
    "kind": "replicasets",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on replicasets.apps \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/apps/v1/namespaces/sweep/replicasets/sample
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: x
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "strconv.ParseUint: parsing \"x\": invalid syntax",
  "metadata": {},
  "status": "Failure"
}

=== put under another name
PUT /apis/apps/v1/namespaces/sweep/replicasets/sample
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: other
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (sample)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== put with another uid
PUT /apis/apps/v1/namespaces/sweep/replicasets/sample
@only kind code reason
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
  uid: "0"
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/apps/v1/namespaces/sweep/replicasets/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== get its scale
GET /apis/apps/v1/namespaces/sweep/replicasets/sample/scale
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 1
  },
  "status": {
    "replicas": 0,
    "selector": "app in (x)"
  }
}

=== patch its scale
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample/scale
Content-Type: application/merge-patch+json

{"spec":{"replicas":7}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 7
  },
  "status": {
    "replicas": 0,
    "selector": "app in (x)"
  }
}

=== scale it below zero
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample/scale
Content-Type: application/merge-patch+json

{"spec":{"replicas":-1}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.replicas",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "autoscaling",
    "kind": "Scale",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Scale.autoscaling \"sample\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== get its status
GET /apis/apps/v1/namespaces/sweep/replicasets/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 2,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "subresource": "scale"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== patch its status with another type
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample/status
Content-Type: application/merge-patch+json

{"status":"fine"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "patch",
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"apps/v1\\\",\\\"kind\\\":\\\"ReplicaSet\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":2,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"replicas\\\":7,\\\"selector\\\":{\\\"matchExpressions\\\":[{\\\"key\\\":\\\"app\\\",\\\"operator\\\":\\\"In\\\",\\\"values\\\":[\\\"x\\\"]}]},\\\"template\\\":{\\\"metadata\\\":{\\\"labels\\\":{\\\"app\\\":\\\"x\\\"}},\\\"spec\\\":{\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1\\\",\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"priorityClassName\\\":\\\"system-node-critical\\\"}}},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field ReplicaSet.status of type v1.ReplicaSetStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"apps/v1\\\",\\\"kind\\\":\\\"ReplicaSet\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":2,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"replicas\\\":7,\\\"selector\\\":{\\\"matchExpressions\\\":[{\\\"key\\\":\\\"app\\\",\\\"operator\\\":\\\"In\\\",\\\"values\\\":[\\\"x\\\"]}]},\\\"template\\\":{\\\"metadata\\\":{\\\"labels\\\":{\\\"app\\\":\\\"x\\\"}},\\\"spec\\\":{\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1\\\",\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"priorityClassName\\\":\\\"system-node-critical\\\"}}},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field ReplicaSet.status of type v1.ReplicaSetStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /apis/apps/v1/namespaces/sweep/replicasets/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 2,
  "metadata.labels": {
    "by-status": "1",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "subresource": "scale"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:by-status": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== put its spec by its status
PUT /apis/apps/v1/namespaces/sweep/replicasets/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "ReplicaSet",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 2,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "subresource": "scale"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                ".": {},
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"c\"}": {
                  ".": {},
                  "f:image": {},
                  "f:imagePullPolicy": {},
                  "f:name": {},
                  "f:resources": {},
                  "f:terminationMessagePath": {},
                  "f:terminationMessagePolicy": {}
                }
              },
              "f:dnsPolicy": {},
              "f:priorityClassName": {},
              "f:restartPolicy": {},
              "f:schedulerName": {},
              "f:securityContext": {},
              "f:terminationGracePeriodSeconds": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== get a part that it has not
GET /apis/apps/v1/namespaces/sweep/replicasets/sample/nosuch
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {},
  "kind": "Status",
  "message": "the server could not find the requested resource",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== ask for a verb that it has not
POST /apis/apps/v1/namespaces/sweep/replicasets/sample
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata:
  labels:
    sweep: a
  name: sample
spec:
  selector:
    matchExpressions:
    - key: app
      operator: In
      values:
      - x
  template:
    metadata:
      labels:
        app: x
    spec:
      containers:
      - image: nginx:1
        name: c
      priorityClassName: system-node-critical
--- 405
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 405,
  "details": {},
  "kind": "Status",
  "message": "the server does not allow this method on the requested resource",
  "metadata": {},
  "reason": "MethodNotAllowed",
  "status": "Failure"
}

=== delete another uid
DELETE /apis/apps/v1/namespaces/sweep/replicasets/sample
@only kind code reason
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"0"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== delete in a way that is none
DELETE /apis/apps/v1/namespaces/sweep/replicasets/sample?propagationPolicy=Some
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "propagationPolicy",
        "message": "Unsupported value: \"Some\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "DeleteOptions"
  },
  "kind": "Status",
  "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Some\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== delete it dry
DELETE /apis/apps/v1/namespaces/sweep/replicasets/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "apps",
  "details.kind": "replicasets",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== delete them dry
DELETE /apis/apps/v1/namespaces/sweep/replicasets?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "code": null,
  "kind": "ReplicaSetList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/apps/v1/namespaces/sweep/replicasets/sample
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "apps",
  "details.kind": "replicasets",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== get what was deleted
GET /apis/apps/v1/namespaces/sweep/replicasets/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "group": "apps",
    "kind": "replicasets",
    "name": "sample"
  },
  "kind": "Status",
  "message": "replicasets.apps \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
