# CBOR is behind a switch that is off: nothing of it is served or read.

=== an object as CBOR
GET /api/v1/namespaces/default
Accept: application/cbor
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

=== a list as CBOR
GET /api/v1/namespaces
Accept: application/cbor
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

=== CBOR or else JSON
GET /api/v1/namespaces/default
@only metadata.name
Accept: application/cbor, application/json;q=0.5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "default"
}

=== a stream of CBOR
GET /api/v1/namespaces?watch=true&timeoutSeconds=1
Accept: application/cbor-seq
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

=== discovery as CBOR
GET /apis
Accept: application/cbor
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

=== aggregated discovery as CBOR
GET /apis
Accept: application/cbor;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
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

=== a body of CBOR
POST /api/v1/namespaces/default/configmaps
Content-Type: application/cbor

{}
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

=== an applied body of CBOR
PATCH /api/v1/namespaces/default/configmaps/a?fieldManager=x
Content-Type: application/apply-patch+cbor

{}
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 415,
  "details": {},
  "kind": "Status",
  "message": "415: Unsupported Media Type",
  "metadata": {},
  "reason": "UnsupportedMediaType",
  "status": "Failure"
}

=== options of CBOR
DELETE /api/v1/namespaces/default/configmaps/a
Content-Type: application/cbor

{}
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
