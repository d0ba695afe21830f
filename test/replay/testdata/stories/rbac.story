# Roles and bindings.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: rbac}

=== create a role
POST /apis/rbac.authorization.k8s.io/v1/namespaces/rbac/roles
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- {apiGroups: ["", apps], resources: [pods, deployments], verbs: [get, list]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rbac.authorization.k8s.io/v1",
  "kind": "Role",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "reader",
    "namespace": "rbac",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "rules": [
    {
      "apiGroups": [
        "",
        "apps"
      ],
      "resources": [
        "pods",
        "deployments"
      ],
      "verbs": [
        "get",
        "list"
      ]
    }
  ]
}

=== create a binding without groups
POST /apis/rbac.authorization.k8s.io/v1/namespaces/rbac/rolebindings
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {kind: Role, name: reader}
subjects:
- {kind: User, name: dora}
- {kind: Group, name: devs}
- {kind: ServiceAccount, name: robot, namespace: rbac}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rbac.authorization.k8s.io/v1",
  "kind": "RoleBinding",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "readers",
    "namespace": "rbac",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "roleRef": {
    "apiGroup": "rbac.authorization.k8s.io",
    "kind": "Role",
    "name": "reader"
  },
  "subjects": [
    {
      "apiGroup": "rbac.authorization.k8s.io",
      "kind": "User",
      "name": "dora"
    },
    {
      "apiGroup": "rbac.authorization.k8s.io",
      "kind": "Group",
      "name": "devs"
    },
    {
      "kind": "ServiceAccount",
      "name": "robot",
      "namespace": "rbac"
    }
  ]
}

=== create a cluster role
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: story-watcher}
rules:
- {apiGroups: [""], resources: [nodes], verbs: [watch]}
- {nonResourceURLs: [/story/*], verbs: [get]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rbac.authorization.k8s.io/v1",
  "kind": "ClusterRole",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "story-watcher",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "rules": [
    {
      "apiGroups": [
        ""
      ],
      "resources": [
        "nodes"
      ],
      "verbs": [
        "watch"
      ]
    },
    {
      "nonResourceURLs": [
        "/story/*"
      ],
      "verbs": [
        "get"
      ]
    }
  ]
}

=== create a cluster role binding
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: story-watchers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: story-watcher}
subjects: [{kind: User, name: dora}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rbac.authorization.k8s.io/v1",
  "kind": "ClusterRoleBinding",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "story-watchers",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "roleRef": {
    "apiGroup": "rbac.authorization.k8s.io",
    "kind": "ClusterRole",
    "name": "story-watcher"
  },
  "subjects": [
    {
      "apiGroup": "rbac.authorization.k8s.io",
      "kind": "User",
      "name": "dora"
    }
  ]
}

=== roles as a table
GET /apis/rbac.authorization.k8s.io/v1/namespaces/rbac/roles
@only columnDefinitions rows.*.cells.0
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions": [
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Created At",
      "priority": 0,
      "type": "date"
    }
  ],
  "rows.*.cells.0": [
    "reader"
  ]
}

=== bindings as a table
GET /apis/rbac.authorization.k8s.io/v1/namespaces/rbac/rolebindings
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "columnDefinitions": [
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.",
      "format": "",
      "name": "Role",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Users in the roleBinding",
      "format": "",
      "name": "Users",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Groups in the roleBinding",
      "format": "",
      "name": "Groups",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "ServiceAccounts in the roleBinding",
      "format": "",
      "name": "ServiceAccounts",
      "priority": 1,
      "type": "string"
    }
  ],
  "kind": "Table",
  "metadata": {
    "resourceVersion": "<revision>"
  },
  "rows": [
    {
      "cells": [
        "readers",
        "Role/reader",
        "<age>",
        "dora",
        "devs",
        "rbac/robot"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "readers",
          "namespace": "rbac",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== cluster role bindings as a table
GET /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/story-watchers
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "columnDefinitions": [
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "RoleRef can only reference a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.",
      "format": "",
      "name": "Role",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Users in the clusterRoleBinding",
      "format": "",
      "name": "Users",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Groups in the clusterRoleBinding",
      "format": "",
      "name": "Groups",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "ServiceAccounts in the clusterRoleBinding",
      "format": "",
      "name": "ServiceAccounts",
      "priority": 1,
      "type": "string"
    }
  ],
  "kind": "Table",
  "metadata": {
    "resourceVersion": "<revision>"
  },
  "rows": [
    {
      "cells": [
        "story-watchers",
        "ClusterRole/story-watcher",
        "<age>",
        "dora",
        "",
        ""
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "story-watchers",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== cluster roles as a table
GET /apis/rbac.authorization.k8s.io/v1/clusterroles/story-watcher
@only columnDefinitions rows.*.cells.0
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions": [
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Created At",
      "priority": 0,
      "type": "date"
    }
  ],
  "rows.*.cells.0": [
    "story-watcher"
  ]
}

=== dora may
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: dora, resourceAttributes: {namespace: rbac, verb: list, group: apps, resource: deployments}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "SubjectAccessReview",
  "metadata": {},
  "spec": {
    "resourceAttributes": {
      "group": "apps",
      "namespace": "rbac",
      "resource": "deployments",
      "verb": "list"
    },
    "user": "dora"
  },
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by RoleBinding \"readers/rbac\" of Role \"reader\" to User \"dora\""
  }
}

=== dora may not
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: dora, resourceAttributes: {namespace: default, verb: list, group: apps, resource: deployments}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "SubjectAccessReview",
  "metadata": {},
  "spec": {
    "resourceAttributes": {
      "group": "apps",
      "namespace": "default",
      "resource": "deployments",
      "verb": "list"
    },
    "user": "dora"
  },
  "status": {
    "allowed": false
  }
}

=== dora may ask for a path
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {user: dora, nonResourceAttributes: {path: /story/1, verb: get}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "SubjectAccessReview",
  "metadata": {},
  "spec": {
    "nonResourceAttributes": {
      "path": "/story/1",
      "verb": "get"
    },
    "user": "dora"
  },
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"story-watchers\" of ClusterRole \"story-watcher\" to User \"dora\""
  }
}

=== a group may
POST /apis/authorization.k8s.io/v1/namespaces/rbac/localsubjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: LocalSubjectAccessReview
metadata: {namespace: rbac}
spec: {groups: [devs], resourceAttributes: {namespace: rbac, verb: get, resource: pods}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "LocalSubjectAccessReview",
  "metadata": {
    "namespace": "rbac"
  },
  "spec": {
    "groups": [
      "devs"
    ],
    "resourceAttributes": {
      "namespace": "rbac",
      "resource": "pods",
      "verb": "get"
    }
  },
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by RoleBinding \"readers/rbac\" of Role \"reader\" to Group \"devs\""
  }
}

=== a local review of another namespace
POST /apis/authorization.k8s.io/v1/namespaces/rbac/localsubjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: LocalSubjectAccessReview
metadata: {namespace: rbac}
spec: {user: dora, resourceAttributes: {namespace: default, verb: get, resource: pods}}
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
        "message": "Invalid value: \"default\": must match metadata.namespace",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"default\": must match metadata.namespace",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a review of nothing
POST /apis/authorization.k8s.io/v1/subjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec: {}
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
      },
      {
        "field": "spec.user",
        "message": "Invalid value: \"\": at least one of user or group must be specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authorization.k8s.io"
  },
  "kind": "Status",
  "message": ".authorization.k8s.io \"\" is invalid: [spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified, spec.user: Invalid value: \"\": at least one of user or group must be specified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== may I
POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
@as dora
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
spec: {resourceAttributes: {verb: watch, resource: nodes}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "SelfSubjectAccessReview",
  "metadata": {},
  "spec": {
    "resourceAttributes": {
      "resource": "nodes",
      "verb": "watch"
    }
  },
  "status": {
    "allowed": true,
    "reason": "RBAC: allowed by ClusterRoleBinding \"story-watchers\" of ClusterRole \"story-watcher\" to User \"dora\""
  }
}

=== may I not
POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
@as dora
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
spec: {resourceAttributes: {verb: delete, resource: nodes}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "SelfSubjectAccessReview",
  "metadata": {},
  "spec": {
    "resourceAttributes": {
      "resource": "nodes",
      "verb": "delete"
    }
  },
  "status": {
    "allowed": false
  }
}

=== may an admin
POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews
@yaml

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
spec: {resourceAttributes: {verb: "*", resource: "*", group: "*"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authorization.k8s.io/v1",
  "kind": "SelfSubjectAccessReview",
  "metadata": {},
  "spec": {
    "resourceAttributes": {
      "group": "*",
      "resource": "*",
      "verb": "*"
    }
  },
  "status": {
    "allowed": true
  }
}

=== what may I
POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews
@as dora
@yaml
@only kind status.incomplete

apiVersion: authorization.k8s.io/v1
kind: SelfSubjectRulesReview
spec: {namespace: rbac}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "SelfSubjectRulesReview",
  "status.incomplete": false
}

=== rules of no namespace
POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews
@as dora
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

=== who am I
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as dora devs
@yaml

apiVersion: authentication.k8s.io/v1
kind: SelfSubjectReview
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authentication.k8s.io/v1",
  "kind": "SelfSubjectReview",
  "metadata": {
    "creationTimestamp": "<time>"
  },
  "status": {
    "userInfo": {
      "extra": {
        "authentication.kubernetes.io/credential-id": [
          "X509SHA256=<digest>"
        ]
      },
      "groups": [
        "devs",
        "system:authenticated"
      ],
      "username": "dora"
    }
  }
}

=== dora watches nodes
GET /api/v1/nodes
@as dora
@only reason message
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "message": "nodes is forbidden: User \"dora\" cannot list resource \"nodes\" in API group \"\" at the cluster scope",
  "reason": "Forbidden"
}

=== the cluster role goes
DELETE /apis/rbac.authorization.k8s.io/v1/clusterroles/story-watcher
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "rbac.authorization.k8s.io",
    "kind": "clusterroles",
    "name": "story-watcher",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== and its binding
DELETE /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/story-watchers
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "rbac.authorization.k8s.io",
    "kind": "clusterrolebindings",
    "name": "story-watchers",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}
