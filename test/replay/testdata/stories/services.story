# Services: their defaults, and the addresses and ports that they are given.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: services}

=== cluster IP
POST /api/v1/namespaces/services/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{port: 80}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "app": "web"
    },
    "name": "web",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "port": 80,
        "protocol": "TCP",
        "targetPort": 80
      }
    ],
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "None",
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== several ports
POST /api/v1/namespaces/services/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: several}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  ports:
  - {name: http, port: 80, targetPort: web}
  - {name: dns, port: 53, protocol: UDP, targetPort: 5353}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "several",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "name": "http",
        "port": 80,
        "protocol": "TCP",
        "targetPort": "web"
      },
      {
        "name": "dns",
        "port": 53,
        "protocol": "UDP",
        "targetPort": 5353
      }
    ],
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "ClientIP",
    "sessionAffinityConfig": {
      "clientIP": {
        "timeoutSeconds": 10800
      }
    },
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== headless
POST /api/v1/namespaces/services/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: headless}
spec: {clusterIP: None, selector: {app: web}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "headless",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "None",
    "clusterIPs": [
      "None"
    ],
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "None",
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== node port
POST /api/v1/namespaces/services/services
@yaml
@keep port spec.ports.0.nodePort

apiVersion: v1
kind: Service
metadata: {name: node-port}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "node-port",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "externalTrafficPolicy": "Cluster",
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "nodePort": "<node-port>",
        "port": 80,
        "protocol": "TCP",
        "targetPort": 80
      }
    ],
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "None",
    "type": "NodePort"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== a node port that is taken
POST /api/v1/namespaces/services/services
@yaml
@only reason code details.causes.0.field details.causes.0.reason

apiVersion: v1
kind: Service
metadata: {name: node-port-again}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: "${port}"}]}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "details.causes.0.field": null,
  "details.causes.0.reason": null,
  "reason": "BadRequest"
}

=== load balancer
POST /api/v1/namespaces/services/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: balanced}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "balanced",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "allocateLoadBalancerNodePorts": true,
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "externalTrafficPolicy": "Cluster",
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "nodePort": "<node-port>",
        "port": 80,
        "protocol": "TCP",
        "targetPort": 80
      }
    ],
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "None",
    "type": "LoadBalancer"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== external name
POST /api/v1/namespaces/services/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: external}
spec: {type: ExternalName, externalName: example.com}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "external",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "externalName": "example.com",
    "sessionAffinity": "None",
    "type": "ExternalName"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== as tables
GET /api/v1/namespaces/services/services
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
      "description": "type determines how the Service is exposed. Defaults to ClusterIP. Valid options are ExternalName, ClusterIP, NodePort, and LoadBalancer. \"ClusterIP\" allocates a cluster-internal IP address for load-balancing to endpoints. Endpoints are determined by the selector or if that is not specified, by manual construction of an Endpoints object or EndpointSlice objects. If clusterIP is \"None\", no virtual IP is allocated and the endpoints are published as a set of endpoints rather than a virtual IP. \"NodePort\" builds on ClusterIP and allocates a port on every node which routes to the same endpoints as the clusterIP. \"LoadBalancer\" builds on NodePort and creates an external load-balancer (if supported in the current cloud) which routes to the same endpoints as the clusterIP. \"ExternalName\" aliases this service to the specified externalName. Several other fields do not apply to ExternalName services. More info: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types",
      "format": "",
      "name": "Type",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "clusterIP is the IP address of the service and is usually assigned randomly. If an address is specified manually, is in-range (as per system configuration), and is not in use, it will be allocated to the service; otherwise creation of the service will fail. This field may not be changed through updates unless the type field is also being changed to ExternalName (which requires this field to be blank) or the type field is being changed from ExternalName (in which case this field may optionally be specified, as describe above).  Valid values are \"None\", empty string (\"\"), or a valid IP address. Setting this to \"None\" makes a \"headless service\" (no virtual IP), which is useful when direct endpoint connections are preferred and proxying is not required.  Only applies to types ClusterIP, NodePort, and LoadBalancer. If this field is specified when creating a Service of type ExternalName, creation will fail. This field will be wiped when updating a Service to type ExternalName. More info: https://kubernetes.io/docs/concepts/services-networking/service/#virtual-ips-and-service-proxies",
      "format": "",
      "name": "Cluster-IP",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "externalIPs is a list of IP addresses for which nodes in the cluster will also accept traffic for this service.  These IPs are not managed by Kubernetes.  The user is responsible for ensuring that traffic arrives at a node with this IP.  A common example is external load-balancers that are not part of the Kubernetes system.",
      "format": "",
      "name": "External-IP",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The list of ports that are exposed by this service. More info: https://kubernetes.io/docs/concepts/services-networking/service/#virtual-ips-and-service-proxies",
      "format": "",
      "name": "Port(s)",
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
      "description": "Route service traffic to pods with label keys and values matching this selector. If empty or not present, the service is assumed to have an external process managing its endpoints, which Kubernetes will not modify. Only applies to types ClusterIP, NodePort, and LoadBalancer. Ignored if type is ExternalName. More info: https://kubernetes.io/docs/concepts/services-networking/service/",
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
        "balanced",
        "LoadBalancer",
        "<ip>",
        "<pending>",
        "80:<node-port>/TCP",
        "<age>",
        "app=web"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "balanced",
          "namespace": "services",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "external",
        "ExternalName",
        "<none>",
        "example.com",
        "<none>",
        "<age>",
        "<none>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "external",
          "namespace": "services",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "headless",
        "ClusterIP",
        "None",
        "<none>",
        "<none>",
        "<age>",
        "app=web"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "headless",
          "namespace": "services",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "node-port",
        "NodePort",
        "<ip>",
        "<none>",
        "80:<node-port>/TCP",
        "<age>",
        "app=web"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "node-port",
          "namespace": "services",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "several",
        "ClusterIP",
        "<ip>",
        "<none>",
        "80/TCP,53/UDP",
        "<age>",
        "app=web"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "several",
          "namespace": "services",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "web",
        "ClusterIP",
        "<ip>",
        "<none>",
        "80/TCP",
        "<age>",
        "app=web"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "labels": {
            "app": "web"
          },
          "name": "web",
          "namespace": "services",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== cluster IP becomes node port and keeps its address
PATCH /api/v1/namespaces/services/services/web
Content-Type: application/merge-patch+json

{"spec":{"type":"NodePort"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "app": "web"
    },
    "name": "web",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "externalTrafficPolicy": "Cluster",
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "nodePort": "<node-port>",
        "port": 80,
        "protocol": "TCP",
        "targetPort": 80
      }
    ],
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "None",
    "type": "NodePort"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== and back
PATCH /api/v1/namespaces/services/services/web
Content-Type: application/merge-patch+json

{"spec":{"type":"ClusterIP"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "app": "web"
    },
    "name": "web",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "port": 80,
        "protocol": "TCP",
        "targetPort": 80
      }
    ],
    "selector": {
      "app": "web"
    },
    "sessionAffinity": "None",
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== ports merge by port
PATCH /api/v1/namespaces/services/services/several
@only spec.ports
Content-Type: application/strategic-merge-patch+json

{"spec":{"ports":[{"port":443,"name":"https"},{"port":53,"$patch":"delete"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.ports": [
    {
      "name": "https",
      "port": 443,
      "protocol": "TCP",
      "targetPort": 443
    },
    {
      "name": "http",
      "port": 80,
      "protocol": "TCP",
      "targetPort": "web"
    }
  ]
}

=== a put without the address keeps it
PUT /api/v1/namespaces/services/services/web
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: other}, ports: [{port: 81}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "web",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "port": 81,
        "protocol": "TCP",
        "targetPort": 81
      }
    ],
    "selector": {
      "app": "other"
    },
    "sessionAffinity": "None",
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== list by type
GET /api/v1/namespaces/services/services?fieldSelector=spec.type%3DNodePort
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "node-port"
  ]
}

=== status
PATCH /api/v1/namespaces/services/services/balanced/status
@only status
Content-Type: application/merge-patch+json

{"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.77"}]}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "loadBalancer": {
      "ingress": [
        {
          "ip": "192.0.2.77",
          "ipMode": "VIP"
        }
      ]
    }
  }
}

=== delete
DELETE /api/v1/namespaces/services/services/web
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "web",
    "namespace": "services",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "clusterIP": "<cluster-ip>",
    "clusterIPs": [
      "<cluster-ip>"
    ],
    "internalTrafficPolicy": "Cluster",
    "ipFamilies": [
      "IPv4"
    ],
    "ipFamilyPolicy": "SingleStack",
    "ports": [
      {
        "port": 81,
        "protocol": "TCP",
        "targetPort": 81
      }
    ],
    "selector": {
      "app": "other"
    },
    "sessionAffinity": "None",
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== the service of the API
GET /api/v1/namespaces/default/services/kubernetes
@only metadata.labels spec.type spec.ports.0.port spec.ports.0.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.labels": {
    "component": "apiserver",
    "provider": "kubernetes"
  },
  "spec.ports.0.name": "https",
  "spec.ports.0.port": 443,
  "spec.type": "ClusterIP"
}
