# Every verb on services, right and wrong. Written by the sweep from the samples.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: sweep}

=== create it dry
POST /api/v1/namespaces/sweep/services?dryRun=All
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
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
        "name": "a",
        "nodePort": 32769,
        "port": 80,
        "protocol": "TCP",
        "targetPort": "http"
      },
      {
        "appProtocol": "dns",
        "name": "b",
        "nodePort": 32770,
        "port": 53,
        "protocol": "UDP",
        "targetPort": 53
      }
    ],
    "selector": {
      "app": "x"
    },
    "sessionAffinity": "ClientIP",
    "sessionAffinityConfig": {
      "clientIP": {
        "timeoutSeconds": 10800
      }
    },
    "type": "NodePort"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== create it with a field that is not known
POST /api/v1/namespaces/sweep/services?fieldValidation=Strict
@yaml

apiVersion: v1
bogus: 1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
  wrong: true
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Service in version \"v1\" cannot be handled as a Service: strict decoding error: unknown field \"bogus\", unknown field \"metadata.wrong\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== warn of a field that is not known
POST /api/v1/namespaces/sweep/services?dryRun=All&fieldValidation=Warn
@only kind code message
@yaml

apiVersion: v1
bogus: 1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"bogus\""

{
  "code": null,
  "kind": "Service",
  "message": null
}

=== create it without a name
POST /api/v1/namespaces/sweep/services?dryRun=All
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
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
    "kind": "Service"
  },
  "kind": "Status",
  "message": "Service \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it under a bad name
POST /api/v1/namespaces/sweep/services
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: Bad/Name
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
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
        "message": "Invalid value: [\"\"]: failed to allocate IP: IPAddress.networking.k8s.io \"10.96.131.210\" is invalid: spec.parentRef.name: Invalid value: \"Bad/Name\": may not contain '/'",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "Bad/Name"
  },
  "kind": "Status",
  "message": "Service \"Bad/Name\" is invalid: spec.clusterIPs: Invalid value: [\"\"]: failed to allocate IP: IPAddress.networking.k8s.io \"10.96.131.210\" is invalid: spec.parentRef.name: Invalid value: \"Bad/Name\": may not contain '/'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it with bad labels
POST /api/v1/namespaces/sweep/services
@yaml

apiVersion: v1
kind: Service
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
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
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
    "kind": "Service",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Service \"sample\" is invalid: [metadata.labels: Invalid value: \"no spaces, please\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.finalizers[0]: Invalid value: \"nogroup\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it as another kind
POST /api/v1/namespaces/sweep/services
@yaml

apiVersion: v1
kind: Other
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Other in version \"v1\" cannot be handled as a Service: no kind \"Other\" is registered for version \"v1\" in scheme \"pkg/runtime/scheme.go:111\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it with a spec of another type
POST /api/v1/namespaces/sweep/services
@yaml

apiVersion: v1
kind: Service
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
  "message": "Service in version \"v1\" cannot be handled as a Service: json: cannot unmarshal array into Go struct field Service.spec of type v1.ServiceSpec",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== create it without spec
POST /api/v1/namespaces/sweep/services?dryRun=All
@yaml

apiVersion: v1
kind: Service
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
        "field": "spec.ports",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Service",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Service \"sample\" is invalid: spec.ports: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== create it
POST /api/v1/namespaces/sweep/services?fieldManager=sweep
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@protobuf
Accept: application/json

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
POST /api/v1/namespaces/sweep/services
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "services",
    "name": "sample"
  },
  "kind": "Status",
  "message": "services \"sample\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== get it
GET /api/v1/namespaces/sweep/services/sample
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
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
        "name": "a",
        "nodePort": "<node-port>",
        "port": 80,
        "protocol": "TCP",
        "targetPort": "http"
      },
      {
        "appProtocol": "dns",
        "name": "b",
        "nodePort": "<node-port>",
        "port": 53,
        "protocol": "UDP",
        "targetPort": 53
      }
    ],
    "selector": {
      "app": "x"
    },
    "sessionAffinity": "ClientIP",
    "sessionAffinityConfig": {
      "clientIP": {
        "timeoutSeconds": 10800
      }
    },
    "type": "NodePort"
  },
  "status": {
    "loadBalancer": {}
  }
}

=== list as a table
GET /api/v1/namespaces/sweep/services?labelSelector=sweep%3Da
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
        "NodePort",
        "<ip>",
        "<none>",
        "80:<node-port>/TCP,53:<node-port>/UDP",
        "<age>",
        "app=x"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
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
GET /api/v1/namespaces/sweep/services?labelSelector=sweep%3Da&resourceVersion=0
@only kind items.kind
Accept: application/vnd.kubernetes.protobuf, application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.kind": null,
  "kind": "ServiceList"
}

=== watch from the beginning
GET /api/v1/namespaces/sweep/services?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da
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
GET /api/v1/namespaces/sweep/services/sample
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
      "sweep": "a"
    },
    "name": "sample",
    "namespace": "sweep",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list nothing
GET /api/v1/namespaces/sweep/services?labelSelector=sweep%3Dother&limit=5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "ServiceList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by a selector that cannot be read
GET /api/v1/namespaces/sweep/services?labelSelector=a+in+(
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
GET /api/v1/namespaces/sweep/services?fieldSelector=spec.nosuch%3Dx
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
GET /api/v1/namespaces/sweep/services?fieldSelector=metadata.name%3Dnone
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "ServiceList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list a revision that is none
GET /api/v1/namespaces/sweep/services?resourceVersion=x
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
GET /api/v1/namespaces/sweep/services/sample
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
PATCH /api/v1/namespaces/sweep/services/sample?fieldManager=merger
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"merged":"yes"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PATCH /api/v1/namespaces/sweep/services/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/strategic-merge-patch+json

{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PATCH /api/v1/namespaces/sweep/services/sample
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
PATCH /api/v1/namespaces/sweep/services/sample
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/json-patch+json

[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PATCH /api/v1/namespaces/sweep/services/sample
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
PATCH /api/v1/namespaces/sweep/services/sample
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
    "kind": "Service",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Service \"sample\" is invalid: metadata.uid: Invalid value: \"0\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with a field that is not known
PATCH /api/v1/namespaces/sweep/services/sample?fieldValidation=Strict
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Service\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"ports\\\":[{\\\"name\\\":\\\"a\\\",\\\"protocol\\\":\\\"TCP\\\",\\\"port\\\":80,\\\"targetPort\\\":\\\"http\\\",\\\"nodePort\\\":30514},{\\\"name\\\":\\\"b\\\",\\\"protocol\\\":\\\"UDP\\\",\\\"appProtocol\\\":\\\"dns\\\",\\\"port\\\":53,\\\"targetPort\\\":53,\\\"nodePort\\\":32331}],\\\"selector\\\":{\\\"app\\\":\\\"x\\\"},\\\"clusterIP\\\":\\\"10.96.241.233\\\",\\\"clusterIPs\\\":[\\\"10.96.241.233\\\"],\\\"type\\\":\\\"NodePort\\\",\\\"sessionAffinity\\\":\\\"ClientIP\\\",\\\"externalTrafficPolicy\\\":\\\"Cluster\\\",\\\"sessionAffinityConfig\\\":{\\\"clientIP\\\":{\\\"timeoutSeconds\\\":10800}},\\\"ipFamilies\\\":[\\\"IPv4\\\"],\\\"ipFamilyPolicy\\\":\\\"SingleStack\\\",\\\"internalTrafficPolicy\\\":\\\"Cluster\\\"},\\\"status\\\":{\\\"loadBalancer\\\":{}},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Service\\\",\\\"metadata\\\":{\\\"annotations\\\":{\\\"a\\\":\\\"1\\\"},\\\"bogus\\\":1,\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"ops\\\":\\\"1\\\",\\\"sweep\\\":\\\"a\\\"},\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"ports\\\":[{\\\"name\\\":\\\"a\\\",\\\"protocol\\\":\\\"TCP\\\",\\\"port\\\":80,\\\"targetPort\\\":\\\"http\\\",\\\"nodePort\\\":30514},{\\\"name\\\":\\\"b\\\",\\\"protocol\\\":\\\"UDP\\\",\\\"appProtocol\\\":\\\"dns\\\",\\\"port\\\":53,\\\"targetPort\\\":53,\\\"nodePort\\\":32331}],\\\"selector\\\":{\\\"app\\\":\\\"x\\\"},\\\"clusterIP\\\":\\\"10.96.241.233\\\",\\\"clusterIPs\\\":[\\\"10.96.241.233\\\"],\\\"type\\\":\\\"NodePort\\\",\\\"sessionAffinity\\\":\\\"ClientIP\\\",\\\"externalTrafficPolicy\\\":\\\"Cluster\\\",\\\"sessionAffinityConfig\\\":{\\\"clientIP\\\":{\\\"timeoutSeconds\\\":10800}},\\\"ipFamilies\\\":[\\\"IPv4\\\"],\\\"ipFamilyPolicy\\\":\\\"SingleStack\\\",\\\"internalTrafficPolicy\\\":\\\"Cluster\\\"},\\\"status\\\":{\\\"loadBalancer\\\":{}},\\\"strange\\\":{}}\": strict decoding error: unknown field \"metadata.bogus\", unknown field \"strange\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch with no object
PATCH /api/v1/namespaces/sweep/services/sample
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
PATCH /api/v1/namespaces/sweep/services/sample-not
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "services",
    "name": "sample-not"
  },
  "kind": "Status",
  "message": "services \"sample-not\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== apply a label
PATCH /api/v1/namespaces/sweep/services/sample?fieldManager=applier
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Service
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
  "kind": "Service",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PATCH /api/v1/namespaces/sweep/services/sample
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Service
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
PATCH /api/v1/namespaces/sweep/services/sample?fieldManager=applier
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Service
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
PATCH /api/v1/namespaces/sweep/services/sample?fieldManager=applier&force=true&dryRun=All
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Service
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
  "kind": "Service",
  "message": null,
  "metadata.annotations": {
    "a": "1"
  },
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PUT /api/v1/namespaces/sweep/services/sample
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: "1"
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "services",
    "name": "sample"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on services \"sample\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put with a revision that is none
PUT /api/v1/namespaces/sweep/services/sample
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
  resourceVersion: x
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
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
PUT /api/v1/namespaces/sweep/services/sample
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: other
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
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
PUT /api/v1/namespaces/sweep/services/sample
@only kind code reason
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
  uid: "0"
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "kind": "Status",
  "reason": "Conflict"
}

=== put it as it was
PUT /api/v1/namespaces/sweep/services/sample?fieldManager=putter
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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

=== get its status
GET /api/v1/namespaces/sweep/services/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PATCH /api/v1/namespaces/sweep/services/sample/status
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Service\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"ports\\\":[{\\\"name\\\":\\\"a\\\",\\\"protocol\\\":\\\"TCP\\\",\\\"port\\\":80,\\\"targetPort\\\":\\\"http\\\",\\\"nodePort\\\":30514},{\\\"name\\\":\\\"b\\\",\\\"protocol\\\":\\\"UDP\\\",\\\"appProtocol\\\":\\\"dns\\\",\\\"port\\\":53,\\\"targetPort\\\":53,\\\"nodePort\\\":32331}],\\\"selector\\\":{\\\"app\\\":\\\"x\\\"},\\\"clusterIP\\\":\\\"10.96.241.233\\\",\\\"clusterIPs\\\":[\\\"10.96.241.233\\\"],\\\"type\\\":\\\"NodePort\\\",\\\"sessionAffinity\\\":\\\"ClientIP\\\",\\\"externalTrafficPolicy\\\":\\\"Cluster\\\",\\\"sessionAffinityConfig\\\":{\\\"clientIP\\\":{\\\"timeoutSeconds\\\":10800}},\\\"ipFamilies\\\":[\\\"IPv4\\\"],\\\"ipFamilyPolicy\\\":\\\"SingleStack\\\",\\\"internalTrafficPolicy\\\":\\\"Cluster\\\"},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field Service.status of type v1.ServiceStatus",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Service\\\",\\\"metadata\\\":{\\\"name\\\":\\\"sample\\\",\\\"namespace\\\":\\\"sweep\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"labels\\\":{\\\"sweep\\\":\\\"a\\\"}},\\\"spec\\\":{\\\"ports\\\":[{\\\"name\\\":\\\"a\\\",\\\"protocol\\\":\\\"TCP\\\",\\\"port\\\":80,\\\"targetPort\\\":\\\"http\\\",\\\"nodePort\\\":30514},{\\\"name\\\":\\\"b\\\",\\\"protocol\\\":\\\"UDP\\\",\\\"appProtocol\\\":\\\"dns\\\",\\\"port\\\":53,\\\"targetPort\\\":53,\\\"nodePort\\\":32331}],\\\"selector\\\":{\\\"app\\\":\\\"x\\\"},\\\"clusterIP\\\":\\\"10.96.241.233\\\",\\\"clusterIPs\\\":[\\\"10.96.241.233\\\"],\\\"type\\\":\\\"NodePort\\\",\\\"sessionAffinity\\\":\\\"ClientIP\\\",\\\"externalTrafficPolicy\\\":\\\"Cluster\\\",\\\"sessionAffinityConfig\\\":{\\\"clientIP\\\":{\\\"timeoutSeconds\\\":10800}},\\\"ipFamilies\\\":[\\\"IPv4\\\"],\\\"ipFamilyPolicy\\\":\\\"SingleStack\\\",\\\"internalTrafficPolicy\\\":\\\"Cluster\\\"},\\\"status\\\":\\\"fine\\\"}\": json: cannot unmarshal string into Go struct field Service.status of type v1.ServiceStatus",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch its status's labels
PATCH /api/v1/namespaces/sweep/services/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"by-status":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
  "metadata.labels": {
    "by-status": "1",
    "sweep": "a"
  },
  "metadata.managedFields": [
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
PUT /api/v1/namespaces/sweep/services/sample/status
@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details metadata.managedFields
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Service",
  "message": null,
  "metadata.annotations": null,
  "metadata.generation": null,
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
          "f:externalTrafficPolicy": {},
          "f:internalTrafficPolicy": {},
          "f:ports": {
            ".": {},
            "k:{\"port\":53,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:appProtocol": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            },
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {},
              "f:protocol": {},
              "f:targetPort": {}
            }
          },
          "f:selector": {},
          "f:sessionAffinity": {},
          "f:sessionAffinityConfig": {
            ".": {},
            "f:clientIP": {
              ".": {},
              "f:timeoutSeconds": {}
            }
          },
          "f:type": {}
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
GET /api/v1/namespaces/sweep/services/sample/nosuch
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
POST /api/v1/namespaces/sweep/services/sample
@yaml

apiVersion: v1
kind: Service
metadata:
  labels:
    sweep: a
  name: sample
spec:
  ports:
  - name: a
    port: 80
    targetPort: http
  - appProtocol: dns
    name: b
    port: 53
    protocol: UDP
  selector:
    app: x
  sessionAffinity: ClientIP
  type: NodePort
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
DELETE /api/v1/namespaces/sweep/services/sample
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
DELETE /api/v1/namespaces/sweep/services/sample?propagationPolicy=Some
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
DELETE /api/v1/namespaces/sweep/services/sample?dryRun=All
@only kind status details.name details.kind details.group metadata.name code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details.group": null,
  "details.kind": null,
  "details.name": null,
  "kind": "Service",
  "message": null,
  "metadata.name": "sample",
  "status": {
    "loadBalancer": {}
  }
}

=== delete them dry
DELETE /api/v1/namespaces/sweep/services?labelSelector=sweep%3Da&dryRun=All
@only kind apiVersion status code message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": null,
  "kind": "ServiceList",
  "message": null,
  "status": null
}

=== delete it
DELETE /api/v1/namespaces/sweep/services/sample
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
  "kind": "Service",
  "message": null,
  "metadata.name": "sample",
  "status": {
    "loadBalancer": {}
  }
}

=== get what was deleted
GET /api/v1/namespaces/sweep/services/sample
@only kind status code reason message details
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "details": {
    "kind": "services",
    "name": "sample"
  },
  "kind": "Status",
  "message": "services \"sample\" not found",
  "reason": "NotFound",
  "status": "Failure"
}
