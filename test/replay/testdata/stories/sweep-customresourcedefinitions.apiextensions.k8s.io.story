# Every verb on customresourcedefinitions, right and wrong. Written by the sweep from the samples.

=== create it dry
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null,
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "sweep.example.com",
    "names": {
      "kind": "Sample",
      "listKind": "SampleList",
      "plural": "samples",
      "singular": "sample"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "false": {
                    "default": 1,
                    "type": "integer"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  }
}

=== create it with a field that is not known
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldValidation=Strict
@yaml

apiVersion: apiextensions.k8s.io/v1
bogus: 1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
  wrong: true
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: apiextensions.k8s.io/v1
bogus: 1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "CustomResourceDefinition",
  "message": null
}

=== create it without a name
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
      },
      {
        "field": "metadata.name",
        "message": "Invalid value: \"Bad/Name\": must be spec.names.plural+\".\"+spec.group",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"Bad/Name\" is invalid: [metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), metadata.name: Invalid value: \"Bad/Name\": must be spec.names.plural+\".\"+spec.group]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  finalizers:
  - nogroup
  labels:
    k: no spaces, please
  name: samples.sweep.example.com
  ownerReferences:
  - apiVersion: v1
    kind: Pod
    name: ""
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"samples.sweep.example.com\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: Other
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a CustomResourceDefinition: no kind \"Other\" is registered for version \"apiextensions.k8s.io/v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
- text
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: json: cannot unmarshal array into Go struct field CustomResourceDefinition.spec of type v1.CustomResourceDefinitionSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Invalid value: \"samples.sweep.example.com\": must be spec.names.plural+\".\"+spec.group",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.group",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.scope",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.versions",
        "message": "Invalid value: null: must have exactly one version marked as storage version",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.names.plural",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.names.singular",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.names.kind",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.names.listKind",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "status.storedVersions",
        "message": "Invalid value: null: must have at least one stored version",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"samples.sweep.example.com\" is invalid: [metadata.name: Invalid value: \"samples.sweep.example.com\": must be spec.names.plural+\".\"+spec.group, spec.group: Required value, spec.scope: Required value, spec.versions: Invalid value: null: must have exactly one version marked as storage version, spec.names.plural: Required value, spec.names.singular: Required value, spec.names.kind: Required value, spec.names.listKind: Required value, status.storedVersions: Invalid value: null: must have at least one stored version]",
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid",
  "spec": null
}

=== create it
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml
Accept: application/json

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== create it again
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apiextensions.k8s.io",
    "kind": "customresourcedefinitions",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "customresourcedefinitions.apiextensions.k8s.io \"samples.sweep.example.com\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@only kind metadata.name metadata.labels metadata.generation spec code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null,
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "sweep.example.com",
    "names": {
      "kind": "Sample",
      "listKind": "SampleList",
      "plural": "samples",
      "singular": "sample"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "false": {
                    "default": 1,
                    "type": "integer"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  }
}

=== get its metadata
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
    "name": "samples.sweep.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "items": [],
  "kind": "CustomResourceDefinitionList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions?labelSelector=a+in+(
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
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldSelector=spec.nosuch%3Dx
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
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "items": [],
  "kind": "CustomResourceDefinitionList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions?resourceVersion=x
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
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== merge an annotation in, by strategy
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== test and fail
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== patch its name
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
Content-Type: application/merge-patch+json

{"metadata":{"name":"other"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (samples.sweep.example.com)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch its uid
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"samples.sweep.example.com\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?fieldValidation=Strict
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
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apiextensions.k8s.io",
    "kind": "customresourcedefinitions",
    "name": "samples.sweep.example.com-not"
  },
  "kind": "Status",
  "message": "customresourcedefinitions.apiextensions.k8s.io \"samples.sweep.example.com-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    owned: "yes"
  name: samples.sweep.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
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
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== apply without a manager
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
Content-Type: application/apply-patch+yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    owned: "yes"
  name: samples.sweep.example.com
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
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    merged: mine
    sweep: mine
  name: samples.sweep.example.com
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
        "message": "conflict with \"sweep\" using apiextensions.k8s.io/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using apiextensions.k8s.io/v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    merged: mine
    sweep: mine
  name: samples.sweep.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
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
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== put with an old revision
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
  resourceVersion: "1"
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apiextensions.k8s.io",
    "kind": "customresourcedefinitions",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on customresourcedefinitions.apiextensions.k8s.io \"samples.sweep.example.com\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
  resourceVersion: x
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: other
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (samples.sweep.example.com)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== put with another uid
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@only kind code reason
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
  uid: "0"
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
    "group": "apiextensions.k8s.io",
    "kind": "customresourcedefinitions",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "customresourcedefinitions.apiextensions.k8s.io \"samples.sweep.example.com\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get its status
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
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
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== patch its status with another type
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com/status
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"apiextensions.k8s.io/v1\\\",\\\"kind\\\":\\\"CustomResourceDefinition\\\",\\\"metadata\\\":{\\\"name\\\":\\\"samples.sweep.example.com\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"owned\\\":\\\"yes\\\",\\\"sweep\\\":\\\"a\\\"},\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"}},\\\"spec\\\":{\\\"group\\\":\\\"sweep.example.com\\\",\\\"names\\\":{\\\"plural\\\":\\\"samples\\\",\\\"singular\\\":\\\"sample\\\",\\\"kind\\\":\\\"Sample\\\",\\\"listKind\\\":\\\"SampleList\\\"},\\\"scope\\\":\\\"Namespaced\\\",\\\"versions\\\":[{\\\"name\\\":\\\"v1\\\",\\\"served\\\":true,\\\"storage\\\":true,\\\"schema\\\":{\\\"openAPIV3Schema\\\":{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"spec\\\":{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"false\\\":{\\\"type\\\":\\\"integer\\\",\\\"default\\\":1}}}}}}}],\\\"conversion\\\":{\\\"strategy\\\":\\\"None\\\"}},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field CustomResourceDefinition.status of type v1.CustomResourceDefinitionStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"apiextensions.k8s.io/v1\\\",\\\"kind\\\":\\\"CustomResourceDefinition\\\",\\\"metadata\\\":{\\\"name\\\":\\\"samples.sweep.example.com\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"owned\\\":\\\"yes\\\",\\\"sweep\\\":\\\"a\\\"},\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"}},\\\"spec\\\":{\\\"group\\\":\\\"sweep.example.com\\\",\\\"names\\\":{\\\"plural\\\":\\\"samples\\\",\\\"singular\\\":\\\"sample\\\",\\\"kind\\\":\\\"Sample\\\",\\\"listKind\\\":\\\"SampleList\\\"},\\\"scope\\\":\\\"Namespaced\\\",\\\"versions\\\":[{\\\"name\\\":\\\"v1\\\",\\\"served\\\":true,\\\"storage\\\":true,\\\"schema\\\":{\\\"openAPIV3Schema\\\":{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"spec\\\":{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"false\\\":{\\\"type\\\":\\\"integer\\\",\\\"default\\\":1}}}}}}}],\\\"conversion\\\":{\\\"strategy\\\":\\\"None\\\"}},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field CustomResourceDefinition.status of type v1.CustomResourceDefinitionStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "by-status": "1",
    "ops": "1",
    "owned": "yes",
    "sweep": "a"
  },
  "metadata.name": "samples.sweep.example.com",
  "reason": null
}

=== put its spec by its status
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
    "group": "apiextensions.k8s.io",
    "kind": "customresourcedefinitions",
    "name": "samples.sweep.example.com"
  },
  "kind": "Status",
  "message": "customresourcedefinitions.apiextensions.k8s.io \"samples.sweep.example.com\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get a part that it has not
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com/nosuch
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
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels:
    sweep: a
  name: samples.sweep.example.com
spec:
  group: sweep.example.com
  names:
    kind: Sample
    plural: samples
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              "false":
                default: 1
                type: integer
            type: object
        type: object
    served: true
    storage: true
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
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?propagationPolicy=Some
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
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": null,
  "details.name": null,
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.name": "samples.sweep.example.com",
  "status": {
    "acceptedNames": {
      "kind": "Sample",
      "listKind": "SampleList",
      "plural": "samples",
      "singular": "sample"
    },
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "no conflicts found",
        "reason": "NoConflicts",
        "status": "True",
        "type": "NamesAccepted"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "the initial names have been accepted",
        "reason": "InitialNamesAccepted",
        "status": "True",
        "type": "Established"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
        "reason": "InstanceDeletionPending",
        "status": "True",
        "type": "Terminating"
      }
    ],
    "storedVersions": [
      "v1"
    ]
  }
}

=== delete them dry
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "code": null,
  "kind": "CustomResourceDefinitionList",
  "message": null,
  "status": null
}

=== delete it
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.sweep.example.com
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
  "kind": "CustomResourceDefinition",
  "message": null,
  "metadata.name": "samples.sweep.example.com",
  "status": {
    "acceptedNames": {
      "kind": "Sample",
      "listKind": "SampleList",
      "plural": "samples",
      "singular": "sample"
    },
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "no conflicts found",
        "reason": "NoConflicts",
        "status": "True",
        "type": "NamesAccepted"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "the initial names have been accepted",
        "reason": "InitialNamesAccepted",
        "status": "True",
        "type": "Established"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
        "reason": "InstanceDeletionPending",
        "status": "True",
        "type": "Terminating"
      }
    ],
    "storedVersions": [
      "v1"
    ]
  }
}
