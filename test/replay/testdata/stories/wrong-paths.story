# Paths, kinds and verbs that are not there.

=== a path that is none
GET /nonsense
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== a group that is none
GET /apis/nonsense.example.com
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== a version that is none
GET /apis/apps/v7
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

=== a kind that is none
GET /api/v1/nonsenses
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

=== a kind that is none, in a namespace
GET /api/v1/namespaces/default/nonsenses
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

=== an object of a kind that is none
GET /apis/apps/v1/namespaces/default/nonsenses/one
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

=== a create of a kind that is none
POST /apis/apps/v1/namespaces/default/nonsenses
@yaml

apiVersion: apps/v1
kind: Nonsense
metadata: {name: one}
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

=== a subresource that is none
GET /api/v1/namespaces/default/nonsense
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

=== a subresource of a pod that is none
GET /api/v1/namespaces/default/pods/one/nonsense
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

=== a subresource of an object that is not there
GET /apis/apps/v1/namespaces/default/deployments/one/scale
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "one"
  },
  "kind": "Status",
  "message": "deployments.apps \"one\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== an object that is not there
GET /api/v1/namespaces/default/pods/one
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "one"
  },
  "kind": "Status",
  "message": "pods \"one\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== a cluster's object that is not there
GET /api/v1/nodes/one
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "nodes",
    "name": "one"
  },
  "kind": "Status",
  "message": "nodes \"one\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== a name of a kind without namespaces, in one
GET /api/v1/namespaces/default/nodes/one
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

=== a put on a collection
PUT /api/v1/namespaces/default/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: one}
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

=== a post on an object
POST /api/v1/namespaces/default/configmaps/one
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: one}
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

=== a create across namespaces
POST /api/v1/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: one}
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

=== a delete across namespaces
DELETE /api/v1/configmaps
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

=== a delete of all namespaces
DELETE /api/v1/namespaces
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

=== a delete of a version
DELETE /api/v1
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

=== a get of what can only be created
GET /api/v1/namespaces/default/bindings
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

=== a get of a review
GET /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
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

=== a post to a status
POST /apis/apps/v1/namespaces/default/deployments/one/status
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: one}
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

=== a delete of a scale
DELETE /apis/apps/v1/namespaces/default/deployments/one/scale
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

=== a method that nobody knows
BREW /api/v1/namespaces/default/configmaps
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

=== options
OPTIONS /api/v1/namespaces/default/configmaps
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

=== head of a collection
HEAD /api/v1/namespaces/default/configmaps
--- 405
Cache-Control: no-cache, private
Content-Type: application/json

=== a trailing slash
GET /api/v1/namespaces/
@only kind apiVersion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "NamespaceList"
}

=== a double slash
GET /api//v1/namespaces
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

=== dots in a path
GET /api/v1/namespaces/default/configmaps/..
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Name parameter invalid: \"..\": may not be '..'",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== the root
GET /
@only paths.0
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "paths.0": "/.well-known/openid-configuration"
}

=== health by another method
POST /healthz
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== a health check that is none
GET /livez/nonsense
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== the version by another method
POST /version
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
