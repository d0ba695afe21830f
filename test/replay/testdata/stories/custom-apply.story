# Server-side apply of custom objects: lists by key, sets, atomic parts, conflicts, status, scale, versions.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: capply}

=== define boats
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: boats.apply.example.com}
spec:
  group: apply.example.com
  scope: Namespaced
  names: {plural: boats, kind: Boat}
  versions:
  - name: v1
    served: true
    storage: true
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              replicas: &id001 {type: integer}
              ports:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [port, protocol]
                items:
                  type: object
                  properties:
                    port: *id001
                    protocol: {type: string, default: TCP}
                    name: &id002 {type: string}
                  required: [port]
              tags:
                type: array
                x-kubernetes-list-type: set
                items: *id002
              plain:
                type: array
                items: *id002
              atomic:
                type: object
                properties:
                  a: *id002
                  b: *id002
                x-kubernetes-map-type: atomic
              granular:
                type: object
                additionalProperties: *id002
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              text: *id002
          status:
            type: object
            properties:
              replicas: *id001
              phase: *id002
  - name: v1beta1
    served: true
    storage: false
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              replicas: *id001
              ports:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [port, protocol]
                items:
                  type: object
                  properties:
                    port: *id001
                    protocol: {type: string, default: TCP}
                    name: *id002
                  required: [port]
              tags:
                type: array
                x-kubernetes-list-type: set
                items: *id002
              plain:
                type: array
                items: *id002
              atomic:
                type: object
                properties:
                  a: *id002
                  b: *id002
                x-kubernetes-map-type: atomic
              granular:
                type: object
                additionalProperties: *id002
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              text: *id002
          status:
            type: object
            properties:
              replicas: *id001
              phase: *id002
    additionalPrinterColumns:
    - {name: Text, type: string, jsonPath: .spec.text}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "boats.apply.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "apply.example.com",
    "names": {
      "kind": "Boat",
      "listKind": "BoatList",
      "plural": "boats",
      "singular": "boat"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "atomic": {
                    "properties": {
                      "a": {
                        "type": "string"
                      },
                      "b": {
                        "type": "string"
                      }
                    },
                    "type": "object",
                    "x-kubernetes-map-type": "atomic"
                  },
                  "free": {
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "granular": {
                    "additionalProperties": {
                      "type": "string"
                    },
                    "type": "object"
                  },
                  "plain": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array"
                  },
                  "ports": {
                    "items": {
                      "properties": {
                        "name": {
                          "type": "string"
                        },
                        "port": {
                          "type": "integer"
                        },
                        "protocol": {
                          "default": "TCP",
                          "type": "string"
                        }
                      },
                      "required": [
                        "port"
                      ],
                      "type": "object"
                    },
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "port",
                      "protocol"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "replicas": {
                    "type": "integer"
                  },
                  "tags": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array",
                    "x-kubernetes-list-type": "set"
                  },
                  "text": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "phase": {
                    "type": "string"
                  },
                  "replicas": {
                    "type": "integer"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true,
        "subresources": {
          "scale": {
            "specReplicasPath": ".spec.replicas",
            "statusReplicasPath": ".status.replicas"
          },
          "status": {}
        }
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.text",
            "name": "Text",
            "type": "string"
          }
        ],
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "atomic": {
                    "properties": {
                      "a": {
                        "type": "string"
                      },
                      "b": {
                        "type": "string"
                      }
                    },
                    "type": "object",
                    "x-kubernetes-map-type": "atomic"
                  },
                  "free": {
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "granular": {
                    "additionalProperties": {
                      "type": "string"
                    },
                    "type": "object"
                  },
                  "plain": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array"
                  },
                  "ports": {
                    "items": {
                      "properties": {
                        "name": {
                          "type": "string"
                        },
                        "port": {
                          "type": "integer"
                        },
                        "protocol": {
                          "default": "TCP",
                          "type": "string"
                        }
                      },
                      "required": [
                        "port"
                      ],
                      "type": "object"
                    },
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "port",
                      "protocol"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "replicas": {
                    "type": "integer"
                  },
                  "tags": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array",
                    "x-kubernetes-list-type": "set"
                  },
                  "text": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "phase": {
                    "type": "string"
                  },
                  "replicas": {
                    "type": "integer"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false,
        "subresources": {
          "scale": {
            "specReplicasPath": ".spec.replicas",
            "statusReplicasPath": ".status.replicas"
          },
          "status": {}
        }
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": ""
    },
    "conditions": null,
    "storedVersions": [
      "v1"
    ]
  }
}

=== until they are served
GET /apis/apply.example.com/v1/namespaces/capply/boats
@until 200

=== create by apply
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=one
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"ports": [{"port": 80, "name": "x"}], "tags": ["a", "b"], "plain": ["p"], "atomic": {"a": "1", "b": "2"}, "granular": {"x": "1"}, "free": {"any": {"deep": 1}}, "text": "t"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 1,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:atomic": {},
          "f:free": {
            "f:any": {
              ".": {},
              "f:deep": {}
            }
          },
          "f:granular": {
            "f:x": {}
          },
          "f:plain": {},
          "f:ports": {
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {}
            }
          },
          "f:tags": {
            "v:\"a\"": {},
            "v:\"b\"": {}
          },
          "f:text": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "atomic": {
      "a": "1",
      "b": "2"
    },
    "free": {
      "any": {
        "deep": 1
      }
    },
    "granular": {
      "x": "1"
    },
    "plain": [
      "p"
    ],
    "ports": [
      {
        "name": "x",
        "port": 80,
        "protocol": "TCP"
      }
    ],
    "tags": [
      "a",
      "b"
    ],
    "text": "t"
  },
  "status": null
}

=== the same again
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=one
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"ports": [{"port": 80, "name": "x"}], "tags": ["a", "b"], "plain": ["p"], "atomic": {"a": "1", "b": "2"}, "granular": {"x": "1"}, "free": {"any": {"deep": 1}}, "text": "t"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 1,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:atomic": {},
          "f:free": {
            "f:any": {
              ".": {},
              "f:deep": {}
            }
          },
          "f:granular": {
            "f:x": {}
          },
          "f:plain": {},
          "f:ports": {
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {}
            }
          },
          "f:tags": {
            "v:\"a\"": {},
            "v:\"b\"": {}
          },
          "f:text": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "atomic": {
      "a": "1",
      "b": "2"
    },
    "free": {
      "any": {
        "deep": 1
      }
    },
    "granular": {
      "x": "1"
    },
    "plain": [
      "p"
    ],
    "ports": [
      {
        "name": "x",
        "port": 80,
        "protocol": "TCP"
      }
    ],
    "tags": [
      "a",
      "b"
    ],
    "text": "t"
  },
  "status": null
}

=== another manager adds
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=two
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"ports": [{"port": 81}, {"port": 80, "protocol": "UDP"}], "tags": ["c"], "granular": {"y": "2"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 2,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:atomic": {},
          "f:free": {
            "f:any": {
              ".": {},
              "f:deep": {}
            }
          },
          "f:granular": {
            "f:x": {}
          },
          "f:plain": {},
          "f:ports": {
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {}
            }
          },
          "f:tags": {
            "v:\"a\"": {},
            "v:\"b\"": {}
          },
          "f:text": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:y": {}
          },
          "f:ports": {
            "k:{\"port\":80,\"protocol\":\"UDP\"}": {
              ".": {},
              "f:port": {},
              "f:protocol": {}
            },
            "k:{\"port\":81,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:port": {}
            }
          },
          "f:tags": {
            "v:\"c\"": {}
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "atomic": {
      "a": "1",
      "b": "2"
    },
    "free": {
      "any": {
        "deep": 1
      }
    },
    "granular": {
      "x": "1",
      "y": "2"
    },
    "plain": [
      "p"
    ],
    "ports": [
      {
        "name": "x",
        "port": 80,
        "protocol": "TCP"
      },
      {
        "port": 81,
        "protocol": "TCP"
      },
      {
        "port": 80,
        "protocol": "UDP"
      }
    ],
    "tags": [
      "a",
      "b",
      "c"
    ],
    "text": "t"
  },
  "status": null
}

=== a conflict
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=two
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"text": "other", "granular": {"x": "9"}, "atomic": {"a": "9"}, "plain": ["q"]}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "details": {
    "causes": [
      {
        "field": ".spec.atomic",
        "message": "conflict with \"one\"",
        "reason": "FieldManagerConflict"
      },
      {
        "field": ".spec.plain",
        "message": "conflict with \"one\"",
        "reason": "FieldManagerConflict"
      },
      {
        "field": ".spec.text",
        "message": "conflict with \"one\"",
        "reason": "FieldManagerConflict"
      },
      {
        "field": ".spec.granular.x",
        "message": "conflict with \"one\"",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 4 conflicts: conflicts with \"one\":\n- .spec.atomic\n- .spec.plain\n- .spec.text\n- .spec.granular.x",
  "metadata.generation": null,
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec": null,
  "status": "Failure"
}

=== by force
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=two&force=true
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"text": "other", "granular": {"x": "9"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 3,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:atomic": {},
          "f:free": {
            "f:any": {
              ".": {},
              "f:deep": {}
            }
          },
          "f:plain": {},
          "f:ports": {
            "k:{\"port\":80,\"protocol\":\"TCP\"}": {
              ".": {},
              "f:name": {},
              "f:port": {}
            }
          },
          "f:tags": {
            "v:\"a\"": {},
            "v:\"b\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          },
          "f:text": {}
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "atomic": {
      "a": "1",
      "b": "2"
    },
    "free": {
      "any": {
        "deep": 1
      }
    },
    "granular": {
      "x": "9"
    },
    "plain": [
      "p"
    ],
    "ports": [
      {
        "name": "x",
        "port": 80,
        "protocol": "TCP"
      }
    ],
    "tags": [
      "a",
      "b"
    ],
    "text": "other"
  },
  "status": null
}

=== the first gives up
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=one
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"tags": ["a"]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 4,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          },
          "f:text": {}
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "tags": [
      "a"
    ],
    "text": "other"
  },
  "status": null
}

=== an unknown field
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=one
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"nope": 1}}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 500,
  "details": null,
  "kind": "Status",
  "message": "failed to create typed patch object (/a; apply.example.com/v1, Kind=Boat): .spec.nope: field not declared in schema",
  "metadata.generation": null,
  "metadata.managedFields": null,
  "reason": null,
  "spec": null,
  "status": "Failure"
}

=== a wrong type
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=one
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"tags": "x"}}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 500,
  "details": null,
  "kind": "Status",
  "message": "failed to create typed patch object (/a; apply.example.com/v1, Kind=Boat): .spec.tags: expected list, got &{x}",
  "metadata.generation": null,
  "metadata.managedFields": null,
  "reason": null,
  "spec": null,
  "status": "Failure"
}

=== the status
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a/status?fieldManager=three
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "status": {"phase": "p", "replicas": 1}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 4,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:phase": {},
          "f:replicas": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          },
          "f:text": {}
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "tags": [
      "a"
    ],
    "text": "other"
  },
  "status": {
    "phase": "p",
    "replicas": 1
  }
}

=== the status by the main path
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=four&force=true
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"text": "other"}, "status": {"phase": "z"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 4,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:text": {}
        }
      },
      "manager": "four",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:phase": {},
          "f:replicas": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          },
          "f:text": {}
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "tags": [
      "a"
    ],
    "text": "other"
  },
  "status": {
    "phase": "p",
    "replicas": 1
  }
}

=== in another version
PATCH /apis/apply.example.com/v1beta1/namespaces/capply/boats/a?fieldManager=five&force=true
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1beta1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"text": "beta"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 5,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1beta1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:text": {}
        }
      },
      "manager": "five",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:phase": {},
          "f:replicas": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "tags": [
      "a"
    ],
    "text": "beta"
  },
  "status": {
    "phase": "p",
    "replicas": 1
  }
}

=== in the wrong version
PATCH /apis/apply.example.com/v1beta1/namespaces/capply/boats/a?fieldManager=five
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion": "apply.example.com/v1", "kind": "Boat", "metadata": {"name": "a"}, "spec": {"text": "beta"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "details": null,
  "kind": "Status",
  "message": "invalid object type: apply.example.com/v1, Kind=Boat",
  "metadata.generation": null,
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec": null,
  "status": "Failure"
}

=== an update beside
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a?fieldManager=six
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/merge-patch+json

{"spec":{"replicas":3}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 6,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1beta1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:text": {}
        }
      },
      "manager": "five",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:phase": {},
          "f:replicas": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "six",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "replicas": 3,
    "tags": [
      "a"
    ],
    "text": "beta"
  },
  "status": {
    "phase": "p",
    "replicas": 1
  }
}

=== apply the scale
PATCH /apis/apply.example.com/v1/namespaces/capply/boats/a/scale?fieldManager=seven
@only kind metadata.managedFields metadata.generation spec status code reason message details
Content-Type: application/apply-patch+yaml

{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"a","namespace":"capply"},"spec":{"replicas":5}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "details": {
    "causes": [
      {
        "field": ".spec.replicas",
        "message": "conflict with \"six\" using autoscaling/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"six\" using autoscaling/v1: .spec.replicas",
  "metadata.generation": null,
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec": null,
  "status": "Failure"
}

=== what it is then
GET /apis/apply.example.com/v1/namespaces/capply/boats/a
@only kind metadata.managedFields metadata.generation spec status code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 6,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1beta1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:text": {}
        }
      },
      "manager": "five",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:phase": {},
          "f:replicas": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "six",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "replicas": 3,
    "tags": [
      "a"
    ],
    "text": "beta"
  },
  "status": {
    "phase": "p",
    "replicas": 1
  }
}

=== in the other version
GET /apis/apply.example.com/v1beta1/namespaces/capply/boats/a
@only kind metadata.managedFields metadata.generation spec status code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "details": null,
  "kind": "Boat",
  "message": null,
  "metadata.generation": 6,
  "metadata.managedFields": [
    {
      "apiVersion": "apply.example.com/v1beta1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:text": {}
        }
      },
      "manager": "five",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:tags": {
            "v:\"a\"": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:phase": {},
          "f:replicas": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:granular": {
            "f:x": {}
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apply.example.com/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "six",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "granular": {
      "x": "9"
    },
    "replicas": 3,
    "tags": [
      "a"
    ],
    "text": "beta"
  },
  "status": {
    "phase": "p",
    "replicas": 1
  }
}

=== delete the definition of boats
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/boats.apply.example.com
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "CustomResourceDefinition"
}

=== until boats are gone
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/boats.apply.example.com
@until 404
