# Who one is and what one may: reviews of tokens and rights, impersonation, and
# tokens of machines that join.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: idn}

=== a service account
POST /api/v1/namespaces/idn/serviceaccounts
@setup
@keep sauid metadata.uid
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}

=== a node
POST /api/v1/nodes
@setup
@keep nodeuid metadata.uid
@yaml

apiVersion: v1
kind: Node
metadata: {name: idn-node}

=== a secret to bind to
POST /api/v1/namespaces/idn/secrets
@setup
@keep secretuid metadata.uid
@yaml

apiVersion: v1
kind: Secret
metadata: {name: anchor}

=== a pod to bind to
POST /api/v1/namespaces/idn/pods
@setup
@keep poduid metadata.uid
@yaml

apiVersion: v1
kind: Pod
metadata: {name: pod}
spec: {serviceAccountName: robot, nodeName: idn-node, containers: [{name: c, image: i}]}

=== a pod of another account
POST /api/v1/namespaces/idn/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: other}

=== a token
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@keep plain status.token
@only kind spec metadata.name
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "TokenRequest",
  "metadata.name": "robot",
  "spec": {
    "audiences": [
      "https://kubernetes.default.svc.cluster.local"
    ],
    "boundObjectRef": null,
    "expirationSeconds": 3600
  }
}

=== a token for others
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@keep foreign status.token
@only spec
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {audiences: [vault, boats], expirationSeconds: 900}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "audiences": [
      "vault",
      "boats"
    ],
    "boundObjectRef": null,
    "expirationSeconds": 900
  }
}

=== a token of a pod
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@keep ofpod status.token
@only spec
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Pod, apiVersion: v1, name: pod}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "audiences": [
      "https://kubernetes.default.svc.cluster.local"
    ],
    "boundObjectRef": {
      "apiVersion": "v1",
      "kind": "Pod",
      "name": "pod"
    },
    "expirationSeconds": 3600
  }
}

=== a token of a secret
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@keep ofsecret status.token
@only spec.boundObjectRef
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Secret, apiVersion: v1, name: anchor, uid: '${secretuid}'}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.boundObjectRef": {
    "apiVersion": "v1",
    "kind": "Secret",
    "name": "anchor",
    "uid": "<uid>"
  }
}

=== a token of a node
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@keep ofnode status.token
@only spec.boundObjectRef.kind
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Node, apiVersion: v1, name: idn-node, uid: '${nodeuid}'}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.boundObjectRef.kind": "Node"
}

=== a token of a pod of another account
POST /api/v1/namespaces/idn/serviceaccounts/other/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Pod, apiVersion: v1, name: pod}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "cannot bind token for serviceaccount \"other\" to pod running with different serviceaccount name.",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a token of an earlier pod
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Pod, apiVersion: v1, name: pod, uid: b}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "Pod",
    "name": "pod"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on Pod \"pod\": the UID in the bound object reference (b) does not match the UID in record. The object might have been deleted and then recreated",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== a token of a pod that is not there
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Pod, apiVersion: v1, name: none}}
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

=== a token of a config map
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: ConfigMap, apiVersion: v1, name: none}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "cannot bind token to object of type /v1, Kind=ConfigMap",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a token for too short a time
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {expirationSeconds: 60}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.expirationSeconds",
        "message": "Invalid value: 60: may not specify a duration less than 10 minutes",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authentication.k8s.io",
    "kind": "TokenRequest"
  },
  "kind": "Status",
  "message": "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a token for too long a time
POST /api/v1/namespaces/idn/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {expirationSeconds: 4294967297}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.expirationSeconds",
        "message": "Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authentication.k8s.io",
    "kind": "TokenRequest"
  },
  "kind": "Status",
  "message": "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== reviewing the token
POST /apis/authentication.k8s.io/v1/tokenreviews
@only kind status.authenticated status.error status.audiences status.user.username status.user.uid status.user.groups
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: '${plain}'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "TokenReview",
  "status.audiences": [
    "https://kubernetes.default.svc.cluster.local"
  ],
  "status.authenticated": true,
  "status.error": null,
  "status.user.groups": [
    "system:serviceaccounts",
    "system:serviceaccounts:idn",
    "system:authenticated"
  ],
  "status.user.uid": "<uid>",
  "status.user.username": "system:serviceaccount:idn:robot"
}

=== reviewing it for boats
POST /apis/authentication.k8s.io/v1/tokenreviews
@only status.authenticated status.audiences status.user.username
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: '${plain}', audiences: [boats]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.audiences": null,
  "status.authenticated": null,
  "status.user.username": null
}

=== reviewing that for others
POST /apis/authentication.k8s.io/v1/tokenreviews
@only status.authenticated status.audiences status.user.username
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: '${foreign}'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.audiences": null,
  "status.authenticated": null,
  "status.user.username": null
}

=== reviewing that for boats and cars
POST /apis/authentication.k8s.io/v1/tokenreviews
@only status.authenticated status.audiences status.error status.user.username
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: '${foreign}', audiences: [cars, boats]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.audiences": [
    "boats"
  ],
  "status.authenticated": true,
  "status.error": null,
  "status.user.username": "system:serviceaccount:idn:robot"
}

=== reviewing that of a pod
POST /apis/authentication.k8s.io/v1/tokenreviews
@only kind status.authenticated status.error status.audiences status.user.username status.user.uid status.user.groups
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: '${ofpod}'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "TokenReview",
  "status.audiences": [
    "https://kubernetes.default.svc.cluster.local"
  ],
  "status.authenticated": true,
  "status.error": null,
  "status.user.groups": [
    "system:serviceaccounts",
    "system:serviceaccounts:idn",
    "system:authenticated"
  ],
  "status.user.uid": "<uid>",
  "status.user.username": "system:serviceaccount:idn:robot"
}

=== reviewing nothing
POST /apis/authentication.k8s.io/v1/tokenreviews
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "token is required for TokenReview in authentication",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== reviewing nonsense
POST /apis/authentication.k8s.io/v1/tokenreviews
@only kind status.authenticated status.user
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: 'nonsense'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "TokenReview",
  "status.authenticated": null,
  "status.user": {}
}

=== who am I, by that of a pod
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only kind status.userInfo.username status.userInfo.groups status.userInfo.uid
@yaml
Authorization: Bearer ${ofpod}

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "SelfSubjectReview",
  "status.userInfo.groups": [
    "system:serviceaccounts",
    "system:serviceaccounts:idn",
    "system:authenticated"
  ],
  "status.userInfo.uid": "<uid>",
  "status.userInfo.username": "system:serviceaccount:idn:robot"
}

=== who am I, by a certificate
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as ann sea land
@only kind status
@yaml

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "SelfSubjectReview",
  "status": {
    "userInfo": {
      "extra": {
        "authentication.kubernetes.io/credential-id": [
          "X509SHA256=<digest>"
        ]
      },
      "groups": [
        "sea",
        "land",
        "system:authenticated"
      ],
      "username": "ann"
    }
  }
}

=== who am I, by nothing
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@yaml

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "authentication.k8s.io",
    "kind": "selfsubjectreviews"
  },
  "kind": "Status",
  "message": "selfsubjectreviews.authentication.k8s.io is forbidden: User \"system:anonymous\" cannot create resource \"selfsubjectreviews\" in API group \"authentication.k8s.io\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== the pod goes
DELETE /api/v1/namespaces/idn/pods/pod
@setup
@yaml

apiVersion: v1
kind: DeleteOptions
gracePeriodSeconds: 0

=== its token goes with it
POST /apis/authentication.k8s.io/v1/tokenreviews
@only status.authenticated status.user.username
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: '${ofpod}', audiences: [boats]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.authenticated": null,
  "status.user.username": null
}

=== the secret goes
DELETE /api/v1/namespaces/idn/secrets/anchor
@setup

=== the token of the secret goes with it
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@yaml
Authorization: Bearer ${ofsecret}

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
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

=== the node goes
DELETE /api/v1/nodes/idn-node
@setup

=== the token of the node goes with it
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@yaml
Authorization: Bearer ${ofnode}

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
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

=== a role
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: idn-sailor}
rules:
- {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}
- {apiGroups: ["apps"], resources: ["*"], verbs: ["*"], resourceNames: [boat]}
- {nonResourceURLs: ["/sea", "/sea/*"], verbs: [get]}

=== its binding
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: idn-sailors}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: idn-sailor}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: User, name: ann}
- {apiGroup: rbac.authorization.k8s.io, kind: Group, name: sailors}
- {kind: ServiceAccount, namespace: idn, name: robot}

=== may ann list pods
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: list, resource: pods}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to User \"ann\""
  }
}

=== may ann read logs
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: get, resource: pods, subresource: log, namespace: idn, name: p}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to User \"ann\""
  }
}

=== may ann exec
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: create, resource: pods, subresource: exec, namespace: idn, name: p}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": false
  }
}

=== may a sailor change the boat
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: bob, groups: [sailors], resourceAttributes: {verb: update, group: apps, resource: deployments, namespace: idn, name: boat}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to Group \"sailors\""
  }
}

=== may a sailor make a boat
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {groups: [sailors], resourceAttributes: {verb: create, group: apps, resource: deployments, namespace: idn}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": false
  }
}

=== may the robot
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: 'system:serviceaccount:idn:robot', resourceAttributes: {verb: get, resource: pods, namespace: elsewhere, name: p}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to ServiceAccount \"robot/idn\""
  }
}

=== may ann see the sea
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, nonResourceAttributes: {verb: get, path: /sea/deep}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to User \"ann\""
  }
}

=== may ann see the sky
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, nonResourceAttributes: {verb: get, path: /sky}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": false
  }
}

=== may ann list her pods by field
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: list, resource: pods, fieldSelector: {rawSelector: 'spec.nodeName=a'}, labelSelector: {requirements: [{key: a, operator: In, values: [b]}]}}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to User \"ann\""
  }
}

=== a bad selector
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: list, resource: pods, fieldSelector: {rawSelector: 'a=b', requirements: [{key: a, operator: In, values: [b]}]}, labelSelector: {requirements: [{key: '', operator: Like}]}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.resourceAttributes.fieldSelector.rawSelector",
        "message": "Invalid value: \"a=b\": may not specified at the same time as requirements",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.resourceAttributes.labelSelector.requirements[0].key",
        "message": "Invalid value: \"\": name part must be non-empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.resourceAttributes.labelSelector.requirements[0].key",
        "message": "Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: [spec.resourceAttributes.fieldSelector.rawSelector: Invalid value: \"a=b\": may not specified at the same time as requirements, spec.resourceAttributes.labelSelector.requirements[0].key: Invalid value: \"\": name part must be non-empty, spec.resourceAttributes.labelSelector.requirements[0].key: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== about nobody
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {resourceAttributes: {verb: list, resource: pods}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.user",
        "message": "Invalid value: \"\": at least one of user or group must be specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: spec.user: Invalid value: \"\": at least one of user or group must be specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== about nothing
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.resourceAttributes",
        "message": "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== about two things
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: list, resource: pods}, nonResourceAttributes: {verb: get, path: /sky}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.nonResourceAttributes",
        "message": "Invalid value: {\"Path\":\"/sky\",\"Verb\":\"get\"}: cannot be specified in combination with resourceAttributes",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: spec.nonResourceAttributes: Invalid value: {\"Path\":\"/sky\",\"Verb\":\"get\"}: cannot be specified in combination with resourceAttributes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== with a name
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
metadata: {name: n, labels: {a: b}}
spec: {user: ann, resourceAttributes: {verb: list, resource: pods}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "SubjectAccessReview in version \"v1\" cannot be handled as a SubjectAccessReview: json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== in a namespace
POST /apis/authorization.k8s.io/v1/namespaces/idn/localsubjectaccessreviews
@only metadata.namespace status
@yaml

apiVersion: authorization.k8s.io/v1
kind: LocalSubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: list, resource: pods, namespace: idn}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.namespace": "idn",
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to User \"ann\""
  }
}

=== in another namespace
POST /apis/authorization.k8s.io/v1/namespaces/idn/localsubjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: LocalSubjectAccessReview
spec: {user: ann, resourceAttributes: {verb: list, resource: pods, namespace: other}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.resourceAttributes.namespace",
        "message": "Invalid value: \"other\": must match metadata.namespace",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"other\": must match metadata.namespace",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== of paths, in a namespace
POST /apis/authorization.k8s.io/v1/namespaces/idn/localsubjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: LocalSubjectAccessReview
spec: {user: ann, nonResourceAttributes: {verb: get, path: /sky}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.nonResourceAttributes",
        "message": "Invalid value: {\"Path\":\"/sky\",\"Verb\":\"get\"}: disallowed on this kind of request",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: spec.nonResourceAttributes: Invalid value: {\"Path\":\"/sky\",\"Verb\":\"get\"}: disallowed on this kind of request",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== may I
POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
@as ann
@only status
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
spec: {resourceAttributes: {verb: get, resource: pods, namespace: idn}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"idn-sailors\" of ClusterRole \"idn-sailor\" to User \"ann\""
  }
}

=== may I, as nobody
POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
@as anonymous
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
spec: {resourceAttributes: {verb: get, resource: pods, namespace: idn}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "authorization.k8s.io",
    "kind": "selfsubjectaccessreviews"
  },
  "kind": "Status",
  "message": "selfsubjectaccessreviews.authorization.k8s.io is forbidden: User \"system:anonymous\" cannot create resource \"selfsubjectaccessreviews\" in API group \"authorization.k8s.io\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== all I may
POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews
@as ann
@only kind status.incomplete status.evaluationError
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectRulesReview
spec: {namespace: idn}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "SelfSubjectRulesReview",
  "status.evaluationError": null,
  "status.incomplete": false
}

=== all I may nowhere
POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews
@as ann
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectRulesReview
spec: {}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "no namespace on request",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== all the robot may
POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews
@as anonymous
@only kind status.incomplete
@yaml
Authorization: Bearer ${plain}

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectRulesReview
spec: {namespace: idn}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "SelfSubjectRulesReview",
  "status.incomplete": false
}

=== a role for some masks
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: idn-masks}
rules:
- {apiGroups: [""], resources: [users], verbs: [impersonate], resourceNames: [ann]}
- {apiGroups: [""], resources: [groups], verbs: [impersonate], resourceNames: [sailors]}
- {apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate]}
- {apiGroups: [authentication.k8s.io], resources: [userextras/scopes], verbs: [impersonate], resourceNames: [view]}
- {apiGroups: [authentication.k8s.io], resources: [uids], verbs: [impersonate]}

=== its wearers
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: idn-masks}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: idn-masks}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: mia}]

=== mia as ann
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only status
@yaml
Impersonate-User: ann

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "userInfo": {
      "groups": [
        "system:authenticated"
      ],
      "username": "ann"
    }
  }
}

=== mia as ann the sailor
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only status
@yaml
Impersonate-User: ann
Impersonate-Group: sailors

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "userInfo": {
      "groups": [
        "sailors",
        "system:authenticated"
      ],
      "username": "ann"
    }
  }
}

=== mia as ann with all
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only status
@yaml
Impersonate-User: ann
Impersonate-Uid: u7
Impersonate-Extra-Scopes: view

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "userInfo": {
      "extra": {
        "scopes": [
          "view"
        ]
      },
      "groups": [
        "system:authenticated"
      ],
      "uid": "u7",
      "username": "ann"
    }
  }
}

=== mia as the robot
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only status
@yaml
Impersonate-User: system:serviceaccount:idn:robot

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "userInfo": {
      "groups": [
        "system:serviceaccounts",
        "system:serviceaccounts:idn",
        "system:authenticated"
      ],
      "username": "system:serviceaccount:idn:robot"
    }
  }
}

=== mia as anonymous
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only status reason
@yaml
Impersonate-User: system:anonymous

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "reason": "Forbidden",
  "status": "Failure"
}

=== mia as bob
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only code reason details
@yaml
Impersonate-User: bob

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "details": {
    "kind": "users",
    "name": "bob"
  },
  "reason": "Forbidden"
}

=== mia as a captain
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only code reason details
@yaml
Impersonate-User: ann
Impersonate-Group: captains

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "details": {
    "kind": "groups",
    "name": "captains"
  },
  "reason": "Forbidden"
}

=== mia with another scope
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@only code reason details
@yaml
Impersonate-User: ann
Impersonate-Extra-Scopes: edit

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "details": {
    "group": "authentication.k8s.io",
    "kind": "userextras",
    "name": "edit"
  },
  "reason": "Forbidden"
}

=== a group without a user
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@yaml
Impersonate-Group: sailors

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"sailors\"}, Extra:map[string][]string(nil)} without impersonating a user name",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a scope without a user
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@yaml
Impersonate-Extra-Scopes: view

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string(nil), Extra:map[string][]string{\"scopes\":[]string{\"view\"}}} without impersonating a user name",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a uid without a user
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as mia
@yaml
Impersonate-Uid: u7

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "requested &user.DefaultInfo{Name:\"\", UID:\"u7\", Groups:[]string(nil), Extra:map[string][]string(nil)} without impersonating a user name",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== the admin as a node
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as admin
@only status
@yaml
Impersonate-User: system:node:n
Impersonate-Group: system:nodes

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": "Failure"
}

=== the admin as anonymous
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as admin
@only status
@yaml
Impersonate-User: system:anonymous

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": "Failure"
}

=== the admin with an odd scope
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as admin
@only status
@yaml
Impersonate-User: ann
Impersonate-Extra-Example.com%2fScope: a
Impersonate-Extra-Example.com%2fScope: b

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": "Failure"
}

=== the admin as a group of the masters
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as admin
@only status
@yaml
Impersonate-User: ann
Impersonate-Group: system:masters

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": "Failure"
}

=== mia's rights as ann
POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
@as mia
@only status.allowed
@yaml
Impersonate-User: ann

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
spec: {resourceAttributes: {verb: get, resource: pods, namespace: idn}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.allowed": true
}

=== a role for constrained masks
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: idn-constrained}
rules:
- {apiGroups: [authentication.k8s.io], resources: [users], verbs: ["impersonate:user-info"], resourceNames: [ann]}
- {apiGroups: [authentication.k8s.io], resources: [serviceaccounts], verbs: ["impersonate:serviceaccount"], resourceNames: [robot]}
- {apiGroups: [authentication.k8s.io], resources: [groups], verbs: ["impersonate:user-info"], resourceNames: [sailors]}
- {apiGroups: [""], resources: [pods], verbs: ["impersonate-on:user-info:list", "impersonate-on:serviceaccount:list"]}

=== their wearers
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: idn-constrained}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: idn-constrained}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: cora}]

=== cora lists pods as ann
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason details
Impersonate-User: ann
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "PodList",
  "reason": null
}

=== cora gets a pod as ann
GET /api/v1/namespaces/idn/pods/p
@as cora
@only kind code reason message
Impersonate-User: ann
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "pods \"p\" is forbidden: User \"cora\" cannot impersonate-on:user-info:get resource \"pods\" in API group \"\" in the namespace \"idn\"",
  "reason": "Forbidden"
}

=== cora lists pods as ann the sailor
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason details
Impersonate-User: ann
Impersonate-Group: sailors
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "PodList",
  "reason": null
}

=== cora lists pods as ann the captain
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: ann
Impersonate-Group: captains
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "groups.authentication.k8s.io \"captains\" is forbidden: User \"cora\" cannot impersonate:user-info resource \"groups\" in API group \"authentication.k8s.io\" at the cluster scope",
  "reason": "Forbidden"
}

=== cora lists pods as bob
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: bob
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "users.authentication.k8s.io \"bob\" is forbidden: User \"cora\" cannot impersonate:user-info resource \"users\" in API group \"authentication.k8s.io\" at the cluster scope",
  "reason": "Forbidden"
}

=== cora lists pods as the robot
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason details
Impersonate-User: system:serviceaccount:idn:robot
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "PodList",
  "reason": null
}

=== cora lists config maps as ann
GET /api/v1/namespaces/idn/configmaps
@as cora
@only kind code reason message
Impersonate-User: ann
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "configmaps is forbidden: User \"cora\" cannot impersonate-on:user-info:list resource \"configmaps\" in API group \"\" in the namespace \"idn\"",
  "reason": "Forbidden"
}

=== cora lists pods as ann with a uid
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: ann
Impersonate-Uid: u
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "uids.authentication.k8s.io \"u\" is forbidden: User \"cora\" cannot impersonate:user-info resource \"uids\" in API group \"authentication.k8s.io\" at the cluster scope",
  "reason": "Forbidden"
}

=== cora lists pods as ann the master
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: ann
Impersonate-Group: system:masters
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "groups.authentication.k8s.io \"system:masters\" is forbidden: User \"cora\" cannot impersonate:user-info resource \"groups\" in API group \"authentication.k8s.io\" at the cluster scope: impersonating the system:masters group is not allowed",
  "reason": "Forbidden"
}

=== cora lists pods as ann with an odd scope
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: ann
Impersonate-Extra-A%41%2f%2f: x
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "userextras.authentication.k8s.io is forbidden: User \"cora\" cannot impersonate:user-info resource \"userextras\" in API group \"authentication.k8s.io\" at the cluster scope: impersonating an invalid key in extra is not allowed: extra.key: Invalid value: \"aA\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "reason": "Forbidden"
}

=== cora lists pods as the robot with a group
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: system:serviceaccount:idn:robot
Impersonate-Group: sailors
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "serviceaccounts \"robot\" is forbidden: User \"cora\" cannot impersonate resource \"serviceaccounts\" in API group \"\" in the namespace \"idn\"",
  "reason": "Forbidden"
}

=== cora sees the sea as ann
GET /sea
@as cora
@only kind code reason message
Impersonate-User: ann
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "forbidden: User \"cora\" cannot impersonate-on:user-info:get path \"/sea\"",
  "reason": "Forbidden"
}

=== cora lists pods as a node
GET /api/v1/namespaces/idn/pods
@as cora
@only kind code reason message
Impersonate-User: system:node:n
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "pods is forbidden: User \"cora\" cannot impersonate-on:arbitrary-node:list resource \"pods\" in API group \"\" in the namespace \"idn\"",
  "reason": "Forbidden"
}

=== the token aaaaaa
POST /api/v1/namespaces/kube-system/secrets
@setup
@yaml

apiVersion: v1
kind: Secret
metadata: {name: bootstrap-token-aaaaaa, namespace: kube-system}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: 'aaaaaa'
  token-secret: '0123456789abcdef'
  usage-bootstrap-authentication: 'true'
  auth-extra-groups: 'system:bootstrappers:crew,system:bootstrappers:one'

=== the token bbbbbb
POST /api/v1/namespaces/kube-system/secrets
@setup
@yaml

apiVersion: v1
kind: Secret
metadata: {name: bootstrap-token-bbbbbb, namespace: kube-system}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: 'bbbbbb'
  token-secret: '0123456789abcdef'
  usage-bootstrap-authentication: 'false'

=== the token cccccc
POST /api/v1/namespaces/kube-system/secrets
@setup
@yaml

apiVersion: v1
kind: Secret
metadata: {name: bootstrap-token-cccccc, namespace: kube-system}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: 'cccccc'
  token-secret: '0123456789abcdef'
  usage-bootstrap-authentication: 'true'
  expiration: '2020-01-01T00:00:00Z'

=== the token dddddd
POST /api/v1/namespaces/kube-system/secrets
@setup
@yaml

apiVersion: v1
kind: Secret
metadata: {name: bootstrap-token-dddddd, namespace: kube-system}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: 'dddddd'
  token-secret: '0123456789abcdef'
  usage-bootstrap-authentication: 'true'
  auth-extra-groups: 'system:bootstrappers:crew,system:masters'

=== the token eeeeee
POST /api/v1/namespaces/kube-system/secrets
@setup
@yaml

apiVersion: v1
kind: Secret
metadata: {name: bootstrap-token-eeeeee, namespace: kube-system}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: 'eeeeee'
  token-secret: '0123456789abcdef'
  usage-bootstrap-authentication: 'true'
  expiration: '2120-01-01T00:00:00Z'

=== joining
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer aaaaaa.0123456789abcdef

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "reason": null,
  "status": {
    "userInfo": {
      "groups": [
        "system:bootstrappers",
        "system:bootstrappers:crew",
        "system:bootstrappers:one",
        "system:authenticated"
      ],
      "username": "system:bootstrap:aaaaaa"
    }
  }
}

=== joining with a wrong secret
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer aaaaaa.0123456789abcdee

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 401,
  "reason": "Unauthorized",
  "status": "Failure"
}

=== joining with what is not for it
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer bbbbbb.0123456789abcdef

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 401,
  "reason": "Unauthorized",
  "status": "Failure"
}

=== joining too late
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer cccccc.0123456789abcdef

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 401,
  "reason": "Unauthorized",
  "status": "Failure"
}

=== joining as a master
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer dddddd.0123456789abcdef

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 401,
  "reason": "Unauthorized",
  "status": "Failure"
}

=== joining in time
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer eeeeee.0123456789abcdef

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "reason": null,
  "status": {
    "userInfo": {
      "groups": [
        "system:bootstrappers",
        "system:authenticated"
      ],
      "username": "system:bootstrap:eeeeee"
    }
  }
}

=== joining with no such token
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@only code reason status
@yaml
Authorization: Bearer ffffff.0123456789abcdef

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 401
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 401,
  "reason": "Unauthorized",
  "status": "Failure"
}

=== reviewing the token of a machine
POST /apis/authentication.k8s.io/v1/tokenreviews
@only status
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: 'aaaaaa.0123456789abcdef'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "audiences": [
      "https://kubernetes.default.svc.cluster.local"
    ],
    "authenticated": true,
    "user": {
      "groups": [
        "system:bootstrappers",
        "system:bootstrappers:crew",
        "system:bootstrappers:one",
        "system:authenticated"
      ],
      "username": "system:bootstrap:aaaaaa"
    }
  }
}

=== the issuer as anybody
GET /.well-known/openid-configuration
@as anonymous
@only code reason
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "reason": "Forbidden"
}

=== the issuer as a service account
GET /.well-known/openid-configuration
@as anonymous
@only response_types_supported subject_types_supported
Authorization: Bearer ${plain}
--- 200
Cache-Control: public, max-age=3600
Content-Type: application/json

{
  "response_types_supported": [
    "id_token"
  ],
  "subject_types_supported": [
    "public"
  ]
}

=== reviewing the token of a machine for boats
POST /apis/authentication.k8s.io/v1/tokenreviews
@only status
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: 'aaaaaa.0123456789abcdef', audiences: [boats]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "error": "invalid bearer token",
    "user": {}
  }
}

=== the issuer as ann
GET /.well-known/openid-configuration
@as ann
@only code reason message
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "message": "forbidden: User \"ann\" cannot get path \"/.well-known/openid-configuration\"",
  "reason": "Forbidden"
}
