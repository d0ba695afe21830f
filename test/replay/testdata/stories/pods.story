# Pods from creation to their end: defaults, binding, status, graceful deletion.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: pods}

=== its service account
POST /api/v1/namespaces/pods/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== create the least pod
POST /api/v1/namespaces/pods/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: least}
spec: {containers: [{name: main, image: busybox}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "least",
    "namespace": "pods",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "containers": [
      {
        "image": "busybox",
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

=== create a full pod
POST /api/v1/namespaces/pods/pods
@yaml

apiVersion: v1
kind: Pod
metadata:
  name: full
  labels: {app: full}
  annotations: {note: text}
spec:
  automountServiceAccountToken: false
  nodeSelector: {disk: ssd}
  priority: 0
  hostname: full
  subdomain: sub
  terminationGracePeriodSeconds: 5
  securityContext: {runAsUser: 1000, fsGroup: 2000, supplementalGroups: [3000], seccompProfile: {type: RuntimeDefault}}
  tolerations: [{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 30}]
  affinity:
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
      - {weight: 10, podAffinityTerm: {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: full}}}}
  topologySpreadConstraints:
  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: full}}}
  initContainers:
  - {name: init, image: "busybox:1.36", command: [sh, -c, "true"]}
  - {name: sidecar, image: "busybox:1.36", restartPolicy: Always}
  containers:
  - name: main
    image: nginx:1.27
    args: ["$(NAME)"]
    ports: [{name: web, containerPort: 80}, {containerPort: 53, protocol: UDP, hostPort: 5353}]
    env:
    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
    envFrom: [{configMapRef: {name: c}}, {prefix: P_, secretRef: {name: s}}]
    resources: {limits: {cpu: "1", memory: 64Mi}, requests: {cpu: 500m}}
    livenessProbe: {httpGet: {path: /, port: web}}
    readinessProbe: {tcpSocket: {port: 80}}
    startupProbe: {exec: {command: ["true"]}}
    lifecycle: {preStop: {exec: {command: ["sleep", "1"]}}}
    securityContext: {capabilities: {add: [NET_ADMIN], drop: [ALL]}, readOnlyRootFilesystem: true}
    volumeMounts: [{name: e, mountPath: /e}, {name: c, mountPath: /c, subPath: x, readOnly: true}]
  - {name: second, image: "nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000"}
  volumes:
  - {name: e, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
  - {name: c, configMap: {name: c}}
  - {name: s, secret: {secretName: s}}
  - {name: h, hostPath: {path: /tmp}}
  - {name: d, downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}}
  - {name: p, projected: {sources: [{serviceAccountToken: {path: token}}, {configMap: {name: c}}]}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "annotations": {
      "note": "text"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "app": "full"
    },
    "name": "full",
    "namespace": "pods",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "affinity": {
      "podAntiAffinity": {
        "preferredDuringSchedulingIgnoredDuringExecution": [
          {
            "podAffinityTerm": {
              "labelSelector": {
                "matchLabels": {
                  "app": "full"
                }
              },
              "topologyKey": "kubernetes.io/hostname"
            },
            "weight": 10
          }
        ]
      }
    },
    "automountServiceAccountToken": false,
    "containers": [
      {
        "args": [
          "$(NAME)"
        ],
        "env": [
          {
            "name": "NAME",
            "valueFrom": {
              "fieldRef": {
                "apiVersion": "v1",
                "fieldPath": "metadata.name"
              }
            }
          },
          {
            "name": "CPU",
            "valueFrom": {
              "resourceFieldRef": {
                "divisor": "0",
                "resource": "limits.cpu"
              }
            }
          },
          {
            "name": "KEY",
            "valueFrom": {
              "secretKeyRef": {
                "key": "k",
                "name": "s",
                "optional": true
              }
            }
          }
        ],
        "envFrom": [
          {
            "configMapRef": {
              "name": "c"
            }
          },
          {
            "prefix": "P_",
            "secretRef": {
              "name": "s"
            }
          }
        ],
        "image": "nginx:1.27",
        "imagePullPolicy": "IfNotPresent",
        "lifecycle": {
          "preStop": {
            "exec": {
              "command": [
                "sleep",
                "1"
              ]
            }
          }
        },
        "livenessProbe": {
          "failureThreshold": 3,
          "httpGet": {
            "path": "/",
            "port": "web",
            "scheme": "HTTP"
          },
          "periodSeconds": 10,
          "successThreshold": 1,
          "timeoutSeconds": 1
        },
        "name": "main",
        "ports": [
          {
            "containerPort": 80,
            "name": "web",
            "protocol": "TCP"
          },
          {
            "containerPort": 53,
            "hostPort": 5353,
            "protocol": "UDP"
          }
        ],
        "readinessProbe": {
          "failureThreshold": 3,
          "periodSeconds": 10,
          "successThreshold": 1,
          "tcpSocket": {
            "port": 80
          },
          "timeoutSeconds": 1
        },
        "resources": {
          "limits": {
            "cpu": "1",
            "memory": "64Mi"
          },
          "requests": {
            "cpu": "500m",
            "memory": "64Mi"
          }
        },
        "securityContext": {
          "capabilities": {
            "add": [
              "NET_ADMIN"
            ],
            "drop": [
              "ALL"
            ]
          },
          "readOnlyRootFilesystem": true
        },
        "startupProbe": {
          "exec": {
            "command": [
              "true"
            ]
          },
          "failureThreshold": 3,
          "periodSeconds": 10,
          "successThreshold": 1,
          "timeoutSeconds": 1
        },
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/e",
            "name": "e"
          },
          {
            "mountPath": "/c",
            "name": "c",
            "readOnly": true,
            "subPath": "x"
          }
        ]
      },
      {
        "image": "nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "imagePullPolicy": "IfNotPresent",
        "name": "second",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "hostname": "full",
    "initContainers": [
      {
        "command": [
          "sh",
          "-c",
          "true"
        ],
        "image": "busybox:1.36",
        "imagePullPolicy": "IfNotPresent",
        "name": "init",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      },
      {
        "image": "busybox:1.36",
        "imagePullPolicy": "IfNotPresent",
        "name": "sidecar",
        "resources": {},
        "restartPolicy": "Always",
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
    "nodeSelector": {
      "disk": "ssd"
    },
    "preemptionPolicy": "PreemptLowerPriority",
    "priority": 0,
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": {
      "fsGroup": 2000,
      "runAsUser": 1000,
      "seccompProfile": {
        "type": "RuntimeDefault"
      },
      "supplementalGroups": [
        3000
      ]
    },
    "serviceAccount": "default",
    "serviceAccountName": "default",
    "subdomain": "sub",
    "terminationGracePeriodSeconds": 5,
    "tolerations": [
      {
        "effect": "NoExecute",
        "key": "a",
        "operator": "Exists",
        "tolerationSeconds": 30
      },
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
    "topologySpreadConstraints": [
      {
        "labelSelector": {
          "matchLabels": {
            "app": "full"
          }
        },
        "maxSkew": 1,
        "topologyKey": "zone",
        "whenUnsatisfiable": "ScheduleAnyway"
      }
    ],
    "volumes": [
      {
        "emptyDir": {
          "medium": "Memory",
          "sizeLimit": "1Mi"
        },
        "name": "e"
      },
      {
        "configMap": {
          "defaultMode": 420,
          "name": "c"
        },
        "name": "c"
      },
      {
        "name": "s",
        "secret": {
          "defaultMode": 420,
          "secretName": "s"
        }
      },
      {
        "hostPath": {
          "path": "/tmp",
          "type": ""
        },
        "name": "h"
      },
      {
        "downwardAPI": {
          "defaultMode": 420,
          "items": [
            {
              "fieldRef": {
                "apiVersion": "v1",
                "fieldPath": "metadata.name"
              },
              "path": "name"
            }
          ]
        },
        "name": "d"
      },
      {
        "name": "p",
        "projected": {
          "defaultMode": 420,
          "sources": [
            {
              "serviceAccountToken": {
                "expirationSeconds": 3600,
                "path": "token"
              }
            },
            {
              "configMap": {
                "name": "c"
              }
            }
          ]
        }
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "Burstable"
  }
}

=== create with a generated name
POST /api/v1/namespaces/pods/pods
@yaml
@only metadata.generateName metadata.name

apiVersion: v1
kind: Pod
metadata: {generateName: some-}
spec: {containers: [{name: main, image: busybox}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generateName": "some-",
  "metadata.name": "some-<generated>"
}

=== a dry run creates nothing
POST /api/v1/namespaces/pods/pods?dryRun=All
@yaml
@only kind metadata.name status

apiVersion: v1
kind: Pod
metadata: {name: dry}
spec: {containers: [{name: main, image: busybox}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Pod",
  "metadata.name": "dry",
  "status": {
    "phase": "Pending",
    "qosClass": "BestEffort"
  }
}

=== it is not there
GET /api/v1/namespaces/pods/pods/dry
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "dry"
  },
  "kind": "Status",
  "message": "pods \"dry\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== bind
POST /api/v1/namespaces/pods/pods/least/binding
@yaml

apiVersion: v1
kind: Binding
metadata: {name: least}
target: {kind: Node, name: node-1}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 201,
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== bound
GET /api/v1/namespaces/pods/pods/least
@only spec.nodeName status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.nodeName": "node-1",
  "status": {
    "conditions": [
      {
        "lastProbeTime": null,
        "lastTransitionTime": "<time>",
        "status": "True",
        "type": "PodScheduled"
      }
    ],
    "phase": "Pending",
    "qosClass": "BestEffort"
  }
}

=== bind again
POST /api/v1/namespaces/pods/pods/least/binding
@yaml

apiVersion: v1
kind: Binding
metadata: {name: least}
target: {kind: Node, name: node-2}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "pods/binding",
    "name": "least"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on pods/binding \"least\": pod least is already assigned to node \"node-1\"",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== bind to nothing
POST /api/v1/namespaces/pods/pods/full/binding
@yaml

apiVersion: v1
kind: Binding
metadata: {name: full}
target: {kind: Node}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "target.name: Required value",
  "metadata": {},
  "status": "Failure"
}

=== bind by the old path
POST /api/v1/namespaces/pods/bindings
@yaml

apiVersion: v1
kind: Binding
metadata: {name: full}
target: {kind: Node, name: node-1}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 201,
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== bind what is not there
POST /api/v1/namespaces/pods/pods/none/binding
@yaml

apiVersion: v1
kind: Binding
metadata: {name: none}
target: {kind: Node, name: node-1}
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

=== status of a kubelet
PATCH /api/v1/namespaces/pods/pods/least/status
Content-Type: application/strategic-merge-patch+json

{"metadata":{"labels":{"ignored":"no"}},"status":{"phase":"Running","podIP":"10.9.0.7","podIPs":[{"ip":"10.9.0.7"}],"hostIP":"192.0.2.9","startTime":"2001-01-01T00:00:00Z","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2001-01-01T00:00:00Z"},{"type":"Initialized","status":"True"}],"containerStatuses":[{"name":"main","ready":true,"restartCount":2,"image":"busybox","imageID":"sha256:1","containerID":"containerd://1","started":true,"state":{"running":{"startedAt":"2001-01-01T00:00:00Z"}}}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "ignored": "no"
    },
    "name": "least",
    "namespace": "pods",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "containers": [
      {
        "image": "busybox",
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
    "nodeName": "node-1",
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
    "conditions": [
      {
        "lastProbeTime": null,
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "status": "True",
        "type": "Ready"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": null,
        "status": "True",
        "type": "Initialized"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": "<time>",
        "status": "True",
        "type": "PodScheduled"
      }
    ],
    "containerStatuses": [
      {
        "containerID": "containerd://1",
        "image": "busybox",
        "imageID": "sha256:1",
        "lastState": {},
        "name": "main",
        "ready": true,
        "restartCount": 2,
        "started": true,
        "state": {
          "running": {
            "startedAt": "2001-01-01T00:00:00Z"
          }
        }
      }
    ],
    "hostIP": "192.0.2.9",
    "phase": "Running",
    "podIP": "10.9.0.7",
    "podIPs": [
      {
        "ip": "10.9.0.7"
      }
    ],
    "qosClass": "BestEffort",
    "startTime": "2001-01-01T00:00:00Z"
  }
}

=== status changes one condition
PATCH /api/v1/namespaces/pods/pods/least/status
@only status
Content-Type: application/strategic-merge-patch+json

{"status":{"conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastProbeTime": null,
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "reason": "ContainersNotReady",
        "status": "False",
        "type": "Ready"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": null,
        "status": "True",
        "type": "Initialized"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": "<time>",
        "status": "True",
        "type": "PodScheduled"
      }
    ],
    "containerStatuses": [
      {
        "containerID": "containerd://1",
        "image": "busybox",
        "imageID": "sha256:1",
        "lastState": {},
        "name": "main",
        "ready": true,
        "restartCount": 2,
        "started": true,
        "state": {
          "running": {
            "startedAt": "2001-01-01T00:00:00Z"
          }
        }
      }
    ],
    "hostIP": "192.0.2.9",
    "phase": "Running",
    "podIP": "10.9.0.7",
    "podIPs": [
      {
        "ip": "10.9.0.7"
      }
    ],
    "qosClass": "BestEffort",
    "startTime": "2001-01-01T00:00:00Z"
  }
}

=== a status in a patch of the pod is not taken
PATCH /api/v1/namespaces/pods/pods/least
@only metadata.labels status.phase
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"taken":"yes"}},"status":{"phase":"Failed"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.labels": {
    "ignored": "no",
    "taken": "yes"
  },
  "status.phase": "Running"
}

=== a status that cannot be
PATCH /api/v1/namespaces/pods/pods/least/status
Content-Type: application/merge-patch+json

{"status":{"podIPs":[{"ip":"nowhere"}],"podIP":"nowhere"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.podIPs[0]",
        "message": "Invalid value: \"nowhere\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "least"
  },
  "kind": "Status",
  "message": "Pod \"least\" is invalid: status.podIPs[0]: Invalid value: \"nowhere\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== as a table
GET /api/v1/namespaces/pods/pods/least
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
      "description": "The aggregate readiness state of this pod for accepting traffic.",
      "format": "",
      "name": "Ready",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The aggregate status of the containers in this pod.",
      "format": "",
      "name": "Status",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.",
      "format": "",
      "name": "Restarts",
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
      "description": "podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.",
      "format": "",
      "name": "IP",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "NodeName indicates in which node this pod is scheduled. If empty, this pod is a candidate for scheduling by the scheduler defined in schedulerName. Once this field is set, the kubelet for this node becomes responsible for the lifecycle of this pod. This field should not be used to express a desire for the pod to be scheduled on a specific node. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
      "format": "",
      "name": "Node",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.",
      "format": "",
      "name": "Nominated Node",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to \"True\" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates",
      "format": "",
      "name": "Readiness Gates",
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
        "least",
        "1/1",
        "Running",
        "2",
        "<age>",
        "<ip>",
        "node-1",
        "<none>",
        "<none>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "labels": {
            "ignored": "no",
            "taken": "yes"
          },
          "name": "least",
          "namespace": "pods",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list by node
GET /api/v1/namespaces/pods/pods?fieldSelector=spec.nodeName%3Dnode-1
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "full",
    "least"
  ]
}

=== list by phase over all namespaces
GET /api/v1/pods?fieldSelector=status.phase%3DRunning,metadata.namespace%3Dpods
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "least"
  ]
}

=== list by a set of labels
GET /api/v1/namespaces/pods/pods?labelSelector=app%20in%20(full,other),!taken
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "full"
  ]
}

=== list by not having a label
GET /api/v1/namespaces/pods/pods?labelSelector=app%21%3Dfull,taken
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "least"
  ]
}

=== an ephemeral container
PATCH /api/v1/namespaces/pods/pods/least/ephemeralcontainers
@only spec.ephemeralContainers
Content-Type: application/strategic-merge-patch+json

{"spec":{"ephemeralContainers":[{"name":"debug","image":"busybox","targetContainerName":"main"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.ephemeralContainers": [
    {
      "image": "busybox",
      "imagePullPolicy": "Always",
      "name": "debug",
      "resources": {},
      "targetContainerName": "main",
      "terminationMessagePath": "/dev/termination-log",
      "terminationMessagePolicy": "File"
    }
  ]
}

=== evict
POST /api/v1/namespaces/pods/pods/full/eviction?dryRun=All
@yaml

apiVersion: policy/v1
kind: Eviction
metadata: {name: full}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 201,
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== delete gracefully
DELETE /api/v1/namespaces/pods/pods/least
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "creationTimestamp": "<time>",
    "deletionGracePeriodSeconds": 30,
    "deletionTimestamp": "<time>",
    "generation": 3,
    "labels": {
      "ignored": "no",
      "taken": "yes"
    },
    "name": "least",
    "namespace": "pods",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "containers": [
      {
        "image": "busybox",
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
    "ephemeralContainers": [
      {
        "image": "busybox",
        "imagePullPolicy": "Always",
        "name": "debug",
        "resources": {},
        "targetContainerName": "main",
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
    "nodeName": "node-1",
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
    "conditions": [
      {
        "lastProbeTime": null,
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "reason": "ContainersNotReady",
        "status": "False",
        "type": "Ready"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": null,
        "status": "True",
        "type": "Initialized"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": "<time>",
        "status": "True",
        "type": "PodScheduled"
      }
    ],
    "containerStatuses": [
      {
        "containerID": "containerd://1",
        "image": "busybox",
        "imageID": "sha256:1",
        "lastState": {},
        "name": "main",
        "ready": true,
        "restartCount": 2,
        "started": true,
        "state": {
          "running": {
            "startedAt": "2001-01-01T00:00:00Z"
          }
        }
      }
    ],
    "hostIP": "192.0.2.9",
    "phase": "Running",
    "podIP": "10.9.0.7",
    "podIPs": [
      {
        "ip": "10.9.0.7"
      }
    ],
    "qosClass": "BestEffort",
    "startTime": "2001-01-01T00:00:00Z"
  }
}

=== it is ending
GET /api/v1/namespaces/pods/pods/least
@only metadata.deletionGracePeriodSeconds metadata.deletionTimestamp metadata.generation metadata.finalizers
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 30,
  "metadata.deletionTimestamp": "<time>",
  "metadata.finalizers": null,
  "metadata.generation": 3
}

=== a longer grace is not given
DELETE /api/v1/namespaces/pods/pods/least?gracePeriodSeconds=60
@only metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 30
}

=== a shorter one is
DELETE /api/v1/namespaces/pods/pods/least?gracePeriodSeconds=5
@only metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 5
}

=== ending, as a table
GET /api/v1/namespaces/pods/pods/least
@only rows.*.cells
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "rows.*.cells": [
    [
      "least",
      "1/1",
      "Terminating",
      "2",
      "<age>",
      "<ip>",
      "node-1",
      "<none>",
      "<none>"
    ]
  ]
}

=== a negative grace
DELETE /api/v1/namespaces/pods/pods/least?gracePeriodSeconds=-1
@only metadata.deletionGracePeriodSeconds reason message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "message": null,
  "metadata.deletionGracePeriodSeconds": 1,
  "reason": null
}

=== by force
DELETE /api/v1/namespaces/pods/pods/least?gracePeriodSeconds=0
@only kind metadata.name status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Pod",
  "metadata.name": "least",
  "status": {
    "conditions": [
      {
        "lastProbeTime": null,
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "reason": "ContainersNotReady",
        "status": "False",
        "type": "Ready"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": null,
        "status": "True",
        "type": "Initialized"
      },
      {
        "lastProbeTime": null,
        "lastTransitionTime": "<time>",
        "status": "True",
        "type": "PodScheduled"
      }
    ],
    "containerStatuses": [
      {
        "containerID": "containerd://1",
        "image": "busybox",
        "imageID": "sha256:1",
        "lastState": {},
        "name": "main",
        "ready": true,
        "restartCount": 2,
        "started": true,
        "state": {
          "running": {
            "startedAt": "2001-01-01T00:00:00Z"
          }
        }
      }
    ],
    "hostIP": "192.0.2.9",
    "phase": "Running",
    "podIP": "10.9.0.7",
    "podIPs": [
      {
        "ip": "10.9.0.7"
      }
    ],
    "qosClass": "BestEffort",
    "startTime": "2001-01-01T00:00:00Z"
  }
}

=== it is gone
GET /api/v1/namespaces/pods/pods/least
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "least"
  },
  "kind": "Status",
  "message": "pods \"least\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== a pod that nobody runs goes at once
DELETE /api/v1/namespaces/pods/pods/full
@only kind metadata.name metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Pod",
  "metadata.deletionGracePeriodSeconds": 5,
  "metadata.name": "full"
}

=== it is there or gone
GET /api/v1/namespaces/pods/pods/full
@only metadata.deletionGracePeriodSeconds reason
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 5,
  "reason": null
}

=== a finalizer holds a pod
POST /api/v1/namespaces/pods/pods
@setup
@yaml

apiVersion: v1
kind: Pod
metadata: {name: held, finalizers: [example.com/hold]}
spec: {containers: [{name: main, image: busybox}]}

=== it is deleted
DELETE /api/v1/namespaces/pods/pods/held?gracePeriodSeconds=0
@only metadata.finalizers metadata.deletionTimestamp metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 0,
  "metadata.deletionTimestamp": "<time>",
  "metadata.finalizers": [
    "example.com/hold"
  ]
}

=== and stays
GET /api/v1/namespaces/pods/pods/held
@only metadata.finalizers metadata.deletionTimestamp metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 0,
  "metadata.deletionTimestamp": "<time>",
  "metadata.finalizers": [
    "example.com/hold"
  ]
}

=== no finalizer may be added now
PATCH /api/v1/namespaces/pods/pods/held
Content-Type: application/json-patch+json

[{"op":"add","path":"/metadata/finalizers/-","value":"example.com/more"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.finalizers",
        "message": "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/more\"}",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Pod",
    "name": "held"
  },
  "kind": "Status",
  "message": "Pod \"held\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/more\"}",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== until the finalizer goes
PATCH /api/v1/namespaces/pods/pods/held
@only metadata.name metadata.finalizers metadata.deletionTimestamp
Content-Type: application/json-patch+json

[{"op":"remove","path":"/metadata/finalizers"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionTimestamp": "<time>",
  "metadata.finalizers": null,
  "metadata.name": "held"
}

=== and it goes with it
GET /api/v1/namespaces/pods/pods/held
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "held"
  },
  "kind": "Status",
  "message": "pods \"held\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}
