# Service accounts, their tokens, and who those tokens stand for.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: accounts}

=== create
POST /api/v1/namespaces/accounts/serviceaccounts
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
automountServiceAccountToken: false
imagePullSecrets: [{name: registry}]
secrets: [{name: mine}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "automountServiceAccountToken": false,
  "imagePullSecrets": [
    {
      "name": "registry"
    }
  ],
  "kind": "ServiceAccount",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "robot",
    "namespace": "accounts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "secrets": [
    {
      "name": "mine"
    }
  ]
}

=== as a table
GET /api/v1/namespaces/accounts/serviceaccounts
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
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
      "priority": 0,
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
        "robot",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "robot",
          "namespace": "accounts",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== a token
POST /api/v1/namespaces/accounts/serviceaccounts/robot/token
@yaml
@keep token status.token

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authentication.k8s.io/v1",
  "kind": "TokenRequest",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "robot",
    "namespace": "accounts",
    "uid": "<uid>"
  },
  "spec": {
    "audiences": [
      "https://kubernetes.default.svc.cluster.local"
    ],
    "boundObjectRef": null,
    "expirationSeconds": 3600
  },
  "status": {
    "expirationTimestamp": "<time>",
    "token": "<token>"
  }
}

=== a token for others and for an hour
POST /api/v1/namespaces/accounts/serviceaccounts/robot/token
@yaml
@keep foreign status.token

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {audiences: [vault], expirationSeconds: 3600}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authentication.k8s.io/v1",
  "kind": "TokenRequest",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "robot",
    "namespace": "accounts",
    "uid": "<uid>"
  },
  "spec": {
    "audiences": [
      "vault"
    ],
    "boundObjectRef": null,
    "expirationSeconds": 3600
  },
  "status": {
    "expirationTimestamp": "<time>",
    "token": "<token>"
  }
}

=== a token for too short a time
POST /api/v1/namespaces/accounts/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {expirationSeconds: 10}
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
        "message": "Invalid value: 10: may not specify a duration less than 10 minutes",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "authentication.k8s.io",
    "kind": "TokenRequest"
  },
  "kind": "Status",
  "message": "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a token bound to a pod that is not there
POST /api/v1/namespaces/accounts/serviceaccounts/robot/token
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

=== a token bound to what cannot be
POST /api/v1/namespaces/accounts/serviceaccounts/robot/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {boundObjectRef: {kind: Service, apiVersion: v1, name: none}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "cannot bind token to object of type /v1, Kind=Service",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a token of an account that is not there
POST /api/v1/namespaces/accounts/serviceaccounts/none/token
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenRequest
spec: {}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "serviceaccounts",
    "name": "none"
  },
  "kind": "Status",
  "message": "serviceaccounts \"none\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== who the token is
POST /apis/authentication.k8s.io/v1/selfsubjectreviews
@as anonymous
@yaml
Authorization: Bearer ${token}

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
          "JTI=<uid>"
        ]
      },
      "groups": [
        "system:serviceaccounts",
        "system:serviceaccounts:accounts",
        "system:authenticated"
      ],
      "uid": "<uid>",
      "username": "system:serviceaccount:accounts:robot"
    }
  }
}

=== it may do nothing
GET /api/v1/namespaces/accounts/configmaps
@as anonymous
Authorization: Bearer ${token}
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
  "message": "configmaps is forbidden: User \"system:serviceaccount:accounts:robot\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"accounts\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a token for others is none here
GET /api/v1/namespaces/accounts/configmaps
@as anonymous
Authorization: Bearer ${foreign}
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

=== review of the token
POST /apis/authentication.k8s.io/v1/tokenreviews
@yaml
@only status.authenticated status.user.username status.user.groups status.audiences

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: "${token}"}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.audiences": [
    "https://kubernetes.default.svc.cluster.local"
  ],
  "status.authenticated": true,
  "status.user.groups": [
    "system:serviceaccounts",
    "system:serviceaccounts:accounts",
    "system:authenticated"
  ],
  "status.user.username": "system:serviceaccount:accounts:robot"
}

=== review of nonsense
POST /apis/authentication.k8s.io/v1/tokenreviews
@yaml

apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: nonsense}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "authentication.k8s.io/v1",
  "kind": "TokenReview",
  "metadata": {},
  "spec": {
    "token": "nonsense"
  },
  "status": {
    "error": "invalid bearer token",
    "user": {}
  }
}

=== delete the account
DELETE /api/v1/namespaces/accounts/serviceaccounts/robot
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "automountServiceAccountToken": false,
  "imagePullSecrets": [
    {
      "name": "registry"
    }
  ],
  "kind": "ServiceAccount",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "robot",
    "namespace": "accounts",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "secrets": [
    {
      "name": "mine"
    }
  ]
}

=== its token is none any more
GET /api/v1/namespaces/accounts/configmaps
@as anonymous
Authorization: Bearer ${token}
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
  "message": "configmaps is forbidden: User \"system:serviceaccount:accounts:robot\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"accounts\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}
