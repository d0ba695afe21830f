# Optimistic concurrency and preconditions: stale revisions, other UIDs.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: conflicts}

=== create
POST /api/v1/namespaces/conflicts/configmaps
@yaml
@keep rv metadata.resourceVersion
@keep uid metadata.uid

apiVersion: v1
kind: ConfigMap
metadata: {name: contended}
data: {turn: "1"}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "turn": "1"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "contended",
    "namespace": "conflicts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== put with the revision
PUT /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: contended, resourceVersion: "${rv}"}
data: {turn: "2"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "turn": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "contended",
    "namespace": "conflicts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== put with the stale revision
PUT /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: contended, resourceVersion: "${rv}"}
data: {turn: "3"}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "configmaps",
    "name": "contended"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on configmaps \"contended\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with another uid
PUT /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: contended, uid: 11111111-2222-3333-4444-555555555555}
data: {turn: "3"}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "configmaps",
    "name": "contended"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on configmaps \"contended\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/conflicts/contended, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: <uid>, UID in object meta: <uid>",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is no number
PUT /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: contended, resourceVersion: last}
data: {turn: "3"}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "strconv.ParseUint: parsing \"last\": invalid syntax",
  "metadata": {},
  "status": "Failure"
}

=== put without a revision wins
PUT /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: contended}
data: {turn: "3"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "turn": "3"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "contended",
    "namespace": "conflicts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== put of a lease without a revision
PUT /apis/coordination.k8s.io/v1/namespaces/conflicts/leases/nothing
@yaml

apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: nothing}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "coordination.k8s.io/v1",
  "kind": "Lease",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "nothing",
    "namespace": "conflicts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {}
}

=== put of what is not there
PUT /api/v1/namespaces/conflicts/configmaps/nothing
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: nothing}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "configmaps",
    "name": "nothing"
  },
  "kind": "Status",
  "message": "configmaps \"nothing\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== put of what is not there, with a revision
PUT /api/v1/namespaces/conflicts/configmaps/nothing
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: nothing, resourceVersion: "1"}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "configmaps",
    "name": "nothing"
  },
  "kind": "Status",
  "message": "configmaps \"nothing\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== put of nothing new keeps the revision
PUT /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: contended}
data: {turn: "3"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "turn": "3"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "contended",
    "namespace": "conflicts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== delete with another uid
DELETE /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: DeleteOptions
preconditions: {uid: 11111111-2222-3333-4444-555555555555}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "ConfigMap",
    "name": "contended"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on ConfigMap \"contended\": the UID in the precondition (<uid>) does not match the UID in record (<uid>). The object might have been deleted and then recreated",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== delete with a stale revision
DELETE /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: DeleteOptions
preconditions: {resourceVersion: "${rv}"}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "ConfigMap",
    "name": "contended"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on ConfigMap \"contended\": the ResourceVersion in the precondition (<revision>) does not match the ResourceVersion in record (<revision>). The object might have been modified",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== a dry delete leaves it
DELETE /api/v1/namespaces/conflicts/configmaps/contended?dryRun=All
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "kind": "configmaps",
    "name": "contended",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== it is there
GET /api/v1/namespaces/conflicts/configmaps/contended
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "turn": "3"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "contended",
    "namespace": "conflicts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== delete with its uid
DELETE /api/v1/namespaces/conflicts/configmaps/contended
@yaml

apiVersion: v1
kind: DeleteOptions
preconditions: {uid: "${uid}"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "kind": "configmaps",
    "name": "contended",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== delete again
DELETE /api/v1/namespaces/conflicts/configmaps/contended
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "configmaps",
    "name": "contended"
  },
  "kind": "Status",
  "message": "configmaps \"contended\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== get what is gone
GET /api/v1/namespaces/conflicts/configmaps/contended
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "configmaps",
    "name": "contended"
  },
  "kind": "Status",
  "message": "configmaps \"contended\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}
