# Ranges of Service addresses and the objects that mark addresses as taken.

=== the range that every cluster has
GET /apis/networking.k8s.io/v1/servicecidrs/kubernetes
@only kind metadata.finalizers metadata.generation status.conditions.*.type status.conditions.*.status status.conditions.*.message status.conditions.*.reason
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "ServiceCIDR",
  "metadata.finalizers": null,
  "metadata.generation": null,
  "status.conditions.*.message": [
    "Kubernetes default Service CIDR is ready"
  ],
  "status.conditions.*.reason": [
    ""
  ],
  "status.conditions.*.status": [
    "True"
  ],
  "status.conditions.*.type": [
    "Ready"
  ]
}

=== its status
GET /apis/networking.k8s.io/v1/servicecidrs/kubernetes/status
@only kind status.conditions.*.type
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "ServiceCIDR",
  "status.conditions.*.type": [
    "Ready"
  ]
}

=== a further range
POST /apis/networking.k8s.io/v1/servicecidrs
@only metadata.name metadata.generation metadata.finalizers spec status
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: more}
spec: {cidrs: ['192.0.2.0/24']}
status: {conditions: [{type: Ready, status: "True", reason: R, message: m, lastTransitionTime: "2026-01-01T00:00:00Z"}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.finalizers": null,
  "metadata.generation": null,
  "metadata.name": "more",
  "spec": {
    "cidrs": [
      "192.0.2.0/24"
    ]
  },
  "status": {}
}

=== no range
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: none}
spec: {cidrs: []}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs",
        "message": "Required value: at least one CIDR required",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "none"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"none\" is invalid: spec.cidrs: Required value: at least one CIDR required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== three ranges
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: three}
spec: {cidrs: ['192.0.2.0/24', 'fd00:1::/112', '198.51.100.0/24']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs",
        "message": "Invalid value: {\"CIDRs\":[\"192.0.2.0/24\",\"fd00:1::/112\",\"198.51.100.0/24\"]}: may only hold up to 2 values",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "three"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"three\" is invalid: spec.cidrs: Invalid value: {\"CIDRs\":[\"192.0.2.0/24\",\"fd00:1::/112\",\"198.51.100.0/24\"]}: may only hold up to 2 values",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== two of a family
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: two}
spec: {cidrs: ['192.0.2.0/24', '198.51.100.0/24']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs",
        "message": "Invalid value: [\"192.0.2.0/24\",\"198.51.100.0/24\"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "two"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"two\" is invalid: spec.cidrs: Invalid value: [\"192.0.2.0/24\",\"198.51.100.0/24\"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one of each family
POST /apis/networking.k8s.io/v1/servicecidrs
@only metadata.name spec
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: both}
spec: {cidrs: ['198.51.100.0/24', 'fd00:1::/112']}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "both",
  "spec": {
    "cidrs": [
      "198.51.100.0/24",
      "fd00:1::/112"
    ]
  }
}

=== a host's address
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: host}
spec: {cidrs: ['192.0.2.1/24']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"192.0.2.1/24\": must not have bits set beyond the prefix length",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "host"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"host\" is invalid: spec.cidrs[0]: Invalid value: \"192.0.2.1/24\": must not have bits set beyond the prefix length",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== nonsense
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: nonsense}
spec: {cidrs: ['192.0.2.0']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"192.0.2.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "nonsense"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"nonsense\" is invalid: spec.cidrs[0]: Invalid value: \"192.0.2.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an address written oddly
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: odd}
spec: {cidrs: ['192.000.002.000/24']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"192.000.002.000/24\": must not have leading 0s in IP or prefix length",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "odd"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"odd\" is invalid: spec.cidrs[0]: Invalid value: \"192.000.002.000/24\": must not have leading 0s in IP or prefix length",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== mapped
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: mapped}
spec: {cidrs: ['::ffff:192.0.2.0/120']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"::ffff:192.0.2.0/120\": must not have an IPv4-mapped IPv6 address",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "mapped"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"mapped\" is invalid: spec.cidrs[0]: Invalid value: \"::ffff:192.0.2.0/120\": must not have an IPv4-mapped IPv6 address",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== uppercase
POST /apis/networking.k8s.io/v1/servicecidrs
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: upper}
spec: {cidrs: ['FD00:1::/112']}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"FD00:1::/112\": must be in canonical form (\"fd00:1::/112\")",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "upper"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"upper\" is invalid: spec.cidrs[0]: Invalid value: \"FD00:1::/112\": must be in canonical form (\"fd00:1::/112\")",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the same again
POST /apis/networking.k8s.io/v1/servicecidrs
@only spec
@yaml

apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: again}
spec: {cidrs: ['192.0.2.0/24']}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "cidrs": [
      "192.0.2.0/24"
    ]
  }
}

=== changing it
PATCH /apis/networking.k8s.io/v1/servicecidrs/more
@yaml
Content-Type: application/merge-patch+json

spec: {cidrs: ["203.0.113.0/24"]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"203.0.113.0/24\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "more"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"more\" is invalid: spec.cidrs[0]: Invalid value: \"203.0.113.0/24\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== adding a family
PATCH /apis/networking.k8s.io/v1/servicecidrs/more
@only metadata.generation spec
@yaml
Content-Type: application/merge-patch+json

spec: {cidrs: ["192.0.2.0/24", "fd00:2::/112"]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": null,
  "spec": {
    "cidrs": [
      "192.0.2.0/24",
      "fd00:2::/112"
    ]
  }
}

=== taking it away
PATCH /apis/networking.k8s.io/v1/servicecidrs/more
@yaml
Content-Type: application/merge-patch+json

spec: {cidrs: ["192.0.2.0/24"]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs",
        "message": "Invalid value: [\"192.0.2.0/24\"]: field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "more"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"more\" is invalid: spec.cidrs: Invalid value: [\"192.0.2.0/24\"]: field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the families the other way round
PATCH /apis/networking.k8s.io/v1/servicecidrs/both
@yaml
Content-Type: application/merge-patch+json

spec: {cidrs: ["fd00:1::/112", "198.51.100.0/24"]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.cidrs[0]",
        "message": "Invalid value: \"fd00:1::/112\": field is immutable",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.cidrs[1]",
        "message": "Invalid value: \"198.51.100.0/24\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "ServiceCIDR",
    "name": "both"
  },
  "kind": "Status",
  "message": "ServiceCIDR.networking.k8s.io \"both\" is invalid: [spec.cidrs[0]: Invalid value: \"fd00:1::/112\": field is immutable, spec.cidrs[1]: Invalid value: \"198.51.100.0/24\": field is immutable]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an address of a range that nobody has judged
POST /api/v1/namespaces/default/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: early}
spec: {clusterIP: 192.0.2.7, ports: [{port: 80}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "early",
    "namespace": "default",
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
    "sessionAffinity": "None",
    "type": "ClusterIP"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== it becomes ready
PATCH /apis/networking.k8s.io/v1/servicecidrs/more/status
@only metadata.generation spec status
@yaml
Content-Type: application/merge-patch+json

spec: {cidrs: ["203.0.113.0/24"]}
status: {conditions: [{type: Ready, status: "True", reason: "", message: m, lastTransitionTime: "2026-01-01T00:00:00Z"}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": null,
  "spec": {
    "cidrs": [
      "192.0.2.0/24",
      "fd00:2::/112"
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "2026-01-01T00:00:00Z",
        "message": "m",
        "reason": "",
        "status": "True",
        "type": "Ready"
      }
    ]
  }
}

=== the first address for a Service
POST /api/v1/namespaces/default/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: other}
spec: {clusterIP: 192.0.2.0, ports: [{port: 80}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs",
        "message": "Invalid value: [\"192.0.2.0\"]: failed to allocate IP 192.0.2.0: the provided network does not match the current range",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "other"
  },
  "kind": "Status",
  "message": "Service \"other\" is invalid: spec.clusterIPs: Invalid value: [\"192.0.2.0\"]: failed to allocate IP 192.0.2.0: the provided network does not match the current range",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the last address for a Service
POST /api/v1/namespaces/default/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: other}
spec: {clusterIP: 192.0.2.255, ports: [{port: 80}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs",
        "message": "Invalid value: [\"192.0.2.255\"]: failed to allocate IP 192.0.2.255: the provided network does not match the current range",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "other"
  },
  "kind": "Status",
  "message": "Service \"other\" is invalid: spec.clusterIPs: Invalid value: [\"192.0.2.255\"]: failed to allocate IP 192.0.2.255: the provided network does not match the current range",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an address of no range for a Service
POST /api/v1/namespaces/default/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: other}
spec: {clusterIP: 203.0.113.1, ports: [{port: 80}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs",
        "message": "Invalid value: [\"203.0.113.1\"]: failed to allocate IP 203.0.113.1: the provided network does not match the current range",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "other"
  },
  "kind": "Status",
  "message": "Service \"other\" is invalid: spec.clusterIPs: Invalid value: [\"203.0.113.1\"]: failed to allocate IP 203.0.113.1: the provided network does not match the current range",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an address that is taken for a Service
POST /api/v1/namespaces/default/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: other}
spec: {clusterIP: 192.0.2.7, ports: [{port: 80}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs",
        "message": "Invalid value: [\"192.0.2.7\"]: failed to allocate IP 192.0.2.7: provided IP is already allocated",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "other"
  },
  "kind": "Status",
  "message": "Service \"other\" is invalid: spec.clusterIPs: Invalid value: [\"192.0.2.7\"]: failed to allocate IP 192.0.2.7: provided IP is already allocated",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a bad condition
PATCH /apis/networking.k8s.io/v1/servicecidrs/more/status
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: "Ready it is", status: "Maybe", reason: "", message: m, lastTransitionTime: "2026-01-01T00:00:00Z"}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "networking.k8s.io/v1",
  "kind": "ServiceCIDR",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "more",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "cidrs": [
      "192.0.2.0/24",
      "fd00:2::/112"
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "2026-01-01T00:00:00Z",
        "message": "m",
        "reason": "",
        "status": "Maybe",
        "type": "Ready it is"
      }
    ]
  }
}

=== all ranges as a table
GET /apis/networking.k8s.io/v1/servicecidrs
@only rows.*.object.metadata.name columnDefinitions.*.name
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions.*.name": [
    "Name",
    "CIDRs",
    "Age"
  ],
  "rows.*.object.metadata.name": [
    "again",
    "both",
    "kubernetes",
    "more"
  ]
}

=== the mark of the first address
GET /apis/networking.k8s.io/v1/ipaddresses?labelSelector=ipaddress.kubernetes.io/managed-by%3Dipallocator.k8s.io
@only items.0.metadata.labels items.0.spec.parentRef
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.0.metadata.labels": {
    "ipaddress.kubernetes.io/ip-family": "IPv4",
    "ipaddress.kubernetes.io/managed-by": "ipallocator.k8s.io"
  },
  "items.0.spec.parentRef": {
    "name": "kubernetes",
    "namespace": "default",
    "resource": "services"
  }
}

=== an address of somebody else's
POST /apis/networking.k8s.io/v1/ipaddresses
@only metadata.name spec
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: '255.255.255.255', labels: {type: broadcast}}
spec: {parentRef: {group: example.com, resource: boats, namespace: sea, name: b}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "255.255.255.255",
  "spec": {
    "parentRef": {
      "group": "example.com",
      "name": "b",
      "namespace": "sea",
      "resource": "boats"
    }
  }
}

=== an address of the other family
POST /apis/networking.k8s.io/v1/ipaddresses
@only metadata.name spec
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: 'fe80::42:1dff:fe84:f9e2', labels: {type: link-local}}
spec: {parentRef: {group: example.com, resource: boats, namespace: sea, name: b}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "fe80::42:1dff:fe84:f9e2",
  "spec": {
    "parentRef": {
      "group": "example.com",
      "name": "b",
      "namespace": "sea",
      "resource": "boats"
    }
  }
}

=== an address with zeros
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: '010.0.0.1'}
spec: {parentRef: {group: example.com, resource: boats, namespace: sea, name: b}}
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
        "message": "Invalid value: \"010.0.0.1\": must not have leading 0s",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "010.0.0.1"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"010.0.0.1\" is invalid: metadata.name: Invalid value: \"010.0.0.1\": must not have leading 0s",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an address that is not the usual form
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: 'fe80:0::1'}
spec: {parentRef: {group: example.com, resource: boats, namespace: sea, name: b}}
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
        "message": "Invalid value: \"fe80:0::1\": must be in canonical form (\"fe80::1\")",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "fe80:0::1"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"fe80:0::1\" is invalid: metadata.name: Invalid value: \"fe80:0::1\": must be in canonical form (\"fe80::1\")",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a name that is none
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: 'boat'}
spec: {parentRef: {group: example.com, resource: boats, namespace: sea, name: b}}
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
        "message": "Invalid value: \"boat\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "boat"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"boat\" is invalid: metadata.name: Invalid value: \"boat\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== of nobody
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: 10.9.9.9}
spec: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parentRef",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "10.9.9.9"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"10.9.9.9\" is invalid: spec.parentRef: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== of somebody unnamed
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: '10.9.9.9'}
spec: {parentRef: {resource: services, namespace: ns}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parentRef.name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "10.9.9.9"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"10.9.9.9\" is invalid: spec.parentRef.name: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== of something unknown
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: '10.9.9.9'}
spec: {parentRef: {name: a}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parentRef.resource",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "10.9.9.9"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"10.9.9.9\" is invalid: spec.parentRef.resource: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== of something with odd names
POST /apis/networking.k8s.io/v1/ipaddresses
@yaml

apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: '10.9.9.9'}
spec: {parentRef: {group: A_, resource: a/b, namespace: x/y, name: '..'}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parentRef.group",
        "message": "Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.parentRef.resource",
        "message": "Invalid value: \"a/b\": may not contain '/'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.parentRef.name",
        "message": "Invalid value: \"..\": may not be '..'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.parentRef.namespace",
        "message": "Invalid value: \"x/y\": may not contain '/'",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "10.9.9.9"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"10.9.9.9\" is invalid: [spec.parentRef.group: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.parentRef.resource: Invalid value: \"a/b\": may not contain '/', spec.parentRef.name: Invalid value: \"..\": may not be '..', spec.parentRef.namespace: Invalid value: \"x/y\": may not contain '/']",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== another owner
PATCH /apis/networking.k8s.io/v1/ipaddresses/255.255.255.255
@yaml
Content-Type: application/merge-patch+json

spec: {parentRef: {name: c}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parentRef",
        "message": "Invalid value: {\"Group\":\"example.com\",\"Resource\":\"boats\",\"Namespace\":\"sea\",\"Name\":\"c\"}: field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "networking.k8s.io",
    "kind": "IPAddress",
    "name": "255.255.255.255"
  },
  "kind": "Status",
  "message": "IPAddress.networking.k8s.io \"255.255.255.255\" is invalid: spec.parentRef: Invalid value: {\"Group\":\"example.com\",\"Resource\":\"boats\",\"Namespace\":\"sea\",\"Name\":\"c\"}: field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a note on it
PATCH /apis/networking.k8s.io/v1/ipaddresses/255.255.255.255
@only metadata.annotations metadata.generation
@yaml
Content-Type: application/merge-patch+json

metadata: {annotations: {patched: 'true'}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.annotations": {
    "patched": "true"
  },
  "metadata.generation": null
}

=== by label
GET /apis/networking.k8s.io/v1/ipaddresses?labelSelector=type%3Dbroadcast
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "255.255.255.255"
  ]
}

=== by parent
GET /apis/networking.k8s.io/v1/ipaddresses?fieldSelector=spec.parentRef.name%3Db
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "\"spec.parentRef.name\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== away by label
DELETE /apis/networking.k8s.io/v1/ipaddresses?labelSelector=type%3Dlink-local
@only kind items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "fe80::42:1dff:fe84:f9e2"
  ],
  "kind": "IPAddressList"
}

=== away by name
DELETE /apis/networking.k8s.io/v1/ipaddresses/255.255.255.255
@only kind status details.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details.name": "255.255.255.255",
  "kind": "Status",
  "status": "Success"
}
