# Every verb on flowschemas, right and wrong. Written by the sweep from the samples.

=== create it dry
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?dryRun=All
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null,
  "spec": {
    "distinguisherMethod": {
      "type": "ByUser"
    },
    "matchingPrecedence": 9000,
    "priorityLevelConfiguration": {
      "name": "global-default"
    },
    "rules": [
      {
        "resourceRules": [
          {
            "apiGroups": [
              ""
            ],
            "namespaces": [
              "*"
            ],
            "resources": [
              "pods"
            ],
            "verbs": [
              "get"
            ]
          }
        ],
        "subjects": [
          {
            "kind": "User",
            "user": {
              "name": "nobody-here"
            }
          }
        ]
      }
    ]
  }
}

=== create it with a field that is not known
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?fieldValidation=Strict
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
bogus: 1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
  wrong: true
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "FlowSchema in version \"v1\" cannot be handled as a FlowSchema: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
bogus: 1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "FlowSchema",
  "message": null
}

=== create it without a name
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?dryRun=All
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
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
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
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
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
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
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
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
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "sample"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.finalizers[0]: Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: Other
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a FlowSchema: no kind \"Other\" is registered for version \"flowcontrol.apiserver.k8s.io/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
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
  "message": "FlowSchema in version \"v1\" cannot be handled as a FlowSchema: json: cannot unmarshal array into Go struct field FlowSchema.spec of type v1.FlowSchemaSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?dryRun=All
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.priorityLevelConfiguration.name",
        "message": "Required value: must reference a priority level",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "sample"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"sample\" is invalid: spec.priorityLevelConfiguration.name: Required value: must reference a priority level",
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid",
  "spec": null
}

=== create it
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@protobuf
Accept: application/json

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== create it again
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas",
    "name": "sample"
  },
  "kind": "Status",
  "message": "flowschemas.flowcontrol.apiserver.k8s.io \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null,
  "spec": {
    "distinguisherMethod": {
      "type": "ByUser"
    },
    "matchingPrecedence": 9000,
    "priorityLevelConfiguration": {
      "name": "global-default"
    },
    "rules": [
      {
        "resourceRules": [
          {
            "apiGroups": [
              ""
            ],
            "namespaces": [
              "*"
            ],
            "resources": [
              "pods"
            ],
            "verbs": [
              "get"
            ]
          }
        ],
        "subjects": [
          {
            "kind": "User",
            "user": {
              "name": "nobody-here"
            }
          }
        ]
      }
    ]
  }
}

=== get its metadata
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "items": [],
  "kind": "FlowSchemaList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?labelSelector=a+in+(
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
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?fieldSelector=spec.nosuch%3Dx
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
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "items": [],
  "kind": "FlowSchemaList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?resourceVersion=x
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
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== merge an annotation in, by strategy
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== test and fail
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== patch its name
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "sample"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?fieldValidation=Strict
@only kind code reason
Content-Type: application/merge-patch+json

{"metadata":{"bogus":1},"strange":{}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "kind": "Status",
  "reason": "Invalid"
}

=== patch with no object
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "flowschemas.flowcontrol.apiserver.k8s.io \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
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
  "kind": "FlowSchema",
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
  "metadata.name": "sample",
  "reason": null
}

=== apply without a manager
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
Content-Type: application/apply-patch+yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
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
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
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
        "message": "conflict with \"sweep\" using flowcontrol.apiserver.k8s.io/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using flowcontrol.apiserver.k8s.io/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
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
  "kind": "FlowSchema",
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
  "metadata.name": "sample",
  "reason": null
}

=== put with an old revision
PUT /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: "1"
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on flowschemas.flowcontrol.apiserver.k8s.io \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: x
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
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
PUT /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: other
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
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
PUT /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@only kind code reason
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
  uid: "0"
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== get its status
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== patch its status with another type
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample/status
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"flowcontrol.apiserver.k8s.io/v1\\\",\\\"kind\\\":\\\"FlowSchema\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"priorityLevelConfiguration\\\":{\\\"name\\\":\\\"global-default\\\"},\\\"matchingPrecedence\\\":9000,\\\"distinguisherMethod\\\":{\\\"type\\\":\\\"ByUser\\\"},\\\"rules\\\":[{\\\"subjects\\\":[{\\\"kind\\\":\\\"User\\\",\\\"user\\\":{\\\"name\\\":\\\"nobody-here\\\"}}],\\\"resourceRules\\\":[{\\\"verbs\\\":[\\\"get\\\"],\\\"apiGroups\\\":[\\\"\\\"],\\\"resources\\\":[\\\"pods\\\"],\\\"namespaces\\\":[\\\"*\\\"]}]}]},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field FlowSchema.status of type v1.FlowSchemaStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"flowcontrol.apiserver.k8s.io/v1\\\",\\\"kind\\\":\\\"FlowSchema\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"priorityLevelConfiguration\\\":{\\\"name\\\":\\\"global-default\\\"},\\\"matchingPrecedence\\\":9000,\\\"distinguisherMethod\\\":{\\\"type\\\":\\\"ByUser\\\"},\\\"rules\\\":[{\\\"subjects\\\":[{\\\"kind\\\":\\\"User\\\",\\\"user\\\":{\\\"name\\\":\\\"nobody-here\\\"}}],\\\"resourceRules\\\":[{\\\"verbs\\\":[\\\"get\\\"],\\\"apiGroups\\\":[\\\"\\\"],\\\"resources\\\":[\\\"pods\\\"],\\\"namespaces\\\":[\\\"*\\\"]}]}]},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field FlowSchema.status of type v1.FlowSchemaStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== put its spec by its status
PUT /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "FlowSchema",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "sample",
  "reason": null
}

=== get a part that it has not
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample/nosuch
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
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  labels:
    sweep: a
  name: sample
spec:
  distinguisherMethod:
    type: ByUser
  matchingPrecedence: 9000
  priorityLevelConfiguration:
    name: global-default
  rules:
  - resourceRules:
    - apiGroups:
      - ""
      namespaces:
      - '*'
      resources:
      - pods
      verbs:
      - get
    subjects:
    - kind: User
      user:
        name: nobody-here
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
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
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
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?propagationPolicy=Some
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
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "flowcontrol.apiserver.k8s.io",
  "details.kind": "flowschemas",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== delete them dry
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "code": null,
  "kind": "FlowSchemaList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "flowcontrol.apiserver.k8s.io",
  "details.kind": "flowschemas",
  "details.name": "sample",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== get what was deleted
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas",
    "name": "sample"
  },
  "kind": "Status",
  "message": "flowschemas.flowcontrol.apiserver.k8s.io \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
