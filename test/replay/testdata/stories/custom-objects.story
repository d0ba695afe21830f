# The life of custom objects: pruning, defaults, validation, subresources, patches, tables, selectors.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: custom}

=== define toys
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: toys.objects.example.com}
spec:
  group: objects.example.com
  scope: Namespaced
  names:
    plural: toys
    kind: Toy
    shortNames: [ty]
    categories: [all, play]
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, minimum: 1, maximum: 10, default: 3}
              name: {type: string, minLength: 2, maxLength: 8, pattern: '^[a-z]+$'}
              color:
                type: string
                enum: [red, green, blue]
              replicas: {type: integer, default: 1}
              parts:
                type: array
                maxItems: 4
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [id]
                items:
                  type: object
                  properties:
                    id: &id001 {type: string}
                    weight: {type: integer, default: 5}
                  required: [id]
              tags:
                type: array
                x-kubernetes-list-type: set
                items: *id001
              labels:
                type: object
                additionalProperties: *id001
                maxProperties: 3
              port: {x-kubernetes-int-or-string: true}
              free:
                type: object
                x-kubernetes-preserve-unknown-fields: true
                properties:
                  known:
                    type: object
                    properties:
                      x: *id001
              template: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
              maybe: {type: string, nullable: true}
              never: {type: string, default: d}
              when: {type: string, format: date-time}
              ratio: {type: number}
              'on': {type: boolean}
            required: [color]
          status:
            type: object
            properties:
              replicas: {type: integer}
              phase: *id001
              selector: *id001
        required: [spec]
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}
    additionalPrinterColumns:
    - {name: Size, type: integer, jsonPath: .spec.size}
    - {name: Color, type: string, description: what color, jsonPath: .spec.color}
    - {name: When, type: date, jsonPath: .spec.when}
    - {name: 'On', type: boolean, jsonPath: .spec.on}
    - {name: Ratio, type: number, jsonPath: .spec.ratio, priority: 1}
    - {name: Parts, type: string, jsonPath: .spec.parts}
    selectableFields:
    - {jsonPath: .spec.color}
    - {jsonPath: .spec.size}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "toys.objects.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "objects.example.com",
    "names": {
      "categories": [
        "all",
        "play"
      ],
      "kind": "Toy",
      "listKind": "ToyList",
      "plural": "toys",
      "shortNames": [
        "ty"
      ],
      "singular": "toy"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.size",
            "name": "Size",
            "type": "integer"
          },
          {
            "description": "what color",
            "jsonPath": ".spec.color",
            "name": "Color",
            "type": "string"
          },
          {
            "jsonPath": ".spec.when",
            "name": "When",
            "type": "date"
          },
          {
            "jsonPath": ".spec.on",
            "name": "On",
            "type": "boolean"
          },
          {
            "jsonPath": ".spec.ratio",
            "name": "Ratio",
            "priority": 1,
            "type": "number"
          },
          {
            "jsonPath": ".spec.parts",
            "name": "Parts",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "color": {
                    "enum": [
                      "red",
                      "green",
                      "blue"
                    ],
                    "type": "string"
                  },
                  "free": {
                    "properties": {
                      "known": {
                        "properties": {
                          "x": {
                            "type": "string"
                          }
                        },
                        "type": "object"
                      }
                    },
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "labels": {
                    "additionalProperties": {
                      "type": "string"
                    },
                    "maxProperties": 3,
                    "type": "object"
                  },
                  "maybe": {
                    "nullable": true,
                    "type": "string"
                  },
                  "name": {
                    "maxLength": 8,
                    "minLength": 2,
                    "pattern": "^[a-z]+$",
                    "type": "string"
                  },
                  "never": {
                    "default": "d",
                    "type": "string"
                  },
                  "on": {
                    "type": "boolean"
                  },
                  "parts": {
                    "items": {
                      "properties": {
                        "id": {
                          "type": "string"
                        },
                        "weight": {
                          "default": 5,
                          "type": "integer"
                        }
                      },
                      "required": [
                        "id"
                      ],
                      "type": "object"
                    },
                    "maxItems": 4,
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "id"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "port": {
                    "x-kubernetes-int-or-string": true
                  },
                  "ratio": {
                    "type": "number"
                  },
                  "replicas": {
                    "default": 1,
                    "type": "integer"
                  },
                  "size": {
                    "default": 3,
                    "maximum": 10,
                    "minimum": 1,
                    "type": "integer"
                  },
                  "tags": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array",
                    "x-kubernetes-list-type": "set"
                  },
                  "template": {
                    "type": "object",
                    "x-kubernetes-embedded-resource": true,
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "when": {
                    "format": "date-time",
                    "type": "string"
                  }
                },
                "required": [
                  "color"
                ],
                "type": "object"
              },
              "status": {
                "properties": {
                  "phase": {
                    "type": "string"
                  },
                  "replicas": {
                    "type": "integer"
                  },
                  "selector": {
                    "type": "string"
                  }
                },
                "type": "object"
              }
            },
            "required": [
              "spec"
            ],
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.color"
          },
          {
            "jsonPath": ".spec.size"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "scale": {
            "labelSelectorPath": ".status.selector",
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
GET /apis/objects.example.com/v1/namespaces/custom/toys
@until 200

=== the definition with its conditions
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/toys.objects.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "toys.objects.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "objects.example.com",
    "names": {
      "categories": [
        "all",
        "play"
      ],
      "kind": "Toy",
      "listKind": "ToyList",
      "plural": "toys",
      "shortNames": [
        "ty"
      ],
      "singular": "toy"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.size",
            "name": "Size",
            "type": "integer"
          },
          {
            "description": "what color",
            "jsonPath": ".spec.color",
            "name": "Color",
            "type": "string"
          },
          {
            "jsonPath": ".spec.when",
            "name": "When",
            "type": "date"
          },
          {
            "jsonPath": ".spec.on",
            "name": "On",
            "type": "boolean"
          },
          {
            "jsonPath": ".spec.ratio",
            "name": "Ratio",
            "priority": 1,
            "type": "number"
          },
          {
            "jsonPath": ".spec.parts",
            "name": "Parts",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "color": {
                    "enum": [
                      "red",
                      "green",
                      "blue"
                    ],
                    "type": "string"
                  },
                  "free": {
                    "properties": {
                      "known": {
                        "properties": {
                          "x": {
                            "type": "string"
                          }
                        },
                        "type": "object"
                      }
                    },
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "labels": {
                    "additionalProperties": {
                      "type": "string"
                    },
                    "maxProperties": 3,
                    "type": "object"
                  },
                  "maybe": {
                    "nullable": true,
                    "type": "string"
                  },
                  "name": {
                    "maxLength": 8,
                    "minLength": 2,
                    "pattern": "^[a-z]+$",
                    "type": "string"
                  },
                  "never": {
                    "default": "d",
                    "type": "string"
                  },
                  "on": {
                    "type": "boolean"
                  },
                  "parts": {
                    "items": {
                      "properties": {
                        "id": {
                          "type": "string"
                        },
                        "weight": {
                          "default": 5,
                          "type": "integer"
                        }
                      },
                      "required": [
                        "id"
                      ],
                      "type": "object"
                    },
                    "maxItems": 4,
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "id"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "port": {
                    "x-kubernetes-int-or-string": true
                  },
                  "ratio": {
                    "type": "number"
                  },
                  "replicas": {
                    "default": 1,
                    "type": "integer"
                  },
                  "size": {
                    "default": 3,
                    "maximum": 10,
                    "minimum": 1,
                    "type": "integer"
                  },
                  "tags": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array",
                    "x-kubernetes-list-type": "set"
                  },
                  "template": {
                    "type": "object",
                    "x-kubernetes-embedded-resource": true,
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "when": {
                    "format": "date-time",
                    "type": "string"
                  }
                },
                "required": [
                  "color"
                ],
                "type": "object"
              },
              "status": {
                "properties": {
                  "phase": {
                    "type": "string"
                  },
                  "replicas": {
                    "type": "integer"
                  },
                  "selector": {
                    "type": "string"
                  }
                },
                "type": "object"
              }
            },
            "required": [
              "spec"
            ],
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.color"
          },
          {
            "jsonPath": ".spec.size"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "scale": {
            "labelSelectorPath": ".status.selector",
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
      "categories": [
        "all",
        "play"
      ],
      "kind": "Toy",
      "listKind": "ToyList",
      "plural": "toys",
      "shortNames": [
        "ty"
      ],
      "singular": "toy"
    },
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "no conflicts found",
        "reason": "NoConflicts",
        "status": "True",
        "type": "NamesAccepted"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "the initial names have been accepted",
        "reason": "InitialNamesAccepted",
        "status": "True",
        "type": "Established"
      }
    ],
    "storedVersions": [
      "v1"
    ]
  }
}

=== no toys yet
GET /apis/objects.example.com/v1/namespaces/custom/toys
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "items": [],
  "kind": "ToyList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== a toy with defaults
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bear}
spec: {color: red}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "red",
    "never": "d",
    "replicas": 1,
    "size": 3
  }
}

=== the same again
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bear}
spec: {color: red}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear"
  },
  "kind": "Status",
  "message": "toys.objects.example.com \"bear\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== a toy with all
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: lion}
spec:
  color: blue
  size: 10
  name: leo
  parts:
  - {id: a}
  - {id: b, weight: 1}
  tags: [x, z]
  labels: {a: b}
  port: http
  free:
    any:
    - 1
    - {b: null}
    known: {x: w, z: 1}
  template:
    apiVersion: v1
    kind: Pod
    metadata: {name: p, unknown: 1}
    spec: {x: 1}
  maybe: null
  never: null
  when: '2020-01-02T03:04:05Z'
  ratio: 1.5
  'on': true
status: {phase: dropped}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec.free.known.z\""
Warning: 299 - "unknown field \"spec.template.metadata.unknown\""

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "free": {
      "any": [
        1,
        {
          "b": null
        }
      ],
      "known": {
        "x": "w"
      }
    },
    "labels": {
      "a": "b"
    },
    "maybe": null,
    "name": "leo",
    "never": "d",
    "on": true,
    "parts": [
      {
        "id": "a",
        "weight": 5
      },
      {
        "id": "b",
        "weight": 1
      }
    ],
    "port": "http",
    "ratio": 1.5,
    "replicas": 1,
    "size": 10,
    "tags": [
      "x",
      "z"
    ],
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      },
      "spec": {
        "x": 1
      }
    },
    "when": "2020-01-02T03:04:05Z"
  }
}

=== unknown fields are dropped
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: fox}
spec:
  color: red
  unknown: 1
  parts:
  - {id: a, more: 1}
  template:
    apiVersion: v1
    kind: Pod
    metadata: {name: p, mystery: true}
extra: {a: 1}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"extra\""
Warning: 299 - "unknown field \"spec.parts[0].more\""
Warning: 299 - "unknown field \"spec.unknown\""
Warning: 299 - "unknown field \"spec.template.metadata.mystery\""

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "fox",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "red",
    "never": "d",
    "parts": [
      {
        "id": "a",
        "weight": 5
      }
    ],
    "replicas": 1,
    "size": 3,
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      }
    }
  }
}

=== unknown fields are refused
POST /apis/objects.example.com/v1/namespaces/custom/toys?fieldValidation=Strict
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: wolf}
spec:
  color: red
  unknown: 1
  parts:
  - {id: a, more: 1}
  template:
    apiVersion: v1
    kind: Pod
    metadata: {name: p, mystery: true}
extra: {a: 1}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Toy in version \"v1\" cannot be handled as a Toy: strict decoding error: unknown field \"extra\", unknown field \"spec.parts[0].more\", unknown field \"spec.unknown\", unknown field \"spec.template.metadata.mystery\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== unknown fields are ignored
POST /apis/objects.example.com/v1/namespaces/custom/toys?fieldValidation=Ignore
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: crow}
spec: {color: red, unknown: 1}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "crow",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "red",
    "never": "d",
    "replicas": 1,
    "size": 3
  }
}

=== fields named twice are refused
POST /apis/objects.example.com/v1/namespaces/custom/toys?fieldValidation=Strict
Content-Type: application/json

{"apiVersion":"objects.example.com/v1","kind":"Toy","metadata":{"name":"dup"},"spec":{"color":"red","color":"blue","nope":1}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Toy in version \"v1\" cannot be handled as a Toy: strict decoding error: duplicate field \"spec.color\", unknown field \"spec.nope\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== fields named twice are warned of
POST /apis/objects.example.com/v1/namespaces/custom/toys?fieldValidation=Warn
Content-Type: application/json

{"apiVersion":"objects.example.com/v1","kind":"Toy","metadata":{"name":"dup"},"spec":{"color":"red","color":"blue","nope":1}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "duplicate field \"spec.color\""
Warning: 299 - "unknown field \"spec.nope\""

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "dup",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "never": "d",
    "replicas": 1,
    "size": 3
  }
}

=== no spec
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no color
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
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
        "field": "spec.color",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.color: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a color that is none
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: pink}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.color",
        "message": "Unsupported value: \"pink\": supported values: \"red\", \"green\", \"blue\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.color: Unsupported value: \"pink\": supported values: \"red\", \"green\", \"blue\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== too small
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, size: 0}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.size",
        "message": "Invalid value: 0: spec.size in body should be greater than or equal to 1",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== too short
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, name: x}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.name",
        "message": "Invalid value: \"x\": spec.name in body should be at least 2 chars long",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.name: Invalid value: \"x\": spec.name in body should be at least 2 chars long",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== too many labels
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  labels: {a: '1', b: '2', c: '3', d: '4'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.labels",
        "message": "Too many: 4: must have at most 3 items",
        "reason": "FieldValueTooMany"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.labels: Too many: 4: must have at most 3 items",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a name of the wrong form
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, name: ABC}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.name",
        "message": "Invalid value: \"ABC\": spec.name in body should match '^[a-z]+$'",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.name: Invalid value: \"ABC\": spec.name in body should match '^[a-z]+$'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a text for a number
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, size: '3'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.size",
        "message": "Invalid value: \"string\": spec.size in body must be of type integer: \"string\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a number for a text
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, name: 5}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.name",
        "message": "Invalid value: \"integer\": spec.name in body must be of type string: \"integer\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.name: Invalid value: \"integer\": spec.name in body must be of type string: \"integer\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a fraction for a whole number
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, size: 1.5}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.size",
        "message": "Invalid value: \"number\": spec.size in body must be of type integer: \"number\"",
        "reason": "FieldValueTypeInvalid"
      },
      {
        "field": "<nil>",
        "message": "Invalid value: \"\": Checked value must be of type integer (default format) in spec.size",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: [spec.size: Invalid value: \"number\": spec.size in body must be of type integer: \"number\", <nil>: Invalid value: \"\": Checked value must be of type integer (default format) in spec.size]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list for an object
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  labels: [a]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.labels",
        "message": "Invalid value: \"array\": spec.labels in body must be of type object: \"array\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.labels: Invalid value: \"array\": spec.labels in body must be of type object: \"array\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an object for a list
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  tags: {a: b}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec.tags.a\""

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.tags",
        "message": "Invalid value: \"object\": spec.tags in body must be of type array: \"object\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.tags: Invalid value: \"object\": spec.tags in body must be of type array: \"object\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a tag twice
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  tags: [a, b, a]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.tags[2]",
        "message": "Duplicate value: \"a\"",
        "reason": "FieldValueDuplicate"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.tags[2]: Duplicate value: \"a\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a part twice
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  parts:
  - {id: a}
  - {id: a}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parts[1]",
        "message": "Duplicate value: {\"id\":\"a\"}",
        "reason": "FieldValueDuplicate"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.parts[1]: Duplicate value: {\"id\":\"a\"}",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a part without an id
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  parts:
  - {weight: 1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parts[0].id",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.parts[0].id: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== too many parts
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  parts:
  - {id: a}
  - {id: b}
  - {id: c}
  - {id: d}
  - {id: e}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.parts",
        "message": "Too many: 5: must have at most 4 items",
        "reason": "FieldValueTooMany"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.parts: Too many: 5: must have at most 4 items",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a port that is neither
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, port: 1.5}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.port",
        "message": "Invalid value: \"number\": spec.port in body must be of type integer,string: \"number\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.port: Invalid value: \"number\": spec.port in body must be of type integer,string: \"number\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a template that is no object
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  template:
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
        "field": "spec.template.apiVersion",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.template.kind",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: [spec.template.apiVersion: Required value, spec.template.kind: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a template with a bad name
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec:
  color: red
  template:
    apiVersion: v1
    kind: Pod
    metadata:
      name: Not/Good
      labels: {a: b c}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.template.metadata.name",
        "message": "Invalid value: \"Not/Good\": may not contain '/'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.template.metadata.labels",
        "message": "Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: [spec.template.metadata.name: Invalid value: \"Not/Good\": may not contain '/', spec.template.metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a time that is none
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, when: yesterday}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.when",
        "message": "Invalid value: \"yesterday\": spec.when in body must be of type date-time: \"yesterday\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.when: Invalid value: \"yesterday\": spec.when in body must be of type date-time: \"yesterday\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== null where nothing may be null
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: null}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.color",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: spec.color: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== replicas below zero
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, replicas: -1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": ".spec.replicas",
        "message": "Invalid value: -1: should be a non-negative integer",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: .spec.replicas: Invalid value: -1: should be a non-negative integer",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== too many replicas
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: {color: red, replicas: 3000000000}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": ".spec.replicas",
        "message": "Invalid value: 3000000000: should be less than or equal to 2147483647",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: .spec.replicas: Invalid value: 3000000000: should be less than or equal to 2147483647",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a spec that is a text
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad}
spec: x
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec",
        "message": "Invalid value: \"string\": spec in body must be of type object: \"string\"",
        "reason": "FieldValueTypeInvalid"
      },
      {
        "field": ".spec.replicas",
        "message": "Invalid value: 0: .spec.replicas accessor error: x is of the type string, expected map[string]interface{}",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: [spec: Invalid value: \"string\": spec in body must be of type object: \"string\", .spec.replicas: Invalid value: 0: .spec.replicas accessor error: x is of the type string, expected map[string]interface{}]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a name that is none
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: Bad_Name}
spec: {color: red}
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
        "message": "Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "Bad_Name"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== labels that are none
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata:
  name: bad
  labels: {a: b c}
spec: {color: red}
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
        "message": "Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bad"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bad\" is invalid: metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== labels that are a list
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata:
  name: bad
  labels: [a]
spec: {color: red}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Toy in version \"v1\" cannot be handled as a Toy: json: cannot unmarshal array into Go struct field ObjectMeta.labels of type map[string]string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== metadata with unknown fields, strictly
POST /apis/objects.example.com/v1/namespaces/custom/toys?fieldValidation=Strict
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bad, mood: good}
spec: {color: red}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Toy in version \"v1\" cannot be handled as a Toy: strict decoding error: unknown field \"metadata.mood\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a generated name
POST /apis/objects.example.com/v1/namespaces/custom/toys
@keep generated metadata.name
@only kind spec reason message metadata.generateName
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata:
  generateName: gen-
  finalizers: [short, a.b]
spec: {color: red}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "metadata.finalizers: \"a.b\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers"
Warning: 299 - "metadata.finalizers: \"short\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers"

{
  "kind": "Toy",
  "message": null,
  "metadata.generateName": "gen-",
  "reason": null,
  "spec": {
    "color": "red",
    "never": "d",
    "replicas": 1,
    "size": 3
  }
}

=== another kind
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Ball
metadata: {name: x}
spec: {color: red}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "kind",
        "message": "Invalid value: \"Ball\": must be Toy",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Ball",
    "name": "x"
  },
  "kind": "Status",
  "message": "Ball.objects.example.com \"x\" is invalid: kind: Invalid value: \"Ball\": must be Toy",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== another version
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v2
kind: Toy
metadata: {name: x}
spec: {color: red}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec\""

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the API version in the data (objects.example.com/v2) does not match the expected API version (objects.example.com/v1)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== another group
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: v1
kind: Pod
metadata: {name: x}
spec: {}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the API version in the data (v1) does not match the expected API version (objects.example.com/v1)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== another namespace
POST /apis/objects.example.com/v1/namespaces/custom/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: x, namespace: default}
spec: {color: red}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the namespace of the provided object does not match the namespace sent on the request",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== no json at all
POST /apis/objects.example.com/v1/namespaces/custom/toys
Content-Type: application/json

{"apiVersion":
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the object provided is unrecognized (must be of type Toy): couldn't get version/kind; json parse error: unexpected end of JSON input ({\"apiVersion\":)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a dry run
POST /apis/objects.example.com/v1/namespaces/custom/toys?dryRun=All
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: ghost}
spec: {color: red}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "ghost",
    "namespace": "custom",
    "uid": "<uid>"
  },
  "spec": {
    "color": "red",
    "never": "d",
    "replicas": 1,
    "size": 3
  }
}

=== get the lion
GET /apis/objects.example.com/v1/namespaces/custom/toys/lion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "free": {
      "any": [
        1,
        {
          "b": null
        }
      ],
      "known": {
        "x": "w"
      }
    },
    "labels": {
      "a": "b"
    },
    "maybe": null,
    "name": "leo",
    "never": "d",
    "on": true,
    "parts": [
      {
        "id": "a",
        "weight": 5
      },
      {
        "id": "b",
        "weight": 1
      }
    ],
    "port": "http",
    "ratio": 1.5,
    "replicas": 1,
    "size": 10,
    "tags": [
      "x",
      "z"
    ],
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      },
      "spec": {
        "x": 1
      }
    },
    "when": "2020-01-02T03:04:05Z"
  }
}

=== get what is not there
GET /apis/objects.example.com/v1/namespaces/custom/toys/tiger
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "tiger"
  },
  "kind": "Status",
  "message": "toys.objects.example.com \"tiger\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== get the lion as yaml
GET /apis/objects.example.com/v1/namespaces/custom/toys/lion
Accept: application/yaml
--- 200
Cache-Control: no-cache, private
Content-Type: application/yaml

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "free": {
      "any": [
        1,
        {
          "b": null
        }
      ],
      "known": {
        "x": "w"
      }
    },
    "labels": {
      "a": "b"
    },
    "maybe": null,
    "name": "leo",
    "never": "d",
    "on": true,
    "parts": [
      {
        "id": "a",
        "weight": 5
      },
      {
        "id": "b",
        "weight": 1
      }
    ],
    "port": "http",
    "ratio": 1.5,
    "replicas": 1,
    "size": 10,
    "tags": [
      "x",
      "z"
    ],
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      },
      "spec": {
        "x": 1
      }
    },
    "when": "2020-01-02T03:04:05Z"
  }
}

=== get the lion as protobuf
GET /apis/objects.example.com/v1/namespaces/custom/toys/lion
Accept: application/vnd.kubernetes.protobuf
--- 406
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "apiVersion": "v1",
  "code": 406,
  "kind": "Status",
  "message": "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
  "metadata": {},
  "reason": "NotAcceptable",
  "status": "Failure"
}

=== get the lion as protobuf or json
GET /apis/objects.example.com/v1/namespaces/custom/toys/lion
Accept: application/vnd.kubernetes.protobuf,application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "free": {
      "any": [
        1,
        {
          "b": null
        }
      ],
      "known": {
        "x": "w"
      }
    },
    "labels": {
      "a": "b"
    },
    "maybe": null,
    "name": "leo",
    "never": "d",
    "on": true,
    "parts": [
      {
        "id": "a",
        "weight": 5
      },
      {
        "id": "b",
        "weight": 1
      }
    ],
    "port": "http",
    "ratio": 1.5,
    "replicas": 1,
    "size": 10,
    "tags": [
      "x",
      "z"
    ],
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      },
      "spec": {
        "x": 1
      }
    },
    "when": "2020-01-02T03:04:05Z"
  }
}

=== get the lion as a table
GET /apis/objects.example.com/v1/namespaces/custom/toys/lion
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
      "description": "Custom resource definition column (in JSONPath format): .spec.size",
      "format": "",
      "name": "Size",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "what color",
      "format": "",
      "name": "Color",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.when",
      "format": "",
      "name": "When",
      "priority": 0,
      "type": "date"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.on",
      "format": "",
      "name": "On",
      "priority": 0,
      "type": "boolean"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.ratio",
      "format": "",
      "name": "Ratio",
      "priority": 1,
      "type": "number"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.parts",
      "format": "",
      "name": "Parts",
      "priority": 0,
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
        "lion",
        10,
        "blue",
        "6y326d",
        true,
        1.5,
        "[{\"id\":\"a\",\"weight\":5},{\"id\":\"b\",\"weight\":1}]"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "name": "lion",
          "namespace": "custom",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== list as a table
GET /apis/objects.example.com/v1/namespaces/custom/toys?labelSelector=none
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
      "description": "Custom resource definition column (in JSONPath format): .spec.size",
      "format": "",
      "name": "Size",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "what color",
      "format": "",
      "name": "Color",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.when",
      "format": "",
      "name": "When",
      "priority": 0,
      "type": "date"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.on",
      "format": "",
      "name": "On",
      "priority": 0,
      "type": "boolean"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.ratio",
      "format": "",
      "name": "Ratio",
      "priority": 1,
      "type": "number"
    },
    {
      "description": "Custom resource definition column (in JSONPath format): .spec.parts",
      "format": "",
      "name": "Parts",
      "priority": 0,
      "type": "string"
    }
  ],
  "kind": "Table",
  "metadata": {
    "resourceVersion": "<revision>"
  },
  "rows": []
}

=== get metadata
GET /apis/objects.example.com/v1/namespaces/custom/toys/lion
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
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list metadata
GET /apis/objects.example.com/v1/namespaces/custom/toys?fieldSelector=metadata.name=lion
Accept: application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "items": [
    {
      "apiVersion": "meta.k8s.io/v1",
      "kind": "PartialObjectMetadata",
      "metadata": {
        "creationTimestamp": "<time>",
        "generation": 1,
        "name": "lion",
        "namespace": "custom",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "PartialObjectMetadataList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== list by color
GET /apis/objects.example.com/v1/namespaces/custom/toys?fieldSelector=spec.color=blue
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "items": [
    {
      "apiVersion": "objects.example.com/v1",
      "kind": "Toy",
      "metadata": {
        "creationTimestamp": "<time>",
        "generation": 1,
        "name": "dup",
        "namespace": "custom",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      },
      "spec": {
        "color": "blue",
        "never": "d",
        "replicas": 1,
        "size": 3
      }
    },
    {
      "apiVersion": "objects.example.com/v1",
      "kind": "Toy",
      "metadata": {
        "creationTimestamp": "<time>",
        "generation": 1,
        "name": "lion",
        "namespace": "custom",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      },
      "spec": {
        "color": "blue",
        "free": {
          "any": [
            1,
            {
              "b": null
            }
          ],
          "known": {
            "x": "w"
          }
        },
        "labels": {
          "a": "b"
        },
        "maybe": null,
        "name": "leo",
        "never": "d",
        "on": true,
        "parts": [
          {
            "id": "a",
            "weight": 5
          },
          {
            "id": "b",
            "weight": 1
          }
        ],
        "port": "http",
        "ratio": 1.5,
        "replicas": 1,
        "size": 10,
        "tags": [
          "x",
          "z"
        ],
        "template": {
          "apiVersion": "v1",
          "kind": "Pod",
          "metadata": {
            "name": "p"
          },
          "spec": {
            "x": 1
          }
        },
        "when": "2020-01-02T03:04:05Z"
      }
    }
  ],
  "kind": "ToyList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== list by size and color
GET /apis/objects.example.com/v1/namespaces/custom/toys?fieldSelector=spec.size=3,spec.color!=green,metadata.name=bear
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "items": [
    {
      "apiVersion": "objects.example.com/v1",
      "kind": "Toy",
      "metadata": {
        "creationTimestamp": "<time>",
        "generation": 1,
        "name": "bear",
        "namespace": "custom",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      },
      "spec": {
        "color": "red",
        "never": "d",
        "replicas": 1,
        "size": 3
      }
    }
  ],
  "kind": "ToyList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== list by another field
GET /apis/objects.example.com/v1/namespaces/custom/toys?fieldSelector=spec.name=leo
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: spec.name",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list one at a time
GET /apis/objects.example.com/v1/namespaces/custom/toys?limit=1
@only kind metadata.remainingItemCount items[0].metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items[0].metadata.name": null,
  "kind": "ToyList",
  "metadata.remainingItemCount": 5
}

=== list of everywhere
GET /apis/objects.example.com/v1/toys?fieldSelector=spec.color=blue
@only kind items[0].metadata.name metadata
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items[0].metadata.name": null,
  "kind": "ToyList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== watch from the beginning
GET /apis/objects.example.com/v1/namespaces/custom/toys?watch=true&fieldSelector=spec.color=blue
@events 1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

[
  {
    "object": {
      "apiVersion": "objects.example.com/v1",
      "kind": "Toy",
      "metadata": {
        "creationTimestamp": "<time>",
        "generation": 1,
        "name": "dup",
        "namespace": "custom",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      },
      "spec": {
        "color": "blue",
        "never": "d",
        "replicas": 1,
        "size": 3
      }
    },
    "type": "ADDED"
  }
]

=== put without a revision
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bear}
spec: {color: green}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.resourceVersion",
        "message": "Invalid value: 0: must be specified for an update",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear"
  },
  "kind": "Status",
  "message": "toys.objects.example.com \"bear\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== read its revision
GET /apis/objects.example.com/v1/namespaces/custom/toys/bear
@setup
@keep bear metadata.resourceVersion

=== put with a revision
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bear, resourceVersion: '${bear}'}
spec: {color: green, size: 4}
status: {phase: 'no'}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 4
  }
}

=== put with an old revision
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bear, resourceVersion: '${bear}'}
spec: {color: red}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on toys.objects.example.com \"bear\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== put another name
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: boar, resourceVersion: '${bear}'}
spec: {color: red}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (boar) does not match the name on the URL (bear)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== put what is not there
PUT /apis/objects.example.com/v1/namespaces/custom/toys/tiger
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: tiger, resourceVersion: '1'}
spec: {color: red}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "tiger"
  },
  "kind": "Status",
  "message": "toys.objects.example.com \"tiger\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== put what is wrong
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: bear}
spec: {color: pink}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.resourceVersion",
        "message": "Invalid value: 0: must be specified for an update",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear"
  },
  "kind": "Status",
  "message": "toys.objects.example.com \"bear\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== merge patch
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}},"spec":{"size":5,"never":null}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 3,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 5
  }
}

=== merge patch that changes nothing
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"spec":{"size":5}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 3,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 5
  }
}

=== merge patch with unknown fields
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear?fieldValidation=Strict
Content-Type: application/merge-patch+json

{"spec":{"sise":5}}
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"objects.example.com/v1\\\",\\\"kind\\\":\\\"Toy\\\",\\\"metadata\\\":{\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":3,\\\"labels\\\":{\\\"a\\\":\\\"b\\\"},\\\"name\\\":\\\"bear\\\",\\\"namespace\\\":\\\"custom\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"color\\\":\\\"green\\\",\\\"never\\\":\\\"d\\\",\\\"replicas\\\":1,\\\"sise\\\":5,\\\"size\\\":5}}\": strict decoding error: unknown field \"spec.sise\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"objects.example.com/v1\\\",\\\"kind\\\":\\\"Toy\\\",\\\"metadata\\\":{\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":3,\\\"labels\\\":{\\\"a\\\":\\\"b\\\"},\\\"name\\\":\\\"bear\\\",\\\"namespace\\\":\\\"custom\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"color\\\":\\\"green\\\",\\\"never\\\":\\\"d\\\",\\\"replicas\\\":1,\\\"sise\\\":5,\\\"size\\\":5}}\": strict decoding error: unknown field \"spec.sise\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== merge patch with warned fields
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"spec":{"sise":5}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec.sise\""

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 3,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 5
  }
}

=== merge patch that is wrong
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"spec":{"size":50}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.size",
        "message": "Invalid value: 50: spec.size in body should be less than or equal to 10",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bear\" is invalid: spec.size: Invalid value: 50: spec.size in body should be less than or equal to 10",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== merge patch of the kind
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"kind":"Ball"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "kind",
        "message": "Invalid value: \"Ball\": must be Toy",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Ball",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Ball.objects.example.com \"bear\" is invalid: kind: Invalid value: \"Ball\": must be Toy",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== merge patch of the version
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"apiVersion":"objects.example.com/v9"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec\""

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "apiVersion",
        "message": "Invalid value: \"objects.example.com/v9\": must be objects.example.com/v1",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bear\" is invalid: apiVersion: Invalid value: \"objects.example.com/v9\": must be objects.example.com/v1",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== merge patch of the name
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/merge-patch+json

{"metadata":{"name":"boar"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (boar) does not match the name on the URL (bear)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== json patch
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/json-patch+json

[{"op":"test","path":"/spec/size","value":5},{"op":"add","path":"/spec/tags","value":["q"]}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 4,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 5,
    "tags": [
      "q"
    ]
  }
}

=== json patch whose test fails
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/json-patch+json

[{"op":"test","path":"/spec/size","value":7}]
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

=== json patch that adds what is unknown
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear?fieldValidation=Strict
Content-Type: application/json-patch+json

[{"op":"add","path":"/spec/nope","value":7}]
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"objects.example.com/v1\\\",\\\"kind\\\":\\\"Toy\\\",\\\"metadata\\\":{\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":4,\\\"labels\\\":{\\\"a\\\":\\\"b\\\"},\\\"name\\\":\\\"bear\\\",\\\"namespace\\\":\\\"custom\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"color\\\":\\\"green\\\",\\\"never\\\":\\\"d\\\",\\\"nope\\\":7,\\\"replicas\\\":1,\\\"size\\\":5,\\\"tags\\\":[\\\"q\\\"]}}\": strict decoding error: unknown field \"spec.nope\"",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"objects.example.com/v1\\\",\\\"kind\\\":\\\"Toy\\\",\\\"metadata\\\":{\\\"creationTimestamp\\\":\\\"<time>\\\",\\\"generation\\\":4,\\\"labels\\\":{\\\"a\\\":\\\"b\\\"},\\\"name\\\":\\\"bear\\\",\\\"namespace\\\":\\\"custom\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"uid\\\":\\\"<uid>\\\"},\\\"spec\\\":{\\\"color\\\":\\\"green\\\",\\\"never\\\":\\\"d\\\",\\\"nope\\\":7,\\\"replicas\\\":1,\\\"size\\\":5,\\\"tags\\\":[\\\"q\\\"]}}\": strict decoding error: unknown field \"spec.nope\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== strategic patch
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear
Content-Type: application/strategic-merge-patch+json

{"spec":{"size":5}}
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 415,
  "kind": "Status",
  "message": "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
  "metadata": {},
  "reason": "UnsupportedMediaType",
  "status": "Failure"
}

=== status before it is written
GET /apis/objects.example.com/v1/namespaces/custom/toys/bear/status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 4,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 5,
    "tags": [
      "q"
    ]
  }
}

=== patch the status
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear/status
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"c":"d"}},"spec":{"size":9},"status":{"replicas":2,"phase":"Good","selector":"a=b","nope":1}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"status.nope\""

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 4,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 1,
    "size": 5,
    "tags": [
      "q"
    ]
  },
  "status": {
    "phase": "Good",
    "replicas": 2,
    "selector": "a=b"
  }
}

=== patch the status wrongly
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear/status
Content-Type: application/merge-patch+json

{"status":{"replicas":"2"}}
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
        "message": "Invalid value: \"string\": replicas in body must be of type integer: \"string\"",
        "reason": "FieldValueTypeInvalid"
      },
      {
        "field": ".status.replicas",
        "message": "Invalid value: 0: .status.replicas accessor error: 2 is of the type string, expected int64",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bear\" is invalid: [status.replicas: Invalid value: \"string\": replicas in body must be of type integer: \"string\", .status.replicas: Invalid value: 0: .status.replicas accessor error: 2 is of the type string, expected int64]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== patch the status with negative replicas
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear/status
Content-Type: application/merge-patch+json

{"status":{"replicas":-2}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": ".status.replicas",
        "message": "Invalid value: -2: should be a non-negative integer",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bear\" is invalid: .status.replicas: Invalid value: -2: should be a non-negative integer",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the scale
GET /apis/objects.example.com/v1/namespaces/custom/toys/bear/scale
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 1
  },
  "status": {
    "replicas": 2,
    "selector": "a=b"
  }
}

=== read its revision again
GET /apis/objects.example.com/v1/namespaces/custom/toys/bear
@setup
@keep bear metadata.resourceVersion

=== put the scale
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear/scale
@yaml

apiVersion: autoscaling/v1
kind: Scale
metadata: {name: bear, namespace: custom}
spec: {replicas: 4}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 4
  },
  "status": {
    "replicas": 2,
    "selector": "a=b"
  }
}

=== put the scale at an old revision
PUT /apis/objects.example.com/v1/namespaces/custom/toys/bear/scale
@yaml

apiVersion: autoscaling/v1
kind: Scale
metadata: {name: bear, namespace: custom, resourceVersion: '${bear}'}
spec: {replicas: 4}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on toys.objects.example.com \"bear\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== patch the scale
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear/scale
Content-Type: application/merge-patch+json

{"spec":{"replicas":6}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "Scale",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "replicas": 6
  },
  "status": {
    "replicas": 2,
    "selector": "a=b"
  }
}

=== patch the scale below zero
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/bear/scale
Content-Type: application/merge-patch+json

{"spec":{"replicas":-6}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": ".spec.replicas",
        "message": "Invalid value: -6: should be a non-negative integer",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Toy.objects.example.com \"bear\" is invalid: .spec.replicas: Invalid value: -6: should be a non-negative integer",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the bear after that
GET /apis/objects.example.com/v1/namespaces/custom/toys/bear
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 6,
    "labels": {
      "a": "b"
    },
    "name": "bear",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "green",
    "never": "d",
    "replicas": 6,
    "size": 5,
    "tags": [
      "q"
    ]
  },
  "status": {
    "phase": "Good",
    "replicas": 2,
    "selector": "a=b"
  }
}

=== a subresource that is not there
GET /apis/objects.example.com/v1/namespaces/custom/toys/bear/approval
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear"
  },
  "kind": "Status",
  "message": "toys.objects.example.com \"bear\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== delete the bear with a wrong uid
DELETE /apis/objects.example.com/v1/namespaces/custom/toys/bear
@yaml

apiVersion: v1
kind: DeleteOptions
preconditions: {uid: nope}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "objects.example.com",
    "kind": "Toy",
    "name": "bear"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on Toy.objects.example.com \"bear\": the UID in the precondition (nope) does not match the UID in record (<uid>). The object might have been deleted and then recreated",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== delete the bear
DELETE /apis/objects.example.com/v1/namespaces/custom/toys/bear
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "objects.example.com",
    "kind": "toys",
    "name": "bear",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== hold the lion
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/lion
Content-Type: application/merge-patch+json

{"metadata":{"finalizers":["example.com/hold"]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "finalizers": [
      "example.com/hold"
    ],
    "generation": 1,
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "free": {
      "any": [
        1,
        {
          "b": null
        }
      ],
      "known": {
        "x": "w"
      }
    },
    "labels": {
      "a": "b"
    },
    "maybe": null,
    "name": "leo",
    "never": "d",
    "on": true,
    "parts": [
      {
        "id": "a",
        "weight": 5
      },
      {
        "id": "b",
        "weight": 1
      }
    ],
    "port": "http",
    "ratio": 1.5,
    "replicas": 1,
    "size": 10,
    "tags": [
      "x",
      "z"
    ],
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      },
      "spec": {
        "x": 1
      }
    },
    "when": "2020-01-02T03:04:05Z"
  }
}

=== delete the lion
DELETE /apis/objects.example.com/v1/namespaces/custom/toys/lion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "objects.example.com/v1",
  "kind": "Toy",
  "metadata": {
    "creationTimestamp": "<time>",
    "deletionGracePeriodSeconds": 0,
    "deletionTimestamp": "<time>",
    "finalizers": [
      "example.com/hold"
    ],
    "generation": 2,
    "name": "lion",
    "namespace": "custom",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "color": "blue",
    "free": {
      "any": [
        1,
        {
          "b": null
        }
      ],
      "known": {
        "x": "w"
      }
    },
    "labels": {
      "a": "b"
    },
    "maybe": null,
    "name": "leo",
    "never": "d",
    "on": true,
    "parts": [
      {
        "id": "a",
        "weight": 5
      },
      {
        "id": "b",
        "weight": 1
      }
    ],
    "port": "http",
    "ratio": 1.5,
    "replicas": 1,
    "size": 10,
    "tags": [
      "x",
      "z"
    ],
    "template": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "p"
      },
      "spec": {
        "x": 1
      }
    },
    "when": "2020-01-02T03:04:05Z"
  }
}

=== delete all
DELETE /apis/objects.example.com/v1/namespaces/custom/toys?fieldSelector=metadata.name=lion
@only kind items[0].metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items[0].metadata.name": null,
  "kind": "ToyList"
}

=== a table of the version
GET /apis/objects.example.com/v1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groupVersion": "objects.example.com/v1",
  "kind": "APIResourceList",
  "resources": [
    {
      "categories": [
        "all",
        "play"
      ],
      "kind": "Toy",
      "name": "toys",
      "namespaced": true,
      "shortNames": [
        "ty"
      ],
      "singularName": "toy",
      "storageVersionHash": "HpeWgHi83gY=",
      "verbs": [
        "delete",
        "deletecollection",
        "get",
        "list",
        "patch",
        "create",
        "update",
        "watch"
      ]
    },
    {
      "kind": "Toy",
      "name": "toys/status",
      "namespaced": true,
      "singularName": "",
      "verbs": [
        "get",
        "patch",
        "update"
      ]
    },
    {
      "group": "autoscaling",
      "kind": "Scale",
      "name": "toys/scale",
      "namespaced": true,
      "singularName": "",
      "verbs": [
        "get",
        "patch",
        "update"
      ],
      "version": "v1"
    }
  ]
}

=== the group
GET /apis/objects.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "APIGroup",
  "name": "objects.example.com",
  "preferredVersion": {
    "groupVersion": "objects.example.com/v1",
    "version": "v1"
  },
  "versions": [
    {
      "groupVersion": "objects.example.com/v1",
      "version": "v1"
    }
  ]
}

=== a path that is not there
GET /apis/objects.example.com/v1/nothing
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== a version that is not there
GET /apis/objects.example.com/v7/toys
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== a toy of the whole cluster
POST /apis/objects.example.com/v1/toys
@yaml

apiVersion: objects.example.com/v1
kind: Toy
metadata: {name: x}
spec: {color: red}
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== delete the definition
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/toys.objects.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "deletionTimestamp": "<time>",
    "finalizers": [
      "customresourcecleanup.apiextensions.k8s.io"
    ],
    "generation": 1,
    "name": "toys.objects.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "objects.example.com",
    "names": {
      "categories": [
        "all",
        "play"
      ],
      "kind": "Toy",
      "listKind": "ToyList",
      "plural": "toys",
      "shortNames": [
        "ty"
      ],
      "singular": "toy"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.size",
            "name": "Size",
            "type": "integer"
          },
          {
            "description": "what color",
            "jsonPath": ".spec.color",
            "name": "Color",
            "type": "string"
          },
          {
            "jsonPath": ".spec.when",
            "name": "When",
            "type": "date"
          },
          {
            "jsonPath": ".spec.on",
            "name": "On",
            "type": "boolean"
          },
          {
            "jsonPath": ".spec.ratio",
            "name": "Ratio",
            "priority": 1,
            "type": "number"
          },
          {
            "jsonPath": ".spec.parts",
            "name": "Parts",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "color": {
                    "enum": [
                      "red",
                      "green",
                      "blue"
                    ],
                    "type": "string"
                  },
                  "free": {
                    "properties": {
                      "known": {
                        "properties": {
                          "x": {
                            "type": "string"
                          }
                        },
                        "type": "object"
                      }
                    },
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "labels": {
                    "additionalProperties": {
                      "type": "string"
                    },
                    "maxProperties": 3,
                    "type": "object"
                  },
                  "maybe": {
                    "nullable": true,
                    "type": "string"
                  },
                  "name": {
                    "maxLength": 8,
                    "minLength": 2,
                    "pattern": "^[a-z]+$",
                    "type": "string"
                  },
                  "never": {
                    "default": "d",
                    "type": "string"
                  },
                  "on": {
                    "type": "boolean"
                  },
                  "parts": {
                    "items": {
                      "properties": {
                        "id": {
                          "type": "string"
                        },
                        "weight": {
                          "default": 5,
                          "type": "integer"
                        }
                      },
                      "required": [
                        "id"
                      ],
                      "type": "object"
                    },
                    "maxItems": 4,
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "id"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "port": {
                    "x-kubernetes-int-or-string": true
                  },
                  "ratio": {
                    "type": "number"
                  },
                  "replicas": {
                    "default": 1,
                    "type": "integer"
                  },
                  "size": {
                    "default": 3,
                    "maximum": 10,
                    "minimum": 1,
                    "type": "integer"
                  },
                  "tags": {
                    "items": {
                      "type": "string"
                    },
                    "type": "array",
                    "x-kubernetes-list-type": "set"
                  },
                  "template": {
                    "type": "object",
                    "x-kubernetes-embedded-resource": true,
                    "x-kubernetes-preserve-unknown-fields": true
                  },
                  "when": {
                    "format": "date-time",
                    "type": "string"
                  }
                },
                "required": [
                  "color"
                ],
                "type": "object"
              },
              "status": {
                "properties": {
                  "phase": {
                    "type": "string"
                  },
                  "replicas": {
                    "type": "integer"
                  },
                  "selector": {
                    "type": "string"
                  }
                },
                "type": "object"
              }
            },
            "required": [
              "spec"
            ],
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.color"
          },
          {
            "jsonPath": ".spec.size"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "scale": {
            "labelSelectorPath": ".status.selector",
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
      "categories": [
        "all",
        "play"
      ],
      "kind": "Toy",
      "listKind": "ToyList",
      "plural": "toys",
      "shortNames": [
        "ty"
      ],
      "singular": "toy"
    },
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "no conflicts found",
        "reason": "NoConflicts",
        "status": "True",
        "type": "NamesAccepted"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "the initial names have been accepted",
        "reason": "InitialNamesAccepted",
        "status": "True",
        "type": "Established"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
        "reason": "InstanceDeletionPending",
        "status": "True",
        "type": "Terminating"
      }
    ],
    "storedVersions": [
      "v1"
    ]
  }
}

=== let go of the lion
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/lion
@only kind code reason message
Content-Type: application/merge-patch+json

{"metadata":{"finalizers":null}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Toy",
  "message": null,
  "reason": null
}

=== let go of the one with a generated name
PATCH /apis/objects.example.com/v1/namespaces/custom/toys/${generated}
@only kind code reason message
Content-Type: application/merge-patch+json

{"metadata":{"finalizers":null}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Toy",
  "message": null,
  "reason": null
}

=== wait for the end
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/toys.objects.example.com
@until 404
@only kind code reason
