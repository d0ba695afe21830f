# Every verb on apiservices, right and wrong. Written by the sweep from the samples.

=== create it dry
POST /apis/apiregistration.k8s.io/v1/apiservices?dryRun=All
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
  "message": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "v1.sample.example.com",
  "reason": null,
  "spec": {
    "group": "sample.example.com",
    "groupPriorityMinimum": 100,
    "insecureSkipTLSVerify": true,
    "service": {
      "name": "none",
      "namespace": "none",
      "port": 443
    },
    "version": "v1",
    "versionPriority": 10
  }
}

=== create it with a field that is not known
POST /apis/apiregistration.k8s.io/v1/apiservices?fieldValidation=Strict
@yaml

apiVersion: apiregistration.k8s.io/v1
bogus: 1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
  wrong: true
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "APIService in version \"v1\" cannot be handled as a APIService: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/apiregistration.k8s.io/v1/apiservices?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: apiregistration.k8s.io/v1
bogus: 1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "APIService",
  "message": null
}

=== create it without a name
POST /apis/apiregistration.k8s.io/v1/apiservices?dryRun=All
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
    "group": "apiregistration.k8s.io",
    "kind": "APIService"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": may not contain '/'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  finalizers:
  - nogroup
  labels:
    k: no spaces, please
  name: v1.sample.example.com
  ownerReferences:
  - apiVersion: v1
    kind: Pod
    name: ""
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.sample.example.com\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: Other
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a APIService: no kind \"Other\" is registered for version \"apiregistration.k8s.io/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
- text
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "APIService in version \"v1\" cannot be handled as a APIService: json: cannot unmarshal array into Go struct field APIService.spec of type v1.APIServiceSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /apis/apiregistration.k8s.io/v1/apiservices?dryRun=All
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Invalid value: \"v1.sample.example.com\": must be `spec.version+\".\"+spec.group`: \".\"",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.group",
        "message": "Required value: only v1 may have an empty group and it better be legacy kube",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.version",
        "message": "Invalid value: \"\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.groupPriorityMinimum",
        "message": "Invalid value: 0: must be positive and less than 20000",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.versionPriority",
        "message": "Invalid value: 0: must be positive and less than 1000",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.sample.example.com\" is invalid: [metadata.name: Invalid value: \"v1.sample.example.com\": must be `spec.version+\".\"+spec.group`: \".\", spec.group: Required value: only v1 may have an empty group and it better be legacy kube, spec.version: Invalid value: \"\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000, spec.versionPriority: Invalid value: 0: must be positive and less than 1000]",
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid",
  "spec": null
}

=== create it
POST /apis/apiregistration.k8s.io/v1/apiservices?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml
Accept: application/json

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== create it again
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.sample.example.com\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
  "message": null,
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "v1.sample.example.com",
  "reason": null,
  "spec": {
    "group": "sample.example.com",
    "groupPriorityMinimum": 100,
    "insecureSkipTLSVerify": true,
    "service": {
      "name": "none",
      "namespace": "none",
      "port": 443
    },
    "version": "v1",
    "versionPriority": 10
  }
}

=== get its metadata
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
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
    "name": "v1.sample.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/apiregistration.k8s.io/v1/apiservices?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "items": [],
  "kind": "APIServiceList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/apiregistration.k8s.io/v1/apiservices?labelSelector=a+in+(
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
GET /apis/apiregistration.k8s.io/v1/apiservices?fieldSelector=spec.nosuch%3Dx
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
GET /apis/apiregistration.k8s.io/v1/apiservices?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "items": [],
  "kind": "APIServiceList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/apiregistration.k8s.io/v1/apiservices?resourceVersion=x
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
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
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
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== merge an annotation in, by strategy
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== test and fail
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
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
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
  "metadata.labels": {
    "ops": "1",
    "sweep": "a"
  },
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== patch its name
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
Content-Type: application/merge-patch+json

{"metadata":{"name":"other"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (v1.sample.example.com)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch its uid
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
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
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.sample.example.com\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?fieldValidation=Strict
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
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
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
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.sample.example.com-not"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.sample.example.com-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    owned: "yes"
  name: v1.sample.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
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
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== apply without a manager
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
Content-Type: application/apply-patch+yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    owned: "yes"
  name: v1.sample.example.com
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
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    merged: mine
    sweep: mine
  name: v1.sample.example.com
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
        "message": "conflict with \"sweep\" using apiregistration.k8s.io/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using apiregistration.k8s.io/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    merged: mine
    sweep: mine
  name: v1.sample.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
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
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== put with an old revision
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
  resourceVersion: "1"
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on apiservices.apiregistration.k8s.io \"v1.sample.example.com\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
  resourceVersion: x
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: other
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (v1.sample.example.com)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== put with another uid
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@only kind code reason
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
  uid: "0"
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.sample.example.com\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get its status
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
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
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== patch its status with another type
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com/status
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"apiregistration.k8s.io/v1\\\",\\\"kind\\\":\\\"APIService\\\",\\\"metadata\\\":{\\\"name\\\":\\\"v1.sample.example.com\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"owned\\\":\\\"yes\\\",\\\"sweep\\\":\\\"a\\\"},\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"}},\\\"spec\\\":{\\\"service\\\":{\\\"namespace\\\":\\\"none\\\",\\\"name\\\":\\\"none\\\",\\\"port\\\":443},\\\"group\\\":\\\"sample.example.com\\\",\\\"version\\\":\\\"v1\\\",\\\"insecureSkipTLSVerify\\\":true,\\\"groupPriorityMinimum\\\":100,\\\"versionPriority\\\":10},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field APIService.status of type v1.APIServiceStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"apiregistration.k8s.io/v1\\\",\\\"kind\\\":\\\"APIService\\\",\\\"metadata\\\":{\\\"name\\\":\\\"v1.sample.example.com\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"owned\\\":\\\"yes\\\",\\\"sweep\\\":\\\"a\\\"},\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"}},\\\"spec\\\":{\\\"service\\\":{\\\"namespace\\\":\\\"none\\\",\\\"name\\\":\\\"none\\\",\\\"port\\\":443},\\\"group\\\":\\\"sample.example.com\\\",\\\"version\\\":\\\"v1\\\",\\\"insecureSkipTLSVerify\\\":true,\\\"groupPriorityMinimum\\\":100,\\\"versionPriority\\\":10},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field APIService.status of type v1.APIServiceStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "APIService",
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
  "metadata.name": "v1.sample.example.com",
  "reason": null
}

=== put its spec by its status
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.sample.example.com\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get a part that it has not
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com/nosuch
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
POST /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  labels:
    sweep: a
  name: v1.sample.example.com
spec:
  group: sample.example.com
  groupPriorityMinimum: 100
  insecureSkipTLSVerify: true
  service:
    name: none
    namespace: none
  version: v1
  versionPriority: 10
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
DELETE /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
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
DELETE /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?propagationPolicy=Some
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
DELETE /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "apiregistration.k8s.io",
  "details.kind": "apiservices",
  "details.name": "v1.sample.example.com",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== delete them dry
DELETE /apis/apiregistration.k8s.io/v1/apiservices?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "code": null,
  "kind": "APIServiceList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": "apiregistration.k8s.io",
  "details.kind": "apiservices",
  "details.name": "v1.sample.example.com",
  "kind": "Status",
  "message": null,
  "metadata.name": null,
  "status": "Success"
}

=== get what was deleted
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.sample.example.com
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.sample.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.sample.example.com\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
