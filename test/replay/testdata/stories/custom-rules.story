# Rules of custom objects: on create, on change, with messages, reasons and paths; what was wrong before may stay.

=== define games
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: games.rules.example.com}
spec:
  group: rules.example.com
  scope: Cluster
  names: {plural: games, kind: Game}
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
              min: &id001 {type: integer}
              max: *id001
              start:
                type: string
                x-kubernetes-validations:
                - {rule: self == oldSelf, message: start is immutable}
              list:
                type: array
                maxItems: 10
                items: {type: string, maxLength: 10}
              map:
                type: object
                maxProperties: 5
                additionalProperties:
                  type: integer
                  x-kubernetes-validations:
                  - {rule: self < 100}
              opt:
                type: string
                maxLength: 20
                x-kubernetes-validations:
                - {rule: '!oldSelf.hasValue() || self == oldSelf.value() || self == ''abc''', optionalOldSelf: true,
                  messageExpression: '''not '' + self'}
              keyed:
                type: array
                maxItems: 5
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [k]
                items:
                  type: object
                  properties:
                    k: {type: string, maxLength: 5}
                    v: *id001
                  required: [k]
                  x-kubernetes-validations:
                  - {rule: self.v >= oldSelf.v, message: v never shrinks}
              quantity:
                type: string
                maxLength: 20
                x-kubernetes-validations:
                - {rule: isQuantity(self) && quantity(self).isGreaterThan(quantity('1')), reason: FieldValueForbidden}
              old: {type: integer}
            x-kubernetes-validations:
            - {rule: '!has(self.min) || !has(self.max) || self.min <= self.max', message: min must not be above
                max, fieldPath: .min, reason: FieldValueRequired}
            - {rule: '!has(self.list) || self.list.all(x, x != ''bad'')', messageExpression: '''the list begins
                with '' + self.list[0]'}
            - {rule: '!has(oldSelf.max) || has(self.max)'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "games.rules.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "rules.example.com",
    "names": {
      "kind": "Game",
      "listKind": "GameList",
      "plural": "games",
      "singular": "game"
    },
    "scope": "Cluster",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "keyed": {
                    "items": {
                      "properties": {
                        "k": {
                          "maxLength": 5,
                          "type": "string"
                        },
                        "v": {
                          "type": "integer"
                        }
                      },
                      "required": [
                        "k"
                      ],
                      "type": "object",
                      "x-kubernetes-validations": [
                        {
                          "message": "v never shrinks",
                          "rule": "self.v >= oldSelf.v"
                        }
                      ]
                    },
                    "maxItems": 5,
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "k"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "list": {
                    "items": {
                      "maxLength": 10,
                      "type": "string"
                    },
                    "maxItems": 10,
                    "type": "array"
                  },
                  "map": {
                    "additionalProperties": {
                      "type": "integer",
                      "x-kubernetes-validations": [
                        {
                          "rule": "self < 100"
                        }
                      ]
                    },
                    "maxProperties": 5,
                    "type": "object"
                  },
                  "max": {
                    "type": "integer"
                  },
                  "min": {
                    "type": "integer"
                  },
                  "old": {
                    "type": "integer"
                  },
                  "opt": {
                    "maxLength": 20,
                    "type": "string",
                    "x-kubernetes-validations": [
                      {
                        "messageExpression": "'not ' + self",
                        "optionalOldSelf": true,
                        "rule": "!oldSelf.hasValue() || self == oldSelf.value() || self == 'abc'"
                      }
                    ]
                  },
                  "quantity": {
                    "maxLength": 20,
                    "type": "string",
                    "x-kubernetes-validations": [
                      {
                        "reason": "FieldValueForbidden",
                        "rule": "isQuantity(self) && quantity(self).isGreaterThan(quantity('1'))"
                      }
                    ]
                  },
                  "start": {
                    "type": "string",
                    "x-kubernetes-validations": [
                      {
                        "message": "start is immutable",
                        "rule": "self == oldSelf"
                      }
                    ]
                  }
                },
                "type": "object",
                "x-kubernetes-validations": [
                  {
                    "fieldPath": ".min",
                    "message": "min must not be above max",
                    "reason": "FieldValueRequired",
                    "rule": "!has(self.min) || !has(self.max) || self.min <= self.max"
                  },
                  {
                    "messageExpression": "'the list begins with ' + self.list[0]",
                    "rule": "!has(self.list) || self.list.all(x, x != 'bad')"
                  },
                  {
                    "rule": "!has(oldSelf.max) || has(self.max)"
                  }
                ]
              }
            },
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

=== until they are served
GET /apis/rules.example.com/v1/games
@until 200

=== a good game
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: a}
spec:
  min: 1
  max: 2
  start: x
  list: [a]
  map: {a: 5}
  opt: ab
  keyed:
  - {k: a, v: 1}
  quantity: '5'
  old: 50
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rules.example.com/v1",
  "kind": "Game",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "a",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "keyed": [
      {
        "k": "a",
        "v": 1
      }
    ],
    "list": [
      "a"
    ],
    "map": {
      "a": 5
    },
    "max": 2,
    "min": 1,
    "old": 50,
    "opt": "ab",
    "quantity": "5",
    "start": "x"
  }
}

=== refused: above
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec: {min: 3, max: 2}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.min",
        "message": "Required value: min must not be above max",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: spec.min: Required value: min must not be above max",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: a bad item
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec:
  list: [a, bad]
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
        "message": "Invalid value: the list begins with a",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: spec: Invalid value: the list begins with a",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: a large value
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec:
  map: {a: 500, b: 1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.map[a]",
        "message": "Invalid value: 500: failed rule: self < 100",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: spec.map[a]: Invalid value: 500: failed rule: self < 100",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: a small quantity
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec: {quantity: 500m}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.quantity",
        "message": "Forbidden: failed rule: isQuantity(self) && quantity(self).isGreaterThan(quantity('1'))",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: spec.quantity: Forbidden: failed rule: isQuantity(self) && quantity(self).isGreaterThan(quantity('1'))",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: no quantity
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec: {quantity: much}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.quantity",
        "message": "Forbidden: failed rule: isQuantity(self) && quantity(self).isGreaterThan(quantity('1'))",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: spec.quantity: Forbidden: failed rule: isQuantity(self) && quantity(self).isGreaterThan(quantity('1'))",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: two at once
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec:
  min: 3
  max: 2
  list: [bad]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.min",
        "message": "Required value: min must not be above max",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec",
        "message": "Invalid value: the list begins with bad",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: [spec.min: Required value: min must not be above max, spec: Invalid value: the list begins with bad]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: a wrong type first
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec:
  min: '3'
  max: 2
  list: [bad]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.min",
        "message": "Invalid value: \"string\": spec.min in body must be of type integer: \"string\"",
        "reason": "FieldValueTypeInvalid"
      },
      {
        "field": "<nil>",
        "message": "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: [spec.min: Invalid value: \"string\": spec.min in body must be of type integer: \"string\", <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== refused: too long first
POST /apis/rules.example.com/v1/games
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: b}
spec: {opt: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, min: 4, max: 1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.opt",
        "message": "Too long: may not be more than 20 bytes",
        "reason": "FieldValueTooLong"
      },
      {
        "field": "<nil>",
        "message": "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "b"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"b\" is invalid: [spec.opt: Too long: may not be more than 20 bytes, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== change the start
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"start": "y"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.start",
        "message": "Invalid value: \"y\": start is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: spec.start: Invalid value: \"y\": start is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== change the max taken away
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"max": null}}
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
        "message": "Invalid value: failed rule: !has(oldSelf.max) || has(self.max)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: spec: Invalid value: failed rule: !has(oldSelf.max) || has(self.max)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== change the opt
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"opt": "x"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.opt",
        "message": "Invalid value: \"x\": not x",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: spec.opt: Invalid value: \"x\": not x",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== change the opt extended
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"opt": "abc"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rules.example.com/v1",
  "kind": "Game",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "a",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "keyed": [
      {
        "k": "a",
        "v": 1
      }
    ],
    "list": [
      "a"
    ],
    "map": {
      "a": 5
    },
    "max": 2,
    "min": 1,
    "old": 50,
    "opt": "abc",
    "quantity": "5",
    "start": "x"
  }
}

=== change the opt taken away
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"opt": null}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rules.example.com/v1",
  "kind": "Game",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 3,
    "name": "a",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "keyed": [
      {
        "k": "a",
        "v": 1
      }
    ],
    "list": [
      "a"
    ],
    "map": {
      "a": 5
    },
    "max": 2,
    "min": 1,
    "old": 50,
    "quantity": "5",
    "start": "x"
  }
}

=== change a key that shrinks
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"keyed": [{"k": "a", "v": 0}]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.keyed[0]",
        "message": "Invalid value: v never shrinks",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: spec.keyed[0]: Invalid value: v never shrinks",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== change another key
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"keyed": [{"k": "b", "v": 0}, {"k": "a", "v": 1}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rules.example.com/v1",
  "kind": "Game",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 4,
    "name": "a",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "keyed": [
      {
        "k": "b",
        "v": 0
      },
      {
        "k": "a",
        "v": 1
      }
    ],
    "list": [
      "a"
    ],
    "map": {
      "a": 5
    },
    "max": 2,
    "min": 1,
    "old": 50,
    "quantity": "5",
    "start": "x"
  }
}

=== change min above max
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec": {"min": 9}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.min",
        "message": "Required value: min must not be above max",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: spec.min: Required value: min must not be above max",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== tighten the schema
PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/games.rules.example.com
Content-Type: application/json-patch+json

[{"op": "add", "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/old/maximum", "value": 10}, {"op": "add", "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/map/maxProperties", "value": 0}, {"op": "add", "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/old/x-kubernetes-validations", "value": [{"rule": "self < 5"}]}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "games.rules.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "rules.example.com",
    "names": {
      "kind": "Game",
      "listKind": "GameList",
      "plural": "games",
      "singular": "game"
    },
    "scope": "Cluster",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "keyed": {
                    "items": {
                      "properties": {
                        "k": {
                          "maxLength": 5,
                          "type": "string"
                        },
                        "v": {
                          "type": "integer"
                        }
                      },
                      "required": [
                        "k"
                      ],
                      "type": "object",
                      "x-kubernetes-validations": [
                        {
                          "message": "v never shrinks",
                          "rule": "self.v >= oldSelf.v"
                        }
                      ]
                    },
                    "maxItems": 5,
                    "type": "array",
                    "x-kubernetes-list-map-keys": [
                      "k"
                    ],
                    "x-kubernetes-list-type": "map"
                  },
                  "list": {
                    "items": {
                      "maxLength": 10,
                      "type": "string"
                    },
                    "maxItems": 10,
                    "type": "array"
                  },
                  "map": {
                    "additionalProperties": {
                      "type": "integer",
                      "x-kubernetes-validations": [
                        {
                          "rule": "self < 100"
                        }
                      ]
                    },
                    "maxProperties": 0,
                    "type": "object"
                  },
                  "max": {
                    "type": "integer"
                  },
                  "min": {
                    "type": "integer"
                  },
                  "old": {
                    "maximum": 10,
                    "type": "integer",
                    "x-kubernetes-validations": [
                      {
                        "rule": "self < 5"
                      }
                    ]
                  },
                  "opt": {
                    "maxLength": 20,
                    "type": "string",
                    "x-kubernetes-validations": [
                      {
                        "messageExpression": "'not ' + self",
                        "optionalOldSelf": true,
                        "rule": "!oldSelf.hasValue() || self == oldSelf.value() || self == 'abc'"
                      }
                    ]
                  },
                  "quantity": {
                    "maxLength": 20,
                    "type": "string",
                    "x-kubernetes-validations": [
                      {
                        "reason": "FieldValueForbidden",
                        "rule": "isQuantity(self) && quantity(self).isGreaterThan(quantity('1'))"
                      }
                    ]
                  },
                  "start": {
                    "type": "string",
                    "x-kubernetes-validations": [
                      {
                        "message": "start is immutable",
                        "rule": "self == oldSelf"
                      }
                    ]
                  }
                },
                "type": "object",
                "x-kubernetes-validations": [
                  {
                    "fieldPath": ".min",
                    "message": "min must not be above max",
                    "reason": "FieldValueRequired",
                    "rule": "!has(self.min) || !has(self.max) || self.min <= self.max"
                  },
                  {
                    "messageExpression": "'the list begins with ' + self.list[0]",
                    "rule": "!has(self.list) || self.list.all(x, x != 'bad')"
                  },
                  {
                    "rule": "!has(oldSelf.max) || has(self.max)"
                  }
                ]
              }
            },
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
      "kind": "Game",
      "listKind": "GameList",
      "plural": "games",
      "singular": "game"
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

=== until that is so
POST /apis/rules.example.com/v1/games?dryRun=All
@until 422
@yaml

apiVersion: rules.example.com/v1
kind: Game
metadata: {name: c}
spec: {old: 20}

=== what was wrong may stay
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec":{"min":0}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "spec.old: Invalid value: 50: failed rule: self < 5"

{
  "apiVersion": "rules.example.com/v1",
  "kind": "Game",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 5,
    "name": "a",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "keyed": [
      {
        "k": "b",
        "v": 0
      },
      {
        "k": "a",
        "v": 1
      }
    ],
    "list": [
      "a"
    ],
    "map": {
      "a": 5
    },
    "max": 2,
    "min": 0,
    "old": 50,
    "quantity": "5",
    "start": "x"
  }
}

=== but not change
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec":{"old":49}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.old",
        "message": "Invalid value: 49: spec.old in body should be less than or equal to 10",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.old",
        "message": "Invalid value: 49: failed rule: self < 5",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: [spec.old: Invalid value: 49: spec.old in body should be less than or equal to 10, spec.old: Invalid value: 49: failed rule: self < 5]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== nor be added to
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec":{"map":{"b":1}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.map",
        "message": "Too many: 2: must have at most 0 items",
        "reason": "FieldValueTooMany"
      },
      {
        "field": "<nil>",
        "message": "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: [spec.map: Too many: 2: must have at most 0 items, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== make it right
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec":{"old":4}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "rules.example.com/v1",
  "kind": "Game",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 6,
    "name": "a",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "keyed": [
      {
        "k": "b",
        "v": 0
      },
      {
        "k": "a",
        "v": 1
      }
    ],
    "list": [
      "a"
    ],
    "map": {
      "a": 5
    },
    "max": 2,
    "min": 0,
    "old": 4,
    "quantity": "5",
    "start": "x"
  }
}

=== and not wrong again
PATCH /apis/rules.example.com/v1/games/a
Content-Type: application/merge-patch+json

{"spec":{"old":50}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.old",
        "message": "Invalid value: 50: spec.old in body should be less than or equal to 10",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.old",
        "message": "Invalid value: 50: failed rule: self < 5",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rules.example.com",
    "kind": "Game",
    "name": "a"
  },
  "kind": "Status",
  "message": "Game.rules.example.com \"a\" is invalid: [spec.old: Invalid value: 50: spec.old in body should be less than or equal to 10, spec.old: Invalid value: 50: failed rule: self < 5]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== delete the definition of games
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions/games.rules.example.com
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "CustomResourceDefinition"
}

=== until games are gone
GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/games.rules.example.com
@until 404
