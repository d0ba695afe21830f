# Resource quotas that are only for some of the objects.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: quota-scopes}

=== a service account
POST /api/v1/namespaces/quota-scopes/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== a priority class
POST /apis/scheduling.k8s.io/v1/priorityclasses
@setup
@yaml

apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: quota-high}
value: 100

=== another one
POST /apis/scheduling.k8s.io/v1/priorityclasses
@setup
@yaml

apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: quota-low}
value: 10

=== quota terminating
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: terminating}
spec:
  hard: {"pods":"1"}
  scopes: [Terminating]

=== what quota terminating says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/terminating/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "1"}, "used": {"pods": "0"}}}

=== quota lasting
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: lasting}
spec:
  hard: {"pods":"1"}
  scopes: [NotTerminating]

=== what quota lasting says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/lasting/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "1"}, "used": {"pods": "0"}}}

=== quota modest
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: modest}
spec:
  hard: {"pods":"1"}
  scopes: [BestEffort]

=== what quota modest says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/modest/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "1"}, "used": {"pods": "0"}}}

=== quota greedy
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: greedy}
spec:
  hard: {"pods":"1"}
  scopes: [NotBestEffort]

=== what quota greedy says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/greedy/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "1"}, "used": {"pods": "0"}}}

=== quota high
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: high}
spec:
  hard: {"pods":"1"}
  scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [quota-high]}]}

=== what quota high says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/high/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "1"}, "used": {"pods": "0"}}}

=== quota others
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: others}
spec:
  hard: {"pods":"5"}
  scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: NotIn, values: [quota-high]}]}

=== what quota others says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/others/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "5"}, "used": {"pods": "0"}}}

=== quota abroad
POST /api/v1/namespaces/quota-scopes/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: abroad}
spec:
  hard: {"pods":"0"}
  scopes: [CrossNamespacePodAffinity]

=== what quota abroad says is used
PATCH /api/v1/namespaces/quota-scopes/resourcequotas/abroad/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"pods": "0"}, "used": {"pods": "0"}}}

=== a pod that looks abroad
POST /api/v1/namespaces/quota-scopes/pods
@until 4xx
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p0}
spec:
  affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, namespaceSelector: {}, labelSelector: {matchLabels: {a: b}}}]}}
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1

=== what it is told
POST /api/v1/namespaces/quota-scopes/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p0}
spec:
  affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, namespaceSelector: {}, labelSelector: {matchLabels: {a: b}}}]}}
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "pods",
    "name": "p0"
  },
  "kind": "Status",
  "message": "pods \"p0\" is forbidden: exceeded quota: abroad, requested: pods=1, used: pods=0, limited: pods=0",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a pod that asks for nothing
POST /api/v1/namespaces/quota-scopes/pods
@only kind code metadata.name
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p1}
spec:
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Pod",
  "metadata.name": "p1"
}

=== quota terminating: after the first pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/terminating
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "0"
    }
  }
}

=== quota lasting: after the first pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/lasting
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== quota modest: after the first pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/modest
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== quota greedy: after the first pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/greedy
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "0"
    }
  }
}

=== quota high: after the first pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/high
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "0"
    }
  }
}

=== quota others: after the first pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/others
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "5"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== another one like it
POST /api/v1/namespaces/quota-scopes/pods
@only kind reason code message
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p2}
spec:
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "pods \"p2\" is forbidden: exceeded quota: lasting, requested: pods=1, used: pods=1, limited: pods=1",
  "reason": "Forbidden"
}

=== one that ends by itself and asks for something
POST /api/v1/namespaces/quota-scopes/pods
@only kind code metadata.name
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p2}
spec:
  activeDeadlineSeconds: 30
  priorityClassName: quota-high
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 1m}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Pod",
  "metadata.name": "p2"
}

=== quota terminating: after the second pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/terminating
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== quota greedy: after the second pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/greedy
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== quota high: after the second pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/high
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "1"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== quota others: after the second pod
GET /api/v1/namespaces/quota-scopes/resourcequotas/others
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "pods": "5"
    },
    "used": {
      "pods": "1"
    }
  }
}

=== one of high priority
POST /api/v1/namespaces/quota-scopes/pods
@only kind reason code details
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p3}
spec:
  priorityClassName: quota-high
  activeDeadlineSeconds: 3
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "details": {
    "kind": "pods",
    "name": "p3"
  },
  "kind": "Status",
  "reason": "Forbidden"
}

=== a lasting pod that is to end
PATCH /api/v1/namespaces/quota-scopes/pods/p1
@only kind reason code message
Content-Type: application/merge-patch+json

{"spec":{"activeDeadlineSeconds":5}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "pods \"p1\" is forbidden: exceeded quota: terminating, requested: pods=1, used: pods=1, limited: pods=1",
  "reason": "Forbidden"
}

=== scopes that do not fit together
POST /api/v1/namespaces/quota-scopes/resourcequotas
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: bad}
spec: {hard: {pods: "1"}, scopes: [BestEffort, NotBestEffort]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.scopes",
        "message": "Invalid value: [\"BestEffort\",\"NotBestEffort\"]: conflicting scopes",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ResourceQuota",
    "name": "bad"
  },
  "kind": "Status",
  "message": "ResourceQuota \"bad\" is invalid: spec.scopes: Invalid value: [\"BestEffort\",\"NotBestEffort\"]: conflicting scopes",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a scope that limits what it cannot
POST /api/v1/namespaces/quota-scopes/resourcequotas
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: bad}
spec: {hard: {services: "1"}, scopes: [BestEffort]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.scopes",
        "message": "Invalid value: [\"BestEffort\"]: unsupported scope applied to resource",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ResourceQuota",
    "name": "bad"
  },
  "kind": "Status",
  "message": "ResourceQuota \"bad\" is invalid: spec.scopes: Invalid value: [\"BestEffort\"]: unsupported scope applied to resource",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no priority class high
DELETE /apis/scheduling.k8s.io/v1/priorityclasses/quota-high
@setup

=== no priority class low
DELETE /apis/scheduling.k8s.io/v1/priorityclasses/quota-low
@setup
