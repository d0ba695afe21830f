# Unknown and repeated fields: refused under Strict, warned of under Warn, which
# is the default, and silently dropped under Ignore.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: fields}

=== strict, unknown field
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Strict
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"strict","colour":"blue"},"date":{},"data":{"a":"b"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown field \"metadata.colour\", unknown field \"date\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== strict, repeated field
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Strict
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"strict"},"data":{"a":"b","a":"c"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: duplicate field \"data.a\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== strict, unknown and repeated fields deep inside
POST /apis/apps/v1/namespaces/fields/deployments?fieldValidation=Strict
Content-Type: application/json

{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"strict"},"spec":{"replicas":1,"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"main","image":"busybox","imagePullPolice":"Always"}],"restartPolici":"x"}}}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: duplicate field \"spec.replicas\", unknown field \"spec.template.spec.containers[0].imagePullPolice\", unknown field \"spec.template.spec.restartPolici\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== strict, wrong case of a field
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Strict
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"strict"},"Data":{"a":"b"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown field \"Data\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== strict, YAML
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Strict
Content-Type: application/yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: strict
data: {a: b}
data: {a: c}
nonsense: 1
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n  line 6: key \"data\" already set in map, unknown field \"nonsense\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== strict, protobuf knows no unknown fields
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Strict&dryRun=All
@protobuf

apiVersion: v1
kind: ConfigMap
metadata: {name: strict}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "strict",
    "namespace": "fields",
    "uid": "<uid>"
  }
}

=== warn, by default
POST /api/v1/namespaces/fields/configmaps
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"warn"},"nonsense":1,"data":{"a":"b","a":"c"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"nonsense\""
Warning: 299 - "duplicate field \"data.a\""

{
  "apiVersion": "v1",
  "data": {
    "a": "c"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "warn",
    "namespace": "fields",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== warn, asked for
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Warn
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"warn2","colour":"blue"},"data":{"a":"b"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"metadata.colour\""

{
  "apiVersion": "v1",
  "data": {
    "a": "b"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "warn2",
    "namespace": "fields",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== ignore
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Ignore
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"ignore"},"nonsense":1,"data":{"a":"b","a":"c"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "c"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "ignore",
    "namespace": "fields",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== a validation that is none
POST /api/v1/namespaces/fields/configmaps?fieldValidation=Sometimes
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"none"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "fieldValidation",
        "message": "Unsupported value: \"Sometimes\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "CreateOptions"
  },
  "kind": "Status",
  "message": "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Sometimes\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== strict put
PUT /api/v1/namespaces/fields/configmaps/warn?fieldValidation=Strict
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"warn"},"nonsense":1}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown field \"nonsense\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== strict merge patch
PATCH /api/v1/namespaces/fields/configmaps/warn?fieldValidation=Strict
Content-Type: application/merge-patch+json

{"nonsense":1,"data":{"x":"y"}}
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"a\\\":\\\"c\\\",\\\"x\\\":\\\"y\\\"},\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"warn\\\",\\\"namespace\\\":\\\"fields\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"},\\\"nonsense\\\":1}\": strict decoding error: unknown field \"nonsense\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"a\\\":\\\"c\\\",\\\"x\\\":\\\"y\\\"},\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"warn\\\",\\\"namespace\\\":\\\"fields\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"},\\\"nonsense\\\":1}\": strict decoding error: unknown field \"nonsense\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== strict JSON patch
PATCH /api/v1/namespaces/fields/configmaps/warn?fieldValidation=Strict
Content-Type: application/json-patch+json

[{"op":"add","path":"/nonsense","value":1}]
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"a\\\":\\\"c\\\"},\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"warn\\\",\\\"namespace\\\":\\\"fields\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"},\\\"nonsense\\\":1}\": strict decoding error: unknown field \"nonsense\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"a\\\":\\\"c\\\"},\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"warn\\\",\\\"namespace\\\":\\\"fields\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"},\\\"nonsense\\\":1}\": strict decoding error: unknown field \"nonsense\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== strict strategic patch
PATCH /api/v1/namespaces/fields/configmaps/warn?fieldValidation=Strict
Content-Type: application/strategic-merge-patch+json

{"nonsense":1,"data":{"x":"y"}}
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
        "message": "Invalid value: \"map[data:map[x:y] nonsense:1]\": strict decoding error: unknown field \"nonsense\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"map[data:map[x:y] nonsense:1]\": strict decoding error: unknown field \"nonsense\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== strict strategic patch with a repeated field
PATCH /api/v1/namespaces/fields/configmaps/warn?fieldValidation=Strict
Content-Type: application/strategic-merge-patch+json

{"data":{"x":"y"},"data":{"x":"z"}}
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
        "message": "Invalid value: \"map[data:map[x:z]]\": strict decoding error: duplicate field \"data\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"map[data:map[x:z]]\": strict decoding error: duplicate field \"data\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== merge patch warns
PATCH /api/v1/namespaces/fields/configmaps/warn
Content-Type: application/merge-patch+json

{"nonsense":1,"data":{"x":"y"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"nonsense\""

{
  "apiVersion": "v1",
  "data": {
    "a": "c",
    "x": "y"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "warn",
    "namespace": "fields",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== a dry run that is none
POST /api/v1/namespaces/fields/configmaps?dryRun=Some
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"dry"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "dryRun",
        "message": "Unsupported value: [\"Some\"]: supported values: \"All\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "CreateOptions"
  },
  "kind": "Status",
  "message": "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a field manager that cannot be printed
POST /api/v1/namespaces/fields/configmaps?fieldManager=a%01b
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"manager"}}
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
        "message": "Invalid value: \"a\\x01b\": invalid character U+0001 (at position 1)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "CreateOptions"
  },
  "kind": "Status",
  "message": "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"a\\x01b\": invalid character U+0001 (at position 1)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a field manager that is too long
POST /api/v1/namespaces/fields/configmaps?fieldManager=${fill}
@fill 129
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"manager"}}
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
        "message": "Too long: may not be more than 128 bytes",
        "reason": "FieldValueTooLong"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "CreateOptions"
  },
  "kind": "Status",
  "message": "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}
