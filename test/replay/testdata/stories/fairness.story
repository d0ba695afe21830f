# Who waits when the server is busy: flow schemas and priority levels.

=== the schema of administrators
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/exempt
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "FlowSchema",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "exempt",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "matchingPrecedence": 1,
    "priorityLevelConfiguration": {
      "name": "exempt"
    },
    "rules": [
      {
        "nonResourceRules": [
          {
            "nonResourceURLs": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "resourceRules": [
          {
            "apiGroups": [
              "*"
            ],
            "clusterScope": true,
            "namespaces": [
              "*"
            ],
            "resources": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "subjects": [
          {
            "group": {
              "name": "system:masters"
            },
            "kind": "Group"
          }
        ]
      }
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "This FlowSchema references the PriorityLevelConfiguration object named \"exempt\" and it exists",
        "reason": "Found",
        "status": "False",
        "type": "Dangling"
      }
    ]
  }
}

=== the schema of the rest
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/catch-all
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "FlowSchema",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "catch-all",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "distinguisherMethod": {
      "type": "ByUser"
    },
    "matchingPrecedence": 10000,
    "priorityLevelConfiguration": {
      "name": "catch-all"
    },
    "rules": [
      {
        "nonResourceRules": [
          {
            "nonResourceURLs": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "resourceRules": [
          {
            "apiGroups": [
              "*"
            ],
            "clusterScope": true,
            "namespaces": [
              "*"
            ],
            "resources": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "subjects": [
          {
            "group": {
              "name": "system:unauthenticated"
            },
            "kind": "Group"
          },
          {
            "group": {
              "name": "system:authenticated"
            },
            "kind": "Group"
          }
        ]
      }
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "This FlowSchema references the PriorityLevelConfiguration object named \"catch-all\" and it exists",
        "reason": "Found",
        "status": "False",
        "type": "Dangling"
      }
    ]
  }
}

=== a suggested schema
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/system-leader-election
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "FlowSchema",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "system-leader-election",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "distinguisherMethod": {
      "type": "ByUser"
    },
    "matchingPrecedence": 100,
    "priorityLevelConfiguration": {
      "name": "leader-election"
    },
    "rules": [
      {
        "resourceRules": [
          {
            "apiGroups": [
              "coordination.k8s.io"
            ],
            "namespaces": [
              "*"
            ],
            "resources": [
              "leases"
            ],
            "verbs": [
              "get",
              "create",
              "update"
            ]
          }
        ],
        "subjects": [
          {
            "kind": "User",
            "user": {
              "name": "system:kube-controller-manager"
            }
          },
          {
            "kind": "User",
            "user": {
              "name": "system:kube-scheduler"
            }
          },
          {
            "kind": "ServiceAccount",
            "serviceAccount": {
              "name": "*",
              "namespace": "kube-system"
            }
          }
        ]
      }
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "This FlowSchema references the PriorityLevelConfiguration object named \"leader-election\" and it exists",
        "reason": "Found",
        "status": "False",
        "type": "Dangling"
      }
    ]
  }
}

=== the level without bounds
GET /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/exempt
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "PriorityLevelConfiguration",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "exempt",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "exempt": {
      "lendablePercent": 0,
      "nominalConcurrencyShares": 0
    },
    "type": "Exempt"
  },
  "status": {}
}

=== the level of the rest
GET /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/catch-all
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "PriorityLevelConfiguration",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "catch-all",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "limited": {
      "lendablePercent": 0,
      "limitResponse": {
        "type": "Reject"
      },
      "nominalConcurrencyShares": 5
    },
    "type": "Limited"
  },
  "status": {}
}

=== a suggested level
GET /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/workload-low
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "PriorityLevelConfiguration",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "workload-low",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "limited": {
      "lendablePercent": 90,
      "limitResponse": {
        "queuing": {
          "handSize": 6,
          "queueLengthLimit": 50,
          "queues": 128
        },
        "type": "Queue"
      },
      "nominalConcurrencyShares": 100
    },
    "type": "Limited"
  },
  "status": {}
}

=== a level of no type
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
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
        "field": "spec.type",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.type: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a level of another type
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Fast}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.type",
        "message": "Unsupported value: \"Fast\": supported values: \"Exempt\", \"Limited\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.type: Unsupported value: \"Fast\": supported values: \"Exempt\", \"Limited\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a limited level without limits
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited",
        "message": "Required value: must not be empty when type is Limited",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.limited: Required value: must not be empty when type is Limited",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an exempt level with limits
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Exempt, limited: {limitResponse: {type: Reject}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.type",
        "message": "Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is 'exempt'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.limited",
        "message": "Forbidden: must be nil if the type is not Limited",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: [spec.type: Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is 'exempt', spec.limited: Forbidden: must be nil if the type is not Limited]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== queues without a hand
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: -1, handSize: -1, queueLengthLimit: -1}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited.limitResponse.queuing.queueLengthLimit",
        "message": "Invalid value: -1: must be positive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.limited.limitResponse.queuing.queues",
        "message": "Invalid value: -1: must be positive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.limited.limitResponse.queuing.handSize",
        "message": "Invalid value: -1: must be positive",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: [spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive, spec.limited.limitResponse.queuing.queues: Invalid value: -1: must be positive, spec.limited.limitResponse.queuing.handSize: Invalid value: -1: must be positive]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a hand that is too large
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 4, handSize: 8, queueLengthLimit: 5}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited.limitResponse.queuing.handSize",
        "message": "Invalid value: 8: should not be greater than queues (4)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.limited.limitResponse.queuing.handSize: Invalid value: 8: should not be greater than queues (4)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a hand with too much chance
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 512, handSize: 10, queueLengthLimit: 5}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited.limitResponse.queuing.handSize",
        "message": "Invalid value: 10: required entropy bits of deckSize 512 and handSize 10 should not be greater than 60",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.limited.limitResponse.queuing.handSize: Invalid value: 10: required entropy bits of deckSize 512 and handSize 10 should not be greater than 60",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== to reject, with queues
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {limitResponse: {type: Reject, queuing: {queues: 4}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited.limitResponse.queuing",
        "message": "Forbidden: must be nil if limited.limitResponse.type is not Limited",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== shares below nothing
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {nominalConcurrencyShares: -1, lendablePercent: 101, borrowingLimitPercent: -1, limitResponse: {type: Reject}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited.nominalConcurrencyShares",
        "message": "Invalid value: -1: must be a non-negative integer",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.limited.lendablePercent",
        "message": "Invalid value: 101: must be between 0 and 100, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.limited.borrowingLimitPercent",
        "message": "Invalid value: -1: if specified, must be a non-negative integer",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: [spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer, spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive, spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a level
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {limitResponse: {type: Queue}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.limited.limitResponse.queuing",
        "message": "Required value: must not be empty if limited.limitResponse.type is Limited",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "replay"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a level with queues
POST /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: replay}
spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {}}}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "PriorityLevelConfiguration",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "replay",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "limited": {
      "lendablePercent": 0,
      "limitResponse": {
        "queuing": {
          "handSize": 8,
          "queueLengthLimit": 50,
          "queues": 64
        },
        "type": "Queue"
      },
      "nominalConcurrencyShares": 30
    },
    "type": "Limited"
  },
  "status": {}
}

=== a schema of no level
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {rules: [{subjects: [{kind: User, user: {name: noxu}}], nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.priorityLevelConfiguration.name",
        "message": "Required value: must reference a priority level",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.priorityLevelConfiguration.name: Required value: must reference a priority level",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a schema that comes last but one
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {matchingPrecedence: 10001, priorityLevelConfiguration: {name: replay}, rules: [{subjects: [{kind: User, user: {name: noxu}}], nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.matchingPrecedence",
        "message": "Invalid value: 10001: must not be greater than 10000",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a way to tell apart that is none
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {distinguisherMethod: {type: ByMood}, priorityLevelConfiguration: {name: replay}, rules: [{subjects: [{kind: User, user: {name: noxu}}], nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.distinguisherMethod.type",
        "message": "Unsupported value: {\"Type\":\"ByMood\"}: supported values: \"ByNamespace\", \"ByUser\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.distinguisherMethod.type: Unsupported value: {\"Type\":\"ByMood\"}: supported values: \"ByNamespace\", \"ByUser\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== subjects of the wrong kind
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {priorityLevelConfiguration: {name: replay}, rules: [{subjects: [{kind: User, group: {name: a}}, {kind: Mob}, {kind: ServiceAccount, serviceAccount: {name: b}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [x]}]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.rules[0].subjects[0].user",
        "message": "Required value: user is required when subject kind is 'User'",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.rules[0].subjects[0].group",
        "message": "Forbidden: group is forbidden when subject kind is not 'Group'",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.rules[0].subjects[1].kind",
        "message": "Unsupported value: \"Mob\": supported values: \"Group\", \"ServiceAccount\", \"User\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.rules[0].subjects[2].serviceAccount.namespace",
        "message": "Required value: must specify namespace for service account",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]",
        "message": "Invalid value: \"x\": must start with slash",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: [spec.rules[0].subjects[0].user: Required value: user is required when subject kind is 'User', spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group', spec.rules[0].subjects[1].kind: Unsupported value: \"Mob\": supported values: \"Group\", \"ServiceAccount\", \"User\", spec.rules[0].subjects[2].serviceAccount.namespace: Required value: must specify namespace for service account, spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"x\": must start with slash]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== rules that say nothing
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {priorityLevelConfiguration: {name: replay}, rules: [{}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.rules[0].subjects",
        "message": "Required value: subjects must contain at least one value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.rules[0]",
        "message": "Required value: at least one of resourceRules and nonResourceRules has to be non-empty",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: [spec.rules[0].subjects: Required value: subjects must contain at least one value, spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule for resources of nowhere
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {priorityLevelConfiguration: {name: replay}, rules: [{subjects: [{kind: Group, group: {name: a}}], resourceRules: [{verbs: [get, "*"], apiGroups: [], resources: [pods]}]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.rules[0].resourceRules[0].verbs",
        "message": "Invalid value: [\"get\",\"*\"]: if '*' is present, must not specify other verbs",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.rules[0].resourceRules[0].apiGroups",
        "message": "Required value: resource rules must supply at least one api group",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.rules[0].resourceRules[0].namespaces",
        "message": "Required value: resource rules that are not cluster scoped must supply at least one namespace",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: [spec.rules[0].resourceRules[0].verbs: Invalid value: [\"get\",\"*\"]: if '*' is present, must not specify other verbs, spec.rules[0].resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group, spec.rules[0].resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== verbs that are none
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {priorityLevelConfiguration: {name: replay}, rules: [{subjects: [{kind: Group, group: {name: a}}], resourceRules: [{verbs: [steal], apiGroups: [""], resources: [pods], clusterScope: true}]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.rules[0].resourceRules[0].verbs",
        "message": "Unsupported value: [\"steal\"]: supported values: \"create\", \"delete\", \"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "replay"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"replay\" is invalid: spec.rules[0].resourceRules[0].verbs: Unsupported value: [\"steal\"]: supported values: \"create\", \"delete\", \"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a schema
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml
@only spec metadata.name

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay}
spec: {distinguisherMethod: {type: ByUser}, priorityLevelConfiguration: {name: replay}, rules: [{subjects: [{kind: User, user: {name: noxu}}], nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "replay",
  "spec": {
    "distinguisherMethod": {
      "type": "ByUser"
    },
    "matchingPrecedence": 1000,
    "priorityLevelConfiguration": {
      "name": "replay"
    },
    "rules": [
      {
        "nonResourceRules": [
          {
            "nonResourceURLs": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "subjects": [
          {
            "kind": "User",
            "user": {
              "name": "noxu"
            }
          }
        ]
      }
    ]
  }
}

=== a schema whose level is missing
POST /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@yaml
@only spec metadata.name

apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: replay-dangling}
spec: {matchingPrecedence: 9000, priorityLevelConfiguration: {name: replay-none}, rules: [{subjects: [{kind: User, user: {name: noxu}}], nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "replay-dangling",
  "spec": {
    "matchingPrecedence": 9000,
    "priorityLevelConfiguration": {
      "name": "replay-none"
    },
    "rules": [
      {
        "nonResourceRules": [
          {
            "nonResourceURLs": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "subjects": [
          {
            "kind": "User",
            "user": {
              "name": "noxu"
            }
          }
        ]
      }
    ]
  }
}

=== a change of the mandatory schema
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/exempt
Content-Type: application/merge-patch+json

{"spec":{"matchingPrecedence":5}}
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
        "message": "Invalid value: {\"PriorityLevelConfiguration\":{\"Name\":\"exempt\"},\"MatchingPrecedence\":5,\"DistinguisherMethod\":null,\"Rules\":[{\"Subjects\":[{\"Kind\":\"Group\",\"User\":null,\"Group\":{\"Name\":\"system:masters\"},\"ServiceAccount\":null}],\"ResourceRules\":[{\"Verbs\":[\"*\"],\"APIGroups\":[\"*\"],\"Resources\":[\"*\"],\"ClusterScope\":true,\"Namespaces\":[\"*\"]}],\"NonResourceRules\":[{\"Verbs\":[\"*\"],\"NonResourceURLs\":[\"*\"]}]}]}: spec of 'exempt' must equal the fixed value",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "FlowSchema",
    "name": "exempt"
  },
  "kind": "Status",
  "message": "FlowSchema.flowcontrol.apiserver.k8s.io \"exempt\" is invalid: spec: Invalid value: {\"PriorityLevelConfiguration\":{\"Name\":\"exempt\"},\"MatchingPrecedence\":5,\"DistinguisherMethod\":null,\"Rules\":[{\"Subjects\":[{\"Kind\":\"Group\",\"User\":null,\"Group\":{\"Name\":\"system:masters\"},\"ServiceAccount\":null}],\"ResourceRules\":[{\"Verbs\":[\"*\"],\"APIGroups\":[\"*\"],\"Resources\":[\"*\"],\"ClusterScope\":true,\"Namespaces\":[\"*\"]}],\"NonResourceRules\":[{\"Verbs\":[\"*\"],\"NonResourceURLs\":[\"*\"]}]}]}: spec of 'exempt' must equal the fixed value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a change of the mandatory level
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/exempt
Content-Type: application/merge-patch+json

{"spec":{"type":"Limited"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.type",
        "message": "Invalid value: \"Limited\": must be 'Exempt' if and only if `name` is 'exempt'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.exempt",
        "message": "Forbidden: must be nil if the type is Limited",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.limited",
        "message": "Required value: must not be empty when type is Limited",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec",
        "message": "Invalid value: {\"Type\":\"Limited\",\"Limited\":null,\"Exempt\":{\"NominalConcurrencyShares\":0,\"LendablePercent\":0}}: spec of 'exempt' except the 'spec.exempt' field must equal the fixed value",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "PriorityLevelConfiguration",
    "name": "exempt"
  },
  "kind": "Status",
  "message": "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io \"exempt\" is invalid: [spec.type: Invalid value: \"Limited\": must be 'Exempt' if and only if `name` is 'exempt', spec.exempt: Forbidden: must be nil if the type is Limited, spec.limited: Required value: must not be empty when type is Limited, spec: Invalid value: {\"Type\":\"Limited\",\"Limited\":null,\"Exempt\":{\"NominalConcurrencyShares\":0,\"LendablePercent\":0}}: spec of 'exempt' except the 'spec.exempt' field must equal the fixed value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a label on the mandatory schema
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/exempt?dryRun=All
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
  "kind": "FlowSchema",
  "metadata": {
    "annotations": {
      "apf.kubernetes.io/autoupdate-spec": "true"
    },
    "creationTimestamp": "<time>",
    "generation": 1,
    "labels": {
      "a": "b"
    },
    "name": "exempt",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "matchingPrecedence": 1,
    "priorityLevelConfiguration": {
      "name": "exempt"
    },
    "rules": [
      {
        "nonResourceRules": [
          {
            "nonResourceURLs": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "resourceRules": [
          {
            "apiGroups": [
              "*"
            ],
            "clusterScope": true,
            "namespaces": [
              "*"
            ],
            "resources": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "subjects": [
          {
            "group": {
              "name": "system:masters"
            },
            "kind": "Group"
          }
        ]
      }
    ]
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "This FlowSchema references the PriorityLevelConfiguration object named \"exempt\" and it exists",
        "reason": "Found",
        "status": "False",
        "type": "Dangling"
      }
    ]
  }
}

=== another precedence
PATCH /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/replay
@only spec metadata.generation
Content-Type: application/merge-patch+json

{"spec":{"matchingPrecedence":1001}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.generation": 2,
  "spec": {
    "distinguisherMethod": {
      "type": "ByUser"
    },
    "matchingPrecedence": 1001,
    "priorityLevelConfiguration": {
      "name": "replay"
    },
    "rules": [
      {
        "nonResourceRules": [
          {
            "nonResourceURLs": [
              "*"
            ],
            "verbs": [
              "*"
            ]
          }
        ],
        "subjects": [
          {
            "kind": "User",
            "user": {
              "name": "noxu"
            }
          }
        ]
      }
    ]
  }
}

=== what became of it
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/replay
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "This FlowSchema references the PriorityLevelConfiguration object named \"replay\" and it exists",
        "reason": "Found",
        "status": "False",
        "type": "Dangling"
      }
    ]
  }
}

=== what became of the other
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/replay-dangling
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "This FlowSchema references the PriorityLevelConfiguration object named \"replay-none\" but there is no such object",
        "reason": "NotFound",
        "status": "True",
        "type": "Dangling"
      }
    ]
  }
}

=== not for everybody
GET /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas
@as jane
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas"
  },
  "kind": "Status",
  "message": "flowschemas.flowcontrol.apiserver.k8s.io is forbidden: User \"jane\" cannot list resource \"flowschemas\" in API group \"flowcontrol.apiserver.k8s.io\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== delete the schema
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/replay
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas",
    "name": "replay",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== delete the other
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/replay-dangling
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "flowschemas",
    "name": "replay-dangling",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== delete the level
DELETE /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/replay
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "prioritylevelconfigurations",
    "name": "replay",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== it is gone
GET /apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/replay
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "flowcontrol.apiserver.k8s.io",
    "kind": "prioritylevelconfigurations",
    "name": "replay"
  },
  "kind": "Status",
  "message": "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io \"replay\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}
