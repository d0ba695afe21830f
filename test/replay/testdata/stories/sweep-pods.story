# Every verb on pods, right and wrong. Written by the sweep from the samples.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: sweep}

=== an account for its pod
POST /api/v1/namespaces/sweep/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== create it dry
POST /api/v1/namespaces/sweep/pods?dryRun=All
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "uid": "<uid>"
  },
  "spec": {
    "automountServiceAccountToken": false,
    "containers": [
      {
        "env": [
          {
            "name": "A",
            "value": "b"
          },
          {
            "name": "NAME",
            "valueFrom": {
              "fieldRef": {
                "apiVersion": "v1",
                "fieldPath": "metadata.name"
              }
            }
          }
        ],
        "image": "nginx:1.2",
        "imagePullPolicy": "IfNotPresent",
        "name": "c",
        "ports": [
          {
            "containerPort": 80,
            "protocol": "TCP"
          }
        ],
        "readinessProbe": {
          "failureThreshold": 3,
          "httpGet": {
            "path": "/",
            "port": 80,
            "scheme": "HTTP"
          },
          "periodSeconds": 10,
          "successThreshold": 1,
          "timeoutSeconds": 1
        },
        "resources": {
          "limits": {
            "cpu": "100m",
            "memory": "10Mi"
          },
          "requests": {
            "cpu": "100m",
            "memory": "10Mi"
          }
        },
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/v",
            "name": "v"
          }
        ]
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "initContainers": [
      {
        "command": [
          "sh",
          "-c",
          "true"
        ],
        "image": "busybox",
        "imagePullPolicy": "Always",
        "name": "i",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
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
        "emptyDir": {},
        "name": "v"
      },
      {
        "configMap": {
          "defaultMode": 420,
          "name": "c",
          "optional": true
        },
        "name": "cm"
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "Burstable"
  }
}

=== create it with a field that is not known
POST /api/v1/namespaces/sweep/pods?fieldValidation=Strict
@yaml

apiVersion: v1
bogus: 1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
  wrong: true
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /api/v1/namespaces/sweep/pods?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: v1
bogus: 1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "Pod",
  "message": null
}

=== create it without a name
POST /api/v1/namespaces/sweep/pods?dryRun=All
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Required value: name or generateName is required",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Pod"
  },
  "kind": "Status",
  "message": "Pod \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /api/v1/namespaces/sweep/pods
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "Pod \"Bad/Name\" is invalid: metadata.name: Invalid value: \"Bad/Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /api/v1/namespaces/sweep/pods
@yaml

apiVersion: v1
kind: Pod
metadata:
  finalizers:
  - nogroup
  labels:
    k: no spaces, please
  name: sample
  ownerReferences:
  - apiVersion: v1
    kind: Pod
    name: ""
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.labels",
        "message": "Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.ownerReferences.name",
        "message": "Invalid value: \"\": must not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.ownerReferences.uid",
        "message": "Invalid value: \"\": must not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.finalizers[0]",
        "message": "Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Pod \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.finalizers[0]: Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /api/v1/namespaces/sweep/pods
@yaml

apiVersion: v1
kind: Other
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a Pod: no kind \"Other\" is registered for version \"v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /api/v1/namespaces/sweep/pods
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
- text
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /api/v1/namespaces/sweep/pods?dryRun=All
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Pod",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Pod \"sample\" is invalid: spec.containers: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it
POST /api/v1/namespaces/sweep/pods?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== create it again
POST /api/v1/namespaces/sweep/pods
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "pods",
    "name": "sample"
  },
  "kind": "Status",
  "message": "pods \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /api/v1/namespaces/sweep/pods/sample
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
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "automountServiceAccountToken": false,
    "containers": [
      {
        "env": [
          {
            "name": "A",
            "value": "b"
          },
          {
            "name": "NAME",
            "valueFrom": {
              "fieldRef": {
                "apiVersion": "v1",
                "fieldPath": "metadata.name"
              }
            }
          }
        ],
        "image": "nginx:1.2",
        "imagePullPolicy": "IfNotPresent",
        "name": "c",
        "ports": [
          {
            "containerPort": 80,
            "protocol": "TCP"
          }
        ],
        "readinessProbe": {
          "failureThreshold": 3,
          "httpGet": {
            "path": "/",
            "port": 80,
            "scheme": "HTTP"
          },
          "periodSeconds": 10,
          "successThreshold": 1,
          "timeoutSeconds": 1
        },
        "resources": {
          "limits": {
            "cpu": "100m",
            "memory": "10Mi"
          },
          "requests": {
            "cpu": "100m",
            "memory": "10Mi"
          }
        },
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/v",
            "name": "v"
          }
        ]
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "initContainers": [
      {
        "command": [
          "sh",
          "-c",
          "true"
        ],
        "image": "busybox",
        "imagePullPolicy": "Always",
        "name": "i",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
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
        "emptyDir": {},
        "name": "v"
      },
      {
        "configMap": {
          "defaultMode": 420,
          "name": "c",
          "optional": true
        },
        "name": "cm"
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "Burstable"
  }
}

=== list as a table
GET /api/v1/namespaces/sweep/pods?labelSelector=sweep%3Da
@only kind rows
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Table",
  "rows": [
    {
      "cells": [
        "sample",
        "0/1",
        "Pending",
        "0",
        "<age>",
        "<none>",
        "<none>",
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
            "sweep": "a"
          },
          "name": "sample",
          "namespace": "sweep",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list in protobuf
GET /api/v1/namespaces/sweep/pods?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "PodList"
}

=== watch from the beginning
GET /api/v1/namespaces/sweep/pods?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
@only type object.kind object.metadata.name
@events 2
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "object.kind": null,
  "object.metadata.name": null,
  "type": null
}

=== get its metadata
GET /api/v1/namespaces/sweep/pods/sample
Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "kind": "PartialObjectMetadata",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /api/v1/namespaces/sweep/pods?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "PodList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /api/v1/namespaces/sweep/pods?labelSelector=a+in+(
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unable to parse requirement: found '', expected: ',', ')' or identifier",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list by a field that is not known
GET /api/v1/namespaces/sweep/pods?fieldSelector=spec.nosuch%3Dx
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: spec.nosuch",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list by name
GET /api/v1/namespaces/sweep/pods?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "PodList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /api/v1/namespaces/sweep/pods?resourceVersion=x
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "invalid resource version: resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== get with a body type that is not served
GET /api/v1/namespaces/sweep/pods/sample
Accept: text/html
--- 406
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 406,
  "details": {},
  "kind": "Status",
  "message": "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "NotAcceptable",
  "status": "Failure"
}

=== merge a label in
PATCH /api/v1/namespaces/sweep/pods/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "merged": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:merged": {}
          }
        }
      },
      "manager": "merger",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== merge an annotation in, by strategy
PATCH /api/v1/namespaces/sweep/pods/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== test and fail
PATCH /api/v1/namespaces/sweep/pods/sample
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"b"},{"op":"remove","path":"/metadata/labels/sweep"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {},
  "kind": "Status",
  "message": "the server rejected our request due to an error in our request",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== replace by operations
PATCH /api/v1/namespaces/sweep/pods/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== patch its name
PATCH /api/v1/namespaces/sweep/pods/sample
Content-Type: application/merge-patch+json

{"metadata":{"name":"other"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (sample)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch its uid
PATCH /api/v1/namespaces/sweep/pods/sample
Content-Type: application/merge-patch+json

{"metadata":{"uid":"0"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.uid",
        "message": "Invalid value: \"0\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Pod \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /api/v1/namespaces/sweep/pods/sample?fieldValidation=Strict
Content-Type: application/merge-patch+json

{"metadata":{"bogus":1},"strange":{}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "patch",
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Pod\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":1,\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"volumes\\\":[{\\\"name\\\":\\\"v\\\",\\\"emptyDir\\\":{}},{\\\"name\\\":\\\"cm\\\",\\\"configMap\\\":{\\\"name\\\":\\\"c\\\",\\\"defaultMode\\\":420,\\\"optional\\\":true}}],\\\"initContainers\\\":[{\\\"name\\\":\\\"i\\\",\\\"image\\\":\\\"busybox\\\",\\\"command\\\":[\\\"sh\\\",\\\"-c\\\",\\\"true\\\"],\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"Always\\\"}],\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1.2\\\",\\\"ports\\\":[{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}],\\\"env\\\":[{\\\"name\\\":\\\"A\\\",\\\"value\\\":\\\"b\\\"},{\\\"name\\\":\\\"NAME\\\",\\\"valueFrom\\\":{\\\"fieldRef\\\":{\\\"apiVersion\\\":\\\"v1\\\",\\\"fieldPath\\\":\\\"metadata.name\\\"}}}],\\\"resources\\\":{\\\"limits\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"},\\\"requests\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"}},\\\"volumeMounts\\\":[{\\\"name\\\":\\\"v\\\",\\\"mountPath\\\":\\\"/v\\\"}],\\\"readinessProbe\\\":{\\\"httpGet\\\":{\\\"path\\\":\\\"/\\\",\\\"port\\\":80,\\\"scheme\\\":\\\"HTTP\\\"},\\\"timeoutSeconds\\\":1,\\\"periodSeconds\\\":10,\\\"successThreshold\\\":1,\\\"failureThreshold\\\":3},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"serviceAccountName\\\":\\\"default\\\",\\\"serviceAccount\\\":\\\"default\\\",\\\"automountServiceAccountToken\\\":false,\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"tolerations\\\":[{\\\"key\\\":\\\"node.kubernetes.io/not-ready\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300},{\\\"key\\\":\\\"node.kubernetes.io/unreachable\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300}],\\\"priority\\\":0,\\\"enableServiceLinks\\\":true,\\\"preemptionPolicy\\\":\\\"PreemptLowerPriority\\\"},\\\"status\\\":{\\\"phase\\\":\\\"Pending\\\",\\\"qosClass\\\":\\\"Burstable\\\"},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Pod\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":1,\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"volumes\\\":[{\\\"name\\\":\\\"v\\\",\\\"emptyDir\\\":{}},{\\\"name\\\":\\\"cm\\\",\\\"configMap\\\":{\\\"name\\\":\\\"c\\\",\\\"defaultMode\\\":420,\\\"optional\\\":true}}],\\\"initContainers\\\":[{\\\"name\\\":\\\"i\\\",\\\"image\\\":\\\"busybox\\\",\\\"command\\\":[\\\"sh\\\",\\\"-c\\\",\\\"true\\\"],\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"Always\\\"}],\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1.2\\\",\\\"ports\\\":[{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}],\\\"env\\\":[{\\\"name\\\":\\\"A\\\",\\\"value\\\":\\\"b\\\"},{\\\"name\\\":\\\"NAME\\\",\\\"valueFrom\\\":{\\\"fieldRef\\\":{\\\"apiVersion\\\":\\\"v1\\\",\\\"fieldPath\\\":\\\"metadata.name\\\"}}}],\\\"resources\\\":{\\\"limits\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"},\\\"requests\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"}},\\\"volumeMounts\\\":[{\\\"name\\\":\\\"v\\\",\\\"mountPath\\\":\\\"/v\\\"}],\\\"readinessProbe\\\":{\\\"httpGet\\\":{\\\"path\\\":\\\"/\\\",\\\"port\\\":80,\\\"scheme\\\":\\\"HTTP\\\"},\\\"timeoutSeconds\\\":1,\\\"periodSeconds\\\":10,\\\"successThreshold\\\":1,\\\"failureThreshold\\\":3},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"serviceAccountName\\\":\\\"default\\\",\\\"serviceAccount\\\":\\\"default\\\",\\\"automountServiceAccountToken\\\":false,\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"tolerations\\\":[{\\\"key\\\":\\\"node.kubernetes.io/not-ready\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300},{\\\"key\\\":\\\"node.kubernetes.io/unreachable\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300}],\\\"priority\\\":0,\\\"enableServiceLinks\\\":true,\\\"preemptionPolicy\\\":\\\"PreemptLowerPriority\\\"},\\\"status\\\":{\\\"phase\\\":\\\"Pending\\\",\\\"qosClass\\\":\\\"Burstable\\\"},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /api/v1/namespaces/sweep/pods/sample
Content-Type: application/strategic-merge-patch+json

["a"]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "json: cannot unmarshal array into Go value of type map[string]interface {}",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== patch what is not there
PATCH /api/v1/namespaces/sweep/pods/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "pods \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /api/v1/namespaces/sweep/pods/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    owned: "yes"
  name: sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "owned": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:owned": {}
          }
        }
      },
      "manager": "applier",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== apply without a manager
PATCH /api/v1/namespaces/sweep/pods/sample
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    owned: "yes"
  name: sample
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "fieldManager",
        "message": "Required value: is required for apply patch",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "PatchOptions"
  },
  "kind": "Status",
  "message": "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== apply against others
PATCH /api/v1/namespaces/sweep/pods/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    merged: mine
    sweep: mine
  name: sample
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "causes": [
      {
        "field": ".metadata.labels.sweep",
        "message": "conflict with \"sweep\" using v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"sweep\" using v1: .metadata.labels.sweep",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== apply with force
PATCH /api/v1/namespaces/sweep/pods/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    merged: mine
    sweep: mine
  name: sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "merged": "mine",
    "ops": "1",
    "sweep": "mine"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:merged": {},
            "f:sweep": {}
          }
        }
      },
      "manager": "applier",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {}
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== put with an old revision
PUT /api/v1/namespaces/sweep/pods/sample
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: "1"
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "pods",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on pods \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /api/v1/namespaces/sweep/pods/sample
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: x
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "strconv.ParseUint: parsing \"x\": invalid syntax",
  "metadata": {},
  "status": "Failure"
}

=== put under another name
PUT /api/v1/namespaces/sweep/pods/sample
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: other
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (sample)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== put with another uid
PUT /api/v1/namespaces/sweep/pods/sample
@only kind code reason
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
  uid: "0"
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /api/v1/namespaces/sweep/pods/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec",
        "message": "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n@@ -212,7 +212,7 @@\n  \"ActiveDeadlineSeconds\": null,\n  \"DNSPolicy\": \"ClusterFirst\",\n  \"NodeSelector\": null,\n- \"ServiceAccountName\": \"default\",\n+ \"ServiceAccountName\": \"\",\n  \"AutomountServiceAccountToken\": false,\n  \"NodeName\": \"\",\n  \"SecurityContext\": {\n",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Pod",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Pod \"sample\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n@@ -212,7 +212,7 @@\n  \"ActiveDeadlineSeconds\": null,\n  \"DNSPolicy\": \"ClusterFirst\",\n  \"NodeSelector\": null,\n- \"ServiceAccountName\": \"default\",\n+ \"ServiceAccountName\": \"\",\n  \"AutomountServiceAccountToken\": false,\n  \"NodeName\": \"\",\n  \"SecurityContext\": {\n",
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": null,
  "metadata.managedFields": null,
  "metadata.name": null,
  "reason": "Invalid"
}

=== get its ephemeralcontainers
GET /api/v1/namespaces/sweep/pods/sample/ephemeralcontainers
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "annotations": {
      "a": "1"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "ops": "1",
      "owned": "yes",
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "automountServiceAccountToken": false,
    "containers": [
      {
        "env": [
          {
            "name": "A",
            "value": "b"
          },
          {
            "name": "NAME",
            "valueFrom": {
              "fieldRef": {
                "apiVersion": "v1",
                "fieldPath": "metadata.name"
              }
            }
          }
        ],
        "image": "nginx:1.2",
        "imagePullPolicy": "IfNotPresent",
        "name": "c",
        "ports": [
          {
            "containerPort": 80,
            "protocol": "TCP"
          }
        ],
        "readinessProbe": {
          "failureThreshold": 3,
          "httpGet": {
            "path": "/",
            "port": 80,
            "scheme": "HTTP"
          },
          "periodSeconds": 10,
          "successThreshold": 1,
          "timeoutSeconds": 1
        },
        "resources": {
          "limits": {
            "cpu": "100m",
            "memory": "10Mi"
          },
          "requests": {
            "cpu": "100m",
            "memory": "10Mi"
          }
        },
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/v",
            "name": "v"
          }
        ]
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "initContainers": [
      {
        "command": [
          "sh",
          "-c",
          "true"
        ],
        "image": "busybox",
        "imagePullPolicy": "Always",
        "name": "i",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
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
        "emptyDir": {},
        "name": "v"
      },
      {
        "configMap": {
          "defaultMode": 420,
          "name": "c",
          "optional": true
        },
        "name": "cm"
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "Burstable"
  }
}

=== get its resize
GET /api/v1/namespaces/sweep/pods/sample/resize
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "annotations": {
      "a": "1"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "ops": "1",
      "owned": "yes",
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "automountServiceAccountToken": false,
    "containers": [
      {
        "env": [
          {
            "name": "A",
            "value": "b"
          },
          {
            "name": "NAME",
            "valueFrom": {
              "fieldRef": {
                "apiVersion": "v1",
                "fieldPath": "metadata.name"
              }
            }
          }
        ],
        "image": "nginx:1.2",
        "imagePullPolicy": "IfNotPresent",
        "name": "c",
        "ports": [
          {
            "containerPort": 80,
            "protocol": "TCP"
          }
        ],
        "readinessProbe": {
          "failureThreshold": 3,
          "httpGet": {
            "path": "/",
            "port": 80,
            "scheme": "HTTP"
          },
          "periodSeconds": 10,
          "successThreshold": 1,
          "timeoutSeconds": 1
        },
        "resources": {
          "limits": {
            "cpu": "100m",
            "memory": "10Mi"
          },
          "requests": {
            "cpu": "100m",
            "memory": "10Mi"
          }
        },
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/v",
            "name": "v"
          }
        ]
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "initContainers": [
      {
        "command": [
          "sh",
          "-c",
          "true"
        ],
        "image": "busybox",
        "imagePullPolicy": "Always",
        "name": "i",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File"
      }
    ],
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
        "emptyDir": {},
        "name": "v"
      },
      {
        "configMap": {
          "defaultMode": 420,
          "name": "c",
          "optional": true
        },
        "name": "cm"
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "Burstable"
  }
}

=== get its status
GET /api/v1/namespaces/sweep/pods/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "ops": "1",
    "owned": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:owned": {}
          }
        }
      },
      "manager": "applier",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== patch its status with another type
PATCH /api/v1/namespaces/sweep/pods/sample/status
Content-Type: application/merge-patch+json

{"status":"fine"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "patch",
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Pod\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"owned\\\":\\\"yes\\\",\\\"sweep\\\":\\\"a\\\"},\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"}},\\\"spec\\\":{\\\"volumes\\\":[{\\\"name\\\":\\\"v\\\",\\\"emptyDir\\\":{}},{\\\"name\\\":\\\"cm\\\",\\\"configMap\\\":{\\\"name\\\":\\\"c\\\",\\\"defaultMode\\\":420,\\\"optional\\\":true}}],\\\"initContainers\\\":[{\\\"name\\\":\\\"i\\\",\\\"image\\\":\\\"busybox\\\",\\\"command\\\":[\\\"sh\\\",\\\"-c\\\",\\\"true\\\"],\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"Always\\\"}],\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1.2\\\",\\\"ports\\\":[{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}],\\\"env\\\":[{\\\"name\\\":\\\"A\\\",\\\"value\\\":\\\"b\\\"},{\\\"name\\\":\\\"NAME\\\",\\\"valueFrom\\\":{\\\"fieldRef\\\":{\\\"apiVersion\\\":\\\"v1\\\",\\\"fieldPath\\\":\\\"metadata.name\\\"}}}],\\\"resources\\\":{\\\"limits\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"},\\\"requests\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"}},\\\"volumeMounts\\\":[{\\\"name\\\":\\\"v\\\",\\\"mountPath\\\":\\\"/v\\\"}],\\\"readinessProbe\\\":{\\\"httpGet\\\":{\\\"path\\\":\\\"/\\\",\\\"port\\\":80,\\\"scheme\\\":\\\"HTTP\\\"},\\\"timeoutSeconds\\\":1,\\\"periodSeconds\\\":10,\\\"successThreshold\\\":1,\\\"failureThreshold\\\":3},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"serviceAccountName\\\":\\\"default\\\",\\\"serviceAccount\\\":\\\"default\\\",\\\"automountServiceAccountToken\\\":false,\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"tolerations\\\":[{\\\"key\\\":\\\"node.kubernetes.io/not-ready\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300},{\\\"key\\\":\\\"node.kubernetes.io/unreachable\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300}],\\\"priority\\\":0,\\\"enableServiceLinks\\\":true,\\\"preemptionPolicy\\\":\\\"PreemptLowerPriority\\\"},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field Pod.status of type v1.PodStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Pod\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"generation\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"owned\\\":\\\"yes\\\",\\\"sweep\\\":\\\"a\\\"},\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"}},\\\"spec\\\":{\\\"volumes\\\":[{\\\"name\\\":\\\"v\\\",\\\"emptyDir\\\":{}},{\\\"name\\\":\\\"cm\\\",\\\"configMap\\\":{\\\"name\\\":\\\"c\\\",\\\"defaultMode\\\":420,\\\"optional\\\":true}}],\\\"initContainers\\\":[{\\\"name\\\":\\\"i\\\",\\\"image\\\":\\\"busybox\\\",\\\"command\\\":[\\\"sh\\\",\\\"-c\\\",\\\"true\\\"],\\\"resources\\\":{},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"Always\\\"}],\\\"containers\\\":[{\\\"name\\\":\\\"c\\\",\\\"image\\\":\\\"nginx:1.2\\\",\\\"ports\\\":[{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}],\\\"env\\\":[{\\\"name\\\":\\\"A\\\",\\\"value\\\":\\\"b\\\"},{\\\"name\\\":\\\"NAME\\\",\\\"valueFrom\\\":{\\\"fieldRef\\\":{\\\"apiVersion\\\":\\\"v1\\\",\\\"fieldPath\\\":\\\"metadata.name\\\"}}}],\\\"resources\\\":{\\\"limits\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"},\\\"requests\\\":{\\\"cpu\\\":\\\"100m\\\",\\\"memory\\\":\\\"10Mi\\\"}},\\\"volumeMounts\\\":[{\\\"name\\\":\\\"v\\\",\\\"mountPath\\\":\\\"/v\\\"}],\\\"readinessProbe\\\":{\\\"httpGet\\\":{\\\"path\\\":\\\"/\\\",\\\"port\\\":80,\\\"scheme\\\":\\\"HTTP\\\"},\\\"timeoutSeconds\\\":1,\\\"periodSeconds\\\":10,\\\"successThreshold\\\":1,\\\"failureThreshold\\\":3},\\\"terminationMessagePath\\\":\\\"/dev/termination-log\\\",\\\"terminationMessagePolicy\\\":\\\"File\\\",\\\"imagePullPolicy\\\":\\\"IfNotPresent\\\"}],\\\"restartPolicy\\\":\\\"Always\\\",\\\"terminationGracePeriodSeconds\\\":30,\\\"dnsPolicy\\\":\\\"ClusterFirst\\\",\\\"serviceAccountName\\\":\\\"default\\\",\\\"serviceAccount\\\":\\\"default\\\",\\\"automountServiceAccountToken\\\":false,\\\"securityContext\\\":{},\\\"schedulerName\\\":\\\"default-scheduler\\\",\\\"tolerations\\\":[{\\\"key\\\":\\\"node.kubernetes.io/not-ready\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300},{\\\"key\\\":\\\"node.kubernetes.io/unreachable\\\",\\\"operator\\\":\\\"Exists\\\",\\\"effect\\\":\\\"NoExecute\\\",\\\"tolerationSeconds\\\":300}],\\\"priority\\\":0,\\\"enableServiceLinks\\\":true,\\\"preemptionPolicy\\\":\\\"PreemptLowerPriority\\\"},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field Pod.status of type v1.PodStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /api/v1/namespaces/sweep/pods/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": 1,
  "metadata.labels": {
    "by-status": "1",
    "ops": "1",
    "owned": "yes",
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:owned": {}
          }
        }
      },
      "manager": "applier",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:a": {}
          },
          "f:labels": {
            "f:ops": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:by-status": {}
          }
        }
      },
      "manager": "Go-http-client",
      "operation": "Update",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== put its spec by its status
PUT /api/v1/namespaces/sweep/pods/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Pod",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": 1,
  "metadata.labels": {
    "sweep": "a"
  },
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:sweep": {}
          }
        },
        "f:spec": {
          "f:automountServiceAccountToken": {},
          "f:containers": {
            "k:{\"name\":\"c\"}": {
              ".": {},
              "f:env": {
                ".": {},
                "k:{\"name\":\"A\"}": {
                  ".": {},
                  "f:name": {},
                  "f:value": {}
                },
                "k:{\"name\":\"NAME\"}": {
                  ".": {},
                  "f:name": {},
                  "f:valueFrom": {
                    ".": {},
                    "f:fieldRef": {}
                  }
                }
              },
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:ports": {
                ".": {},
                "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                  ".": {},
                  "f:containerPort": {},
                  "f:protocol": {}
                }
              },
              "f:readinessProbe": {
                ".": {},
                "f:failureThreshold": {},
                "f:httpGet": {
                  ".": {},
                  "f:path": {},
                  "f:port": {},
                  "f:scheme": {}
                },
                "f:periodSeconds": {},
                "f:successThreshold": {},
                "f:timeoutSeconds": {}
              },
              "f:resources": {
                ".": {},
                "f:limits": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                },
                "f:requests": {
                  ".": {},
                  "f:cpu": {},
                  "f:memory": {}
                }
              },
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {},
              "f:volumeMounts": {
                ".": {},
                "k:{\"mountPath\":\"/v\"}": {
                  ".": {},
                  "f:mountPath": {},
                  "f:name": {}
                }
              }
            }
          },
          "f:dnsPolicy": {},
          "f:enableServiceLinks": {},
          "f:initContainers": {
            ".": {},
            "k:{\"name\":\"i\"}": {
              ".": {},
              "f:command": {},
              "f:image": {},
              "f:imagePullPolicy": {},
              "f:name": {},
              "f:resources": {},
              "f:terminationMessagePath": {},
              "f:terminationMessagePolicy": {}
            }
          },
          "f:restartPolicy": {},
          "f:schedulerName": {},
          "f:securityContext": {},
          "f:terminationGracePeriodSeconds": {},
          "f:volumes": {
            ".": {},
            "k:{\"name\":\"cm\"}": {
              ".": {},
              "f:configMap": {
                ".": {},
                "f:defaultMode": {},
                "f:name": {},
                "f:optional": {}
              },
              "f:name": {}
            },
            "k:{\"name\":\"v\"}": {
              ".": {},
              "f:emptyDir": {},
              "f:name": {}
            }
          }
        }
      },
      "manager": "sweep",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "metadata.name": "sample",
  "reason": null
}

=== get a part that it has not
GET /api/v1/namespaces/sweep/pods/sample/nosuch
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {},
  "kind": "Status",
  "message": "the server could not find the requested resource",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== ask for a verb that it has not
POST /api/v1/namespaces/sweep/pods/sample
@yaml

apiVersion: v1
kind: Pod
metadata:
  labels:
    sweep: a
  name: sample
spec:
  automountServiceAccountToken: false
  containers:
  - env:
    - name: A
      value: b
    - name: NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    image: nginx:1.2
    name: c
    ports:
    - containerPort: 80
    readinessProbe:
      httpGet:
        port: 80
    resources:
      limits:
        cpu: 100m
        memory: 10Mi
    volumeMounts:
    - mountPath: /v
      name: v
  initContainers:
  - command:
    - sh
    - -c
    - "true"
    image: busybox
    name: i
  volumes:
  - emptyDir: {}
    name: v
  - configMap:
      name: c
      optional: true
    name: cm
--- 405
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 405,
  "details": {},
  "kind": "Status",
  "message": "the server does not allow this method on the requested resource",
  "metadata": {},
  "reason": "MethodNotAllowed",
  "status": "Failure"
}

=== delete another uid
DELETE /api/v1/namespaces/sweep/pods/sample
@only kind code reason
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"0"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== delete in a way that is none
DELETE /api/v1/namespaces/sweep/pods/sample?propagationPolicy=Some
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "propagationPolicy",
        "message": "Unsupported value: \"Some\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "DeleteOptions"
  },
  "kind": "Status",
  "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Some\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== delete it dry
DELETE /api/v1/namespaces/sweep/pods/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": null,
  "details.name": null,
  "kind": "Pod",
  "message": null,
  "metadata.name": "sample",
  "status": {
    "qosClass": "Burstable"
  }
}

=== delete them dry
DELETE /api/v1/namespaces/sweep/pods?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": null,
  "kind": "PodList",
  "message": null,
  "status": null
}

=== delete it
DELETE /api/v1/namespaces/sweep/pods/sample
@only kind status details.name details.kind details.group metadata.name code message
Content-Type: application/json

{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": null,
  "details.name": null,
  "kind": "Pod",
  "message": null,
  "metadata.name": "sample",
  "status": {
    "qosClass": "Burstable"
  }
}

=== get what was deleted
GET /api/v1/namespaces/sweep/pods/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "kind": "pods",
    "name": "sample"
  },
  "kind": "Status",
  "message": "pods \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
