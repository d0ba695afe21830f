# Deployments and replica sets: defaults, generations, status, scale.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: apps}

=== create
POST /apis/apps/v1/namespaces/apps/deployments
@yaml
@keep rv metadata.resourceVersion

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  replicas: 2
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec:
      containers:
      - name: nginx
        image: nginx
        ports: [{containerPort: 80}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "nginx-demo",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "progressDeadlineSeconds": 600,
    "replicas": 2,
    "revisionHistoryLimit": 10,
    "selector": {
      "matchLabels": {
        "app": "nginx-demo"
      }
    },
    "strategy": {
      "rollingUpdate": {
        "maxSurge": "25%",
        "maxUnavailable": "25%"
      },
      "type": "RollingUpdate"
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "nginx-demo"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "nginx",
            "imagePullPolicy": "Always",
            "name": "nginx",
            "ports": [
              {
                "containerPort": 80,
                "protocol": "TCP"
              }
            ],
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {}
}

=== create by protobuf
POST /apis/apps/v1/namespaces/apps/deployments
@protobuf
Accept: application/vnd.kubernetes.protobuf

apiVersion: apps/v1
kind: Deployment
metadata: {name: second}
spec:
  paused: true
  strategy: {type: Recreate}
  selector: {matchLabels: {app: second}}
  template:
    metadata: {labels: {app: second}}
    spec: {containers: [{name: main, image: "busybox:1.36"}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "second",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "paused": true,
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 10,
    "selector": {
      "matchLabels": {
        "app": "second"
      }
    },
    "strategy": {
      "type": "Recreate"
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "second"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "busybox:1.36",
            "imagePullPolicy": "IfNotPresent",
            "name": "main",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {}
}

=== a label does not raise the generation
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only metadata.generation metadata.labels
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 1,
  "metadata.labels": {
    "a": "b"
  }
}

=== the spec does
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only metadata.generation spec.replicas
Content-Type: application/merge-patch+json

{"spec":{"replicas":3}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 2,
  "spec.replicas": 3
}

=== null takes the default again
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only metadata.generation spec
Content-Type: application/merge-patch+json

{"spec":{"replicas":null,"strategy":{"rollingUpdate":{"maxSurge":"50%"}}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 3,
  "spec": {
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 10,
    "selector": {
      "matchLabels": {
        "app": "nginx-demo"
      }
    },
    "strategy": {
      "rollingUpdate": {
        "maxSurge": "50%",
        "maxUnavailable": "25%"
      },
      "type": "RollingUpdate"
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "nginx-demo"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "nginx",
            "imagePullPolicy": "Always",
            "name": "nginx",
            "ports": [
              {
                "containerPort": 80,
                "protocol": "TCP"
              }
            ],
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  }
}

=== strategic merge adds a container
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only metadata.generation spec.template.spec.containers
Content-Type: application/strategic-merge-patch+json

{"spec":{"template":{"spec":{"containers":[{"name":"sidecar","image":"busybox","env":[{"name":"A","value":"b"}]}],"$setElementOrder/containers":[{"name":"sidecar"},{"name":"nginx"}]}}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 4,
  "spec.template.spec.containers": [
    {
      "env": [
        {
          "name": "A",
          "value": "b"
        }
      ],
      "image": "busybox",
      "imagePullPolicy": "Always",
      "name": "sidecar",
      "resources": {},
      "terminationMessagePath": "/dev/termination-log",
      "terminationMessagePolicy": "File"
    },
    {
      "image": "nginx",
      "imagePullPolicy": "Always",
      "name": "nginx",
      "ports": [
        {
          "containerPort": 80,
          "protocol": "TCP"
        }
      ],
      "resources": {},
      "terminationMessagePath": "/dev/termination-log",
      "terminationMessagePolicy": "File"
    }
  ]
}

=== and removes it
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only metadata.generation spec.template.spec.containers
Content-Type: application/strategic-merge-patch+json

{"spec":{"template":{"spec":{"containers":[{"name":"sidecar","$patch":"delete"}]}}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 5,
  "spec.template.spec.containers": [
    {
      "image": "nginx",
      "imagePullPolicy": "Always",
      "name": "nginx",
      "ports": [
        {
          "containerPort": 80,
          "protocol": "TCP"
        }
      ],
      "resources": {},
      "terminationMessagePath": "/dev/termination-log",
      "terminationMessagePolicy": "File"
    }
  ]
}

=== retain keys replaces the strategy
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only spec.strategy
Content-Type: application/strategic-merge-patch+json

{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.strategy": {
    "type": "Recreate"
  }
}

=== JSON patch changes the image
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo
@only spec.template.spec.containers.*.image
Content-Type: application/json-patch+json

[{"op":"test","path":"/spec/template/spec/containers/0/name","value":"nginx"},{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"nginx:1.27"},{"op":"add","path":"/metadata/annotations","value":{"x~y/z":"1"}},{"op":"copy","from":"/metadata/annotations/x~0y~1z","path":"/metadata/annotations/copy"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.template.spec.containers.*.image": null
}

=== status
PUT /apis/apps/v1/namespaces/apps/deployments/nginx-demo/status
@yaml
@only metadata.generation metadata.labels spec.replicas status

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo, labels: {ignored: "yes"}}
spec:
  replicas: 77
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
status:
  observedGeneration: 1
  replicas: 2
  updatedReplicas: 2
  readyReplicas: 1
  availableReplicas: 1
  unavailableReplicas: 1
  conditions: [{type: Available, status: "True", reason: MinimumReplicasAvailable, message: ok, lastUpdateTime: "2001-01-01T00:00:00Z", lastTransitionTime: "2001-01-01T00:00:00Z"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 6,
  "metadata.labels": {
    "a": "b"
  },
  "spec.replicas": 1,
  "status": {
    "availableReplicas": 1,
    "conditions": [
      {
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "lastUpdateTime": "2001-01-01T00:00:00Z",
        "message": "ok",
        "reason": "MinimumReplicasAvailable",
        "status": "True",
        "type": "Available"
      }
    ],
    "observedGeneration": 1,
    "readyReplicas": 1,
    "replicas": 2,
    "unavailableReplicas": 1,
    "updatedReplicas": 2
  }
}

=== a status that cannot be
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo/status
Content-Type: application/merge-patch+json

{"status":{"replicas":-1,"readyReplicas":9,"availableReplicas":10}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.replicas",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.updatedReplicas",
        "message": "Invalid value: 2: cannot be greater than status.replicas",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.readyReplicas",
        "message": "Invalid value: 9: cannot be greater than status.replicas",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.availableReplicas",
        "message": "Invalid value: 10: cannot be greater than status.replicas",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.availableReplicas",
        "message": "Invalid value: 10: cannot be greater than readyReplicas",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: [status.replicas: Invalid value: -1: must be greater than or equal to 0, status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas, status.readyReplicas: Invalid value: 9: cannot be greater than status.replicas, status.availableReplicas: Invalid value: 10: cannot be greater than status.replicas, status.availableReplicas: Invalid value: 10: cannot be greater than readyReplicas]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== scale
GET /apis/apps/v1/namespaces/apps/deployments/nginx-demo/scale
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "nginx-demo",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 1
  },
  "status": {
    "replicas": 2,
    "selector": "app=nginx-demo"
  }
}

=== scale up
PUT /apis/apps/v1/namespaces/apps/deployments/nginx-demo/scale
@yaml

apiVersion: autoscaling/v1
kind: Scale
metadata: {name: nginx-demo}
spec: {replicas: 5}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "nginx-demo",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 5
  },
  "status": {
    "replicas": 2,
    "selector": "app=nginx-demo"
  }
}

=== scale by patch
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo/scale
Content-Type: application/merge-patch+json

{"spec":{"replicas":4}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "nginx-demo",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 4
  },
  "status": {
    "replicas": 2,
    "selector": "app=nginx-demo"
  }
}

=== scale below nothing
PATCH /apis/apps/v1/namespaces/apps/deployments/nginx-demo/scale
Content-Type: application/merge-patch+json

{"spec":{"replicas":-4}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.replicas",
        "message": "Invalid value: -4: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "autoscaling",
    "kind": "Scale",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Scale.autoscaling \"nginx-demo\" is invalid: spec.replicas: Invalid value: -4: must be greater than or equal to 0",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== scale with a stale revision
PUT /apis/apps/v1/namespaces/apps/deployments/nginx-demo/scale
@yaml

apiVersion: autoscaling/v1
kind: Scale
metadata: {name: nginx-demo, resourceVersion: "${rv}"}
spec: {replicas: 6}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on deployments.apps \"nginx-demo\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== as a table
GET /apis/apps/v1/namespaces/apps/deployments/nginx-demo
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
      "description": "Number of the pod with ready state",
      "format": "",
      "name": "Ready",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Total number of non-terminating pods targeted by this deployment that have the desired template spec.",
      "format": "",
      "name": "Up-to-date",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Total number of available non-terminating pods (ready for at least minReadySeconds) targeted by this deployment.",
      "format": "",
      "name": "Available",
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
      "description": "Names of each container in the template.",
      "format": "",
      "name": "Containers",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Images referenced by each container in the template.",
      "format": "",
      "name": "Images",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
      "format": "",
      "name": "Selector",
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
        "nginx-demo",
        "1/4",
        2,
        1,
        "<age>",
        "nginx",
        "nginx",
        "app=nginx-demo"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 8,
          "labels": {
            "a": "b"
          },
          "name": "nginx-demo",
          "namespace": "apps",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== as a table without objects
GET /apis/apps/v1/namespaces/apps/deployments?includeObject=None
@only columnDefinitions.*.name rows.*.cells rows.*.object
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions.*.name": [
    "Name",
    "Ready",
    "Up-to-date",
    "Available",
    "Age",
    "Containers",
    "Images",
    "Selector"
  ],
  "rows.*.cells": [
    [
      "nginx-demo",
      "1/4",
      2,
      1,
      "<age>",
      "nginx",
      "nginx",
      "app=nginx-demo"
    ],
    [
      "second",
      "0/1",
      0,
      0,
      "<age>",
      "main",
      "busybox:1.36",
      "app=second"
    ]
  ],
  "rows.*.object": [
    null,
    null
  ]
}

=== as a table with whole objects
GET /apis/apps/v1/namespaces/apps/deployments/second?includeObject=Object
@only rows.*.object.kind rows.*.object.spec.paused
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "rows.*.object.kind": [
    "Deployment"
  ],
  "rows.*.object.spec.paused": [
    true
  ]
}

=== create a replica set
POST /apis/apps/v1/namespaces/apps/replicasets
@yaml
@keep rsuid metadata.uid

apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: set, labels: {app: set}}
spec:
  selector: {matchLabels: {app: set}}
  template:
    metadata: {labels: {app: set}}
    spec: {containers: [{name: main, image: busybox}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "kind": "ReplicaSet",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "app": "set"
    },
    "name": "set",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 1,
    "selector": {
      "matchLabels": {
        "app": "set"
      }
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "set"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "busybox",
            "imagePullPolicy": "Always",
            "name": "main",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {
    "replicas": 0
  }
}

=== its scale
PUT /apis/apps/v1/namespaces/apps/replicasets/set/scale
@yaml

apiVersion: autoscaling/v1
kind: Scale
metadata: {name: set}
spec: {replicas: 3}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "set",
    "namespace": "apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 3
  },
  "status": {
    "replicas": 0,
    "selector": "app=set"
  }
}

=== its status
PATCH /apis/apps/v1/namespaces/apps/replicasets/set/status
@only metadata.generation status
Content-Type: application/merge-patch+json

{"status":{"replicas":3,"fullyLabeledReplicas":3,"readyReplicas":2,"availableReplicas":2,"observedGeneration":2}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 2,
  "status": {
    "availableReplicas": 2,
    "fullyLabeledReplicas": 3,
    "observedGeneration": 2,
    "readyReplicas": 2,
    "replicas": 3
  }
}

=== replica sets as a table
GET /apis/apps/v1/namespaces/apps/replicasets
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
      "description": "Replicas is the number of desired pods. This is a pointer to distinguish between explicit zero and unspecified. Defaults to 1. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset",
      "format": "",
      "name": "Desired",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "Replicas is the most recently observed number of non-terminating pods. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset",
      "format": "",
      "name": "Current",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "The number of non-terminating pods targeted by this ReplicaSet with a Ready Condition.",
      "format": "",
      "name": "Ready",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Names of each container in the template.",
      "format": "",
      "name": "Containers",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Images referenced by each container in the template.",
      "format": "",
      "name": "Images",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Selector is a label query over pods that should match the replica count. Label keys and values that must match in order to be controlled by this replica set. It must match the pod template's labels. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors",
      "format": "",
      "name": "Selector",
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
        "set",
        3,
        3,
        2,
        "<age>",
        "main",
        "busybox",
        "app=set"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 2,
          "labels": {
            "app": "set"
          },
          "name": "set",
          "namespace": "apps",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list replica sets by replicas
GET /apis/apps/v1/namespaces/apps/replicasets?fieldSelector=status.replicas%3D3
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "\"status.replicas\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== delete in the foreground
DELETE /apis/apps/v1/namespaces/apps/replicasets/set?propagationPolicy=Foreground
@only kind metadata.name metadata.finalizers metadata.deletionTimestamp
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "ReplicaSet",
  "metadata.deletionTimestamp": "<time>",
  "metadata.finalizers": [
    "foregroundDeletion"
  ],
  "metadata.name": "set"
}

=== it waits for its dependents
GET /apis/apps/v1/namespaces/apps/replicasets/set
@only metadata.finalizers metadata.deletionTimestamp metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 0,
  "metadata.deletionTimestamp": "<time>",
  "metadata.finalizers": [
    "foregroundDeletion"
  ]
}

=== delete and orphan
DELETE /apis/apps/v1/namespaces/apps/deployments/second
@yaml
@only kind metadata.name metadata.finalizers

apiVersion: v1
kind: DeleteOptions
propagationPolicy: Orphan
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "Deployment",
  "metadata.finalizers": [
    "orphan"
  ],
  "metadata.name": "second"
}

=== it waits to orphan
GET /apis/apps/v1/namespaces/apps/deployments/second
@only metadata.finalizers metadata.deletionGracePeriodSeconds
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.deletionGracePeriodSeconds": 0,
  "metadata.finalizers": [
    "orphan"
  ]
}

=== delete in the background
DELETE /apis/apps/v1/namespaces/apps/deployments/nginx-demo?propagationPolicy=Background
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "nginx-demo",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== it is gone
GET /apis/apps/v1/namespaces/apps/deployments/nginx-demo
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "deployments.apps \"nginx-demo\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}
