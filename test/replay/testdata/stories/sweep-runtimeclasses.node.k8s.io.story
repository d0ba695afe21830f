# Every verb on runtimeclasses, right and wrong. Written by the sweep from the samples.

=== create it dry
POST /apis/node.k8s.io/v1/runtimeclasses?dryRun=All
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "node.k8s.io/v1",
  "handler": "runsc",
  "kind": "RuntimeClass",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "uid": "<uid>"
  },
  "overhead": {
    "podFixed": {
      "memory": "10Mi"
    }
  },
  "scheduling": {
    "nodeSelector": {
      "k": "v"
    },
    "tolerations": [
      {
        "key": "k",
        "operator": "Exists"
      }
    ]
  }
}

=== create it with a field that is not known
POST /apis/node.k8s.io/v1/runtimeclasses?fieldValidation=Strict
@yaml

apiVersion: node.k8s.io/v1
bogus: 1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
  wrong: true
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "RuntimeClass in version \"v1\" cannot be handled as a RuntimeClass: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/node.k8s.io/v1/runtimeclasses?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: node.k8s.io/v1
bogus: 1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "RuntimeClass",
  "message": null
}

=== create it without a name
POST /apis/node.k8s.io/v1/runtimeclasses?dryRun=All
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
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
    "group": "node.k8s.io",
    "kind": "RuntimeClass"
  },
  "kind": "Status",
  "message": "RuntimeClass.node.k8s.io \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/node.k8s.io/v1/runtimeclasses
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: Bad/Name
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
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
    "group": "node.k8s.io",
    "kind": "RuntimeClass",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "RuntimeClass.node.k8s.io \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/node.k8s.io/v1/runtimeclasses
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
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
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
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
      }
    ],
    "group": "node.k8s.io",
    "kind": "RuntimeClass",
    "name": "sample"
  },
  "kind": "Status",
  "message": "RuntimeClass.node.k8s.io \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/node.k8s.io/v1/runtimeclasses
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: Other
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a RuntimeClass: no kind \"Other\" is registered for version \"node.k8s.io/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a handler of another type
POST /apis/node.k8s.io/v1/runtimeclasses
@yaml

apiVersion: node.k8s.io/v1
handler:
- text
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "RuntimeClass in version \"v1\" cannot be handled as a RuntimeClass: json: cannot unmarshal array into Go struct field RuntimeClass.handler of type string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without handler
POST /apis/node.k8s.io/v1/runtimeclasses?dryRun=All
@yaml

apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "handler",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "node.k8s.io",
    "kind": "RuntimeClass",
    "name": "sample"
  },
  "kind": "Status",
  "message": "RuntimeClass.node.k8s.io \"sample\" is invalid: handler: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it
POST /apis/node.k8s.io/v1/runtimeclasses?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "RuntimeClass",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "node.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:handler": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:overhead": {
          ".": {},
          "f:podFixed": {
            ".": {},
            "f:memory": {}
          }
        },
        "f:scheduling": {
          ".": {},
          "f:nodeSelector": {},
          "f:tolerations": {}
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
POST /apis/node.k8s.io/v1/runtimeclasses
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "node.k8s.io",
    "kind": "runtimeclasses",
    "name": "sample"
  },
  "kind": "Status",
  "message": "runtimeclasses.node.k8s.io \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/node.k8s.io/v1/runtimeclasses/sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "node.k8s.io/v1",
  "handler": "runsc",
  "kind": "RuntimeClass",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "overhead": {
    "podFixed": {
      "memory": "10Mi"
    }
  },
  "scheduling": {
    "nodeSelector": {
      "k": "v"
    },
    "tolerations": [
      {
        "key": "k",
        "operator": "Exists"
      }
    ]
  }
}

=== list as a table
GET /apis/node.k8s.io/v1/runtimeclasses?labelSelector=sweep%3Da
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
        "runsc",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "labels": {
            "sweep": "a"
          },
          "name": "sample",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list in protobuf
GET /apis/node.k8s.io/v1/runtimeclasses?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "RuntimeClassList"
}

=== watch from the beginning
GET /apis/node.k8s.io/v1/runtimeclasses?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
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
GET /apis/node.k8s.io/v1/runtimeclasses/sample
Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "kind": "PartialObjectMetadata",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/node.k8s.io/v1/runtimeclasses?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "node.k8s.io/v1",
  "items": [],
  "kind": "RuntimeClassList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/node.k8s.io/v1/runtimeclasses?labelSelector=a+in+(
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
GET /apis/node.k8s.io/v1/runtimeclasses?fieldSelector=spec.nosuch%3Dx
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
GET /apis/node.k8s.io/v1/runtimeclasses?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "node.k8s.io/v1",
  "items": [],
  "kind": "RuntimeClassList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/node.k8s.io/v1/runtimeclasses?resourceVersion=x
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
GET /apis/node.k8s.io/v1/runtimeclasses/sample
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "RuntimeClass",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:handler": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:overhead": {
          ".": {},
          "f:podFixed": {
            ".": {},
            "f:memory": {}
          }
        },
        "f:scheduling": {
          ".": {},
          "f:nodeSelector": {},
          "f:tolerations": {}
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "RuntimeClass",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:handler": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:overhead": {
          ".": {},
          "f:podFixed": {
            ".": {},
            "f:memory": {}
          }
        },
        "f:scheduling": {
          ".": {},
          "f:nodeSelector": {},
          "f:tolerations": {}
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "RuntimeClass",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "ops": "1",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:handler": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:overhead": {
          ".": {},
          "f:podFixed": {
            ".": {},
            "f:memory": {}
          }
        },
        "f:scheduling": {
          ".": {},
          "f:nodeSelector": {},
          "f:tolerations": {}
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
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
    "group": "node.k8s.io",
    "kind": "RuntimeClass",
    "name": "sample"
  },
  "kind": "Status",
  "message": "RuntimeClass.node.k8s.io \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample?fieldValidation=Strict
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"node.k8s.io/v1\\\",\\\"handler\\\":\\\"runsc\\\",\\\"kind\\\":\\\"RuntimeClass\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"overhead\\\":{\\\"podFixed\\\":{\\\"memory\\\":\\\"10Mi\\\"}},\\\"scheduling\\\":{\\\"nodeSelector\\\":{\\\"k\\\":\\\"v\\\"},\\\"tolerations\\\":[{\\\"key\\\":\\\"k\\\",\\\"operator\\\":\\\"Exists\\\"}]},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"node.k8s.io/v1\\\",\\\"handler\\\":\\\"runsc\\\",\\\"kind\\\":\\\"RuntimeClass\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"overhead\\\":{\\\"podFixed\\\":{\\\"memory\\\":\\\"10Mi\\\"}},\\\"scheduling\\\":{\\\"nodeSelector\\\":{\\\"k\\\":\\\"v\\\"},\\\"tolerations\\\":[{\\\"key\\\":\\\"k\\\",\\\"operator\\\":\\\"Exists\\\"}]},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "node.k8s.io",
    "kind": "runtimeclasses",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "runtimeclasses.node.k8s.io \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: node.k8s.io/v1
kind: RuntimeClass
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
  "kind": "RuntimeClass",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "ops": "1",
    "owned": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:handler": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:overhead": {
          ".": {},
          "f:podFixed": {
            ".": {},
            "f:memory": {}
          }
        },
        "f:scheduling": {
          ".": {},
          "f:nodeSelector": {},
          "f:tolerations": {}
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample
Content-Type: application/apply-patch+yaml

apiVersion: node.k8s.io/v1
kind: RuntimeClass
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
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: node.k8s.io/v1
kind: RuntimeClass
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
        "message": "conflict with \"sweep\" using node.k8s.io/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using node.k8s.io/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/node.k8s.io/v1/runtimeclasses/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: node.k8s.io/v1
kind: RuntimeClass
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
  "kind": "RuntimeClass",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "merged": "mine",
    "ops": "1",
    "sweep": "mine"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
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
      "apiVersion": "node.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:handler": {},
        "f:metadata": {
          "f:labels": {}
        },
        "f:overhead": {
          ".": {},
          "f:podFixed": {
            ".": {},
            "f:memory": {}
          }
        },
        "f:scheduling": {
          ".": {},
          "f:nodeSelector": {},
          "f:tolerations": {}
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
PUT /apis/node.k8s.io/v1/runtimeclasses/sample
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: "1"
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "node.k8s.io",
    "kind": "runtimeclasses",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on runtimeclasses.node.k8s.io \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/node.k8s.io/v1/runtimeclasses/sample
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: x
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
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
PUT /apis/node.k8s.io/v1/runtimeclasses/sample
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: other
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
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
PUT /apis/node.k8s.io/v1/runtimeclasses/sample
@only kind code reason
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
  uid: "0"
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/node.k8s.io/v1/runtimeclasses/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.resourceVersion",
        "message": "Invalid value: 0: must be specified for an update",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "node.k8s.io",
    "kind": "runtimeclasses",
    "name": "sample"
  },
  "kind": "Status",
  "message": "runtimeclasses.node.k8s.io \"sample\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.managedFields": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get a part that it has not
GET /apis/node.k8s.io/v1/runtimeclasses/sample/nosuch
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
POST /apis/node.k8s.io/v1/runtimeclasses/sample
@yaml

apiVersion: node.k8s.io/v1
handler: runsc
kind: RuntimeClass
metadata:
  labels:
    sweep: a
  name: sample
overhead:
  podFixed:
    memory: 10Mi
scheduling:
  nodeSelector:
    k: v
  tolerations:
  - key: k
    operator: Exists
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
DELETE /apis/node.k8s.io/v1/runtimeclasses/sample
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
DELETE /apis/node.k8s.io/v1/runtimeclasses/sample?propagationPolicy=Some
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
DELETE /apis/node.k8s.io/v1/runtimeclasses/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "node.k8s.io",
  "details.kind": "runtimeclasses",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== delete them dry
DELETE /apis/node.k8s.io/v1/runtimeclasses?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "node.k8s.io/v1",
  "code": null,
  "kind": "RuntimeClassList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/node.k8s.io/v1/runtimeclasses/sample
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "node.k8s.io",
  "details.kind": "runtimeclasses",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== get what was deleted
GET /apis/node.k8s.io/v1/runtimeclasses/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "group": "node.k8s.io",
    "kind": "runtimeclasses",
    "name": "sample"
  },
  "kind": "Status",
  "message": "runtimeclasses.node.k8s.io \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
