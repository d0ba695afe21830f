# Admission policies and their bindings as objects: what is filled in, what is
# refused. None of them is ever in force.

=== a whole validating policy
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: whole}
spec:
  paramKind: {apiVersion: v1, kind: ConfigMap}
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: not-kubelets, expression: "!('system:nodes' in request.userInfo.groups)"}]
  variables: [{name: size, expression: object.data.size()}, {name: small, expression: variables.size < 3}]
  validations:
  - {expression: variables.small, messageExpression: "'too many: ' + string(variables.size)", reason: Forbidden}
  - {expression: "params == null || authorizer.group('').resource('pods').check('get').allowed()", message: "no params  "}
  auditAnnotations: [{key: size, valueExpression: "string(variables.size)"}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingAdmissionPolicy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "whole",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "auditAnnotations": [
      {
        "key": "size",
        "valueExpression": "string(variables.size)"
      }
    ],
    "failurePolicy": "Fail",
    "matchConditions": [
      {
        "expression": "!('system:nodes' in request.userInfo.groups)",
        "name": "not-kubelets"
      }
    ],
    "matchConstraints": {
      "matchPolicy": "Equivalent",
      "namespaceSelector": {},
      "objectSelector": {},
      "resourceRules": [
        {
          "apiGroups": [
            ""
          ],
          "apiVersions": [
            "v1"
          ],
          "operations": [
            "CREATE",
            "UPDATE"
          ],
          "resources": [
            "configmaps"
          ],
          "scope": "*"
        }
      ]
    },
    "paramKind": {
      "apiVersion": "v1",
      "kind": "ConfigMap"
    },
    "validations": [
      {
        "expression": "variables.small",
        "messageExpression": "'too many: ' + string(variables.size)",
        "reason": "Forbidden"
      },
      {
        "expression": "params == null || authorizer.group('').resource('pods').check('get').allowed()",
        "message": "no params  "
      }
    ],
    "variables": [
      {
        "expression": "object.data.size()",
        "name": "size"
      },
      {
        "expression": "variables.size < 3",
        "name": "small"
      }
    ]
  },
  "status": {}
}

=== its table
GET /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole
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
      "description": "Validations indicates the number of validation rules defined in this configuration",
      "format": "",
      "name": "Validations",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "ParamKind specifies the kind of resources used to parameterize this policy",
      "format": "",
      "name": "ParamKind",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
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
        "whole",
        2,
        "v1/ConfigMap",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "name": "whole",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== a change without a difference
PATCH /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole
Content-Type: application/merge-patch+json

{"spec": {"failurePolicy": "Fail"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingAdmissionPolicy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "whole",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "auditAnnotations": [
      {
        "key": "size",
        "valueExpression": "string(variables.size)"
      }
    ],
    "failurePolicy": "Fail",
    "matchConditions": [
      {
        "expression": "!('system:nodes' in request.userInfo.groups)",
        "name": "not-kubelets"
      }
    ],
    "matchConstraints": {
      "matchPolicy": "Equivalent",
      "namespaceSelector": {},
      "objectSelector": {},
      "resourceRules": [
        {
          "apiGroups": [
            ""
          ],
          "apiVersions": [
            "v1"
          ],
          "operations": [
            "CREATE",
            "UPDATE"
          ],
          "resources": [
            "configmaps"
          ],
          "scope": "*"
        }
      ]
    },
    "paramKind": {
      "apiVersion": "v1",
      "kind": "ConfigMap"
    },
    "validations": [
      {
        "expression": "variables.small",
        "messageExpression": "'too many: ' + string(variables.size)",
        "reason": "Forbidden"
      },
      {
        "expression": "params == null || authorizer.group('').resource('pods').check('get').allowed()",
        "message": "no params  "
      }
    ],
    "variables": [
      {
        "expression": "object.data.size()",
        "name": "size"
      },
      {
        "expression": "variables.size < 3",
        "name": "small"
      }
    ]
  },
  "status": {}
}

=== a change of the spec
PATCH /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole
Content-Type: application/merge-patch+json

{"spec": {"failurePolicy": "Ignore"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingAdmissionPolicy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "whole",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "auditAnnotations": [
      {
        "key": "size",
        "valueExpression": "string(variables.size)"
      }
    ],
    "failurePolicy": "Ignore",
    "matchConditions": [
      {
        "expression": "!('system:nodes' in request.userInfo.groups)",
        "name": "not-kubelets"
      }
    ],
    "matchConstraints": {
      "matchPolicy": "Equivalent",
      "namespaceSelector": {},
      "objectSelector": {},
      "resourceRules": [
        {
          "apiGroups": [
            ""
          ],
          "apiVersions": [
            "v1"
          ],
          "operations": [
            "CREATE",
            "UPDATE"
          ],
          "resources": [
            "configmaps"
          ],
          "scope": "*"
        }
      ]
    },
    "paramKind": {
      "apiVersion": "v1",
      "kind": "ConfigMap"
    },
    "validations": [
      {
        "expression": "variables.small",
        "messageExpression": "'too many: ' + string(variables.size)",
        "reason": "Forbidden"
      },
      {
        "expression": "params == null || authorizer.group('').resource('pods').check('get').allowed()",
        "message": "no params  "
      }
    ],
    "variables": [
      {
        "expression": "object.data.size()",
        "name": "size"
      },
      {
        "expression": "variables.size < 3",
        "name": "small"
      }
    ]
  },
  "status": {}
}

=== a status
PATCH /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole/status
Content-Type: application/merge-patch+json

{"status": {"observedGeneration": 2, "typeChecking": {"expressionWarnings": [{"fieldRef": "spec.validations[0].expression", "warning": "hm"}]}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingAdmissionPolicy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 2,
    "name": "whole",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "auditAnnotations": [
      {
        "key": "size",
        "valueExpression": "string(variables.size)"
      }
    ],
    "failurePolicy": "Ignore",
    "matchConditions": [
      {
        "expression": "!('system:nodes' in request.userInfo.groups)",
        "name": "not-kubelets"
      }
    ],
    "matchConstraints": {
      "matchPolicy": "Equivalent",
      "namespaceSelector": {},
      "objectSelector": {},
      "resourceRules": [
        {
          "apiGroups": [
            ""
          ],
          "apiVersions": [
            "v1"
          ],
          "operations": [
            "CREATE",
            "UPDATE"
          ],
          "resources": [
            "configmaps"
          ],
          "scope": "*"
        }
      ]
    },
    "paramKind": {
      "apiVersion": "v1",
      "kind": "ConfigMap"
    },
    "validations": [
      {
        "expression": "variables.small",
        "messageExpression": "'too many: ' + string(variables.size)",
        "reason": "Forbidden"
      },
      {
        "expression": "params == null || authorizer.group('').resource('pods').check('get').allowed()",
        "message": "no params  "
      }
    ],
    "variables": [
      {
        "expression": "object.data.size()",
        "name": "size"
      },
      {
        "expression": "variables.size < 3",
        "name": "small"
      }
    ]
  },
  "status": {
    "observedGeneration": 2,
    "typeChecking": {
      "expressionWarnings": [
        {
          "fieldRef": "spec.validations[0].expression",
          "warning": "hm"
        }
      ]
    }
  }
}

=== a bad status
PATCH /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole/status
Content-Type: application/merge-patch+json

{"status": {"typeChecking": {"expressionWarnings": [{"fieldRef": "spec.validations[0", "warning": ""}, {"fieldRef": " ", "warning": "x"}]}, "conditions": [{"type": "A b", "status": "Maybe", "reason": "", "message": "", "lastTransitionTime": null}]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.typeChecking.expressionWarnings[0].warning",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "status.typeChecking.expressionWarnings[0].fieldRef",
        "message": "Invalid value: \"spec.validations[0\": invalid JSONPath: unterminated array",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.typeChecking.expressionWarnings[1].fieldRef",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "status.conditions[0].type",
        "message": "Invalid value: \"A b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.conditions[0].status",
        "message": "Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "status.conditions[0].lastTransitionTime",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "status.conditions[0].reason",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "whole"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"whole\" is invalid: [status.typeChecking.expressionWarnings[0].warning: Required value, status.typeChecking.expressionWarnings[0].fieldRef: Invalid value: \"spec.validations[0\": invalid JSONPath: unterminated array, status.typeChecking.expressionWarnings[1].fieldRef: Required value, status.conditions[0].type: Invalid value: \"A b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\", status.conditions[0].lastTransitionTime: Required value, status.conditions[0].reason: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== nothing in it
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: empty}
spec:
  failurePolicy: Fail
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.matchConstraints",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.validations",
        "message": "Required value: validations or auditAnnotations must contain at least one item",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.auditAnnotations",
        "message": "Required value: validations or auditAnnotations must contain at least one item",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "empty"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"empty\" is invalid: [spec.matchConstraints: Required value, spec.validations: Required value: validations or auditAnnotations must contain at least one item, spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== odd values
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: odd}
spec:
  failurePolicy: Sometimes
  paramKind: {apiVersion: a/b/c, kind: 1Kind}
  matchConstraints: {matchPolicy: Almost, resourceRules: []}
  validations: [{expression: " "}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.failurePolicy",
        "message": "Unsupported value: \"Sometimes\": supported values: \"Fail\", \"Ignore\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.paramKind.apiVersion",
        "message": "Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.paramKind.kind",
        "message": "Invalid value: \"1Kind\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.matchPolicy",
        "message": "Unsupported value: \"Almost\": supported values: \"Equivalent\", \"Exact\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.matchConstraints.resourceRules",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.validations[0].expression",
        "message": "Required value: expression is not specified",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "odd"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"odd\" is invalid: [spec.failurePolicy: Unsupported value: \"Sometimes\": supported values: \"Fail\", \"Ignore\", spec.paramKind.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c, spec.paramKind.kind: Invalid value: \"1Kind\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.matchConstraints.matchPolicy: Unsupported value: \"Almost\": supported values: \"Equivalent\", \"Exact\", spec.matchConstraints.resourceRules: Required value, spec.validations[0].expression: Required value: expression is not specified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a param kind that cannot be
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: params}
spec:
  paramKind: {apiVersion: Upper/V1, kind: Two Words}
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "true"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.paramKind.apiVersion",
        "message": "Invalid value: \"Upper\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.paramKind.apiVersion",
        "message": "Invalid value: \"V1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.paramKind.kind",
        "message": "Invalid value: \"Two Words\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "params"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"params\" is invalid: [spec.paramKind.apiVersion: Invalid value: \"Upper\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.paramKind.apiVersion: Invalid value: \"V1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.paramKind.kind: Invalid value: \"Two Words\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a param kind without a version
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: params}
spec:
  paramKind: {apiVersion: apps/, kind: Deployment}
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: "true"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.paramKind.apiVersion",
        "message": "Invalid value: \"apps/\": version must be specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "params"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"params\" is invalid: spec.paramKind.apiVersion: Invalid value: \"apps/\": version must be specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== expressions that do not compile
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: syntax}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: 'object.'}, {expression: 'nobody == 1'}, {expression: '1 + 1'}, {expression: 'object.x == params.y'}, {expression: 'request.nothing'}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validations[0].expression",
        "message": "Invalid value: \"object.\": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n | object.\n | .......^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[1].expression",
        "message": "Invalid value: \"nobody == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'nobody' (in container '')\n | nobody == 1\n | ^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[2].expression",
        "message": "Invalid value: \"1 + 1\": must evaluate to bool but got int",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[3].expression",
        "message": "Invalid value: \"object.x == params.y\": compilation failed: ERROR: <input>:1:13: undeclared reference to 'params' (in container '')\n | object.x == params.y\n | ............^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[4].expression",
        "message": "Invalid value: \"request.nothing\": compilation failed: ERROR: <input>:1:8: undefined field 'nothing'\n | request.nothing\n | .......^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "syntax"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"syntax\" is invalid: [spec.validations[0].expression: Invalid value: \"object.\": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n | object.\n | .......^, spec.validations[1].expression: Invalid value: \"nobody == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'nobody' (in container '')\n | nobody == 1\n | ^, spec.validations[2].expression: Invalid value: \"1 + 1\": must evaluate to bool but got int, spec.validations[3].expression: Invalid value: \"object.x == params.y\": compilation failed: ERROR: <input>:1:13: undeclared reference to 'params' (in container '')\n | object.x == params.y\n | ............^, spec.validations[4].expression: Invalid value: \"request.nothing\": compilation failed: ERROR: <input>:1:8: undefined field 'nothing'\n | request.nothing\n | .......^]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== messages that do not fit
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: messages}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations:
  - {expression: "true", message: " ", messageExpression: " "}
  - {expression: "true", message: "a\nb", messageExpression: "1"}
  - {expression: "true", messageExpression: "authorizer.path('/x').check('get').reason()", reason: Teapot}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validations[0].messageExpression",
        "message": "Invalid value: \" \": must be non-empty if specified",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[0].message",
        "message": "Invalid value: \" \": must be non-empty if specified",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[1].messageExpression",
        "message": "Invalid value: \"1\": must evaluate to string but got int",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[1].message",
        "message": "Invalid value: \"a\\nb\": must not contain line breaks",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[2].messageExpression",
        "message": "Invalid value: \"authorizer.path('/x').check('get').reason()\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'authorizer' (in container '')\n | authorizer.path('/x').check('get').reason()\n | ^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[2].reason",
        "message": "Unsupported value: \"Teapot\": supported values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "messages"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"messages\" is invalid: [spec.validations[0].messageExpression: Invalid value: \" \": must be non-empty if specified, spec.validations[0].message: Invalid value: \" \": must be non-empty if specified, spec.validations[1].messageExpression: Invalid value: \"1\": must evaluate to string but got int, spec.validations[1].message: Invalid value: \"a\\nb\": must not contain line breaks, spec.validations[2].messageExpression: Invalid value: \"authorizer.path('/x').check('get').reason()\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'authorizer' (in container '')\n | authorizer.path('/x').check('get').reason()\n | ^, spec.validations[2].reason: Unsupported value: \"Teapot\": supported values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== variables that do not fit
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: variables}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  variables: [{name: "", expression: "1"}, {name: for, expression: "1"}, {name: a-b, expression: ""}, {name: twice, expression: variables.later}, {name: later, expression: "1"}]
  validations: [{expression: "variables.later == 'x'"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.variables[0].name",
        "message": "Required value: name is not specified",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.variables[1].name",
        "message": "Invalid value: \"for\": must be a valid CEL identifier",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.variables[2].name",
        "message": "Invalid value: \"a-b\": must be a valid CEL identifier",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.variables[2].expression",
        "message": "Required value: expression is not specified",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.variables[3].expression",
        "message": "Invalid value: \"variables.later\": compilation failed: ERROR: <input>:1:10: undefined field 'later'\n | variables.later\n | .........^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validations[0].expression",
        "message": "Invalid value: \"variables.later == 'x'\": compilation failed: ERROR: <input>:1:17: found no matching overload for '_==_' applied to '(int, string)'\n | variables.later == 'x'\n | ................^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "variables"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"variables\" is invalid: [spec.variables[0].name: Required value: name is not specified, spec.variables[1].name: Invalid value: \"for\": must be a valid CEL identifier, spec.variables[2].name: Invalid value: \"a-b\": must be a valid CEL identifier, spec.variables[2].expression: Required value: expression is not specified, spec.variables[3].expression: Invalid value: \"variables.later\": compilation failed: ERROR: <input>:1:10: undefined field 'later'\n | variables.later\n | .........^, spec.validations[0].expression: Invalid value: \"variables.later == 'x'\": compilation failed: ERROR: <input>:1:17: found no matching overload for '_==_' applied to '(int, string)'\n | variables.later == 'x'\n | ................^]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== variables where there are none
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: variables}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: 'variables.a'}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validations[0].expression",
        "message": "Invalid value: \"variables.a\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container '')\n | variables.a\n | ^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "variables"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"variables\" is invalid: spec.validations[0].expression: Invalid value: \"variables.a\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container '')\n | variables.a\n | ^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== annotations that do not fit
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: annotations}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  auditAnnotations: [{key: "", valueExpression: "'x'"}, {key: a b, valueExpression: "1"}, {key: same, valueExpression: "'x'"}, {key: same, valueExpression: ""}, {key: dyn, valueExpression: object.x}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.auditAnnotations[0].key",
        "message": "Invalid value: \"annotations/\": name part must be non-empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.auditAnnotations[0].key",
        "message": "Invalid value: \"annotations/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.auditAnnotations[1].key",
        "message": "Invalid value: \"annotations/a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.auditAnnotations[1].valueExpression",
        "message": "Invalid value: \"1\": must evaluate to one of [string null_type] but got int",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.auditAnnotations[3].valueExpression",
        "message": "Required value: valueExpression is not specified",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.auditAnnotations[3].key",
        "message": "Duplicate value: \"same\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "spec.auditAnnotations[4].valueExpression",
        "message": "Invalid value: \"object.x\": must evaluate to one of [string null_type] but got dyn",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "annotations"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"annotations\" is invalid: [spec.auditAnnotations[0].key: Invalid value: \"annotations/\": name part must be non-empty, spec.auditAnnotations[0].key: Invalid value: \"annotations/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.auditAnnotations[1].key: Invalid value: \"annotations/a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.auditAnnotations[1].valueExpression: Invalid value: \"1\": must evaluate to one of [string null_type] but got int, spec.auditAnnotations[3].valueExpression: Required value: valueExpression is not specified, spec.auditAnnotations[3].key: Duplicate value: \"same\", spec.auditAnnotations[4].valueExpression: Invalid value: \"object.x\": must evaluate to one of [string null_type] but got dyn]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== conditions that do not fit
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: conditions}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  matchConditions: [{name: "", expression: "true"}, {name: a b, expression: ""}, {name: c, expression: "1"}, {name: c, expression: params.x}, {name: d, expression: variables.x}]
  variables: [{name: x, expression: "true"}]
  validations: [{expression: "true"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.matchConditions[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchConditions[1].expression",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchConditions[1].name",
        "message": "Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConditions[2].expression",
        "message": "Invalid value: \"1\": must evaluate to bool but got int",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConditions[3].expression",
        "message": "Invalid value: \"params.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x\n | ^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConditions[3].name",
        "message": "Duplicate value: \"c\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "spec.matchConditions[4].expression",
        "message": "Invalid value: \"variables.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container '')\n | variables.x\n | ^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "conditions"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"conditions\" is invalid: [spec.matchConditions[0].name: Required value, spec.matchConditions[1].expression: Required value, spec.matchConditions[1].name: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.matchConditions[2].expression: Invalid value: \"1\": must evaluate to bool but got int, spec.matchConditions[3].expression: Invalid value: \"params.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x\n | ^, spec.matchConditions[3].name: Duplicate value: \"c\", spec.matchConditions[4].expression: Invalid value: \"variables.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container '')\n | variables.x\n | ^]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== rules that do not fit
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: rules}
spec:
  matchConstraints:
    namespaceSelector: {matchLabels: {a b: c}}
    objectSelector: {matchExpressions: [{key: a, operator: Near}]}
    resourceRules:
    - {apiGroups: ["*", apps], apiVersions: [""], operations: [CREATE, "*", GROW], resources: ["*", pods, "pods/*", pods/status], scope: Half, resourceNames: [a, a, b/c]}
    excludeResourceRules:
    - {apiGroups: [], apiVersions: [], operations: [], resources: []}
  validations: [{expression: "true"}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.matchConstraints.namespaceSelector.matchLabels",
        "message": "Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.objectSelector.matchExpressions[0].operator",
        "message": "Invalid value: \"Near\": not a valid selector operator",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].resourceNames[1]",
        "message": "Duplicate value: \"a\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].resourceNames[2]",
        "message": "Invalid value: \"b/c\": may not contain '/'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].operations",
        "message": "Invalid value: [\"CREATE\",\"*\",\"GROW\"]: if '*' is present, must not specify other operations",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].operations[2]",
        "message": "Unsupported value: \"GROW\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].apiGroups",
        "message": "Invalid value: [\"*\",\"apps\"]: if '*' is present, must not specify other API groups",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].apiVersions[0]",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].resources[3]",
        "message": "Invalid value: \"pods/status\": if 'pods/*' is present, must not specify pods/status",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].resources",
        "message": "Invalid value: [\"*\",\"pods\",\"pods/*\",\"pods/status\"]: if '*' is present, must not specify other resources without subresources",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.matchConstraints.resourceRules[0].scope",
        "message": "Unsupported value: \"Half\": supported values: \"*\", \"Cluster\", \"Namespaced\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.matchConstraints.excludeResourceRules[0].operations",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchConstraints.excludeResourceRules[0].apiGroups",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchConstraints.excludeResourceRules[0].apiVersions",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchConstraints.excludeResourceRules[0].resources",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy",
    "name": "rules"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"rules\" is invalid: [spec.matchConstraints.namespaceSelector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.matchConstraints.objectSelector.matchExpressions[0].operator: Invalid value: \"Near\": not a valid selector operator, spec.matchConstraints.resourceRules[0].resourceNames[1]: Duplicate value: \"a\", spec.matchConstraints.resourceRules[0].resourceNames[2]: Invalid value: \"b/c\": may not contain '/', spec.matchConstraints.resourceRules[0].operations: Invalid value: [\"CREATE\",\"*\",\"GROW\"]: if '*' is present, must not specify other operations, spec.matchConstraints.resourceRules[0].operations[2]: Unsupported value: \"GROW\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\", spec.matchConstraints.resourceRules[0].apiGroups: Invalid value: [\"*\",\"apps\"]: if '*' is present, must not specify other API groups, spec.matchConstraints.resourceRules[0].apiVersions[0]: Required value, spec.matchConstraints.resourceRules[0].resources[3]: Invalid value: \"pods/status\": if 'pods/*' is present, must not specify pods/status, spec.matchConstraints.resourceRules[0].resources: Invalid value: [\"*\",\"pods\",\"pods/*\",\"pods/status\"]: if '*' is present, must not specify other resources without subresources, spec.matchConstraints.resourceRules[0].scope: Unsupported value: \"Half\": supported values: \"*\", \"Cluster\", \"Namespaced\", spec.matchConstraints.excludeResourceRules[0].operations: Required value, spec.matchConstraints.excludeResourceRules[0].apiGroups: Required value, spec.matchConstraints.excludeResourceRules[0].apiVersions: Required value, spec.matchConstraints.excludeResourceRules[0].resources: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no name
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: 'true'}]
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
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicy"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an update without a revision
PUT /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: whole}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
  validations: [{expression: 'true'}]
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
    "group": "admissionregistration.k8s.io",
    "kind": "validatingadmissionpolicies",
    "name": "whole"
  },
  "kind": "Status",
  "message": "validatingadmissionpolicies.admissionregistration.k8s.io \"whole\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a binding
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: bound}
spec:
  policyName: whole
  validationActions: [Deny, Audit]
  paramRef: {name: a, namespace: b, parameterNotFoundAction: Deny}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingAdmissionPolicyBinding",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "bound",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "paramRef": {
      "name": "a",
      "namespace": "b",
      "parameterNotFoundAction": "Deny"
    },
    "policyName": "whole",
    "validationActions": [
      "Deny",
      "Audit"
    ]
  }
}

=== its table (2)
GET /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/bound
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
      "description": "PolicyName indicates the policy definition which the policy binding binded to",
      "format": "",
      "name": "PolicyName",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "ParamRef indicates the param resource which sets the configuration param",
      "format": "",
      "name": "ParamRef",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
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
        "bound",
        "whole",
        "b/a",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "name": "bound",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== a binding of nothing
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: unbound}
spec:
  matchResources: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.policyName",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.validationActions",
        "message": "Required value: at least one validation action is required",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicyBinding",
    "name": "unbound"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io \"unbound\" is invalid: [spec.policyName: Required value, spec.validationActions: Required value: at least one validation action is required]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== odd bindings
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: odd}
spec:
  policyName: A_B
  validationActions: [Deny, Warn, Deny, Shout]
  paramRef: {name: a/b, selector: {matchLabels: {a b: c}}, parameterNotFoundAction: Perhaps}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.policyName",
        "message": "Invalid value: \"A_B\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.paramRef.name",
        "message": "Invalid value: \"a/b\": may not contain '/'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.paramRef.name",
        "message": "Forbidden: name and selector are mutually exclusive",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.paramRef.selector.matchLabels",
        "message": "Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.paramRef.selector",
        "message": "Forbidden: name and selector are mutually exclusive",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.paramRef.parameterNotFoundAction",
        "message": "Unsupported value: \"Perhaps\": supported values: \"Deny\", \"Allow\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.validationActions[2]",
        "message": "Duplicate value: \"Deny\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "spec.validationActions[3]",
        "message": "Unsupported value: \"Shout\": supported values: \"Audit\", \"Deny\", \"Warn\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.validationActions",
        "message": "Invalid value: [\"Deny\",\"Warn\",\"Deny\",\"Shout\"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicyBinding",
    "name": "odd"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io \"odd\" is invalid: [spec.policyName: Invalid value: \"A_B\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.paramRef.name: Invalid value: \"a/b\": may not contain '/', spec.paramRef.name: Forbidden: name and selector are mutually exclusive, spec.paramRef.selector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.paramRef.selector: Forbidden: name and selector are mutually exclusive, spec.paramRef.parameterNotFoundAction: Unsupported value: \"Perhaps\": supported values: \"Deny\", \"Allow\", spec.validationActions[2]: Duplicate value: \"Deny\", spec.validationActions[3]: Unsupported value: \"Shout\": supported values: \"Audit\", \"Deny\", \"Warn\", spec.validationActions: Invalid value: [\"Deny\",\"Warn\",\"Deny\",\"Shout\"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a reference to nothing
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: odd}
spec:
  policyName: whole
  validationActions: [Warn]
  paramRef: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.paramRef",
        "message": "Required value: one of name or selector must be specified",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.paramRef.parameterNotFoundAction",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingAdmissionPolicyBinding",
    "name": "odd"
  },
  "kind": "Status",
  "message": "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io \"odd\" is invalid: [spec.paramRef: Required value: one of name or selector must be specified, spec.paramRef.parameterNotFoundAction: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a reference to all
POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: odd}
spec:
  policyName: whole
  validationActions: [Warn]
  paramRef: {selector: {}, parameterNotFoundAction: Allow}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingAdmissionPolicyBinding",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "odd",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "paramRef": {
      "parameterNotFoundAction": "Allow",
      "selector": {}
    },
    "policyName": "whole",
    "validationActions": [
      "Warn"
    ]
  }
}

=== a whole mutating policy
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: whole}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}
  reinvocationPolicy: IfNeeded
  variables: [{name: by, expression: "'policy'"}]
  mutations:
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'by': variables.by}}}"}}
  - {patchType: JSONPatch, jsonPatch: {expression: "[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: 'c'}]"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "MutatingAdmissionPolicy",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "whole",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "failurePolicy": "Fail",
    "matchConstraints": {
      "matchPolicy": "Equivalent",
      "namespaceSelector": {},
      "objectSelector": {},
      "resourceRules": [
        {
          "apiGroups": [
            ""
          ],
          "apiVersions": [
            "v1"
          ],
          "operations": [
            "CREATE"
          ],
          "resources": [
            "configmaps"
          ],
          "scope": "*"
        }
      ]
    },
    "mutations": [
      {
        "applyConfiguration": {
          "expression": "Object{metadata: Object.metadata{labels: {'by': variables.by}}}"
        },
        "patchType": "ApplyConfiguration"
      },
      {
        "jsonPatch": {
          "expression": "[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: 'c'}]"
        },
        "patchType": "JSONPatch"
      }
    ],
    "reinvocationPolicy": "IfNeeded",
    "variables": [
      {
        "expression": "'policy'",
        "name": "by"
      }
    ]
  }
}

=== its table (3)
GET /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/whole
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
      "description": "Mutation indicates the number of mutations rules defined in this configuration",
      "format": "",
      "name": "Mutations",
      "priority": 0,
      "type": "integer"
    },
    {
      "description": "ParamKind specifies the kind of resources used to parameterize this policy",
      "format": "",
      "name": "ParamKind",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
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
        "whole",
        2,
        "<unset>",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "name": "whole",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== no mutations
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: empty}
spec:
  failurePolicy: Ignore
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.matchConstraints",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.mutations",
        "message": "Required value: mutations must contain at least one item",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.reinvocationPolicy",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "MutatingAdmissionPolicy",
    "name": "empty"
  },
  "kind": "Status",
  "message": "MutatingAdmissionPolicy.admissionregistration.k8s.io \"empty\" is invalid: [spec.matchConstraints: Required value, spec.mutations: Required value: mutations must contain at least one item, spec.reinvocationPolicy: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== odd mutations
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: odd}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, DELETE], resources: [configmaps]}]}
  reinvocationPolicy: Often
  mutations:
  - {patchType: ApplyConfiguration, jsonPatch: {expression: "[]"}}
  - {patchType: JSONPatch, applyConfiguration: {expression: "Object{}"}}
  - {patchType: Strategic}
  - {applyConfiguration: {expression: "Object{}"}}
  - {patchType: JSONPatch, jsonPatch: {expression: " "}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: ""}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.matchConstraints.resourceRules.operations",
        "message": "Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.mutations[0].applyConfiguration",
        "message": "Required value: must be specified when patchType is ApplyConfiguration",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.mutations[0].jsonPatch",
        "message": "Invalid value: \"{jsonPatch}\": must not be specified when patchType is ApplyConfiguration",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.mutations[1].jsonPatch",
        "message": "Required value: must be specified when patchType is JSONPatch",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.mutations[1].applyConfiguration",
        "message": "Invalid value: \"{applyConfiguration}\": must not be specified when patchType is JSONPatch",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.mutations[2].patchType",
        "message": "Unsupported value: \"Strategic\": supported values: \"ApplyConfiguration\", \"JSONPatch\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.mutations[3].patchType",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.mutations[4].jsonPatch.expression",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.mutations[5].applyConfiguration.expression",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.reinvocationPolicy",
        "message": "Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "MutatingAdmissionPolicy",
    "name": "odd"
  },
  "kind": "Status",
  "message": "MutatingAdmissionPolicy.admissionregistration.k8s.io \"odd\" is invalid: [spec.matchConstraints.resourceRules.operations: Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\", spec.mutations[0].applyConfiguration: Required value: must be specified when patchType is ApplyConfiguration, spec.mutations[0].jsonPatch: Invalid value: \"{jsonPatch}\": must not be specified when patchType is ApplyConfiguration, spec.mutations[1].jsonPatch: Required value: must be specified when patchType is JSONPatch, spec.mutations[1].applyConfiguration: Invalid value: \"{applyConfiguration}\": must not be specified when patchType is JSONPatch, spec.mutations[2].patchType: Unsupported value: \"Strategic\": supported values: \"ApplyConfiguration\", \"JSONPatch\", spec.mutations[3].patchType: Required value, spec.mutations[4].jsonPatch.expression: Required value, spec.mutations[5].applyConfiguration.expression: Required value, spec.reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== mutations of the wrong type
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: types}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}
  reinvocationPolicy: Never
  mutations:
  - {patchType: JSONPatch, jsonPatch: {expression: "Object{}"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "[JSONPatch{op: 'add'}]"}}
  - {patchType: ApplyConfiguration, applyConfiguration: {expression: "{'a': 1}"}}
  - {patchType: JSONPatch, jsonPatch: {expression: "[JSONPatch{oops: 'add'}]"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.mutations[0].jsonPatch.expression",
        "message": "Invalid value: \"Object{}\": must evaluate to list(JSONPatch) but got Object",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.mutations[1].applyConfiguration.expression",
        "message": "Invalid value: \"[JSONPatch{op: 'add'}]\": must evaluate to Object but got list(JSONPatch)",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.mutations[2].applyConfiguration.expression",
        "message": "Invalid value: \"{'a': 1}\": must evaluate to Object but got map(string, int)",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.mutations[3].jsonPatch.expression",
        "message": "Invalid value: \"[JSONPatch{oops: 'add'}]\": compilation failed: ERROR: <input>:1:16: expected type of field 'oops' is '' but provided type is 'string'\n | [JSONPatch{oops: 'add'}]\n | ...............^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "MutatingAdmissionPolicy",
    "name": "types"
  },
  "kind": "Status",
  "message": "MutatingAdmissionPolicy.admissionregistration.k8s.io \"types\" is invalid: [spec.mutations[0].jsonPatch.expression: Invalid value: \"Object{}\": must evaluate to list(JSONPatch) but got Object, spec.mutations[1].applyConfiguration.expression: Invalid value: \"[JSONPatch{op: 'add'}]\": must evaluate to Object but got list(JSONPatch), spec.mutations[2].applyConfiguration.expression: Invalid value: \"{'a': 1}\": must evaluate to Object but got map(string, int), spec.mutations[3].jsonPatch.expression: Invalid value: \"[JSONPatch{oops: 'add'}]\": compilation failed: ERROR: <input>:1:16: expected type of field 'oops' is '' but provided type is 'string'\n | [JSONPatch{oops: 'add'}]\n | ...............^]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a mutating binding
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: bound}
spec:
  policyName: whole
  paramRef: {selector: {matchLabels: {a: b}}, parameterNotFoundAction: Allow}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "MutatingAdmissionPolicyBinding",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "bound",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "paramRef": {
      "parameterNotFoundAction": "Allow",
      "selector": {
        "matchLabels": {
          "a": "b"
        }
      }
    },
    "policyName": "whole"
  }
}

=== its table (4)
GET /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/bound
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
      "description": "PolicyName indicates the policy definition which the policy binding binded to",
      "format": "",
      "name": "PolicyName",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "ParamRef indicates the param resource which sets the configuration param",
      "format": "",
      "name": "ParamRef",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      "format": "",
      "name": "Age",
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
        "bound",
        "whole",
        "&LabelSelector{MatchLabels:map[string]string{a: b,},MatchExpressions:[]LabelSelectorRequirement{},}",
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "generation": 1,
          "name": "bound",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== a mutating binding for deletes
POST /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: odd}
spec:
  policyName: ''
  matchResources: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [DELETE], resources: [deployments]}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.policyName",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.matchResources.resourceRules.operations",
        "message": "Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "MutatingAdmissionPolicyBinding",
    "name": "odd"
  },
  "kind": "Status",
  "message": "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io \"odd\" is invalid: [spec.policyName: Required value, spec.matchResources.resourceRules.operations: Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== conditions of a webhook
POST /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: conditions}
webhooks:
- name: a.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Ignore
  clientConfig: {url: 'https://127.0.0.1:1/'}
  rules: []
  matchConditions: [{name: a, expression: "request.operation == 'DELETE'"}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "admissionregistration.k8s.io/v1",
  "kind": "ValidatingWebhookConfiguration",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "conditions",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "webhooks": [
    {
      "admissionReviewVersions": [
        "v1"
      ],
      "clientConfig": {
        "url": "https://127.0.0.1:1/"
      },
      "failurePolicy": "Ignore",
      "matchConditions": [
        {
          "expression": "request.operation == 'DELETE'",
          "name": "a"
        }
      ],
      "matchPolicy": "Equivalent",
      "name": "a.example.com",
      "namespaceSelector": {},
      "objectSelector": {},
      "sideEffects": "None",
      "timeoutSeconds": 10
    }
  ]
}

=== conditions that do not compile
POST /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: conditions}
webhooks:
- name: a.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Ignore
  clientConfig: {url: 'https://127.0.0.1:1/'}
  rules: []
  matchConditions: [{name: a, expression: 'params.x'}, {name: b, expression: 'object.'}, {name: b, expression: '1'}, {name: c d, expression: ''}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "webhooks[0].matchConditions[0].expression",
        "message": "Invalid value: \"params.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x\n | ^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "webhooks[0].matchConditions[1].expression",
        "message": "Invalid value: \"object.\": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n | object.\n | .......^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "webhooks[0].matchConditions[2].expression",
        "message": "Invalid value: \"1\": must evaluate to bool but got int",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "webhooks[0].matchConditions[2].name",
        "message": "Duplicate value: \"b\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "webhooks[0].matchConditions[3].expression",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "webhooks[0].matchConditions[3].name",
        "message": "Invalid value: \"c d\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "admissionregistration.k8s.io",
    "kind": "ValidatingWebhookConfiguration",
    "name": "conditions"
  },
  "kind": "Status",
  "message": "ValidatingWebhookConfiguration.admissionregistration.k8s.io \"conditions\" is invalid: [webhooks[0].matchConditions[0].expression: Invalid value: \"params.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x\n | ^, webhooks[0].matchConditions[1].expression: Invalid value: \"object.\": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n | object.\n | .......^, webhooks[0].matchConditions[2].expression: Invalid value: \"1\": must evaluate to bool but got int, webhooks[0].matchConditions[2].name: Duplicate value: \"b\", webhooks[0].matchConditions[3].expression: Required value, webhooks[0].matchConditions[3].name: Invalid value: \"c d\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== away with validatingadmissionpolicies/whole
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/whole
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "admissionregistration.k8s.io",
    "kind": "validatingadmissionpolicies",
    "name": "whole",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== away with validatingadmissionpolicybindings/bound
DELETE /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/bound
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "admissionregistration.k8s.io",
    "kind": "validatingadmissionpolicybindings",
    "name": "bound",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== away with mutatingadmissionpolicies/whole
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/whole
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "admissionregistration.k8s.io",
    "kind": "mutatingadmissionpolicies",
    "name": "whole",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== away with mutatingadmissionpolicybindings/bound
DELETE /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings/bound
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "admissionregistration.k8s.io",
    "kind": "mutatingadmissionpolicybindings",
    "name": "bound",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== away with validatingwebhookconfigurations/conditions
DELETE /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/conditions
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "admissionregistration.k8s.io",
    "kind": "validatingwebhookconfigurations",
    "name": "conditions",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}
