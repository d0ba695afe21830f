# Every verb on horizontalpodautoscalers, right and wrong. Written by the sweep from the samples.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: sweep}

=== create it dry
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?dryRun=All
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "HorizontalPodAutoscaler",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "uid": "<uid>"
  },
  "spec": {
    "maxReplicas": 5,
    "minReplicas": 2,
    "scaleTargetRef": {
      "apiVersion": "apps/v1",
      "kind": "Deployment",
      "name": "d"
    },
    "targetCPUUtilizationPercentage": 70
  },
  "status": {
    "currentReplicas": 0,
    "desiredReplicas": 0
  }
}

=== create it with a field that is not known
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?fieldValidation=Strict
@yaml

apiVersion: autoscaling/v1
bogus: 1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
  wrong: true
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "HorizontalPodAutoscaler in version \"v1\" cannot be handled as a HorizontalPodAutoscaler: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: autoscaling/v1
bogus: 1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null
}

=== create it without a name
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?dryRun=All
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
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
    "group": "autoscaling",
    "kind": "HorizontalPodAutoscaler"
  },
  "kind": "Status",
  "message": "HorizontalPodAutoscaler.autoscaling \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
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
    "group": "autoscaling",
    "kind": "HorizontalPodAutoscaler",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "HorizontalPodAutoscaler.autoscaling \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
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
    "group": "autoscaling",
    "kind": "HorizontalPodAutoscaler",
    "name": "sample"
  },
  "kind": "Status",
  "message": "HorizontalPodAutoscaler.autoscaling \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.finalizers[0]: Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers
@yaml

apiVersion: autoscaling/v1
kind: Other
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a HorizontalPodAutoscaler: no kind \"Other\" is registered for version \"autoscaling/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
  "message": "HorizontalPodAutoscaler in version \"v1\" cannot be handled as a HorizontalPodAutoscaler: json: cannot unmarshal array into Go struct field HorizontalPodAutoscaler.spec of type v1.HorizontalPodAutoscalerSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?dryRun=All
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
        "field": "spec.maxReplicas",
        "message": "Required value: must be set and greater than 0",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.maxReplicas",
        "message": "Invalid value: 0: must be greater than or equal to `minReplicas`",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.scaleTargetRef.kind",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.scaleTargetRef.name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.scaleTargetRef.apiVersion",
        "message": "Invalid value: \"\": apiVersion must specify API group",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "autoscaling",
    "kind": "HorizontalPodAutoscaler",
    "name": "sample"
  },
  "kind": "Status",
  "message": "HorizontalPodAutoscaler.autoscaling \"sample\" is invalid: [spec.maxReplicas: Required value: must be set and greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`, spec.scaleTargetRef.kind: Required value, spec.scaleTargetRef.name: Required value, spec.scaleTargetRef.apiVersion: Invalid value: \"\": apiVersion must specify API group]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "autoscaling",
    "kind": "horizontalpodautoscalers",
    "name": "sample"
  },
  "kind": "Status",
  "message": "horizontalpodautoscalers.autoscaling \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "HorizontalPodAutoscaler",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "maxReplicas": 5,
    "minReplicas": 2,
    "scaleTargetRef": {
      "apiVersion": "apps/v1",
      "kind": "Deployment",
      "name": "d"
    },
    "targetCPUUtilizationPercentage": 70
  },
  "status": {
    "currentReplicas": 0,
    "desiredReplicas": 0
  }
}

=== list as a table
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?labelSelector=sweep%3Da
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
        "Deployment/d",
        "cpu: <unknown>/70%",
        "2",
        5,
        0,
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
          "namespace": "sweep",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list in protobuf
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "HorizontalPodAutoscalerList"
}

=== watch from the beginning
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
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
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "items": [],
  "kind": "HorizontalPodAutoscalerList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?labelSelector=a+in+(
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
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?fieldSelector=spec.nosuch%3Dx
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
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "items": [],
  "kind": "HorizontalPodAutoscalerList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?resourceVersion=x
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
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
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
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
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
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
    "group": "autoscaling",
    "kind": "HorizontalPodAutoscaler",
    "name": "sample"
  },
  "kind": "Status",
  "message": "HorizontalPodAutoscaler.autoscaling \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?fieldValidation=Strict
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"autoscaling/v1\\\",\\\"kind\\\":\\\"HorizontalPodAutoscaler\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"scaleTargetRef\\\":{\\\"kind\\\":\\\"Deployment\\\",\\\"name\\\":\\\"d\\\",\\\"apiVersion\\\":\\\"apps/v1\\\"},\\\"minReplicas\\\":2,\\\"maxReplicas\\\":5,\\\"targetCPUUtilizationPercentage\\\":70},\\\"status\\\":{\\\"currentReplicas\\\":0,\\\"desiredReplicas\\\":0},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"autoscaling/v1\\\",\\\"kind\\\":\\\"HorizontalPodAutoscaler\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"scaleTargetRef\\\":{\\\"kind\\\":\\\"Deployment\\\",\\\"name\\\":\\\"d\\\",\\\"apiVersion\\\":\\\"apps/v1\\\"},\\\"minReplicas\\\":2,\\\"maxReplicas\\\":5,\\\"targetCPUUtilizationPercentage\\\":70},\\\"status\\\":{\\\"currentReplicas\\\":0,\\\"desiredReplicas\\\":0},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "autoscaling",
    "kind": "horizontalpodautoscalers",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "horizontalpodautoscalers.autoscaling \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
  "kind": "HorizontalPodAutoscaler",
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
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
        "message": "conflict with \"sweep\" using autoscaling/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using autoscaling/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
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
  "kind": "HorizontalPodAutoscaler",
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
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {}
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PUT /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: "1"
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "autoscaling",
    "kind": "horizontalpodautoscalers",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on horizontalpodautoscalers.autoscaling \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: x
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
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
PUT /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: other
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
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
PUT /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@only kind code reason
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
  uid: "0"
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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

=== get its status
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample/status
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"autoscaling/v1\\\",\\\"kind\\\":\\\"HorizontalPodAutoscaler\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"scaleTargetRef\\\":{\\\"kind\\\":\\\"Deployment\\\",\\\"name\\\":\\\"d\\\",\\\"apiVersion\\\":\\\"apps/v1\\\"},\\\"minReplicas\\\":2,\\\"maxReplicas\\\":5,\\\"targetCPUUtilizationPercentage\\\":70},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field HorizontalPodAutoscaler.status of type v1.HorizontalPodAutoscalerStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"autoscaling/v1\\\",\\\"kind\\\":\\\"HorizontalPodAutoscaler\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"scaleTargetRef\\\":{\\\"kind\\\":\\\"Deployment\\\",\\\"name\\\":\\\"d\\\",\\\"apiVersion\\\":\\\"apps/v1\\\"},\\\"minReplicas\\\":2,\\\"maxReplicas\\\":5,\\\"targetCPUUtilizationPercentage\\\":70},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field HorizontalPodAutoscaler.status of type v1.HorizontalPodAutoscalerStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "by-status": "1",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
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
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
PUT /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
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
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample/nosuch
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
POST /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  labels:
    sweep: a
  name: sample
spec:
  maxReplicas: 5
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: d
  targetCPUUtilizationPercentage: 70
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
DELETE /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
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
DELETE /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?propagationPolicy=Some
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
DELETE /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "autoscaling",
  "details.kind": "horizontalpodautoscalers",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== delete them dry
DELETE /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "code": null,
  "kind": "HorizontalPodAutoscalerList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "autoscaling",
  "details.kind": "horizontalpodautoscalers",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== get what was deleted
GET /apis/autoscaling/v1/namespaces/sweep/horizontalpodautoscalers/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "group": "autoscaling",
    "kind": "horizontalpodautoscalers",
    "name": "sample"
  },
  "kind": "Status",
  "message": "horizontalpodautoscalers.autoscaling \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
