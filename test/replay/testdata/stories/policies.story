# Admission policies at work. kube-apiserver takes them up some time after they were
# made, so each is first asked until it answers; skiff does at once.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: policies, labels: {policies: 'on'}}

=== params
POST /api/v1/namespaces/policies/configmaps
@setup
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: limits, labels: {is: limit}}
data: {max: '2'}

=== policy plain
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: plain}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "'a' in object.data", message: a is missing}, {expression: "object.data.a != 'x'", messageExpression: "'a is ' + object.data.a"}, {expression: "object.data.a.size() < 5", reason: RequestEntityTooLarge}]

=== and its binding
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: plain}
spec:
  policyName: plain
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {b: '1'}

=== a is missing
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {b: '1'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: a is missing"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: a is missing",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no data at all
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-1}
data: null
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: expression ''a' in object.data' resulted in error: no such key: data"
      }
    ],
    "kind": "configmaps",
    "name": "bad-1"
  },
  "kind": "Status",
  "message": "configmaps \"bad-1\" is forbidden: ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: expression ''a' in object.data' resulted in error: no such key: data",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a with a message
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-2}
data: {a: x}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: a is x"
      }
    ],
    "kind": "configmaps",
    "name": "bad-2"
  },
  "kind": "Status",
  "message": "configmaps \"bad-2\" is forbidden: ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: a is x",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a too long
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-3}
data: {a: xxxxxx}
--- 413
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 413,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: failed expression: object.data.a.size() < 5"
      }
    ],
    "kind": "configmaps",
    "name": "bad-3"
  },
  "kind": "Status",
  "message": "configmaps \"bad-3\" is forbidden: ValidatingAdmissionPolicy 'plain' with binding 'plain' denied request: failed expression: object.data.a.size() < 5",
  "metadata": {},
  "reason": "RequestEntityTooLarge",
  "status": "Failure"
}

=== a as it should be
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {a: y}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal bool into Go struct field ConfigMap.data of type string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== the end of plain
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/plain
@setup

=== and its policy
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/plain
@setup

=== until it is gone
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {b: '1'}

=== policy reasons
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: reasons}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "!has(object.data.bad)", reason: Forbidden, message: '  may not  '}, {expression: "object.data.a == 'a'"}]

=== and its binding (2)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: reasons}
spec:
  policyName: reasons
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (2)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {bad: '1', a: a}

=== forbidden
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {bad: '1', a: a}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'reasons' with binding 'reasons' denied request: may not"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'reasons' with binding 'reasons' denied request: may not",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== the expression is the message
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-1}
data: {a: b}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'reasons' with binding 'reasons' denied request: failed expression: object.data.a == 'a'"
      }
    ],
    "kind": "configmaps",
    "name": "bad-1"
  },
  "kind": "Status",
  "message": "configmaps \"bad-1\" is forbidden: ValidatingAdmissionPolicy 'reasons' with binding 'reasons' denied request: failed expression: object.data.a == 'a'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an expression that fails
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-2}
data: {c: b}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'reasons' with binding 'reasons' denied request: expression 'object.data.a == 'a'' resulted in error: no such key: a"
      }
    ],
    "kind": "configmaps",
    "name": "bad-2"
  },
  "kind": "Status",
  "message": "configmaps \"bad-2\" is forbidden: ValidatingAdmissionPolicy 'reasons' with binding 'reasons' denied request: expression 'object.data.a == 'a'' resulted in error: no such key: a",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== nothing to say
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {a: a}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "a"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "good-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of reasons
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/reasons
@setup

=== and its policy (2)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/reasons
@setup

=== until it is gone (2)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {bad: '1', a: a}

=== policy composed
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: composed}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  variables: [{name: total, expression: 'int(object.data.a) + int(object.data.b)'}, {name: half, expression: variables.total / 2}]
  matchConditions: [{name: numbers, expression: "'a' in object.data"}]
  validations: [{expression: variables.half < 10, messageExpression: "'half is ' + string(variables.half)"}]

=== and its binding (3)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: composed}
spec:
  policyName: composed
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (3)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '30', b: '30'}

=== too much
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {a: '30', b: '30'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'composed' with binding 'composed' denied request: half is 30"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'composed' with binding 'composed' denied request: half is 30",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a variable that fails
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-1}
data: {a: '30', b: 'x'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'composed' with binding 'composed' denied request: expression 'variables.half < 10' resulted in error: composited variable \"half\" fails to evaluate: composited variable \"total\" fails to evaluate: type conversion error from 'string' to 'int'"
      }
    ],
    "kind": "configmaps",
    "name": "bad-1"
  },
  "kind": "Status",
  "message": "configmaps \"bad-1\" is forbidden: ValidatingAdmissionPolicy 'composed' with binding 'composed' denied request: expression 'variables.half < 10' resulted in error: composited variable \"half\" fails to evaluate: composited variable \"total\" fails to evaluate: type conversion error from 'string' to 'int'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== half a pair
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-2}
data: {a: '1'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'composed' with binding 'composed' denied request: expression 'variables.half < 10' resulted in error: composited variable \"half\" fails to evaluate: composited variable \"total\" fails to evaluate: no such key: b"
      }
    ],
    "kind": "configmaps",
    "name": "bad-2"
  },
  "kind": "Status",
  "message": "configmaps \"bad-2\" is forbidden: ValidatingAdmissionPolicy 'composed' with binding 'composed' denied request: expression 'variables.half < 10' resulted in error: composited variable \"half\" fails to evaluate: composited variable \"total\" fails to evaluate: no such key: b",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== little
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {a: '1', b: '2'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1",
    "b": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "good-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== conditions that do not hold
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-1}
data: {b: '100'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "b": "100"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "good-1",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of composed
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/composed
@setup

=== and its policy (3)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/composed
@setup

=== until it is gone (3)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '30', b: '30'}

=== policy limited
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: limited}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  paramKind: {apiVersion: v1, kind: ConfigMap}
  matchConditions: [{name: others, expression: "object.metadata.name != 'limits'"}]
  validations: [{expression: object.data.size() <= int(params.data.max), messageExpression: "'at most ' + params.data.max + ' by ' + params.metadata.name + ' of ' + params.kind"}]

=== and its binding (4)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: limited}
spec:
  policyName: limited
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]
  paramRef: {name: limits, parameterNotFoundAction: Deny}

=== until it is in force (4)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1', b: '2', c: '3'}

=== three of two
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {a: '1', b: '2', c: '3'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'limited' with binding 'limited' denied request: at most 2 by limits of ConfigMap"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'limited' with binding 'limited' denied request: at most 2 by limits of ConfigMap",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one of two
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {a: '1'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "good-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of limited
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/limited
@setup

=== and its policy (4)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/limited
@setup

=== until it is gone (4)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1', b: '2', c: '3'}

=== policy selected
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: selected}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  paramKind: {apiVersion: v1, kind: ConfigMap}
  validations: [{expression: object.data.size() <= int(params.data.max), message: too much}]

=== and its binding (5)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: selected}
spec:
  policyName: selected
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]
  paramRef: {selector: {matchLabels: {is: limit}}, namespace: policies, parameterNotFoundAction: Allow}

=== until it is in force (5)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1', b: '2', c: '3'}

=== three of two (2)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {a: '1', b: '2', c: '3'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'selected' with binding 'selected' denied request: too much"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'selected' with binding 'selected' denied request: too much",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one of two (2)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {a: '1'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "good-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of selected
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/selected
@setup

=== and its policy (5)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/selected
@setup

=== until it is gone (5)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1', b: '2', c: '3'}

=== policy lost
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: lost}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  paramKind: {apiVersion: v1, kind: ConfigMap}
  validations: [{expression: 'true'}]

=== and its binding (6)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: lost}
spec:
  policyName: lost
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]
  paramRef: {name: nothing, parameterNotFoundAction: Deny}

=== until it is in force (6)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== no params
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {a: '1'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'lost' with binding 'lost' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'lost' with binding 'lost' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of lost
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/lost
@setup

=== and its policy (6)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/lost
@setup

=== until it is gone (6)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy unknown
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: unknown}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  paramKind: {apiVersion: example.com/v1, kind: Thing}
  validations: [{expression: 'true'}]

=== and its binding (7)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: unknown}
spec:
  policyName: unknown
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]
  paramRef: {name: nothing, parameterNotFoundAction: Deny}

=== until it is in force (7)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== a kind that is not served
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {a: '1'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'unknown' denied request: failed to configure policy: failed to find resource referenced by paramKind: 'example.com/v1, Kind=Thing'"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'unknown' denied request: failed to configure policy: failed to find resource referenced by paramKind: 'example.com/v1, Kind=Thing'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of unknown
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/unknown
@setup

=== and its policy (7)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/unknown
@setup

=== until it is gone (7)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy asking
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: asking}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "!has(object.data.as) || authorizer.serviceAccount('policies', 'default').group('').resource('secrets').namespace('policies').check('get').allowed()", message: the account may not}, {expression: "authorizer.requestResource.check('create').allowed() && request.namespace == 'policies' && request.userInfo.username == 'admin' && namespaceObject.metadata.labels.policies == 'on' && oldObject == null && object.kind == 'ConfigMap' && request.options.kind == 'CreateOptions' && request.dryRun && request.resource.version == 'v1'", message: something is wrong}]

=== and its binding (8)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: asking}
spec:
  policyName: asking
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (8)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {as: '1'}

=== what another may
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0}
data: {as: '1'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'asking' with binding 'asking' denied request: the account may not"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'asking' with binding 'asking' denied request: the account may not",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== what I may
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'asking' with binding 'asking' denied request: expression '!has(object.data.as) || authorizer.serviceAccount('policies', 'default').group('').resource('secrets').namespace('policies').check('get').allowed()' resulted in error: no such key: data"
      }
    ],
    "kind": "configmaps",
    "name": "good-0"
  },
  "kind": "Status",
  "message": "configmaps \"good-0\" is forbidden: ValidatingAdmissionPolicy 'asking' with binding 'asking' denied request: expression '!has(object.data.as) || authorizer.serviceAccount('policies', 'default').group('').resource('secrets').namespace('policies').check('get').allowed()' resulted in error: no such key: data",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of asking
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/asking
@setup

=== and its policy (8)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/asking
@setup

=== until it is gone (8)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {as: '1'}

=== policy labelled
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: labelled}
spec:
  matchConstraints: {objectSelector: {matchLabels: {look: here}}, resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*']}], excludeResourceRules: [{apiGroups: [''], apiVersions: [v1], operations: ['*'], resources: [configmaps], resourceNames: [good-1]}]}
  validations: [{expression: 'false', message: seen}]

=== and its binding (9)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: labelled}
spec:
  policyName: labelled
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (9)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {look: here}}
data: {}

=== labelled
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: bad-0, labels: {look: here}}
data: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'labelled' with binding 'labelled' denied request: seen"
      }
    ],
    "kind": "configmaps",
    "name": "bad-0"
  },
  "kind": "Status",
  "message": "configmaps \"bad-0\" is forbidden: ValidatingAdmissionPolicy 'labelled' with binding 'labelled' denied request: seen",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== not labelled
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-0}
data: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "good-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== excluded by its name
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: good-1, labels: {look: here}}
data: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "look": "here"
    },
    "name": "good-1",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of labelled
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/labelled
@setup

=== and its policy (9)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/labelled
@setup

=== until it is gone (9)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {look: here}}
data: {}

=== policy audited
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: audited}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.data.a == '1'", message: a should be 1}]
  auditAnnotations: [{key: a, valueExpression: "has(object.data.a) ? 'a is ' + object.data.a : ''"}]

=== and its binding (10)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: audited}
spec:
  policyName: audited
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Warn, Audit]

=== until an annotation fails
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: null

=== a warning
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: warned}
data: {a: '2'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "Validation failed for ValidatingAdmissionPolicy 'audited' with binding 'audited': a should be 1"

{
  "apiVersion": "v1",
  "data": {
    "a": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "warned",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== an expression that fails, warned of
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: warned}
data: {b: '2'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "Validation failed for ValidatingAdmissionPolicy 'audited' with binding 'audited': expression 'object.data.a == '1'' resulted in error: no such key: a"

{
  "apiVersion": "v1",
  "data": {
    "b": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "warned",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== an annotation that fails
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: warned}
data: null
--- 422
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "Validation failed for ValidatingAdmissionPolicy 'audited' with binding 'audited': expression 'object.data.a == '1'' resulted in error: no such key: data"

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'audited' with binding 'audited' denied request: expression 'has(object.data.a) ? 'a is ' + object.data.a : ''' resulted in error: no such key: data"
      }
    ],
    "kind": "configmaps",
    "name": "warned"
  },
  "kind": "Status",
  "message": "configmaps \"warned\" is forbidden: ValidatingAdmissionPolicy 'audited' with binding 'audited' denied request: expression 'has(object.data.a) ? 'a is ' + object.data.a : ''' resulted in error: no such key: data",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of audited
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/audited
@setup

=== and its policy (10)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/audited
@setup

=== until it is gone (10)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: null

=== policy lenient
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: lenient}
spec:
  failurePolicy: Ignore
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.data.a == '1'", message: a should be 1}]

=== and its binding (11)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: lenient}
spec:
  policyName: lenient
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (10)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '2'}

=== a failure that is ignored
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: lenient}
data: {b: '2'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "b": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "lenient",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== a no that counts
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: lenient}
data: {a: '2'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'lenient' with binding 'lenient' denied request: a should be 1"
      }
    ],
    "kind": "configmaps",
    "name": "lenient"
  },
  "kind": "Status",
  "message": "configmaps \"lenient\" is forbidden: ValidatingAdmissionPolicy 'lenient' with binding 'lenient' denied request: a should be 1",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of lenient
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/lenient
@setup

=== and its policy (11)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/lenient
@setup

=== until it is gone (11)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '2'}

=== policy applied
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: applied}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'applied': 'yes'}}}"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.a + '+', 'n': string(object.metadata.labels['applied'])}}"}}

=== and its binding (12)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: applied}
spec:
  policyName: applied
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== a policy to see it by
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: applied-seen}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.metadata.name != 'probe' || !has(object.metadata.labels) || !('applied' in object.metadata.labels)"}]

=== and its binding (13)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: applied-seen}
spec:
  policyName: applied-seen
  validationActions: [Deny]
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (11)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== applied to data
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1+",
    "n": "yes"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "applied": "yes",
      "own": "1"
    },
    "name": "it-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== where data is missing
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-1, labels: {own: '1'}}
data: {b: '1'}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'applied' with binding 'applied' denied request: expression 'Object{data: {'a': object.data.a + '+', 'n': string(object.metadata.labels['applied'])}}' resulted in error: no such key: a"
      }
    ],
    "kind": "configmaps",
    "name": "it-1"
  },
  "kind": "Status",
  "message": "policy 'applied' with binding 'applied' denied request: expression 'Object{data: {'a': object.data.a + '+', 'n': string(object.metadata.labels['applied'])}}' resulted in error: no such key: a",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of applied
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/applied
@setup

=== and its policy (12)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/applied
@setup

=== until it is gone (12)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== the end of applied-seen
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/applied-seen
@setup

=== and its policy (13)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/applied-seen
@setup

=== policy patched
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: patched}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'patched': 'yes'}}}"}}
  - {patchType: JSONPatch, jsonPatch: {expression: "[JSONPatch{op: 'test', path: '/data/a', value: '1'}, JSONPatch{op: 'replace', path: '/data/a', value: string(1 + 1)}, JSONPatch{op: 'add', path: '/metadata/annotations', value: {'x~y': 'z'}}, JSONPatch{op: 'copy', from: '/data/a', path: '/data/copy'}]"}}

=== and its binding (14)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: patched}
spec:
  policyName: patched
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== a policy to see it by (2)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: patched-seen}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.metadata.name != 'probe' || !has(object.metadata.labels) || !('patched' in object.metadata.labels)"}]

=== and its binding (15)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: patched-seen}
spec:
  policyName: patched-seen
  validationActions: [Deny]
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (12)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== patched
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.annotations",
        "message": "Invalid value: \"x~y\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "it-0"
  },
  "kind": "Status",
  "message": "ConfigMap \"it-0\" is invalid: metadata.annotations: Invalid value: \"x~y\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a test that fails
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-1, labels: {own: '1'}}
data: {a: '2'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "own": "1",
      "patched": "yes"
    },
    "name": "it-1",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== no data
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-2, labels: {own: '1'}}
data: null
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'patched' with binding 'patched' denied request: JSON Patch: test operation does not apply: is missing path: /data/a: missing value"
      }
    ],
    "kind": "configmaps",
    "name": "it-2"
  },
  "kind": "Status",
  "message": "policy 'patched' with binding 'patched' denied request: JSON Patch: test operation does not apply: is missing path: /data/a: missing value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of patched
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/patched
@setup

=== and its policy (14)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/patched
@setup

=== until it is gone (13)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== the end of patched-seen
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/patched-seen
@setup

=== and its policy (15)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/patched-seen
@setup

=== policy again
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: again}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: IfNeeded
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'again': 'yes'}}}"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.a + '+'}}"}}

=== and its binding (16)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: again}
spec:
  policyName: again
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== a policy to see it by (3)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: again-seen}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.metadata.name != 'probe' || !has(object.metadata.labels) || !('again' in object.metadata.labels)"}]

=== and its binding (17)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: again-seen}
spec:
  policyName: again-seen
  validationActions: [Deny]
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (13)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== invoked again
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1++"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "again": "yes",
      "own": "1"
    },
    "name": "it-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of again
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/again
@setup

=== and its policy (16)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/again
@setup

=== until it is gone (14)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== the end of again-seen
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/again-seen
@setup

=== and its policy (17)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/again-seen
@setup

=== policy never
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: never}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'never': 'yes'}}}"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.a + '+'}}"}}

=== and its binding (18)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: never}
spec:
  policyName: never
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== a policy to see it by (4)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: never-seen}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.metadata.name != 'probe' || !has(object.metadata.labels) || !('never' in object.metadata.labels)"}]

=== and its binding (19)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: never-seen}
spec:
  policyName: never-seen
  validationActions: [Deny]
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (14)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== invoked once
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1+"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "never": "yes",
      "own": "1"
    },
    "name": "it-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of never
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/never
@setup

=== and its policy (18)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/never
@setup

=== until it is gone (15)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== the end of never-seen
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/never-seen
@setup

=== and its policy (19)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/never-seen
@setup

=== policy param
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: param}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  paramKind: {apiVersion: v1, kind: ConfigMap}
  reinvocationPolicy: Never
  variables: [{name: max, expression: params.data.max}]
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'param': 'yes'}}}"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'max': variables.max}}"}}

=== and its binding (20)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: param}
spec:
  policyName: param
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  paramRef: {name: limits, parameterNotFoundAction: Deny}

=== a policy to see it by (5)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: param-seen}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "object.metadata.name != 'probe' || !has(object.metadata.labels) || !('param' in object.metadata.labels)"}]

=== and its binding (21)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: param-seen}
spec:
  policyName: param-seen
  validationActions: [Deny]
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (15)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== with a param
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "1",
    "max": "2"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "own": "1",
      "param": "yes"
    },
    "name": "it-0",
    "namespace": "policies",
    "uid": "<uid>"
  }
}

=== the end of param
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/param
@setup

=== and its policy (20)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/param
@setup

=== until it is gone (16)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe, labels: {own: '1'}}
data: {a: '1'}

=== the end of param-seen
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/param-seen
@setup

=== and its policy (21)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/param-seen
@setup

=== policy schema
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: schema}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{spec: Object.spec{a: 1}}"}}

=== and its binding (22)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: schema}
spec:
  policyName: schema
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (16)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== a field that is not there
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'schema' with binding 'schema' denied request: error applying patch: failed to convert patch object to typed object: .spec: field not declared in schema"
      }
    ],
    "kind": "configmaps",
    "name": "it-0"
  },
  "kind": "Status",
  "message": "policy 'schema' with binding 'schema' denied request: error applying patch: failed to convert patch object to typed object: .spec: field not declared in schema",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of schema
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/schema
@setup

=== and its policy (22)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/schema
@setup

=== until it is gone (17)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy mismatch
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: mismatch}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.spec{a: 1}}"}}

=== and its binding (23)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: mismatch}
spec:
  policyName: mismatch
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (17)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== types that do not match
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'mismatch' with binding 'mismatch' denied request: type mismatch: unexpected type name \"Object.spec\", expected \"Object.metadata\", which matches field name path from root Object type"
      }
    ],
    "kind": "configmaps",
    "name": "it-0"
  },
  "kind": "Status",
  "message": "policy 'mismatch' with binding 'mismatch' denied request: type mismatch: unexpected type name \"Object.spec\", expected \"Object.metadata\", which matches field name path from root Object type",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of mismatch
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/mismatch
@setup

=== and its policy (23)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/mismatch
@setup

=== until it is gone (18)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy atomic
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: atomic}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{managedFields: [Object.metadata.managedFields{manager: 'x'}]}}"}}

=== and its binding (24)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: atomic}
spec:
  policyName: atomic
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (18)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== an atomic list
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'atomic' with binding 'atomic' denied request: error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .metadata.managedFields"
      }
    ],
    "kind": "configmaps",
    "name": "it-0"
  },
  "kind": "Status",
  "message": "policy 'atomic' with binding 'atomic' denied request: error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .metadata.managedFields",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of atomic
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/atomic
@setup

=== and its policy (24)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/atomic
@setup

=== until it is gone (19)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy strict
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: strict}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: JSONPatch, jsonPatch: {expression: "[JSONPatch{op: 'add', path: '/spec', value: {'a': 1}}]"}}

=== and its binding (25)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: strict}
spec:
  policyName: strict
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (19)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 500
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== an unknown field
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "strict decoding error: unknown field \"spec\""
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: strict decoding error: unknown field \"spec\"",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== the end of strict
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/strict
@setup

=== and its policy (25)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/strict
@setup

=== until it is gone (20)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy failing
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: failing}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  reinvocationPolicy: Never
  mutations:
  - {patchType: JSONPatch, jsonPatch: {expression: "[JSONPatch{op: 'replace', path: '/spec/x', value: 'y'}]"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.nothing}}"}}

=== and its binding (26)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: failing}
spec:
  policyName: failing
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== until it is in force (20)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== two that fail
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'failing' with binding 'failing' denied request: JSON Patch: replace operation does not apply: doc is missing path: /spec/x: missing value"
      },
      {
        "message": "policy 'failing' with binding 'failing' denied request: expression 'Object{data: {'a': object.data.nothing}}' resulted in error: no such key: nothing"
      }
    ],
    "kind": "configmaps",
    "name": "it-0"
  },
  "kind": "Status",
  "message": "policy 'failing' with binding 'failing' denied request: JSON Patch: replace operation does not apply: doc is missing path: /spec/x: missing value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of failing
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/failing
@setup

=== and its policy (26)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/failing
@setup

=== until it is gone (21)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== policy missing
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: missing}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-params, expression: "object.metadata.name != 'limits'"}]
  paramKind: {apiVersion: v1, kind: ConfigMap}
  reinvocationPolicy: Never
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'missing': 'yes'}}}"}}

=== and its binding (27)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: missing}
spec:
  policyName: missing
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  paramRef: {name: nothing, parameterNotFoundAction: Deny}

=== until it is in force (21)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== no param
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: it-0, labels: {own: '1'}}
data: {a: '1'}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "causes": [
      {
        "message": "policy 'missing' with binding 'missing' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction"
      }
    ],
    "kind": "configmaps",
    "name": "it-0"
  },
  "kind": "Status",
  "message": "policy 'missing' with binding 'missing' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== the end of missing
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/missing
@setup

=== and its policy (27)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/missing
@setup

=== until it is gone (22)
POST /api/v1/namespaces/policies/configmaps?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: probe}
data: {a: '1'}

=== an account
POST /api/v1/namespaces/policies/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== policy pods
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: pods}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
  reinvocationPolicy: Never
  mutations:
  - patchType: ApplyConfiguration
    applyConfiguration:
      expression: |-
        Object{spec: Object.spec{
          containers: object.spec.containers.map(c, Object.spec.containers{name: c.name, env: [Object.spec.containers.env{name: 'BY', value: 'policy'}]}),
          initContainers: [Object.spec.initContainers{name: 'mesh', image: 'mesh', restartPolicy: 'Always'}]
        }}

=== and its binding (28)
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: pods}
spec:
  policyName: pods
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}

=== a policy to see it by (6)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: pods-seen}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
  validations: [{expression: "object.metadata.name != 'probe' || !has(object.spec.initContainers)"}]

=== and its binding (29)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: pods-seen}
spec:
  policyName: pods-seen
  validationActions: [Deny]

=== until it is in force (22)
POST /api/v1/namespaces/policies/pods?dryRun=All
@until 4xx
@yaml

apiVersion: v1
kind: Pod
metadata: {name: probe}
spec:
  containers: [{name: a, image: a, env: [{name: OWN, value: '1'}]}, {name: b, image: b}]

=== a pod with more in it
POST /api/v1/namespaces/policies/pods?dryRun=All
@yaml

apiVersion: v1
kind: Pod
metadata: {name: it}
spec:
  containers: [{name: a, image: a, env: [{name: OWN, value: '1'}]}, {name: b, image: b}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "it",
    "namespace": "policies",
    "uid": "<uid>"
  },
  "spec": {
    "containers": [
      {
        "env": [
          {
            "name": "OWN",
            "value": "1"
          },
          {
            "name": "BY",
            "value": "policy"
          }
        ],
        "image": "a",
        "imagePullPolicy": "Always",
        "name": "a",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
            "name": "kube-api-access-<generated>",
            "readOnly": true
          }
        ]
      },
      {
        "env": [
          {
            "name": "BY",
            "value": "policy"
          }
        ],
        "image": "b",
        "imagePullPolicy": "Always",
        "name": "b",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
            "name": "kube-api-access-<generated>",
            "readOnly": true
          }
        ]
      }
    ],
    "dnsPolicy": "ClusterFirst",
    "enableServiceLinks": true,
    "initContainers": [
      {
        "image": "mesh",
        "imagePullPolicy": "Always",
        "name": "mesh",
        "resources": {},
        "restartPolicy": "Always",
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
          {
            "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
            "name": "kube-api-access-<generated>",
            "readOnly": true
          }
        ]
      }
    ],
    "preemptionPolicy": "PreemptLowerPriority",
    "priority": 0,
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": {},
    "serviceAccount": "default",
    "serviceAccountName": "default",
    "terminationGracePeriodSeconds": 30,
    "tolerations": [
      {
        "effect": "NoExecute",
        "key": "node.kubernetes.io/not-ready",
        "operator": "Exists",
        "tolerationSeconds": 300
      },
      {
        "effect": "NoExecute",
        "key": "node.kubernetes.io/unreachable",
        "operator": "Exists",
        "tolerationSeconds": 300
      }
    ],
    "volumes": [
      {
        "name": "kube-api-access-<generated>",
        "projected": {
          "defaultMode": 420,
          "sources": [
            {
              "serviceAccountToken": {
                "expirationSeconds": 3607,
                "path": "token"
              }
            },
            {
              "configMap": {
                "items": [
                  {
                    "key": "ca.crt",
                    "path": "ca.crt"
                  }
                ],
                "name": "kube-root-ca.crt"
              }
            },
            {
              "downwardAPI": {
                "items": [
                  {
                    "fieldRef": {
                      "apiVersion": "v1",
                      "fieldPath": "metadata.namespace"
                    },
                    "path": "namespace"
                  }
                ]
              }
            }
          ]
        }
      }
    ]
  },
  "status": {
    "phase": "Pending",
    "qosClass": "BestEffort"
  }
}

=== the end of pods
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/pods
@setup

=== and its policy (28)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/pods
@setup

=== until it is gone (23)
POST /api/v1/namespaces/policies/pods?dryRun=All
@until 201
@yaml

apiVersion: v1
kind: Pod
metadata: {name: probe}
spec:
  containers: [{name: a, image: a, env: [{name: OWN, value: '1'}]}, {name: b, image: b}]

=== the end of pods-seen
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/pods-seen
@setup

=== and its policy (29)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/pods-seen
@setup

=== policy versions
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: versions}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [autoscaling], apiVersions: [v2], operations: [CREATE], resources: [horizontalpodautoscalers]}]}
  validations: [{expression: "object.apiVersion == 'autoscaling/v2' && request.kind.version == 'v2' && request.requestKind.version == 'v1' && object.spec.metrics[0].resource.target.averageUtilization < 50", messageExpression: "'at ' + string(object.spec.metrics[0].resource.target.averageUtilization) + ' as ' + object.apiVersion"}]

=== and its binding (30)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: versions}
spec:
  policyName: versions
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (23)
POST /apis/autoscaling/v1/namespaces/policies/horizontalpodautoscalers?dryRun=All
@until 4xx
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 3, targetCPUUtilizationPercentage: 70, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}

=== one version seen as another
POST /apis/autoscaling/v1/namespaces/policies/horizontalpodautoscalers?dryRun=All
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 3, targetCPUUtilizationPercentage: 70, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'versions' with binding 'versions' denied request: at 70 as autoscaling/v2"
      }
    ],
    "group": "autoscaling",
    "kind": "horizontalpodautoscalers",
    "name": "h"
  },
  "kind": "Status",
  "message": "horizontalpodautoscalers.autoscaling \"h\" is forbidden: ValidatingAdmissionPolicy 'versions' with binding 'versions' denied request: at 70 as autoscaling/v2",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== and let pass
POST /apis/autoscaling/v1/namespaces/policies/horizontalpodautoscalers?dryRun=All
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 3, targetCPUUtilizationPercentage: 30, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "kind": "HorizontalPodAutoscaler",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "h",
    "namespace": "policies",
    "uid": "<uid>"
  },
  "spec": {
    "maxReplicas": 3,
    "minReplicas": 1,
    "scaleTargetRef": {
      "apiVersion": "apps/v1",
      "kind": "Deployment",
      "name": "d"
    },
    "targetCPUUtilizationPercentage": 30
  },
  "status": {
    "currentReplicas": 0,
    "desiredReplicas": 0
  }
}

=== the end of versions
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/versions
@setup

=== and its policy (30)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/versions
@setup

=== until it is gone (24)
POST /apis/autoscaling/v1/namespaces/policies/horizontalpodautoscalers?dryRun=All
@until 201
@yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 3, targetCPUUtilizationPercentage: 70, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}

=== policy keep
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: keep}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [configmaps]}]}
  validations: [{expression: "oldObject.metadata.name != 'limits' || object != null", messageExpression: "oldObject.metadata.name + ' stays, ' + request.options.kind"}]

=== and its binding (31)
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: keep}
spec:
  policyName: keep
  matchResources: {namespaceSelector: {matchLabels: {policies: 'on'}}}
  validationActions: [Deny]

=== until it is in force (24)
DELETE /api/v1/namespaces/policies/configmaps/limits?dryRun=All
@until 4xx

=== a delete refused
DELETE /api/v1/namespaces/policies/configmaps/limits?dryRun=All
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "message": "ValidatingAdmissionPolicy 'keep' with binding 'keep' denied request: limits stays, DeleteOptions"
      }
    ],
    "kind": "configmaps",
    "name": "limits"
  },
  "kind": "Status",
  "message": "configmaps \"limits\" is forbidden: ValidatingAdmissionPolicy 'keep' with binding 'keep' denied request: limits stays, DeleteOptions",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== the end of keep
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/keep
@setup

=== and its policy (31)
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/keep
@setup

=== until it is gone (25)
DELETE /api/v1/namespaces/policies/configmaps/limits?dryRun=All
@until 200

=== the namespace goes
DELETE /api/v1/namespaces/policies
@setup
