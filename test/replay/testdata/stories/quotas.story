# Resource quotas: what they admit, what they charge and what they say.
# No controller runs here: what is used is written by hand.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: quotas}

=== a service account
POST /api/v1/namespaces/quotas/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== quota fresh
POST /api/v1/namespaces/quotas/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: fresh}
spec:
  hard: {"secrets":"2"}

=== an object against a quota that nobody has counted
POST /api/v1/namespaces/quotas/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s0}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Secret",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "s0",
    "namespace": "quotas",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "type": "Opaque"
}

=== delete it
DELETE /api/v1/namespaces/quotas/secrets/s0
@setup

=== status with limits only
PATCH /api/v1/namespaces/quotas/resourcequotas/fresh/status
@setup
Content-Type: application/merge-patch+json

{"status":{"hard":{"secrets":"2"}}}

=== an object against a quota without usage
POST /api/v1/namespaces/quotas/secrets
@until 4xx
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s0}

=== what that is refused with
POST /api/v1/namespaces/quotas/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s0}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "secrets",
    "name": "s0"
  },
  "kind": "Status",
  "message": "secrets \"s0\" is forbidden: status unknown for quota: fresh, resources: secrets",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== count it
PATCH /api/v1/namespaces/quotas/resourcequotas/fresh/status
@setup
Content-Type: application/merge-patch+json

{"status":{"used":{"secrets":"0"}}}

=== the first secret
POST /api/v1/namespaces/quotas/secrets
@until 201
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s1}

=== quota fresh: its status afterwards
GET /api/v1/namespaces/quotas/resourcequotas/fresh
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "secrets": "2"
    },
    "used": {
      "secrets": "1"
    }
  }
}

=== a dry run charges nothing
POST /api/v1/namespaces/quotas/secrets?dryRun=All
@yaml

apiVersion: v1
kind: Secret
metadata: {name: sdry}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Secret",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "sdry",
    "namespace": "quotas",
    "uid": "<uid>"
  },
  "type": "Opaque"
}

=== quota fresh: after the dry run
GET /api/v1/namespaces/quotas/resourcequotas/fresh
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "secrets": "2"
    },
    "used": {
      "secrets": "1"
    }
  }
}

=== the second secret
POST /api/v1/namespaces/quotas/secrets
@only kind code metadata.name
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s2}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Secret",
  "metadata.name": "s2"
}

=== a third one
POST /api/v1/namespaces/quotas/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s3}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "secrets",
    "name": "s3"
  },
  "kind": "Status",
  "message": "secrets \"s3\" is forbidden: exceeded quota: fresh, requested: secrets=1, used: secrets=2, limited: secrets=2",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a third one dry
POST /api/v1/namespaces/quotas/secrets?dryRun=All
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s3}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "secrets",
    "name": "s3"
  },
  "kind": "Status",
  "message": "secrets \"s3\" is forbidden: exceeded quota: fresh, requested: secrets=1, used: secrets=2, limited: secrets=2",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== one with a generated name
POST /api/v1/namespaces/quotas/secrets
@only kind reason code details.kind
@yaml

apiVersion: v1
kind: Secret
metadata: {generateName: s-}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "details.kind": "secrets",
  "kind": "Status",
  "reason": "Forbidden"
}

=== a change of one that is there
PATCH /api/v1/namespaces/quotas/secrets/s1
@only kind code metadata.name data
Content-Type: application/merge-patch+json

{"data":{"a":"Yg=="}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "a": "Yg=="
  },
  "kind": "Secret",
  "metadata.name": "s1"
}

=== quota fresh: after the second
GET /api/v1/namespaces/quotas/resourcequotas/fresh
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "secrets": "2"
    },
    "used": {
      "secrets": "2"
    }
  }
}

=== quota compute
POST /api/v1/namespaces/quotas/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: compute}
spec:
  hard: {"requests.cpu":"1","limits.memory":"1Gi","pods":"3","count/pods":"9"}

=== what quota compute says is used
PATCH /api/v1/namespaces/quotas/resourcequotas/compute/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"requests.cpu": "1", "limits.memory": "1Gi", "pods": "3", "count/pods": "9"}, "used": {"requests.cpu": "0", "limits.memory": "0", "pods": "0", "count/pods": "0"}}}

=== a pod that says nothing
POST /api/v1/namespaces/quotas/pods
@until 4xx
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p0}
spec:
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1

=== what it is told
POST /api/v1/namespaces/quotas/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p0}
spec:
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
  "message": "pods \"p0\" is forbidden: failed quota: compute: must specify limits.memory for: c; requests.cpu for: c",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a pod that says half of it
POST /api/v1/namespaces/quotas/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p0}
spec:
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 100m}}
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
  "message": "pods \"p0\" is forbidden: failed quota: compute: must specify limits.memory for: c",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a pod with an init container that says nothing
POST /api/v1/namespaces/quotas/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p0}
spec:
  initContainers: [{name: early, image: "i:1"}]
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 100m}, limits: {memory: 10Mi}}
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
  "message": "pods \"p0\" is forbidden: failed quota: compute: must specify limits.memory for: early; requests.cpu for: early",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a pod that fits
POST /api/v1/namespaces/quotas/pods
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
    resources: {requests: {cpu: 600m}, limits: {memory: 10Mi}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Pod",
  "metadata.name": "p1"
}

=== quota compute: its status afterwards
GET /api/v1/namespaces/quotas/resourcequotas/compute
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "count/pods": "9",
      "limits.memory": "1Gi",
      "pods": "3",
      "requests.cpu": "1"
    },
    "used": {
      "count/pods": "1",
      "limits.memory": "10Mi",
      "pods": "1",
      "requests.cpu": "600m"
    }
  }
}

=== a pod that is too large
POST /api/v1/namespaces/quotas/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p2}
spec:
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 600m}, limits: {memory: 2Gi}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "pods",
    "name": "p2"
  },
  "kind": "Status",
  "message": "pods \"p2\" is forbidden: exceeded quota: compute, requested: limits.memory=2Gi,requests.cpu=600m, used: limits.memory=10Mi,requests.cpu=600m, limited: limits.memory=1Gi,requests.cpu=1",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a pod that is too large in one thing
POST /api/v1/namespaces/quotas/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p2}
spec:
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 600m}, limits: {memory: 20Mi}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "pods",
    "name": "p2"
  },
  "kind": "Status",
  "message": "pods \"p2\" is forbidden: exceeded quota: compute, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a pod with resources of its own
POST /api/v1/namespaces/quotas/pods
@only kind code metadata.name reason message
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p2}
spec:
  resources: {requests: {cpu: 100m}, limits: {memory: 10Mi}}
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
  "message": null,
  "metadata.name": "p2",
  "reason": null
}

=== resize it beyond the quota
PATCH /api/v1/namespaces/quotas/pods/p1/resize
@only kind reason code message
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"950m"}}}]}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "pods \"p1\" is forbidden: exceeded quota: compute, requested: requests.cpu=350m, used: requests.cpu=700m, limited: requests.cpu=1",
  "reason": "Forbidden"
}

=== resize it a little
PATCH /api/v1/namespaces/quotas/pods/p1/resize
@only kind reason code message spec.containers[0].resources
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"650m"}}}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Pod",
  "message": null,
  "reason": null,
  "spec.containers[0].resources": null
}

=== quota compute: after resizing
GET /api/v1/namespaces/quotas/resourcequotas/compute
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "count/pods": "9",
      "limits.memory": "1Gi",
      "pods": "3",
      "requests.cpu": "1"
    },
    "used": {
      "count/pods": "2",
      "limits.memory": "20Mi",
      "pods": "2",
      "requests.cpu": "750m"
    }
  }
}

=== no compute quota
DELETE /api/v1/namespaces/quotas/resourcequotas/compute
@setup

=== quota services
POST /api/v1/namespaces/quotas/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: services}
spec:
  hard: {"services":"2","services.nodeports":"1","services.loadbalancers":"0","count/services":"9"}

=== what quota services says is used
PATCH /api/v1/namespaces/quotas/resourcequotas/services/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"services": "2", "services.nodeports": "1", "services.loadbalancers": "0", "count/services": "9"}, "used": {"services": "0", "services.nodeports": "0", "services.loadbalancers": "0", "count/services": "0"}}}

=== a node port too many
POST /api/v1/namespaces/quotas/services
@until 4xx
@yaml

apiVersion: v1
kind: Service
metadata: {name: v0}
spec: {type: NodePort, ports: [{name: a, port: 80}, {name: b, port: 81}]}

=== what it is told (2)
POST /api/v1/namespaces/quotas/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: v0}
spec: {type: NodePort, ports: [{name: a, port: 80}, {name: b, port: 81}]}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "services",
    "name": "v0"
  },
  "kind": "Status",
  "message": "services \"v0\" is forbidden: exceeded quota: services, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a load balancer
POST /api/v1/namespaces/quotas/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: v0}
spec: {type: LoadBalancer, ports: [{port: 80}]}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "services",
    "name": "v0"
  },
  "kind": "Status",
  "message": "services \"v0\" is forbidden: exceeded quota: services, requested: services.loadbalancers=1, used: services.loadbalancers=0, limited: services.loadbalancers=0",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a plain service
POST /api/v1/namespaces/quotas/services
@only kind code metadata.name
@yaml

apiVersion: v1
kind: Service
metadata: {name: v1}
spec: {ports: [{port: 80}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Service",
  "metadata.name": "v1"
}

=== quota services: its status afterwards
GET /api/v1/namespaces/quotas/resourcequotas/services
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "count/services": "9",
      "services": "2",
      "services.loadbalancers": "0",
      "services.nodeports": "1"
    },
    "used": {
      "count/services": "1",
      "services": "1",
      "services.loadbalancers": "0",
      "services.nodeports": "0"
    }
  }
}

=== make it a load balancer
PATCH /api/v1/namespaces/quotas/services/v1
Content-Type: application/merge-patch+json

{"spec":{"type":"LoadBalancer"}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "services",
    "name": "v1"
  },
  "kind": "Status",
  "message": "services \"v1\" is forbidden: exceeded quota: services, requested: services.loadbalancers=1, used: services.loadbalancers=0, limited: services.loadbalancers=0",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== give it node ports
PATCH /api/v1/namespaces/quotas/services/v1
@only kind code spec.type
Content-Type: application/merge-patch+json

{"spec":{"type":"NodePort"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Service",
  "spec.type": "NodePort"
}

=== quota services: with node ports
GET /api/v1/namespaces/quotas/resourcequotas/services
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "count/services": "9",
      "services": "2",
      "services.loadbalancers": "0",
      "services.nodeports": "1"
    },
    "used": {
      "count/services": "1",
      "services": "1",
      "services.loadbalancers": "0",
      "services.nodeports": "1"
    }
  }
}

=== more node ports
PATCH /api/v1/namespaces/quotas/services/v1
Content-Type: application/merge-patch+json

{"spec":{"ports":[{"name":"a","port":80},{"name":"b","port":81}]}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "services",
    "name": "v1"
  },
  "kind": "Status",
  "message": "services \"v1\" is forbidden: exceeded quota: services, requested: services.nodeports=1, used: services.nodeports=1, limited: services.nodeports=1",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== quota counts
POST /api/v1/namespaces/quotas/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: counts}
spec:
  hard: {"count/deployments.apps":"1","count/configmaps":"0","count/resourcequotas":"9"}

=== what quota counts says is used
PATCH /api/v1/namespaces/quotas/resourcequotas/counts/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"count/deployments.apps": "1", "count/configmaps": "0", "count/resourcequotas": "9"}, "used": {"count/deployments.apps": "1", "count/configmaps": "0", "count/resourcequotas": "3"}}}

=== one more of a counted kind
POST /apis/apps/v1/namespaces/quotas/deployments
@until 4xx
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: c, image: "i:1"}]}

=== what it is told (3)
POST /apis/apps/v1/namespaces/quotas/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: c, image: "i:1"}]}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "d"
  },
  "kind": "Status",
  "message": "deployments.apps \"d\" is forbidden: exceeded quota: counts, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== one of a kind that nobody may have
POST /api/v1/namespaces/quotas/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: m}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps",
    "name": "m"
  },
  "kind": "Status",
  "message": "configmaps \"m\" is forbidden: exceeded quota: counts, requested: count/configmaps=1, used: count/configmaps=0, limited: count/configmaps=0",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== one more by applying
PATCH /apis/apps/v1/namespaces/quotas/deployments/d?fieldManager=me
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: c, image: "i:1"}]}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "d"
  },
  "kind": "Status",
  "message": "deployments.apps \"d\" is forbidden: exceeded quota: counts, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a quota counts itself
POST /api/v1/namespaces/quotas/resourcequotas
@only kind code metadata.name
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: more}
spec: {hard: {configmaps: "5"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "ResourceQuota",
  "metadata.name": "more"
}

=== quota counts: its status afterwards
GET /api/v1/namespaces/quotas/resourcequotas/counts
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "count/configmaps": "0",
      "count/deployments.apps": "1",
      "count/resourcequotas": "9"
    },
    "used": {
      "count/configmaps": "0",
      "count/deployments.apps": "1",
      "count/resourcequotas": "4"
    }
  }
}

=== quota claims
POST /api/v1/namespaces/quotas/resourcequotas
@setup
@yaml

apiVersion: v1
kind: ResourceQuota
metadata: {name: claims}
spec:
  hard: {"persistentvolumeclaims":"2","requests.storage":"3Gi","gold.storageclass.storage.k8s.io/requests.storage":"1Gi"}

=== what quota claims says is used
PATCH /api/v1/namespaces/quotas/resourcequotas/claims/status
@setup
Content-Type: application/merge-patch+json

{"status": {"hard": {"persistentvolumeclaims": "2", "requests.storage": "3Gi", "gold.storageclass.storage.k8s.io/requests.storage": "1Gi"}, "used": {"persistentvolumeclaims": "0", "requests.storage": "0", "gold.storageclass.storage.k8s.io/requests.storage": "0"}}}

=== too much gold
POST /api/v1/namespaces/quotas/persistentvolumeclaims
@until 4xx
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c0}
spec: {accessModes: [ReadWriteOnce], storageClassName: gold, resources: {requests: {storage: 2Gi}}}

=== what it is told (4)
POST /api/v1/namespaces/quotas/persistentvolumeclaims
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c0}
spec: {accessModes: [ReadWriteOnce], storageClassName: gold, resources: {requests: {storage: 2Gi}}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "persistentvolumeclaims",
    "name": "c0"
  },
  "kind": "Status",
  "message": "persistentvolumeclaims \"c0\" is forbidden: exceeded quota: claims, requested: gold.storageclass.storage.k8s.io/requests.storage=2Gi, used: gold.storageclass.storage.k8s.io/requests.storage=0, limited: gold.storageclass.storage.k8s.io/requests.storage=1Gi",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== some gold
POST /api/v1/namespaces/quotas/persistentvolumeclaims
@only kind code metadata.name metadata.finalizers
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c1}
spec: {accessModes: [ReadWriteOnce], storageClassName: gold, resources: {requests: {storage: 1Gi}}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "PersistentVolumeClaim",
  "metadata.finalizers": [
    "kubernetes.io/pvc-protection"
  ],
  "metadata.name": "c1"
}

=== quota claims: its status afterwards
GET /api/v1/namespaces/quotas/resourcequotas/claims
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "gold.storageclass.storage.k8s.io/requests.storage": "1Gi",
      "persistentvolumeclaims": "2",
      "requests.storage": "3Gi"
    },
    "used": {
      "gold.storageclass.storage.k8s.io/requests.storage": "1Gi",
      "persistentvolumeclaims": "1",
      "requests.storage": "1Gi"
    }
  }
}

=== too much of anything
POST /api/v1/namespaces/quotas/persistentvolumeclaims
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c2}
spec: {accessModes: [ReadWriteOnce], storageClassName: tin, resources: {requests: {storage: 3Gi}}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "persistentvolumeclaims",
    "name": "c2"
  },
  "kind": "Status",
  "message": "persistentvolumeclaims \"c2\" is forbidden: exceeded quota: claims, requested: requests.storage=3Gi, used: requests.storage=1Gi, limited: requests.storage=3Gi",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a claim that is not bound may not grow
PATCH /api/v1/namespaces/quotas/persistentvolumeclaims/c1
Content-Type: application/merge-patch+json

{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec",
        "message": "Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -6,7 +6,7 @@\n  \"Resources\": {\n   \"Limits\": null,\n   \"Requests\": {\n-   \"storage\": \"1Gi\"\n+   \"storage\": \"2Gi\"\n   }\n  },\n  \"VolumeName\": \"\",\n",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "PersistentVolumeClaim",
    "name": "c1"
  },
  "kind": "Status",
  "message": "PersistentVolumeClaim \"c1\" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -6,7 +6,7 @@\n  \"Resources\": {\n   \"Limits\": null,\n   \"Requests\": {\n-   \"storage\": \"1Gi\"\n+   \"storage\": \"2Gi\"\n   }\n  },\n  \"VolumeName\": \"\",\n",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== some tin
POST /api/v1/namespaces/quotas/persistentvolumeclaims
@only kind code metadata.name
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c2}
spec: {accessModes: [ReadWriteOnce], storageClassName: tin, resources: {requests: {storage: 1500Mi}}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "PersistentVolumeClaim",
  "metadata.name": "c2"
}

=== one claim too many
POST /api/v1/namespaces/quotas/persistentvolumeclaims
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c3}
spec: {accessModes: [ReadWriteOnce], storageClassName: tin, resources: {requests: {storage: 1Mi}}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "persistentvolumeclaims",
    "name": "c3"
  },
  "kind": "Status",
  "message": "persistentvolumeclaims \"c3\" is forbidden: exceeded quota: claims, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=2, limited: persistentvolumeclaims=2",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== quota claims: in the end
GET /api/v1/namespaces/quotas/resourcequotas/claims
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "hard": {
      "gold.storageclass.storage.k8s.io/requests.storage": "1Gi",
      "persistentvolumeclaims": "2",
      "requests.storage": "3Gi"
    },
    "used": {
      "gold.storageclass.storage.k8s.io/requests.storage": "1Gi",
      "persistentvolumeclaims": "2",
      "requests.storage": "2524Mi"
    }
  }
}

=== delete a claim
DELETE /api/v1/namespaces/quotas/persistentvolumeclaims/c1
@only kind metadata.finalizers status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "PersistentVolumeClaim",
  "metadata.finalizers": [
    "kubernetes.io/pvc-protection"
  ],
  "status": {
    "phase": "Pending"
  }
}
