# Bodies that cannot be read: cut off, of the wrong type, in a format that
# nobody speaks, too large.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: malformed}

=== truncated JSON
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cut"
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input ({\"apiVersion\":\"v1\",\"kind\":\"Con ...)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== truncated protobuf
POST /api/v1/namespaces/malformed/configmaps
@protobuf
@cut 5

apiVersion: v1
kind: ConfigMap
metadata: {name: cut}
data: {key: value}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): unexpected EOF (6b3873000a0f0a0276311209436f6e6669674d617012230a130a03637574 ...)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== protobuf without its envelope
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/vnd.kubernetes.protobuf

not a message
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (6e6f742061206d657373616765)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== empty body
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/json
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== empty protobuf body
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/vnd.kubernetes.protobuf
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): empty data (<empty>)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== JSON null
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/json

null
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
    "kind": "ConfigMap"
  },
  "kind": "Status",
  "message": "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a JSON array
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/json

[1, 2]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (5b312c20325d)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a JSON string
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/json

"ConfigMap"
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (22436f6e6669674d617022)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== two JSON documents
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}} {"apiVersion":"v1"}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character '{' after top-level value ({\"apiVersion\":\"v1\",\"kind\":\"Con ...)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a number where a string belongs
POST /api/v1/namespaces/malformed/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: types}
data: {answer: 42}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a string where a number belongs
POST /apis/apps/v1/namespaces/malformed/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: types}
spec: {replicas: "two"}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a fraction where an integer belongs
POST /apis/apps/v1/namespaces/malformed/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: types}
spec: {replicas: 1.5}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a number that does not fit
POST /apis/apps/v1/namespaces/malformed/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: types}
spec: {replicas: 4294967296}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal number 4294967296 into Go struct field DeploymentSpec.spec.replicas of type int32",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a map where a list belongs
POST /api/v1/namespaces/malformed/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: types}
spec: {containers: {name: main}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a string where an object belongs
POST /api/v1/namespaces/malformed/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: types}
spec: none
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a quantity that is none
POST /api/v1/namespaces/malformed/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: types}
spec:
  containers:
  - name: main
    image: busybox
    resources: {limits: {cpu: lots}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Pod in version \"v1\" cannot be handled as a Pod: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a time that is none
POST /apis/coordination.k8s.io/v1/namespaces/malformed/leases
@yaml

apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: types}
spec: {renewTime: yesterday}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Lease in version \"v1\" cannot be handled as a Lease: parsing time \"yesterday\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"yesterday\" as \"2006\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== base64 that is none
POST /api/v1/namespaces/malformed/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: types}
data: {password: "%%%"}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== another kind
POST /api/v1/namespaces/malformed/configmaps
@yaml

apiVersion: v1
kind: Secret
metadata: {name: other}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Secret in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a kind that nobody knows
POST /api/v1/namespaces/malformed/configmaps
@yaml

apiVersion: v1
kind: Nonsense
metadata: {name: other}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Nonsense in version \"v1\" cannot be handled as a ConfigMap: no kind \"Nonsense\" is registered for version \"v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== another version
POST /apis/apps/v1/namespaces/malformed/deployments
@yaml

apiVersion: apps/v1beta1
kind: Deployment
metadata: {name: other}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the API version in the data (apps/v1beta1) does not match the expected API version (apps/v1)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== no kind
POST /api/v1/namespaces/malformed/configmaps
@yaml

apiVersion: v1
metadata: {name: kindless}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "kindless",
    "namespace": "malformed",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== no version
POST /api/v1/namespaces/malformed/configmaps
@yaml

kind: ConfigMap
metadata: {name: versionless}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "versionless",
    "namespace": "malformed",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== neither kind nor version is taken from the path
POST /api/v1/namespaces/malformed/configmaps
@yaml

metadata: {name: from-the-path}
data: {key: value}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "from-the-path",
    "namespace": "malformed",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== a content type that nobody speaks
POST /api/v1/namespaces/malformed/configmaps
Content-Type: text/plain

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"plain"}}
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 415,
  "kind": "Status",
  "message": "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "UnsupportedMediaType",
  "status": "Failure"
}

=== a content type that cannot be read
POST /api/v1/namespaces/malformed/configmaps
Content-Type: //

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"plain"}}
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 415,
  "kind": "Status",
  "message": "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "UnsupportedMediaType",
  "status": "Failure"
}

=== no content type means JSON
POST /api/v1/namespaces/malformed/configmaps

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"untyped"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "untyped",
    "namespace": "malformed",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== JSON called protobuf
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/vnd.kubernetes.protobuf

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"plain"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] ({\"apiVersion\":\"v1\",\"kind\":\"Con ...)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== YAML that does not parse
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/yaml

apiVersion: v1
kind: [ConfigMap
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): yaml: line 2: did not find expected ',' or ']' (61706956657273696f6e3a2076310a6b696e643a205b436f6e6669674d61 ...)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== YAML with a tab
POST /api/v1/namespaces/malformed/configmaps
Content-Type: application/yaml

apiVersion: v1
kind: ConfigMap
metadata:
	name: tab
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): yaml: line 4: found character that cannot start any token (61706956657273696f6e3a2076310a6b696e643a20436f6e6669674d6170 ...)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a body above the limit
POST /api/v1/namespaces/malformed/configmaps
@fill 3200000
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"large"},"data":{"key":"${fill}"}}
--- 413
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 413,
  "kind": "Status",
  "message": "Request entity too large: limit is 3145728",
  "metadata": {},
  "reason": "RequestEntityTooLarge",
  "status": "Failure"
}

=== a config map above its own limit
POST /api/v1/namespaces/malformed/configmaps
@fill 1048577
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"large"},"data":{"key":"${fill}"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "[]",
        "message": "Too long: may not be more than 1048576 bytes",
        "reason": "FieldValueTooLong"
      }
    ],
    "kind": "ConfigMap",
    "name": "large"
  },
  "kind": "Status",
  "message": "ConfigMap \"large\" is invalid: []: Too long: may not be more than 1048576 bytes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a secret above its own limit
POST /api/v1/namespaces/malformed/secrets
@fill 1048577
Content-Type: application/json

{"apiVersion":"v1","kind":"Secret","metadata":{"name":"large"},"stringData":{"key":"${fill}"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "data",
        "message": "Too long: may not be more than 1048576 bytes",
        "reason": "FieldValueTooLong"
      }
    ],
    "kind": "Secret",
    "name": "large"
  },
  "kind": "Status",
  "message": "Secret \"large\" is invalid: data: Too long: may not be more than 1048576 bytes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== annotations above their limit
POST /api/v1/namespaces/malformed/configmaps
@fill 262144
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"large","annotations":{"key":"${fill}"}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.annotations",
        "message": "Too long: may not be more than 262144 bytes",
        "reason": "FieldValueTooLong"
      }
    ],
    "kind": "ConfigMap",
    "name": "large"
  },
  "kind": "Status",
  "message": "ConfigMap \"large\" is invalid: metadata.annotations: Too long: may not be more than 262144 bytes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an Accept that nobody can serve
GET /api/v1/namespaces/malformed/configmaps
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

=== an Accept with a fallback
GET /api/v1/namespaces/malformed/configmaps/untyped
Accept: text/html, application/json;q=0.5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "untyped",
    "namespace": "malformed",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== an Accept that cannot be read
GET /api/v1/namespaces/malformed/configmaps/untyped
Accept: ///
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

=== a create of what is there
POST /api/v1/namespaces/malformed/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: untyped}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "configmaps",
    "name": "untyped"
  },
  "kind": "Status",
  "message": "configmaps \"untyped\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== a put without a body
PUT /api/v1/namespaces/malformed/configmaps/untyped
Content-Type: application/json
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a put of another name
PUT /api/v1/namespaces/malformed/configmaps/untyped
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: another}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (another) does not match the name on the URL (untyped)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a put of another namespace
PUT /api/v1/namespaces/malformed/configmaps/untyped
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: untyped, namespace: default}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the namespace of the provided object does not match the namespace sent on the request",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a create in another namespace
POST /api/v1/namespaces/malformed/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: another, namespace: default}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the namespace of the provided object does not match the namespace sent on the request",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== delete options that cannot be read
DELETE /api/v1/namespaces/malformed/configmaps/untyped
Content-Type: application/json

{"kind":"DeleteOptions","gracePeriodSeconds":"soon"
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "couldn't get version/kind; json parse error: unexpected end of JSON input",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== delete options of another kind
DELETE /api/v1/namespaces/malformed/configmaps/untyped
Content-Type: application/json

{"kind":"ConfigMap","apiVersion":"v1"}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "no kind \"ConfigMap\" is registered for version \"v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a propagation policy that is none
DELETE /api/v1/namespaces/malformed/configmaps/untyped
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Sideways"}
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
        "message": "Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "DeleteOptions"
  },
  "kind": "Status",
  "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== orphan dependents and a policy at once
DELETE /api/v1/namespaces/malformed/configmaps/untyped
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Orphan","orphanDependents":true}
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
        "message": "Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "DeleteOptions"
  },
  "kind": "Status",
  "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}
