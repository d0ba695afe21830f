# Fields that never change once the object is there.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: immutable}

=== its service account
POST /api/v1/namespaces/immutable/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== an immutable config map
POST /api/v1/namespaces/immutable/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: fixed}
immutable: true
data: {key: value}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value"
  },
  "immutable": true,
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "fixed",
    "namespace": "immutable",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== its data
PATCH /api/v1/namespaces/immutable/configmaps/fixed
Content-Type: application/merge-patch+json

{"data":{"key":"other"},"binaryData":{"x":"eA=="}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "data",
        "message": "Forbidden: field is immutable when `immutable` is set",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "binaryData",
        "message": "Forbidden: field is immutable when `immutable` is set",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "ConfigMap",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "ConfigMap \"fixed\" is invalid: [data: Forbidden: field is immutable when `immutable` is set, binaryData: Forbidden: field is immutable when `immutable` is set]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== its immutability
PATCH /api/v1/namespaces/immutable/configmaps/fixed
Content-Type: application/merge-patch+json

{"immutable":false}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "immutable",
        "message": "Forbidden: field is immutable when `immutable` is set",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "ConfigMap",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "ConfigMap \"fixed\" is invalid: immutable: Forbidden: field is immutable when `immutable` is set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== its labels may change
PATCH /api/v1/namespaces/immutable/configmaps/fixed
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value"
  },
  "immutable": true,
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "a": "b"
    },
    "name": "fixed",
    "namespace": "immutable",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== an immutable secret
POST /api/v1/namespaces/immutable/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: fixed}
immutable: true
stringData: {key: value}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "dmFsdWU="
  },
  "immutable": true,
  "kind": "Secret",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "fixed",
    "namespace": "immutable",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "type": "Opaque"
}

=== the secret's data
PATCH /api/v1/namespaces/immutable/secrets/fixed
Content-Type: application/merge-patch+json

{"stringData":{"key":"other"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "data",
        "message": "Forbidden: field is immutable when `immutable` is set",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Secret",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "Secret \"fixed\" is invalid: data: Forbidden: field is immutable when `immutable` is set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the secret's type
PATCH /api/v1/namespaces/immutable/secrets/fixed
Content-Type: application/merge-patch+json

{"type":"example.com/other"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "type",
        "message": "Invalid value: \"example.com/other\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Secret",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "Secret \"fixed\" is invalid: type: Invalid value: \"example.com/other\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a deployment
POST /apis/apps/v1/namespaces/immutable/deployments
@setup
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: fixed}
spec:
  selector: {matchLabels: {app: fixed}}
  template:
    metadata: {labels: {app: fixed}}
    spec: {containers: [{name: main, image: busybox}]}

=== its selector
PUT /apis/apps/v1/namespaces/immutable/deployments/fixed
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: fixed}
spec:
  selector: {matchLabels: {app: other}}
  template:
    metadata: {labels: {app: other}}
    spec: {containers: [{name: main, image: busybox}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selector",
        "message": "Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "Deployment.apps \"fixed\" is invalid: spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a replica set
POST /apis/apps/v1/namespaces/immutable/replicasets
@setup
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: fixed}
spec:
  selector: {matchLabels: {app: fixed}}
  template:
    metadata: {labels: {app: fixed}}
    spec: {containers: [{name: main, image: busybox}]}

=== the replica set's selector
PATCH /apis/apps/v1/namespaces/immutable/replicasets/fixed
Content-Type: application/merge-patch+json

{"spec":{"selector":{"matchLabels":{"app":"other"}},"template":{"metadata":{"labels":{"app":"other"}}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selector",
        "message": "Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"fixed\" is invalid: spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a pod
POST /api/v1/namespaces/immutable/pods
@setup
@yaml

apiVersion: v1
kind: Pod
metadata: {name: fixed}
spec: {containers: [{name: main, image: busybox}]}

=== its command
PATCH /api/v1/namespaces/immutable/pods/fixed
@only status reason message details
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"main","command":["true"]}]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details": {
    "causes": [
      {
        "field": "spec",
        "message": "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n@@ -93,7 +93,9 @@\n   {\n    \"Name\": \"main\",\n    \"Image\": \"busybox\",\n-   \"Command\": null,\n+   \"Command\": [\n+    \"true\"\n+   ],\n    \"Args\": null,\n    \"WorkingDir\": \"\",\n    \"Ports\": null,\n",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Pod",
    "name": "fixed"
  },
  "message": "Pod \"fixed\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n@@ -93,7 +93,9 @@\n   {\n    \"Name\": \"main\",\n    \"Image\": \"busybox\",\n-   \"Command\": null,\n+   \"Command\": [\n+    \"true\"\n+   ],\n    \"Args\": null,\n    \"WorkingDir\": \"\",\n    \"Ports\": null,\n",
  "reason": "Invalid",
  "status": "Failure"
}

=== its node
PATCH /api/v1/namespaces/immutable/pods/fixed
@only status reason details.name
Content-Type: application/merge-patch+json

{"spec":{"nodeName":"one"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details.name": "fixed",
  "reason": "Invalid",
  "status": "Failure"
}

=== one container more
PATCH /api/v1/namespaces/immutable/pods/fixed
@only status reason message details
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"second","image":"busybox"}]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details": {
    "causes": [
      {
        "field": "spec.containers",
        "message": "Forbidden: pod updates may not add or remove containers",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Pod",
    "name": "fixed"
  },
  "message": "Pod \"fixed\" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers",
  "reason": "Invalid",
  "status": "Failure"
}

=== its image may change
PATCH /api/v1/namespaces/immutable/pods/fixed
Content-Type: application/strategic-merge-patch+json

{"spec":{"containers":[{"name":"main","image":"nginx"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "fixed",
    "namespace": "immutable",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "containers": [
      {
        "image": "nginx",
        "imagePullPolicy": "Always",
        "name": "main",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
            "name": "kube-api-access-<generated>",
            "readOnly": true
          }
        ]
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "preemptionPolicy": "PreemptLowerPriority",
    "priority": 0,
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": {},
    "serviceAccount": "default",
    "serviceAccountName": "default",
    "terminationGracePeriodSeconds": 30,
    "tolerations": [
      {
        "effect": "NoExecute",
        "key": "node.kubernetes.io/not-ready",
        "operator": "Exists",
        "tolerationSeconds": 300
      },
      {
        "effect": "NoExecute",
        "key": "node.kubernetes.io/unreachable",
        "operator": "Exists",
        "tolerationSeconds": 300
      }
    ],
    "volumes": [
      {
        "name": "kube-api-access-<generated>",
        "projected": {
          "defaultMode": 420,
          "sources": [
            {
              "serviceAccountToken": {
                "expirationSeconds": 3607,
                "path": "token"
              }
            },
            {
              "configMap": {
                "items": [
                  {
                    "key": "ca.crt",
                    "path": "ca.crt"
                  }
                ],
                "name": "kube-root-ca.crt"
              }
            },
            {
              "downwardAPI": {
                "items": [
                  {
                    "fieldRef": {
                      "apiVersion": "v1",
                      "fieldPath": "metadata.namespace"
                    },
                    "path": "namespace"
                  }
                ]
              }
            }
          ]
        }
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "BestEffort"
  }
}

=== tolerations may be added
PATCH /api/v1/namespaces/immutable/pods/fixed
@only spec.tolerations
Content-Type: application/json-patch+json

[{"op":"add","path":"/spec/tolerations/-","value":{"key":"a","operator":"Exists"}}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.tolerations": [
    {
      "effect": "NoExecute",
      "key": "node.kubernetes.io/not-ready",
      "operator": "Exists",
      "tolerationSeconds": 300
    },
    {
      "effect": "NoExecute",
      "key": "node.kubernetes.io/unreachable",
      "operator": "Exists",
      "tolerationSeconds": 300
    },
    {
      "key": "a",
      "operator": "Exists"
    }
  ]
}

=== but not taken away
PATCH /api/v1/namespaces/immutable/pods/fixed
@only status reason message details
Content-Type: application/json-patch+json

[{"op":"replace","path":"/spec/tolerations","value":[]}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details": {
    "causes": [
      {
        "field": "spec.tolerations",
        "message": "Forbidden: existing toleration can not be modified except its tolerationSeconds",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Pod",
    "name": "fixed"
  },
  "message": "Pod \"fixed\" is invalid: spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds",
  "reason": "Invalid",
  "status": "Failure"
}

=== a deadline may come
PATCH /api/v1/namespaces/immutable/pods/fixed
@only spec.activeDeadlineSeconds
Content-Type: application/merge-patch+json

{"spec":{"activeDeadlineSeconds":100}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.activeDeadlineSeconds": 100
}

=== but not be put off
PATCH /api/v1/namespaces/immutable/pods/fixed
Content-Type: application/merge-patch+json

{"spec":{"activeDeadlineSeconds":200}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.activeDeadlineSeconds",
        "message": "Invalid value: 200: must be less than or equal to previous value",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "Pod \"fixed\" is invalid: spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a service
POST /api/v1/namespaces/immutable/services
@setup
@yaml

apiVersion: v1
kind: Service
metadata: {name: fixed}
spec: {ports: [{port: 80}]}

=== its address
PATCH /api/v1/namespaces/immutable/services/fixed
Content-Type: application/merge-patch+json

{"spec":{"clusterIP":"10.96.77.77","clusterIPs":["10.96.77.77"]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs[0]",
        "message": "Invalid value: [\"10.96.77.77\"]: may not change once set",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "Service \"fixed\" is invalid: spec.clusterIPs[0]: Invalid value: [\"10.96.77.77\"]: may not change once set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== its address cannot be dropped
PATCH /api/v1/namespaces/immutable/services/fixed
Content-Type: application/merge-patch+json

{"spec":{"clusterIP":"None","clusterIPs":["None"]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs[0]",
        "message": "Invalid value: [\"None\"]: may not change once set",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "Service \"fixed\" is invalid: spec.clusterIPs[0]: Invalid value: [\"None\"]: may not change once set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a slice
POST /apis/discovery.k8s.io/v1/namespaces/immutable/endpointslices
@setup
@yaml

apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: fixed}
addressType: IPv4
endpoints: []

=== its family
PATCH /apis/discovery.k8s.io/v1/namespaces/immutable/endpointslices/fixed
Content-Type: application/merge-patch+json

{"addressType":"IPv6"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "addressType",
        "message": "Invalid value: \"IPv6\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "discovery.k8s.io",
    "kind": "EndpointSlice",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "EndpointSlice.discovery.k8s.io \"fixed\" is invalid: addressType: Invalid value: \"IPv6\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a role to bind
POST /apis/rbac.authorization.k8s.io/v1/namespaces/immutable/rolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: fixed}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}

=== its role
PATCH /apis/rbac.authorization.k8s.io/v1/namespaces/immutable/rolebindings/fixed
Content-Type: application/merge-patch+json

{"roleRef":{"name":"edit"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "roleRef",
        "message": "Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"edit\"}: cannot change roleRef",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rbac.authorization.k8s.io",
    "kind": "RoleBinding",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "RoleBinding.rbac.authorization.k8s.io \"fixed\" is invalid: roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"edit\"}: cannot change roleRef",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a node
POST /api/v1/nodes
@setup
@yaml

apiVersion: v1
kind: Node
metadata: {name: immutable-node}
spec: {podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24], providerID: a}

=== its range
PATCH /api/v1/nodes/immutable-node
Content-Type: application/merge-patch+json

{"spec":{"podCIDR":"10.2.0.0/24","podCIDRs":["10.2.0.0/24"]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.podCIDRs",
        "message": "Forbidden: node updates may not change podCIDR except from \"\" to valid",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Node",
    "name": "immutable-node"
  },
  "kind": "Status",
  "message": "Node \"immutable-node\" is invalid: spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== its provider
PATCH /api/v1/nodes/immutable-node
Content-Type: application/merge-patch+json

{"spec":{"providerID":"b"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.providerID",
        "message": "Forbidden: node updates may not change providerID except from \"\" to valid",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Node",
    "name": "immutable-node"
  },
  "kind": "Status",
  "message": "Node \"immutable-node\" is invalid: spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== names and births do not change
PATCH /api/v1/namespaces/immutable/configmaps/fixed
Content-Type: application/merge-patch+json

{"metadata":{"creationTimestamp":"2001-01-01T00:00:00Z","generation":7,"deletionTimestamp":"2001-01-01T00:00:00Z"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.deletionTimestamp",
        "message": "Invalid value: \"2001-01-01T00:00:00Z\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "fixed"
  },
  "kind": "Status",
  "message": "ConfigMap \"fixed\" is invalid: metadata.deletionTimestamp: Invalid value: \"2001-01-01T00:00:00Z\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an event
POST /api/v1/namespaces/immutable/events
@setup
@yaml

apiVersion: v1
kind: Event
metadata: {name: fixed}
involvedObject: {kind: Pod, name: fixed, namespace: immutable}
reason: Test
message: one
type: Normal

=== the node goes
DELETE /api/v1/nodes/immutable-node
@setup
