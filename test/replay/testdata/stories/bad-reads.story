# Lists and watches with parameters that cannot be.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: badreads}

=== something to read
POST /api/v1/namespaces/badreads/configmaps
@setup
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: one}

=== a label selector that does not parse
GET /api/v1/namespaces/badreads/configmaps?labelSelector=a%20in%20(b
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: found '', expected: ',' or ')'",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a label selector with a bad key
GET /api/v1/namespaces/badreads/configmaps?labelSelector=a/b/c%3Dd
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: <nil>: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a label selector with a bad value
GET /api/v1/namespaces/badreads/configmaps?labelSelector=a%3D-b-
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: values[0][a]: Invalid value: \"-b-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a field selector that does not parse
GET /api/v1/namespaces/badreads/configmaps?fieldSelector=metadata.name
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a field that cannot be selected by
GET /api/v1/namespaces/badreads/configmaps?fieldSelector=data.key%3Dvalue
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "\"data.key\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a field of a pod that cannot be selected by
GET /api/v1/namespaces/badreads/pods?fieldSelector=spec.volumes%3Dx
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: spec.volumes",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a field of a node that cannot be selected by
GET /api/v1/nodes?fieldSelector=status.phase%3Dx
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: status.phase",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a limit that is no number
GET /api/v1/namespaces/badreads/configmaps?limit=many
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "strconv.ParseInt: parsing \"many\": invalid syntax",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a negative limit
GET /api/v1/namespaces/badreads/configmaps?limit=-1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [
    {
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "one",
        "namespace": "badreads",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "ConfigMapList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== a continue token that is none
GET /api/v1/namespaces/badreads/configmaps?limit=1&continue=nonsense
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid continue token: continue key is not valid: invalid character '\\u009e' looking for beginning of value",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a continue token that decodes to nonsense
GET /api/v1/namespaces/badreads/configmaps?limit=1&continue=eyJhIjoiYiJ9
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid continue token: continue key is not valid: server does not recognize this encoded version ",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a continue token and a revision
GET /api/v1/namespaces/badreads/configmaps?limit=1&resourceVersion=1&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhXHUwMDAwIn0
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "specifying resource version is not allowed when using continue",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a continue token of a revision long gone
GET /api/v1/namespaces/badreads/configmaps?limit=1&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTUsInN0YXJ0IjoiYVx1MDAwMCJ9
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [
    {
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "one",
        "namespace": "badreads",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "ConfigMapList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== a revision that is no number
GET /api/v1/namespaces/badreads/configmaps?resourceVersion=newest
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid resource version: resourceVersion: Invalid value: \"newest\": strconv.ParseUint: parsing \"newest\": invalid syntax",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a negative revision
GET /api/v1/namespaces/badreads/configmaps?resourceVersion=-1
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid resource version: resourceVersion: Invalid value: \"-1\": strconv.ParseUint: parsing \"-1\": invalid syntax",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a revision that is yet to come
GET /api/v1/namespaces/badreads/configmaps?resourceVersion=99999999999
--- 504
Cache-Control: no-cache, private
Content-Type: application/json
Retry-After: 1

{
  "apiVersion": "v1",
  "code": 504,
  "details": {
    "causes": [
      {
        "message": "Too large resource version",
        "reason": "ResourceVersionTooLarge"
      }
    ],
    "retryAfterSeconds": 1
  },
  "kind": "Status",
  "message": "Timeout: Too large resource version: 99999999999, current: <revision>",
  "metadata": {},
  "reason": "Timeout",
  "status": "Failure"
}

=== one object at a revision that is yet to come
GET /api/v1/namespaces/badreads/configmaps/one?resourceVersion=99999999999
--- 504
Cache-Control: no-cache, private
Content-Type: application/json
Retry-After: 1

{
  "apiVersion": "v1",
  "code": 504,
  "details": {
    "causes": [
      {
        "message": "Too large resource version",
        "reason": "ResourceVersionTooLarge"
      }
    ],
    "retryAfterSeconds": 1
  },
  "kind": "Status",
  "message": "Timeout: Too large resource version: 99999999999, current: <revision>",
  "metadata": {},
  "reason": "Timeout",
  "status": "Failure"
}

=== one object at a revision that is no number
GET /api/v1/namespaces/badreads/configmaps/one?resourceVersion=newest
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "resourceVersion: Invalid value: \"newest\": strconv.ParseUint: parsing \"newest\": invalid syntax",
  "metadata": {},
  "status": "Failure"
}

=== a match without a revision
GET /api/v1/namespaces/badreads/configmaps?resourceVersionMatch=Exact
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a match that is none
GET /api/v1/namespaces/badreads/configmaps?resourceVersion=1&resourceVersionMatch=Roughly
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Unsupported value: \"Roughly\": supported values: \"Exact\", \"NotOlderThan\", \"\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Unsupported value: \"Roughly\": supported values: \"Exact\", \"NotOlderThan\", \"\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== exactly revision 0
GET /api/v1/namespaces/badreads/configmaps?resourceVersion=0&resourceVersionMatch=Exact
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a match with a continue token
GET /api/v1/namespaces/badreads/configmaps?limit=1&resourceVersionMatch=Exact&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhXHUwMDAwIn0
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: resourceVersionMatch is forbidden when continue is provided",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: [resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided, resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== initial events of a list
GET /api/v1/namespaces/badreads/configmaps?sendInitialEvents=true
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "sendInitialEvents",
        "message": "Forbidden: sendInitialEvents is forbidden for list",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a watch from a revision that is no number
GET /api/v1/namespaces/badreads/configmaps?watch=true&resourceVersion=newest
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "resourceVersion: Invalid value: \"newest\": strconv.ParseUint: parsing \"newest\": invalid syntax",
  "metadata": {},
  "status": "Failure"
}

=== a watch from a revision that is yet to come
GET /api/v1/namespaces/badreads/configmaps?watch=true&resourceVersion=99999999999&timeoutSeconds=1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

=== a watch with a match
GET /api/v1/namespaces/badreads/configmaps?watch=true&resourceVersion=1&resourceVersionMatch=NotOlderThan
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a watch with initial events and no match
GET /api/v1/namespaces/badreads/configmaps?watch=true&sendInitialEvents=true
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a watch with initial events and the wrong match
GET /api/v1/namespaces/badreads/configmaps?watch=true&sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=1
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "resourceVersionMatch",
        "message": "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "resourceVersionMatch",
        "message": "Unsupported value: \"Exact\": supported values: \"NotOlderThan\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "ListOptions"
  },
  "kind": "Status",
  "message": "ListOptions.meta.k8s.io \"\" is invalid: [resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value: \"Exact\": supported values: \"NotOlderThan\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a watch with a timeout that is no number
GET /api/v1/namespaces/badreads/configmaps?watch=true&timeoutSeconds=soon
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "strconv.ParseInt: parsing \"soon\": invalid syntax",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a watch that is neither
GET /api/v1/namespaces/badreads/configmaps?watch=maybe&timeoutSeconds=1
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": null
}

=== a watch with a selector that does not parse
GET /api/v1/namespaces/badreads/configmaps?watch=true&labelSelector=a%20in%20(b
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: found '', expected: ',' or ')'",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a watch on a field that cannot be selected by
GET /api/v1/namespaces/badreads/configmaps?watch=true&fieldSelector=data.key%3Dvalue
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "\"data.key\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a watch that nobody can serve
GET /api/v1/namespaces/badreads/configmaps?watch=true
Accept: text/html
--- 406
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 406,
  "details": {},
  "kind": "Status",
  "message": "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch",
  "metadata": {},
  "reason": "NotAcceptable",
  "status": "Failure"
}

=== a table for a watch of the old kind
GET /api/v1/namespaces/badreads/configmaps
Accept: application/json;as=Table;v=v1alpha1;g=meta.k8s.io
--- 406
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 406,
  "kind": "Status",
  "message": "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "NotAcceptable",
  "status": "Failure"
}

=== a form that nobody knows
GET /api/v1/namespaces/badreads/configmaps
Accept: application/json;as=Chair;v=v1;g=meta.k8s.io
--- 406
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 406,
  "kind": "Status",
  "message": "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "NotAcceptable",
  "status": "Failure"
}

=== an include policy that is none
GET /api/v1/namespaces/badreads/configmaps?includeObject=Everything
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Unable to convert to Table as requested: includeObject: Invalid value: \"Everything\": must be 'Metadata', 'Object', 'None', or empty",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== delete a collection with a bad selector
DELETE /api/v1/namespaces/badreads/configmaps?labelSelector=a%20in%20(b
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: found '', expected: ',' or ')'",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== delete a collection by a field that cannot be selected by
DELETE /api/v1/namespaces/badreads/configmaps?fieldSelector=data.key%3Dvalue
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "\"data.key\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== log of a pod that is not there
GET /api/v1/namespaces/badreads/pods/none/log
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "none"
  },
  "kind": "Status",
  "message": "pods \"none\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== exec in a pod that is not there
POST /api/v1/namespaces/badreads/pods/none/exec?command=date&stdout=true
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "none"
  },
  "kind": "Status",
  "message": "pods \"none\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}
