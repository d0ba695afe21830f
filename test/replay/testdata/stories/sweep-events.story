# Every verb on events, right and wrong. Written by the sweep from the samples.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: sweep}

=== create it dry
POST /api/v1/namespaces/sweep/events?dryRun=All
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "count": 3,
  "eventTime": null,
  "firstTimestamp": "2020-01-01T00:00:00Z",
  "involvedObject": {
    "apiVersion": "v1",
    "kind": "Pod",
    "name": "p",
    "namespace": "sweep"
  },
  "kind": "Event",
  "lastTimestamp": "2020-01-01T00:10:00Z",
  "message": "it was tested",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "uid": "<uid>"
  },
  "reason": "Tested",
  "reportingComponent": "",
  "reportingInstance": "",
  "source": {
    "component": "tester",
    "host": "h"
  },
  "type": "Normal"
}

=== create it with a field that is not known
POST /api/v1/namespaces/sweep/events?fieldValidation=Strict
@yaml

apiVersion: v1
bogus: 1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
  wrong: true
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Event in version \"v1\" cannot be handled as a Event: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /api/v1/namespaces/sweep/events?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: v1
bogus: 1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "Event",
  "message": "it was tested"
}

=== create it without a name
POST /api/v1/namespaces/sweep/events?dryRun=All
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
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
    "kind": "Event"
  },
  "kind": "Status",
  "message": "Event \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /api/v1/namespaces/sweep/events
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: Bad/Name
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
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
        "message": "Invalid value: \"Bad/Name\": may not contain '/'",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Event",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "Event \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": may not contain '/'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /api/v1/namespaces/sweep/events
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  finalizers:
  - nogroup
  labels:
    k: no spaces, please
  name: sample
  namespace: sweep
  ownerReferences:
  - apiVersion: v1
    kind: Pod
    name: ""
reason: Tested
source:
  component: tester
  host: h
type: Normal
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
    "kind": "Event",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Event \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /api/v1/namespaces/sweep/events
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Other
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a Event: no kind \"Other\" is registered for version \"v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it
POST /api/v1/namespaces/sweep/events?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Event",
  "message": "it was tested",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== create it again
POST /api/v1/namespaces/sweep/events
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "events",
    "name": "sample"
  },
  "kind": "Status",
  "message": "events \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /api/v1/namespaces/sweep/events/sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "count": 3,
  "eventTime": null,
  "firstTimestamp": "2020-01-01T00:00:00Z",
  "involvedObject": {
    "apiVersion": "v1",
    "kind": "Pod",
    "name": "p",
    "namespace": "sweep"
  },
  "kind": "Event",
  "lastTimestamp": "2020-01-01T00:10:00Z",
  "message": "it was tested",
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
  "reason": "Tested",
  "reportingComponent": "",
  "reportingInstance": "",
  "source": {
    "component": "tester",
    "host": "h"
  },
  "type": "Normal"
}

=== list as a table
GET /api/v1/namespaces/sweep/events?labelSelector=sweep%3Da
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
        "6y327d",
        "Normal",
        "Tested",
        "pod/p",
        "",
        "tester, h",
        "it was tested",
        "6y327d",
        3,
        "sample"
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
GET /api/v1/namespaces/sweep/events?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "EventList"
}

=== watch from the beginning
GET /api/v1/namespaces/sweep/events?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
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
GET /api/v1/namespaces/sweep/events/sample
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
GET /api/v1/namespaces/sweep/events?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "EventList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /api/v1/namespaces/sweep/events?labelSelector=a+in+(
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
GET /api/v1/namespaces/sweep/events?fieldSelector=spec.nosuch%3Dx
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: spec.nosuch",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list by name
GET /api/v1/namespaces/sweep/events?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "EventList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /api/v1/namespaces/sweep/events?resourceVersion=x
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
GET /api/v1/namespaces/sweep/events/sample
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
PATCH /api/v1/namespaces/sweep/events/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Event",
  "message": "it was tested",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
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
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== merge an annotation in, by strategy
PATCH /api/v1/namespaces/sweep/events/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Event",
  "message": "it was tested",
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
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
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== test and fail
PATCH /api/v1/namespaces/sweep/events/sample
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
PATCH /api/v1/namespaces/sweep/events/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Event",
  "message": "it was tested",
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
      "apiVersion": "v1",
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
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== patch its name
PATCH /api/v1/namespaces/sweep/events/sample
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
PATCH /api/v1/namespaces/sweep/events/sample
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
    "kind": "Event",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Event \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /api/v1/namespaces/sweep/events/sample?fieldValidation=Strict
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"count\\\":3,\\\"eventTime\\\":null,\\\"firstTimestamp\\\":\\\"2020-01-01T00:00:00Z\\\",\\\"involvedObject\\\":{\\\"kind\\\":\\\"Pod\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"name\\\":\\\"p\\\",\\\"apiVersion\\\":\\\"v1\\\"},\\\"kind\\\":\\\"Event\\\",\\\"lastTimestamp\\\":\\\"2020-01-01T00:10:00Z\\\",\\\"message\\\":\\\"it was tested\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"reason\\\":\\\"Tested\\\",\\\"reportingComponent\\\":\\\"\\\",\\\"reportingInstance\\\":\\\"\\\",\\\"source\\\":{\\\"component\\\":\\\"tester\\\",\\\"host\\\":\\\"h\\\"},\\\"strange\\\":{},\\\"type\\\":\\\"Normal\\\"}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"count\\\":3,\\\"eventTime\\\":null,\\\"firstTimestamp\\\":\\\"2020-01-01T00:00:00Z\\\",\\\"involvedObject\\\":{\\\"kind\\\":\\\"Pod\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"name\\\":\\\"p\\\",\\\"apiVersion\\\":\\\"v1\\\"},\\\"kind\\\":\\\"Event\\\",\\\"lastTimestamp\\\":\\\"2020-01-01T00:10:00Z\\\",\\\"message\\\":\\\"it was tested\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"reason\\\":\\\"Tested\\\",\\\"reportingComponent\\\":\\\"\\\",\\\"reportingInstance\\\":\\\"\\\",\\\"source\\\":{\\\"component\\\":\\\"tester\\\",\\\"host\\\":\\\"h\\\"},\\\"strange\\\":{},\\\"type\\\":\\\"Normal\\\"}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /api/v1/namespaces/sweep/events/sample
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
PATCH /api/v1/namespaces/sweep/events/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "events",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "events \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /api/v1/namespaces/sweep/events/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Event
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
  "kind": "Event",
  "message": "it was tested",
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
      "apiVersion": "v1",
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
      "apiVersion": "v1",
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
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== apply without a manager
PATCH /api/v1/namespaces/sweep/events/sample
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Event
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
PATCH /api/v1/namespaces/sweep/events/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Event
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
        "message": "conflict with \"sweep\" using v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /api/v1/namespaces/sweep/events/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Event
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
  "kind": "Event",
  "message": "it was tested",
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
      "apiVersion": "v1",
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
      "apiVersion": "v1",
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
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {}
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== put with an old revision
PUT /api/v1/namespaces/sweep/events/sample
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
  resourceVersion: "1"
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "events",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on events \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /api/v1/namespaces/sweep/events/sample
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
  resourceVersion: x
reason: Tested
source:
  component: tester
  host: h
type: Normal
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
PUT /api/v1/namespaces/sweep/events/sample
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: other
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
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
PUT /api/v1/namespaces/sweep/events/sample
@only kind code reason
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
  uid: "0"
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /api/v1/namespaces/sweep/events/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Event",
  "message": "it was tested",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:count": {},
        "f:firstTimestamp": {},
        "f:involvedObject": {},
        "f:lastTimestamp": {},
        "f:message": {},
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:reason": {},
        "f:source": {
          "f:component": {},
          "f:host": {}
        },
        "f:type": {}
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": "Tested"
}

=== get a part that it has not
GET /api/v1/namespaces/sweep/events/sample/nosuch
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
POST /api/v1/namespaces/sweep/events/sample
@yaml

apiVersion: v1
count: 3
firstTimestamp: "2020-01-01T00:00:00Z"
involvedObject:
  apiVersion: v1
  kind: Pod
  name: p
  namespace: sweep
kind: Event
lastTimestamp: "2020-01-01T00:10:00Z"
message: it was tested
metadata:
  labels:
    sweep: a
  name: sample
  namespace: sweep
reason: Tested
source:
  component: tester
  host: h
type: Normal
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
DELETE /api/v1/namespaces/sweep/events/sample
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
DELETE /api/v1/namespaces/sweep/events/sample?propagationPolicy=Some
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
DELETE /api/v1/namespaces/sweep/events/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": "events",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== delete them dry
DELETE /api/v1/namespaces/sweep/events?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": null,
  "kind": "EventList",
  "message": null,
  "status": null
}

=== delete it
DELETE /api/v1/namespaces/sweep/events/sample
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": "events",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== get what was deleted
GET /api/v1/namespaces/sweep/events/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "kind": "events",
    "name": "sample"
  },
  "kind": "Status",
  "message": "events \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
