# Who asks, and what they may: 401 for those who cannot prove who they are, 403
# for those who may not.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: who}

=== a role to read config maps
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/roles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- {apiGroups: [""], resources: [configmaps], verbs: [get, list, watch]}
- {apiGroups: [""], resources: [secrets], resourceNames: [open], verbs: [get]}
- {apiGroups: [apps], resources: [deployments/scale], verbs: [get]}

=== its binding
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/rolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: Group, name: readers}

=== a token that is none
GET /api/v1/namespaces
@as anonymous
Authorization: Bearer nonsense
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 401,
  "kind": "Status",
  "message": "Unauthorized",
  "metadata": {},
  "reason": "Unauthorized",
  "status": "Failure"
}

=== a token that looks like one
GET /api/v1/namespaces
@as anonymous
Authorization: Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50Iiwic3ViIjoic3lzdGVtOnNlcnZpY2VhY2NvdW50OmE6YiJ9.c2lnbmF0dXJl
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 401,
  "kind": "Status",
  "message": "Unauthorized",
  "metadata": {},
  "reason": "Unauthorized",
  "status": "Failure"
}

=== an empty token is nobody
GET /api/v1/namespaces
@as anonymous
Authorization: Bearer
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces"
  },
  "kind": "Status",
  "message": "namespaces is forbidden: User \"system:anonymous\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== basic authentication is not spoken
GET /api/v1/namespaces
@as anonymous
Authorization: Basic YWRtaW46YWRtaW4=
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces"
  },
  "kind": "Status",
  "message": "namespaces is forbidden: User \"system:anonymous\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== anonymous may not read
GET /api/v1/namespaces
@as anonymous
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces"
  },
  "kind": "Status",
  "message": "namespaces is forbidden: User \"system:anonymous\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== anonymous may not write
POST /api/v1/namespaces
@as anonymous
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: anonymous}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces"
  },
  "kind": "Status",
  "message": "namespaces is forbidden: User \"system:anonymous\" cannot create resource \"namespaces\" in API group \"\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== anonymous may ask for health
GET /livez
@as anonymous
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== anonymous may ask for readiness
GET /readyz
@as anonymous
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== anonymous may ask for the version
GET /version
@as anonymous
@only major minor
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "major": "1",
  "minor": "36"
}

=== anonymous may not discover
GET /api
@as anonymous
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {},
  "kind": "Status",
  "message": "forbidden: User \"system:anonymous\" cannot get path \"/api\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may discover
GET /api
@as alice
@only kind versions
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "APIVersions",
  "versions": [
    "v1"
  ]
}

=== a user may not read
GET /api/v1/namespaces/who/configmaps
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not read across namespaces
GET /api/v1/configmaps
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot list resource \"configmaps\" in API group \"\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not get
GET /api/v1/namespaces/who/configmaps/open
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps",
    "name": "open"
  },
  "kind": "Status",
  "message": "configmaps \"open\" is forbidden: User \"alice\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not write
POST /api/v1/namespaces/who/configmaps
@as alice
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: alice}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== refusal comes before the body is read
POST /api/v1/namespaces/who/configmaps
@as alice
Content-Type: application/json

{"not json
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not delete
DELETE /api/v1/namespaces/who/configmaps/open
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps",
    "name": "open"
  },
  "kind": "Status",
  "message": "configmaps \"open\" is forbidden: User \"alice\" cannot delete resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not delete a collection
DELETE /api/v1/namespaces/who/configmaps
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot deletecollection resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not patch
PATCH /api/v1/namespaces/who/configmaps/open
@as alice
Content-Type: application/merge-patch+json

{}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps",
    "name": "open"
  },
  "kind": "Status",
  "message": "configmaps \"open\" is forbidden: User \"alice\" cannot patch resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not touch a subresource
GET /apis/apps/v1/namespaces/who/deployments/web/scale
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "web"
  },
  "kind": "Status",
  "message": "deployments.apps \"web\" is forbidden: User \"alice\" cannot get resource \"deployments/scale\" in API group \"apps\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not read a cluster's objects
GET /api/v1/nodes/one
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "nodes",
    "name": "one"
  },
  "kind": "Status",
  "message": "nodes \"one\" is forbidden: User \"alice\" cannot get resource \"nodes\" in API group \"\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not ask for metrics
GET /metrics
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {},
  "kind": "Status",
  "message": "forbidden: User \"alice\" cannot get path \"/metrics\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a user may not read what does not exist
GET /apis/nonsense.example.com/v1/things
@as alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "nonsense.example.com",
    "kind": "things"
  },
  "kind": "Status",
  "message": "things.nonsense.example.com is forbidden: User \"alice\" cannot list resource \"things\" in API group \"nonsense.example.com\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a reader may list
GET /api/v1/namespaces/who/configmaps
@as bob readers
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "ConfigMapList"
}

=== a reader may not list elsewhere
GET /api/v1/namespaces/default/configmaps
@as bob readers
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"bob\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"default\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a reader may not write
PUT /api/v1/namespaces/who/configmaps/any
@as bob readers
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: any}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps",
    "name": "any"
  },
  "kind": "Status",
  "message": "configmaps \"any\" is forbidden: User \"bob\" cannot update resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a reader may get one secret
GET /api/v1/namespaces/who/secrets/open
@as bob readers
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "secrets",
    "name": "open"
  },
  "kind": "Status",
  "message": "secrets \"open\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== but not the other
GET /api/v1/namespaces/who/secrets/closed
@as bob readers
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "secrets",
    "name": "closed"
  },
  "kind": "Status",
  "message": "secrets \"closed\" is forbidden: User \"bob\" cannot get resource \"secrets\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== nor list them
GET /api/v1/namespaces/who/secrets
@as bob readers
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "secrets"
  },
  "kind": "Status",
  "message": "secrets is forbidden: User \"bob\" cannot list resource \"secrets\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== nor list that one by its name
GET /api/v1/namespaces/who/secrets?fieldSelector=metadata.name%3Dopen
@as bob readers
@only kind
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Status"
}

=== a subresource is a right of its own
GET /apis/apps/v1/namespaces/who/deployments/web/scale
@as bob readers
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "web"
  },
  "kind": "Status",
  "message": "deployments.apps \"web\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== its parent is not
GET /apis/apps/v1/namespaces/who/deployments/web
@as bob readers
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "web"
  },
  "kind": "Status",
  "message": "deployments.apps \"web\" is forbidden: User \"bob\" cannot get resource \"deployments\" in API group \"apps\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== no role above one's own
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/roles
@as carol system:masters-not
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: all}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "rbac.authorization.k8s.io",
    "kind": "roles"
  },
  "kind": "Status",
  "message": "roles.rbac.authorization.k8s.io is forbidden: User \"carol\" cannot create resource \"roles\" in API group \"rbac.authorization.k8s.io\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== carol may edit roles
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/roles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: role-editor}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [create, update, get]}]

=== carol is bound
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/rolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: role-editors}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: role-editor}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: carol}]

=== carol cannot give herself everything
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/roles
@as carol
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: all}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "rbac.authorization.k8s.io",
    "kind": "roles",
    "name": "all"
  },
  "kind": "Status",
  "message": "roles.rbac.authorization.k8s.io \"all\" is forbidden: user \"carol\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== carol cannot bind what she does not have
POST /apis/rbac.authorization.k8s.io/v1/namespaces/who/rolebindings
@as carol
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: all}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: carol}]
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "rbac.authorization.k8s.io",
    "kind": "rolebindings",
    "name": "all"
  },
  "kind": "Status",
  "message": "rolebindings.rbac.authorization.k8s.io \"all\" is forbidden: user \"carol\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== impersonation is a right
GET /api/v1/namespaces/who/configmaps
@as alice
Impersonate-User: admin
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot impersonate-on:user-info:list resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== an admin may impersonate
GET /api/v1/namespaces/who/configmaps
Impersonate-User: alice
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps"
  },
  "kind": "Status",
  "message": "configmaps is forbidden: User \"alice\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"who\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}
