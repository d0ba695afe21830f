# Every verb on csidrivers, right and wrong. Written by the sweep from the samples.

=== create it dry
POST /apis/storage.k8s.io/v1/csidrivers?dryRun=All
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes"

{
  "apiVersion": "storage.k8s.io/v1",
  "kind": "CSIDriver",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample.example.com",
    "uid": "<uid>"
  },
  "spec": {
    "attachRequired": false,
    "fsGroupPolicy": "ReadWriteOnceWithFSType",
    "podInfoOnMount": true,
    "requiresRepublish": false,
    "seLinuxMount": false,
    "storageCapacity": false,
    "tokenRequests": [
      {
        "audience": "a"
      }
    ],
    "volumeLifecycleModes": [
      "Persistent"
    ]
  }
}

=== create it with a field that is not known
POST /apis/storage.k8s.io/v1/csidrivers?fieldValidation=Strict
@yaml

apiVersion: storage.k8s.io/v1
bogus: 1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
  wrong: true
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "CSIDriver in version \"v1\" cannot be handled as a CSIDriver: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/storage.k8s.io/v1/csidrivers?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: storage.k8s.io/v1
bogus: 1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""
Warning: 299 - "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes"

{
  "code": null,
  "kind": "CSIDriver",
  "message": null
}

=== create it without a name
POST /apis/storage.k8s.io/v1/csidrivers?dryRun=All
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
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
    "group": "storage.k8s.io",
    "kind": "CSIDriver"
  },
  "kind": "Status",
  "message": "CSIDriver.storage.k8s.io \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/storage.k8s.io/v1/csidrivers
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
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
    "group": "storage.k8s.io",
    "kind": "CSIDriver",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "CSIDriver.storage.k8s.io \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/storage.k8s.io/v1/csidrivers
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  finalizers:
  - nogroup
  labels:
    k: no spaces, please
  name: sample.example.com
  ownerReferences:
  - apiVersion: v1
    kind: Pod
    name: ""
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
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
    "group": "storage.k8s.io",
    "kind": "CSIDriver",
    "name": "sample.example.com"
  },
  "kind": "Status",
  "message": "CSIDriver.storage.k8s.io \"sample.example.com\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.finalizers[0]: Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/storage.k8s.io/v1/csidrivers
@yaml

apiVersion: storage.k8s.io/v1
kind: Other
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a CSIDriver: no kind \"Other\" is registered for version \"storage.k8s.io/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /apis/storage.k8s.io/v1/csidrivers
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
- text
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "CSIDriver in version \"v1\" cannot be handled as a CSIDriver: json: cannot unmarshal array into Go struct field CSIDriver.spec of type v1.CSIDriverSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /apis/storage.k8s.io/v1/csidrivers?dryRun=All
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "storage.k8s.io/v1",
  "kind": "CSIDriver",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample.example.com",
    "uid": "<uid>"
  },
  "spec": {
    "attachRequired": true,
    "fsGroupPolicy": "ReadWriteOnceWithFSType",
    "podInfoOnMount": false,
    "requiresRepublish": false,
    "seLinuxMount": false,
    "storageCapacity": false,
    "volumeLifecycleModes": [
      "Persistent"
    ]
  }
}

=== create it
POST /apis/storage.k8s.io/v1/csidrivers?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes"

{
  "code": null,
  "details": null,
  "kind": "CSIDriver",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "storage.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:attachRequired": {},
          "f:fsGroupPolicy": {},
          "f:podInfoOnMount": {},
          "f:requiresRepublish": {},
          "f:seLinuxMount": {},
          "f:storageCapacity": {},
          "f:tokenRequests": {},
          "f:volumeLifecycleModes": {
            ".": {},
            "v:\"Persistent\"": {}
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample.example.com",
  "reason": null
}

=== create it again
POST /apis/storage.k8s.io/v1/csidrivers
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 409
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes"

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "storage.k8s.io",
    "kind": "csidrivers",
    "name": "sample.example.com"
  },
  "kind": "Status",
  "message": "csidrivers.storage.k8s.io \"sample.example.com\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/storage.k8s.io/v1/csidrivers/sample.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "storage.k8s.io/v1",
  "kind": "CSIDriver",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "attachRequired": false,
    "fsGroupPolicy": "ReadWriteOnceWithFSType",
    "podInfoOnMount": true,
    "requiresRepublish": false,
    "seLinuxMount": false,
    "storageCapacity": false,
    "tokenRequests": [
      {
        "audience": "a"
      }
    ],
    "volumeLifecycleModes": [
      "Persistent"
    ]
  }
}

=== list as a table
GET /apis/storage.k8s.io/v1/csidrivers?labelSelector=sweep%3Da
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
        "sample.example.com",
        false,
        true,
        false,
        "a",
        false,
        "Persistent",
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
          "name": "sample.example.com",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list in protobuf
GET /apis/storage.k8s.io/v1/csidrivers?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "CSIDriverList"
}

=== watch from the beginning
GET /apis/storage.k8s.io/v1/csidrivers?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
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
GET /apis/storage.k8s.io/v1/csidrivers/sample.example.com
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
    "name": "sample.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/storage.k8s.io/v1/csidrivers?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "storage.k8s.io/v1",
  "items": [],
  "kind": "CSIDriverList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/storage.k8s.io/v1/csidrivers?labelSelector=a+in+(
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
GET /apis/storage.k8s.io/v1/csidrivers?fieldSelector=spec.nosuch%3Dx
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
GET /apis/storage.k8s.io/v1/csidrivers?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "storage.k8s.io/v1",
  "items": [],
  "kind": "CSIDriverList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/storage.k8s.io/v1/csidrivers?resourceVersion=x
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
GET /apis/storage.k8s.io/v1/csidrivers/sample.example.com
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
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CSIDriver",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:attachRequired": {},
          "f:fsGroupPolicy": {},
          "f:podInfoOnMount": {},
          "f:requiresRepublish": {},
          "f:seLinuxMount": {},
          "f:storageCapacity": {},
          "f:tokenRequests": {},
          "f:volumeLifecycleModes": {
            ".": {},
            "v:\"Persistent\"": {}
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample.example.com",
  "reason": null
}

=== merge an annotation in, by strategy
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CSIDriver",
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
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:attachRequired": {},
          "f:fsGroupPolicy": {},
          "f:podInfoOnMount": {},
          "f:requiresRepublish": {},
          "f:seLinuxMount": {},
          "f:storageCapacity": {},
          "f:tokenRequests": {},
          "f:volumeLifecycleModes": {
            ".": {},
            "v:\"Persistent\"": {}
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample.example.com",
  "reason": null
}

=== test and fail
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
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
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CSIDriver",
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
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:attachRequired": {},
          "f:fsGroupPolicy": {},
          "f:podInfoOnMount": {},
          "f:requiresRepublish": {},
          "f:seLinuxMount": {},
          "f:storageCapacity": {},
          "f:tokenRequests": {},
          "f:volumeLifecycleModes": {
            ".": {},
            "v:\"Persistent\"": {}
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample.example.com",
  "reason": null
}

=== patch its name
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
Content-Type: application/merge-patch+json

{"metadata":{"name":"other"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (sample.example.com)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch its uid
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
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
    "group": "storage.k8s.io",
    "kind": "CSIDriver",
    "name": "sample.example.com"
  },
  "kind": "Status",
  "message": "CSIDriver.storage.k8s.io \"sample.example.com\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com?fieldValidation=Strict
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"storage.k8s.io/v1\\\",\\\"kind\\\":\\\"CSIDriver\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample.example.com\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"attachRequired\\\":false,\\\"podInfoOnMount\\\":true,\\\"volumeLifecycleModes\\\":[\\\"Persistent\\\"],\\\"storageCapacity\\\":false,\\\"fsGroupPolicy\\\":\\\"ReadWriteOnceWithFSType\\\",\\\"tokenRequests\\\":[{\\\"audience\\\":\\\"a\\\"}],\\\"requiresRepublish\\\":false,\\\"seLinuxMount\\\":false},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"storage.k8s.io/v1\\\",\\\"kind\\\":\\\"CSIDriver\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample.example.com\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"attachRequired\\\":false,\\\"podInfoOnMount\\\":true,\\\"volumeLifecycleModes\\\":[\\\"Persistent\\\"],\\\"storageCapacity\\\":false,\\\"fsGroupPolicy\\\":\\\"ReadWriteOnceWithFSType\\\",\\\"tokenRequests\\\":[{\\\"audience\\\":\\\"a\\\"}],\\\"requiresRepublish\\\":false,\\\"seLinuxMount\\\":false},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
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
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "storage.k8s.io",
    "kind": "csidrivers",
    "name": "sample.example.com-not"
  },
  "kind": "Status",
  "message": "csidrivers.storage.k8s.io \"sample.example.com-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    owned: "yes"
  name: sample.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CSIDriver",
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
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:attachRequired": {},
          "f:fsGroupPolicy": {},
          "f:podInfoOnMount": {},
          "f:requiresRepublish": {},
          "f:seLinuxMount": {},
          "f:storageCapacity": {},
          "f:tokenRequests": {},
          "f:volumeLifecycleModes": {
            ".": {},
            "v:\"Persistent\"": {}
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample.example.com",
  "reason": null
}

=== apply without a manager
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com
Content-Type: application/apply-patch+yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    owned: "yes"
  name: sample.example.com
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
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    merged: mine
    sweep: mine
  name: sample.example.com
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
        "message": "conflict with \"sweep\" using storage.k8s.io/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using storage.k8s.io/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/storage.k8s.io/v1/csidrivers/sample.example.com?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    merged: mine
    sweep: mine
  name: sample.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CSIDriver",
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
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
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
      "apiVersion": "storage.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {}
        },
        "f:spec": {
          "f:attachRequired": {},
          "f:fsGroupPolicy": {},
          "f:podInfoOnMount": {},
          "f:requiresRepublish": {},
          "f:seLinuxMount": {},
          "f:storageCapacity": {},
          "f:tokenRequests": {},
          "f:volumeLifecycleModes": {
            ".": {},
            "v:\"Persistent\"": {}
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample.example.com",
  "reason": null
}

=== put with an old revision
PUT /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
  resourceVersion: "1"
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "storage.k8s.io",
    "kind": "csidrivers",
    "name": "sample.example.com"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on csidrivers.storage.k8s.io \"sample.example.com\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
  resourceVersion: x
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
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
PUT /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: other
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (sample.example.com)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== put with another uid
PUT /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@only kind code reason
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
  uid: "0"
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/storage.k8s.io/v1/csidrivers/sample.example.com?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
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
    "group": "storage.k8s.io",
    "kind": "csidrivers",
    "name": "sample.example.com"
  },
  "kind": "Status",
  "message": "csidrivers.storage.k8s.io \"sample.example.com\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.managedFields": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get a part that it has not
GET /apis/storage.k8s.io/v1/csidrivers/sample.example.com/nosuch
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
POST /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@yaml

apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  labels:
    sweep: a
  name: sample.example.com
spec:
  attachRequired: false
  podInfoOnMount: true
  tokenRequests:
  - audience: a
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
DELETE /apis/storage.k8s.io/v1/csidrivers/sample.example.com
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
DELETE /apis/storage.k8s.io/v1/csidrivers/sample.example.com?propagationPolicy=Some
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
DELETE /apis/storage.k8s.io/v1/csidrivers/sample.example.com?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": null,
  "details.name": null,
  "kind": "CSIDriver",
  "message": null,
  "metadata.name": "sample.example.com",
  "status": null
}

=== delete them dry
DELETE /apis/storage.k8s.io/v1/csidrivers?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "storage.k8s.io/v1",
  "code": null,
  "kind": "CSIDriverList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": null,
  "details.name": null,
  "kind": "CSIDriver",
  "message": null,
  "metadata.name": "sample.example.com",
  "status": null
}

=== get what was deleted
GET /apis/storage.k8s.io/v1/csidrivers/sample.example.com
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "group": "storage.k8s.io",
    "kind": "csidrivers",
    "name": "sample.example.com"
  },
  "kind": "Status",
  "message": "csidrivers.storage.k8s.io \"sample.example.com\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
