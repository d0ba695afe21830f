# Nodes: what a node agent writes about itself and what others write about it.

=== create
POST /api/v1/nodes
@yaml
@keep rv metadata.resourceVersion

apiVersion: v1
kind: Node
metadata: {name: story-node, labels: {story: nodes, kubernetes.io/hostname: story-node}}
spec: {podCIDR: 10.9.0.0/24}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Node",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/hostname": "story-node",
      "story": "nodes"
    },
    "name": "story-node",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "NoSchedule",
        "key": "node.kubernetes.io/not-ready"
      }
    ]
  },
  "status": {
    "daemonEndpoints": {
      "kubeletEndpoint": {
        "Port": 0
      }
    },
    "nodeInfo": {
      "architecture": "",
      "bootID": "",
      "containerRuntimeVersion": "",
      "kernelVersion": "",
      "kubeProxyVersion": "",
      "kubeletVersion": "",
      "machineID": "",
      "operatingSystem": "",
      "osImage": "",
      "systemUUID": ""
    }
  }
}

=== get
GET /api/v1/nodes/story-node
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Node",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/hostname": "story-node",
      "story": "nodes"
    },
    "name": "story-node",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "NoSchedule",
        "key": "node.kubernetes.io/not-ready"
      }
    ]
  },
  "status": {
    "daemonEndpoints": {
      "kubeletEndpoint": {
        "Port": 0
      }
    },
    "nodeInfo": {
      "architecture": "",
      "bootID": "",
      "containerRuntimeVersion": "",
      "kernelVersion": "",
      "kubeProxyVersion": "",
      "kubeletVersion": "",
      "machineID": "",
      "operatingSystem": "",
      "osImage": "",
      "systemUUID": ""
    }
  }
}

=== status
PATCH /api/v1/nodes/story-node/status
Content-Type: application/strategic-merge-patch+json

{"status":{"capacity":{"cpu":"4","memory":"8Gi","pods":"110"},"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"},"addresses":[{"type":"InternalIP","address":"192.0.2.9"},{"type":"Hostname","address":"story-node"}],"conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","message":"ready","lastHeartbeatTime":"2001-01-01T00:00:00Z","lastTransitionTime":"2001-01-01T00:00:00Z"}],"nodeInfo":{"kubeletVersion":"v1.36.3","osImage":"Debian","kernelVersion":"6.1","containerRuntimeVersion":"containerd://2.3.7","architecture":"amd64","operatingSystem":"linux"},"images":[{"names":["nginx:latest"],"sizeBytes":100}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Node",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/hostname": "story-node",
      "story": "nodes"
    },
    "name": "story-node",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "NoSchedule",
        "key": "node.kubernetes.io/not-ready"
      }
    ]
  },
  "status": {
    "addresses": [
      {
        "address": "192.0.2.9",
        "type": "InternalIP"
      },
      {
        "address": "story-node",
        "type": "Hostname"
      }
    ],
    "allocatable": {
      "cpu": "4",
      "memory": "8Gi",
      "pods": "110"
    },
    "capacity": {
      "cpu": "4",
      "memory": "8Gi",
      "pods": "110"
    },
    "conditions": [
      {
        "lastHeartbeatTime": "2001-01-01T00:00:00Z",
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "message": "ready",
        "reason": "KubeletReady",
        "status": "True",
        "type": "Ready"
      }
    ],
    "daemonEndpoints": {
      "kubeletEndpoint": {
        "Port": 0
      }
    },
    "images": [
      {
        "names": [
          "nginx:latest"
        ],
        "sizeBytes": 100
      }
    ],
    "nodeInfo": {
      "architecture": "amd64",
      "bootID": "",
      "containerRuntimeVersion": "containerd://2.3.7",
      "kernelVersion": "6.1",
      "kubeProxyVersion": "",
      "kubeletVersion": "v1.36.3",
      "machineID": "",
      "operatingSystem": "linux",
      "osImage": "Debian",
      "systemUUID": ""
    }
  }
}

=== status merges conditions by type
PATCH /api/v1/nodes/story-node/status
Content-Type: application/strategic-merge-patch+json

{"status":{"conditions":[{"type":"MemoryPressure","status":"False"},{"type":"Ready","reason":"StillReady"}],"$setElementOrder/conditions":[{"type":"MemoryPressure"},{"type":"Ready"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Node",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/hostname": "story-node",
      "story": "nodes"
    },
    "name": "story-node",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "NoSchedule",
        "key": "node.kubernetes.io/not-ready"
      }
    ]
  },
  "status": {
    "addresses": [
      {
        "address": "192.0.2.9",
        "type": "InternalIP"
      },
      {
        "address": "story-node",
        "type": "Hostname"
      }
    ],
    "allocatable": {
      "cpu": "4",
      "memory": "8Gi",
      "pods": "110"
    },
    "capacity": {
      "cpu": "4",
      "memory": "8Gi",
      "pods": "110"
    },
    "conditions": [
      {
        "lastHeartbeatTime": null,
        "lastTransitionTime": null,
        "status": "False",
        "type": "MemoryPressure"
      },
      {
        "lastHeartbeatTime": "2001-01-01T00:00:00Z",
        "lastTransitionTime": "2001-01-01T00:00:00Z",
        "message": "ready",
        "reason": "StillReady",
        "status": "True",
        "type": "Ready"
      }
    ],
    "daemonEndpoints": {
      "kubeletEndpoint": {
        "Port": 0
      }
    },
    "images": [
      {
        "names": [
          "nginx:latest"
        ],
        "sizeBytes": 100
      }
    ],
    "nodeInfo": {
      "architecture": "amd64",
      "bootID": "",
      "containerRuntimeVersion": "containerd://2.3.7",
      "kernelVersion": "6.1",
      "kubeProxyVersion": "",
      "kubeletVersion": "v1.36.3",
      "machineID": "",
      "operatingSystem": "linux",
      "osImage": "Debian",
      "systemUUID": ""
    }
  }
}

=== a status in a put is not taken
PATCH /api/v1/nodes/story-node
@only spec status.capacity
Content-Type: application/merge-patch+json

{"spec":{"unschedulable":true},"status":{"capacity":{"cpu":"400"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "NoSchedule",
        "key": "node.kubernetes.io/not-ready"
      }
    ],
    "unschedulable": true
  },
  "status.capacity": {
    "cpu": "4",
    "memory": "8Gi",
    "pods": "110"
  }
}

=== cordoned, as a table
GET /api/v1/nodes/story-node
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
      "description": "The status of the node",
      "format": "",
      "name": "Status",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The roles of the node",
      "format": "",
      "name": "Roles",
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
      "description": "Kubelet Version reported by the node.",
      "format": "",
      "name": "Version",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP).",
      "format": "",
      "name": "Internal-IP",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP).",
      "format": "",
      "name": "External-IP",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "OS Image reported by the node from /etc/os-release (e.g. Debian GNU/Linux 7 (wheezy)).",
      "format": "",
      "name": "OS-Image",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).",
      "format": "",
      "name": "Kernel-Version",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "ContainerRuntime Version reported by the node through runtime remote API (e.g. containerd://1.4.2).",
      "format": "",
      "name": "Container-Runtime",
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
        "story-node",
        "Ready,SchedulingDisabled",
        "<none>",
        "<age>",
        "v1.36.3",
        "<ip>",
        "<none>",
        "Debian",
        "6.1 (amd64)",
        "containerd://2.3.7"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "labels": {
            "kubernetes.io/hostname": "story-node",
            "story": "nodes"
          },
          "name": "story-node",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== taints
PATCH /api/v1/nodes/story-node
@only spec
Content-Type: application/strategic-merge-patch+json

{"spec":{"taints":[{"key":"a","effect":"NoExecute","timeAdded":"2001-01-01T00:00:00Z"},{"key":"a","effect":"NoSchedule","value":"b"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "NoExecute",
        "key": "a",
        "timeAdded": "2001-01-01T00:00:00Z"
      },
      {
        "effect": "NoSchedule",
        "key": "a",
        "value": "b"
      }
    ],
    "unschedulable": true
  }
}

=== one taint replaced
PATCH /api/v1/nodes/story-node
@only spec
Content-Type: application/merge-patch+json

{"spec":{"taints":[{"key":"b","effect":"PreferNoSchedule"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "podCIDR": "10.9.0.0/24",
    "podCIDRs": [
      "10.9.0.0/24"
    ],
    "taints": [
      {
        "effect": "PreferNoSchedule",
        "key": "b"
      }
    ],
    "unschedulable": true
  }
}

=== list by label
GET /api/v1/nodes?labelSelector=story%3Dnodes
@only kind apiVersion items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items.*.metadata.name": [
    "story-node"
  ],
  "kind": "NodeList"
}

=== list the cordoned
GET /api/v1/nodes?fieldSelector=spec.unschedulable%3Dtrue&labelSelector=story%3Dnodes
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "story-node"
  ]
}

=== put with a stale revision
PUT /api/v1/nodes/story-node
@yaml

apiVersion: v1
kind: Node
metadata: {name: story-node, resourceVersion: "${rv}"}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "nodes",
    "name": "story-node"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on nodes \"story-node\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== metadata only
GET /api/v1/nodes/story-node
Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "kind": "PartialObjectMetadata",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kubernetes.io/hostname": "story-node",
      "story": "nodes"
    },
    "name": "story-node",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== delete
DELETE /api/v1/nodes/story-node
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "kind": "nodes",
    "name": "story-node",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}
