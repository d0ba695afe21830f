# Plugins of admission that say no, each in its own words.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: plugins}

=== a service account
POST /api/v1/namespaces/plugins/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== a volume is protected
POST /api/v1/persistentvolumes
@only kind code metadata.name metadata.finalizers
@yaml

apiVersion: v1
kind: PersistentVolume
metadata: {name: plugins-v}
spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /tmp}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "PersistentVolume",
  "metadata.finalizers": [
    "kubernetes.io/pv-protection"
  ],
  "metadata.name": "plugins-v"
}

=== delete it
DELETE /api/v1/persistentvolumes/plugins-v
@only kind metadata.name metadata.finalizers
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "PersistentVolume",
  "metadata.finalizers": [
    "kubernetes.io/pv-protection"
  ],
  "metadata.name": "plugins-v"
}

=== a class that grows
POST /apis/storage.k8s.io/v1/storageclasses
@setup
@yaml

apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: plugins-grows}
provisioner: p.example.com
allowVolumeExpansion: true

=== a class that stays
POST /apis/storage.k8s.io/v1/storageclasses
@setup
@yaml

apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: plugins-stays}
provisioner: p.example.com

=== a claim that grows
POST /api/v1/namespaces/plugins/persistentvolumeclaims
@only kind code metadata.finalizers
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: grows}
spec: {accessModes: [ReadWriteOnce], storageClassName: plugins-grows, resources: {requests: {storage: 1Gi}}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "PersistentVolumeClaim",
  "metadata.finalizers": [
    "kubernetes.io/pvc-protection"
  ]
}

=== bind the claim that grows
PATCH /api/v1/namespaces/plugins/persistentvolumeclaims/grows/status
@setup
Content-Type: application/merge-patch+json

{"status":{"phase":"Bound","capacity":{"storage":"1Gi"}}}

=== more for the claim that grows
PATCH /api/v1/namespaces/plugins/persistentvolumeclaims/grows
@only kind reason code message spec.resources
Content-Type: application/merge-patch+json

{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "PersistentVolumeClaim",
  "message": null,
  "reason": null,
  "spec.resources": {
    "requests": {
      "storage": "2Gi"
    }
  }
}

=== a claim that stays
POST /api/v1/namespaces/plugins/persistentvolumeclaims
@only kind code metadata.finalizers
@yaml

apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: stays}
spec: {accessModes: [ReadWriteOnce], storageClassName: plugins-stays, resources: {requests: {storage: 1Gi}}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "PersistentVolumeClaim",
  "metadata.finalizers": [
    "kubernetes.io/pvc-protection"
  ]
}

=== bind the claim that stays
PATCH /api/v1/namespaces/plugins/persistentvolumeclaims/stays/status
@setup
Content-Type: application/merge-patch+json

{"status":{"phase":"Bound","capacity":{"storage":"1Gi"}}}

=== more for the claim that stays
PATCH /api/v1/namespaces/plugins/persistentvolumeclaims/stays
@only kind reason code message spec.resources
Content-Type: application/merge-patch+json

{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "persistentvolumeclaims \"stays\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize",
  "reason": "Forbidden",
  "spec.resources": null
}

=== an attributes class is protected
POST /apis/storage.k8s.io/v1/volumeattributesclasses
@only kind code metadata.name metadata.finalizers
@yaml

apiVersion: storage.k8s.io/v1
kind: VolumeAttributesClass
metadata: {name: plugins-fast}
driverName: d.example.com
parameters: {a: b}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "VolumeAttributesClass",
  "metadata.finalizers": [
    "kubernetes.io/vac-protection"
  ],
  "metadata.name": "plugins-fast"
}

=== a request to be a master
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plugins-master}
spec:
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIZ01JR0hBZ0VBTUNVeEZ6QVZCZ05WQkFvTURuTjVjM1JsYlRwdFlYTjBaWEp6TVFvd0NBWURWUVFEREFGNApNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVuTWkxRzliV1lCdmdNd1JHSkRneXRCeWtpQmFHCmtJTzFFVXpBRVR4TW1nZFdReU9TUWl5MzVKRXdJajlFNmRrUEJ0Tk9xSmNWOFpWMFR0L1FuR2srRzZBQU1Bb0cKQ0NxR1NNNDlCQU1DQTBnQU1FVUNJQ3pGUklidGRmeUNidC9SeDZ2Q2Ezb09xclI1bXRkcGx3d3hSNlU2aldYZQpBaUVBbktrUUpmUWdxM1NPQXlnYm15THkySlBZRm1vMDVEa1VJZjFuV2RpZXpJND0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "certificates.k8s.io",
    "kind": "certificatesigningrequests",
    "name": "plugins-master"
  },
  "kind": "Status",
  "message": "certificatesigningrequests.certificates.k8s.io \"plugins-master\" is forbidden: use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== one to be somebody
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@only kind code metadata.name spec.signerName
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plugins-one}
spec:
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIWE1IOENBUUF3SFRFUE1BMEdBMVVFQ2d3R2NHVnZjR3hsTVFvd0NBWURWUVFEREFGNE1Ga3dFd1lIS29aSQp6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUU5YzNyaEVrSEtQZ0M2UDNlNWZlZlZRSE44MTdNMDZvYUNXOTBhMFgzCm00eUFNakt6NjBaQ1lzYXRSUXNaT2x6bVVHRUFqdjhQZVlLQ0ptamYwdGkvanFBQU1Bb0dDQ3FHU000OUJBTUMKQTBnQU1FVUNJUURsZGFJcVVtOFlQQzQvaTVOVGdIbU1wRFppY2pybDRvdVJrUnF4VWJCM1p3SWdWRFRBdjAwSwpIWUlIYUNiamFRcjNIMkhsOXFDaC9WR3JDK1JjK1hpVk9vVT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "CertificateSigningRequest",
  "metadata.name": "plugins-one",
  "spec.signerName": "kubernetes.io/kube-apiserver-client"
}

=== a role that may approve by path
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: plugins-path}
rules: [{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests, certificatesigningrequests/approval, certificatesigningrequests/status], verbs: ["*"]}]

=== given to somebody
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: plugins-path}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: plugins-path}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: petra}]

=== read it as her
GET /apis/certificates.k8s.io/v1/certificatesigningrequests/plugins-one
@as petra
@until 200

=== approve without the signer
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/plugins-one/approval
@as petra
Content-Type: application/merge-patch+json

{"status":{"conditions":[{"type":"Approved","status":"True","reason":"r","message":"m"}]}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "certificates.k8s.io",
    "kind": "certificatesigningrequests",
    "name": "plugins-one"
  },
  "kind": "Status",
  "message": "certificatesigningrequests.certificates.k8s.io \"plugins-one\" is forbidden: user not permitted to approve requests with signerName \"kubernetes.io/kube-apiserver-client\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== sign without the signer
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/plugins-one/status
@as petra
Content-Type: application/merge-patch+json

{"status":{"conditions":[{"type":"Failed","status":"True","reason":"r","message":"m"}]}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "certificates.k8s.io",
    "kind": "certificatesigningrequests",
    "name": "plugins-one"
  },
  "kind": "Status",
  "message": "certificatesigningrequests.certificates.k8s.io \"plugins-one\" is forbidden: user not permitted to sign requests with signerName \"kubernetes.io/kube-apiserver-client\"",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== a role for the signers of the domain
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: plugins-signer}
rules: [{apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: ["kubernetes.io/*"], verbs: [approve]}]

=== given to her
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: plugins-signer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: plugins-signer}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: petra}]

=== approve with it
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/plugins-one/approval
@as petra
@until 200
Content-Type: application/merge-patch+json

{"status":{"conditions":[{"type":"Approved","status":"True","reason":"r","message":"m"}]}}

=== a node
POST /api/v1/nodes
@setup
@yaml

apiVersion: v1
kind: Node
metadata: {name: plugins-n, labels: {kubernetes.io/os: linux}}

=== its room
PATCH /api/v1/nodes/plugins-n/status
@setup
Content-Type: application/merge-patch+json

{"status":{"allocatable":{"cpu":"1","memory":"1Gi"},"capacity":{"cpu":"1","memory":"1Gi"}}}

=== a pod on it
POST /api/v1/namespaces/plugins/pods
@setup
@yaml

apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  nodeName: plugins-n
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 100m}}

=== beyond the node
PATCH /api/v1/namespaces/plugins/pods/p/resize
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"2","memory":"2Gi"}}}]}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "reason": "NodeCapacity"
      }
    ],
    "kind": "pods",
    "name": "p"
  },
  "kind": "Status",
  "message": "pods \"p\" is forbidden: node didn't have enough allocatable resources: cpu, requested: 2000, allocatable: 1000; memory, requested: 2147483648, allocatable: 1073741824",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== within the node
PATCH /api/v1/namespaces/plugins/pods/p/resize
@only kind code spec.containers[0].resources
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"200m"}}}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Pod",
  "spec.containers[0].resources": null
}

=== a pod of another node
POST /api/v1/namespaces/plugins/pods
@setup
@yaml

apiVersion: v1
kind: Pod
metadata: {name: q}
spec:
  nodeName: plugins-none
  automountServiceAccountToken: false
  containers:
  - name: c
    image: i:1
    resources: {requests: {cpu: 100m}}

=== resize it
PATCH /api/v1/namespaces/plugins/pods/q/resize
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"200m"}}}]}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "pods",
    "name": "q"
  },
  "kind": "Status",
  "message": "pods \"q\" is forbidden: node \"plugins-none\" not found",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== resize the whole pod
PATCH /api/v1/namespaces/plugins/pods/p/resize
@only kind reason code message
Content-Type: application/strategic-merge-patch+json

{"spec":{"resources":{"requests":{"cpu":"300m"}}}}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 403,
  "kind": "Status",
  "message": "pods \"p\" is forbidden: pod update requires features InPlacePodLevelResourcesVerticalScaling which are not available on node \"plugins-n\"",
  "reason": "Forbidden"
}

=== a namespace that must stay
DELETE /api/v1/namespaces/kube-public
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "namespaces",
    "name": "kube-public"
  },
  "kind": "Status",
  "message": "namespaces \"kube-public\" is forbidden: this namespace may not be deleted",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== an object in a namespace that is not there
POST /api/v1/namespaces/nowhere/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: a}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "namespaces",
    "name": "nowhere"
  },
  "kind": "Status",
  "message": "namespaces \"nowhere\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== leave nothing
DELETE /apis/certificates.k8s.io/v1/certificatesigningrequests/plugins-one
@setup

=== no node
DELETE /api/v1/nodes/plugins-n
@setup

=== no class that grows
DELETE /apis/storage.k8s.io/v1/storageclasses/plugins-grows
@setup

=== no class that stays
DELETE /apis/storage.k8s.io/v1/storageclasses/plugins-stays
@setup

=== let the volume go
PATCH /api/v1/persistentvolumes/plugins-v
@setup
Content-Type: application/merge-patch+json

{"metadata":{"finalizers":null}}

=== let the attributes class go
PATCH /apis/storage.k8s.io/v1/volumeattributesclasses/plugins-fast
@setup
Content-Type: application/merge-patch+json

{"metadata":{"finalizers":null}}

=== no attributes class
DELETE /apis/storage.k8s.io/v1/volumeattributesclasses/plugins-fast
@setup

=== no role path
DELETE /apis/rbac.authorization.k8s.io/v1/clusterroles/plugins-path
@setup

=== no binding path
DELETE /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/plugins-path
@setup

=== no role signer
DELETE /apis/rbac.authorization.k8s.io/v1/clusterroles/plugins-signer
@setup

=== no binding signer
DELETE /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/plugins-signer
@setup
