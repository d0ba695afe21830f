# Kinds of several versions: each shows all objects, what is stored changes, what is served too.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: versions}

=== define cars
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: cars.versions.example.com}
spec:
  group: versions.example.com
  scope: Namespaced
  names: {plural: cars, kind: Car}
  versions:
  - name: v1alpha1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              old: &id001 {type: string}
              both: *id001
              d: {type: string, default: alpha}
          status:
            type: object
            properties:
              ok: {type: boolean}
    deprecated: true
  - name: v1beta1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              both: *id001
              beta: {type: integer, default: 7}
          status:
            type: object
            properties:
              ok: {type: boolean}
    deprecated: true
    deprecationWarning: use something else
  - name: v1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              both: *id001
              new: *id001
              d: {type: string, default: ga}
          status:
            type: object
            properties:
              ok: {type: boolean}
    subresources:
      status: {}
    additionalPrinterColumns:
    - {name: New, type: string, jsonPath: .spec.new}
    selectableFields:
    - {jsonPath: .spec.new}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "cars.versions.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "versions.example.com",
    "names": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "deprecated": true,
        "name": "v1alpha1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "alpha",
                    "type": "string"
                  },
                  "old": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      },
      {
        "deprecated": true,
        "deprecationWarning": "use something else",
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "beta": {
                    "default": 7,
                    "type": "integer"
                  },
                  "both": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.new",
            "name": "New",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "ga",
                    "type": "string"
                  },
                  "new": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.new"
          }
        ],
        "served": true,
        "storage": false,
        "subresources": {
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
      "v1alpha1"
    ]
  }
}

=== until they are served
GET /apis/versions.example.com/v1/namespaces/versions/cars
@until 200

=== the group
GET /apis/versions.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "APIGroup",
  "name": "versions.example.com",
  "preferredVersion": {
    "groupVersion": "versions.example.com/v1",
    "version": "v1"
  },
  "versions": [
    {
      "groupVersion": "versions.example.com/v1",
      "version": "v1"
    },
    {
      "groupVersion": "versions.example.com/v1beta1",
      "version": "v1beta1"
    },
    {
      "groupVersion": "versions.example.com/v1alpha1",
      "version": "v1alpha1"
    }
  ]
}

=== the versions resources
GET /apis/versions.example.com/v1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groupVersion": "versions.example.com/v1",
  "kind": "APIResourceList",
  "resources": [
    {
      "kind": "Car",
      "name": "cars",
      "namespaced": true,
      "singularName": "car",
      "storageVersionHash": "n4cQrbGxP30=",
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
      "kind": "Car",
      "name": "cars/status",
      "namespaced": true,
      "singularName": "",
      "verbs": [
        "get",
        "patch",
        "update"
      ]
    }
  ]
}

=== the alpha resources
GET /apis/versions.example.com/v1alpha1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groupVersion": "versions.example.com/v1alpha1",
  "kind": "APIResourceList",
  "resources": [
    {
      "kind": "Car",
      "name": "cars",
      "namespaced": true,
      "singularName": "car",
      "storageVersionHash": "n4cQrbGxP30=",
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
    }
  ]
}

=== one of the stored version
POST /apis/versions.example.com/v1alpha1/namespaces/versions/cars
@yaml

apiVersion: versions.example.com/v1alpha1
kind: Car
metadata: {name: a}
spec: {old: x, both: y, new: dropped}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "versions.example.com/v1alpha1 Car is deprecated; use versions.example.com/v1 Car"
Warning: 299 - "unknown field \"spec.new\""

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.both",
        "message": "Invalid value: \"boolean\": spec.both in body must be of type string: \"boolean\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "versions.example.com",
    "kind": "Car",
    "name": "a"
  },
  "kind": "Status",
  "message": "Car.versions.example.com \"a\" is invalid: spec.both: Invalid value: \"boolean\": spec.both in body must be of type string: \"boolean\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one of another version
POST /apis/versions.example.com/v1/namespaces/versions/cars
@yaml

apiVersion: versions.example.com/v1
kind: Car
metadata: {name: b}
spec: {old: dropped, both: y, new: z}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec.old\""

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.both",
        "message": "Invalid value: \"boolean\": spec.both in body must be of type string: \"boolean\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "versions.example.com",
    "kind": "Car",
    "name": "b"
  },
  "kind": "Status",
  "message": "Car.versions.example.com \"b\" is invalid: spec.both: Invalid value: \"boolean\": spec.both in body must be of type string: \"boolean\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one of the wrong version
POST /apis/versions.example.com/v1/namespaces/versions/cars
@yaml

apiVersion: versions.example.com/v1beta1
kind: Car
metadata: {name: c}
spec: {}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the API version in the data (versions.example.com/v1beta1) does not match the expected API version (versions.example.com/v1)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== list v1alpha1
GET /apis/versions.example.com/v1alpha1/namespaces/versions/cars
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "versions.example.com/v1alpha1 Car is deprecated; use versions.example.com/v1 Car"

{
  "apiVersion": "versions.example.com/v1alpha1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== get a in v1alpha1
GET /apis/versions.example.com/v1alpha1/namespaces/versions/cars/a
--- 404
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "versions.example.com/v1alpha1 Car is deprecated; use versions.example.com/v1 Car"

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "a"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"a\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== get b in v1alpha1
GET /apis/versions.example.com/v1alpha1/namespaces/versions/cars/b
--- 404
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "versions.example.com/v1alpha1 Car is deprecated; use versions.example.com/v1 Car"

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "b"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"b\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== list v1beta1
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "versions.example.com/v1beta1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== get a in v1beta1
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars/a
--- 404
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "a"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"a\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== get b in v1beta1
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars/b
--- 404
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "b"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"b\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== list v1
GET /apis/versions.example.com/v1/namespaces/versions/cars
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "versions.example.com/v1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== get a in v1
GET /apis/versions.example.com/v1/namespaces/versions/cars/a
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "a"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"a\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== get b in v1
GET /apis/versions.example.com/v1/namespaces/versions/cars/b
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "b"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"b\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== select in v1
GET /apis/versions.example.com/v1/namespaces/versions/cars?fieldSelector=spec.new=z
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "versions.example.com/v1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== select in v1beta1
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars?fieldSelector=spec.new=z
--- 400
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: spec.new",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== table in v1
GET /apis/versions.example.com/v1/namespaces/versions/cars
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
      "description": "Custom resource definition column (in JSONPath format): .spec.new",
      "format": "",
      "name": "New",
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

=== table in v1beta1
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars
@only columnDefinitions[1].name rows[0].cells[0]
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "columnDefinitions[1].name": null,
  "rows[0].cells[0]": null
}

=== the status is not apart in v1beta1
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars/a/status
--- 404
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "a"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"a\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== patch in v1beta1
PATCH /apis/versions.example.com/v1beta1/namespaces/versions/cars/a
Content-Type: application/merge-patch+json

{"spec":{"both":"new"},"status":{"ok":true}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "a"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"a\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== patch the status in v1
PATCH /apis/versions.example.com/v1/namespaces/versions/cars/b/status
Content-Type: application/merge-patch+json

{"status":{"ok":true}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "b"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"b\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== patch in v1 to another version
PATCH /apis/versions.example.com/v1/namespaces/versions/cars/b
Content-Type: application/merge-patch+json

{"apiVersion":"versions.example.com/v1beta1"}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "b"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"b\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== read the definition
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
@setup
@keep crd metadata.resourceVersion

=== store another version
PUT /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: cars.versions.example.com, resourceVersion: '${crd}'}
spec:
  group: versions.example.com
  scope: Namespaced
  names: {plural: cars, kind: Car}
  versions:
  - name: v1alpha1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              old: &id001 {type: string}
              both: *id001
              d: {type: string, default: alpha}
          status:
            type: object
            properties:
              ok: {type: boolean}
    deprecated: true
  - name: v1beta1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              both: *id001
              beta: {type: integer, default: 7}
          status:
            type: object
            properties:
              ok: {type: boolean}
    deprecated: true
    deprecationWarning: use something else
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
              both: *id001
              new: *id001
              d: {type: string, default: ga}
          status:
            type: object
            properties:
              ok: {type: boolean}
    subresources:
      status: {}
    additionalPrinterColumns:
    - {name: New, type: string, jsonPath: .spec.new}
    selectableFields:
    - {jsonPath: .spec.new}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "cars.versions.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "versions.example.com",
    "names": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "deprecated": true,
        "name": "v1alpha1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "alpha",
                    "type": "string"
                  },
                  "old": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "deprecated": true,
        "deprecationWarning": "use something else",
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "beta": {
                    "default": 7,
                    "type": "integer"
                  },
                  "both": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.new",
            "name": "New",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "ga",
                    "type": "string"
                  },
                  "new": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.new"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "status": {}
        }
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
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
      "v1alpha1",
      "v1"
    ]
  }
}

=== until that is so
GET /apis/versions.example.com/v1/namespaces/versions/cars?labelSelector=a
@until 200

=== until v1alpha1 is read again
GET /apis/versions.example.com/v1alpha1/namespaces/versions/cars
@until 200

=== list v1alpha1 after that
GET /apis/versions.example.com/v1alpha1/namespaces/versions/cars
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "versions.example.com/v1alpha1 Car is deprecated; use versions.example.com/v1 Car"

{
  "apiVersion": "versions.example.com/v1alpha1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== until v1beta1 is read again
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars
@until 200

=== list v1beta1 after that
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "use something else"

{
  "apiVersion": "versions.example.com/v1beta1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== until v1 is read again
GET /apis/versions.example.com/v1/namespaces/versions/cars
@until 200

=== list v1 after that
GET /apis/versions.example.com/v1/namespaces/versions/cars
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "versions.example.com/v1",
  "items": [],
  "kind": "CarList",
  "metadata": {
    "continue": "",
    "resourceVersion": "<revision>"
  }
}

=== write one in the new version
PATCH /apis/versions.example.com/v1/namespaces/versions/cars/a
Content-Type: application/merge-patch+json

{"spec":{"new":"n"}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "a"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"a\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== write one that does not change
PATCH /apis/versions.example.com/v1/namespaces/versions/cars/b
Content-Type: application/merge-patch+json

{"spec":{"new":"z"}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "versions.example.com",
    "kind": "cars",
    "name": "b"
  },
  "kind": "Status",
  "message": "cars.versions.example.com \"b\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== drop a stored version
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
Content-Type: application/json-patch+json

[{"op":"remove","path":"/spec/versions/0"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.storedVersions[0]",
        "message": "Invalid value: \"v1alpha1\": missing from spec.versions; v1alpha1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1alpha1 and removes v1alpha1 from status.storedVersions",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "cars.versions.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"cars.versions.example.com\" is invalid: status.storedVersions[0]: Invalid value: \"v1alpha1\": missing from spec.versions; v1alpha1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1alpha1 and removes v1alpha1 from status.storedVersions",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== forget the stored version
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com/status
Content-Type: application/merge-patch+json

{"status":{"storedVersions":["v1"]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "cars.versions.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "versions.example.com",
    "names": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "deprecated": true,
        "name": "v1alpha1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "alpha",
                    "type": "string"
                  },
                  "old": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "deprecated": true,
        "deprecationWarning": "use something else",
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "beta": {
                    "default": 7,
                    "type": "integer"
                  },
                  "both": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.new",
            "name": "New",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "ga",
                    "type": "string"
                  },
                  "new": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.new"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "status": {}
        }
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
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

=== do not serve the beta
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
Content-Type: application/json-patch+json

[{"op":"test","path":"/spec/versions/1/name","value":"v1beta1"},{"op":"replace","path":"/spec/versions/1/served","value":false}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 3,
    "name": "cars.versions.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "versions.example.com",
    "names": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "deprecated": true,
        "name": "v1alpha1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "alpha",
                    "type": "string"
                  },
                  "old": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "deprecated": true,
        "deprecationWarning": "use something else",
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "beta": {
                    "default": 7,
                    "type": "integer"
                  },
                  "both": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": false,
        "storage": false
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.new",
            "name": "New",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "ga",
                    "type": "string"
                  },
                  "new": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.new"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "status": {}
        }
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
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

=== until it is not served
GET /apis/versions.example.com/v1beta1/namespaces/versions/cars
@until 404

=== v1 goes on
GET /apis/versions.example.com/v1/namespaces/versions/cars
@until 200

=== another kind for the definition
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
Content-Type: application/merge-patch+json

{"spec":{"names":{"kind":"Auto"}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.names.kind",
        "message": "Invalid value: \"Auto\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "cars.versions.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"cars.versions.example.com\" is invalid: spec.names.kind: Invalid value: \"Auto\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== another scope
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
Content-Type: application/merge-patch+json

{"spec":{"scope":"Cluster"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.scope",
        "message": "Invalid value: \"Cluster\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "cars.versions.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"cars.versions.example.com\" is invalid: spec.scope: Invalid value: \"Cluster\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== another group for the definition
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
Content-Type: application/merge-patch+json

{"spec":{"group":"x.example.com"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.group",
        "message": "Invalid value: \"x.example.com\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "cars.versions.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"cars.versions.example.com\" is invalid: spec.group: Invalid value: \"x.example.com\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no stored version
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com/status
Content-Type: application/merge-patch+json

{"status":{"storedVersions":[]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 3,
    "name": "cars.versions.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "versions.example.com",
    "names": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "deprecated": true,
        "name": "v1alpha1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "alpha",
                    "type": "string"
                  },
                  "old": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "deprecated": true,
        "deprecationWarning": "use something else",
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "beta": {
                    "default": 7,
                    "type": "integer"
                  },
                  "both": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": false,
        "storage": false
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.new",
            "name": "New",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "ga",
                    "type": "string"
                  },
                  "new": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.new"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "status": {}
        }
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
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

=== delete them all
DELETE /apis/versions.example.com/v1/namespaces/versions/cars
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "CarList"
}

=== delete the definition of cars
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
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
    "generation": 3,
    "name": "cars.versions.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "versions.example.com",
    "names": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "deprecated": true,
        "name": "v1alpha1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "alpha",
                    "type": "string"
                  },
                  "old": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": false
      },
      {
        "deprecated": true,
        "deprecationWarning": "use something else",
        "name": "v1beta1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "beta": {
                    "default": 7,
                    "type": "integer"
                  },
                  "both": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": false,
        "storage": false
      },
      {
        "additionalPrinterColumns": [
          {
            "jsonPath": ".spec.new",
            "name": "New",
            "type": "string"
          }
        ],
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "both": {
                    "type": "string"
                  },
                  "d": {
                    "default": "ga",
                    "type": "string"
                  },
                  "new": {
                    "type": "string"
                  }
                },
                "type": "object"
              },
              "status": {
                "properties": {
                  "ok": {
                    "type": "boolean"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "selectableFields": [
          {
            "jsonPath": ".spec.new"
          }
        ],
        "served": true,
        "storage": true,
        "subresources": {
          "status": {}
        }
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Car",
      "listKind": "CarList",
      "plural": "cars",
      "singular": "car"
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

=== until cars are gone
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cars.versions.example.com
@until 404

=== define cats
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: cats.names.example.com}
spec:
  group: names.example.com
  scope: Namespaced
  names:
    plural: cats
    kind: Cat
    shortNames: [ct]
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "cats.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "cats",
      "shortNames": [
        "ct"
      ],
      "singular": "cat"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
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

=== until cats are served
GET /apis/names.example.com/v1/cats
@until 200

=== define kitties of the same kind
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: kitties.names.example.com}
spec:
  group: names.example.com
  scope: Namespaced
  names:
    plural: kitties
    kind: Cat
    singular: kitty
    shortNames: [kt]
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "kitties.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "kitties",
      "shortNames": [
        "kt"
      ],
      "singular": "kitty"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
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

=== define felines with a name that is taken
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: felines.names.example.com}
spec:
  group: names.example.com
  scope: Namespaced
  names:
    plural: felines
    kind: Feline
    singular: cat
    shortNames: [ct, fl]
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "felines.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Feline",
      "listKind": "FelineList",
      "plural": "felines",
      "shortNames": [
        "ct",
        "fl"
      ],
      "singular": "cat"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
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

=== define tigers
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: tigers.names.example.com}
spec:
  group: names.example.com
  scope: Namespaced
  names: {plural: tigers, kind: Tiger}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "tigers.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Tiger",
      "listKind": "TigerList",
      "plural": "tigers",
      "singular": "tiger"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
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

=== until tigers are served
GET /apis/names.example.com/v1/tigers
@until 200

=== kitties are not established
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/kitties.names.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "kitties.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "kitties",
      "shortNames": [
        "kt"
      ],
      "singular": "kitty"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": "kitties",
      "shortNames": [
        "kt"
      ],
      "singular": "kitty"
    },
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "\"CatList\" is already in use",
        "reason": "ListKindConflict",
        "status": "False",
        "type": "NamesAccepted"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "not all names are accepted",
        "reason": "NotAccepted",
        "status": "False",
        "type": "Established"
      }
    ],
    "storedVersions": [
      "v1"
    ]
  }
}

=== felines are not established
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/felines.names.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "felines.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Feline",
      "listKind": "FelineList",
      "plural": "felines",
      "shortNames": [
        "ct",
        "fl"
      ],
      "singular": "cat"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Feline",
      "listKind": "FelineList",
      "plural": "felines"
    },
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "\"ct\" is already in use",
        "reason": "ShortNamesConflict",
        "status": "False",
        "type": "NamesAccepted"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "not all names are accepted",
        "reason": "NotAccepted",
        "status": "False",
        "type": "Established"
      }
    ],
    "storedVersions": [
      "v1"
    ]
  }
}

=== kitties are not served
GET /apis/names.example.com/v1/kitties
--- 404
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

404 page not found

=== rename the short names of cats
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cats.names.example.com
Content-Type: application/merge-patch+json

{"spec":{"names":{"shortNames":["tiger"]}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "cats.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "cats",
      "shortNames": [
        "tiger"
      ],
      "singular": "cat"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "cats",
      "shortNames": [
        "ct"
      ],
      "singular": "cat"
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

=== delete cats
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/cats.names.example.com
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "CustomResourceDefinition"
}

=== until kitties are served
GET /apis/names.example.com/v1/kitties
@until 200

=== kitties are established
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/kitties.names.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "kitties.names.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "names.example.com",
    "names": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "kitties",
      "shortNames": [
        "kt"
      ],
      "singular": "kitty"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "Cat",
      "listKind": "CatList",
      "plural": "kitties",
      "shortNames": [
        "kt"
      ],
      "singular": "kitty"
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

=== unapproved
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.unapproved.k8s.io
  annotations: {api-approved.kubernetes.io: 'unapproved, just a test'}
spec:
  group: unapproved.k8s.io
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "annotations": {
      "api-approved.kubernetes.io": "unapproved, just a test"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "things.unapproved.k8s.io",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "unapproved.k8s.io",
    "names": {
      "kind": "Thing",
      "listKind": "ThingList",
      "plural": "things",
      "singular": "thing"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
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

=== until unapproved is served
GET /apis/unapproved.k8s.io/v1/things
@until 200

=== list definitions
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions?labelSelector=nothing
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "items": [],
  "kind": "CustomResourceDefinitionList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== definitions as a table
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/tigers.names.example.com
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
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Created At",
      "priority": 0,
      "type": "date"
    }
  ],
  "kind": "Table",
  "metadata": {
    "resourceVersion": "<revision>"
  },
  "rows": [
    {
      "cells": [
        "tigers.names.example.com",
        "<time>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "name": "tigers.names.example.com",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== clean up
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@setup
