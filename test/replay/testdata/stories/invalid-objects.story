# Objects that can be read and are refused: names, selectors, missing and
# impossible fields. Each answer names the fields.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: invalid}

=== its service account
POST /api/v1/namespaces/invalid/serviceaccounts
@setup
@yaml

apiVersion: v1
kind: ServiceAccount
metadata: {name: default}

=== a name that is no DNS label
POST /api/v1/namespaces
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: Upper_Case}
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
        "message": "Invalid value: \"Upper_Case\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Namespace",
    "name": "Upper_Case"
  },
  "kind": "Status",
  "message": "Namespace \"Upper_Case\" is invalid: metadata.name: Invalid value: \"Upper_Case\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a namespace name with a dot
POST /api/v1/namespaces
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: a.b}
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
        "message": "Invalid value: \"a.b\": must not contain dots",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Namespace",
    "name": "a.b"
  },
  "kind": "Status",
  "message": "Namespace \"a.b\" is invalid: metadata.name: Invalid value: \"a.b\": must not contain dots",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a name that is too long
POST /api/v1/namespaces/invalid/configmaps
@fill 254
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: "${fill}"}
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
        "message": "Invalid value: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\": must be no more than 253 characters",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  },
  "kind": "Status",
  "message": "ConfigMap \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" is invalid: metadata.name: Invalid value: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\": must be no more than 253 characters",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no name
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {labels: {a: b}}
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
    "kind": "ConfigMap"
  },
  "kind": "Status",
  "message": "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a generated name with a bad prefix
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {generateName: Bad_Prefix-}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.generateName",
        "message": "Invalid value: \"Bad_Prefix-\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.name",
        "message": "Invalid value: \"Bad_Prefix-<generated>\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "Bad_Prefix-<generated>"
  },
  "kind": "Status",
  "message": "ConfigMap \"Bad_Prefix-<generated>\" is invalid: [metadata.generateName: Invalid value: \"Bad_Prefix-\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), metadata.name: Invalid value: \"Bad_Prefix-<generated>\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a name with a slash
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: a/b}
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
        "message": "Invalid value: \"a/b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "a/b"
  },
  "kind": "Status",
  "message": "ConfigMap \"a/b\" is invalid: metadata.name: Invalid value: \"a/b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a label key that is none
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: labels
  labels: {"bad key": ok}
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
        "message": "Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "labels"
  },
  "kind": "Status",
  "message": "ConfigMap \"labels\" is invalid: metadata.labels: Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a label that is nothing but a slash
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: labels
  labels: {"/": ok}
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
        "message": "Invalid value: \"/\": prefix part must be non-empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.labels",
        "message": "Invalid value: \"/\": name part must be non-empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.labels",
        "message": "Invalid value: \"/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "labels"
  },
  "kind": "Status",
  "message": "ConfigMap \"labels\" is invalid: [metadata.labels: Invalid value: \"/\": prefix part must be non-empty, metadata.labels: Invalid value: \"/\": name part must be non-empty, metadata.labels: Invalid value: \"/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a label value that is none
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: labels
  labels: {good: "bad value!"}
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
        "message": "Invalid value: \"bad value!\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "labels"
  },
  "kind": "Status",
  "message": "ConfigMap \"labels\" is invalid: metadata.labels: Invalid value: \"bad value!\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an annotation key that is none
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: annotations
  annotations: {"two//slashes": x}
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
        "message": "Invalid value: \"two//slashes\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "annotations"
  },
  "kind": "Status",
  "message": "ConfigMap \"annotations\" is invalid: metadata.annotations: Invalid value: \"two//slashes\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a finalizer that is none
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: finalizers
  finalizers: [not a name]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.finalizers",
        "message": "Invalid value: \"not a name\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.finalizers[0]",
        "message": "Invalid value: \"not a name\": name is neither a standard finalizer name nor is it fully qualified",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "finalizers"
  },
  "kind": "Status",
  "message": "ConfigMap \"finalizers\" is invalid: [metadata.finalizers: Invalid value: \"not a name\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), metadata.finalizers[0]: Invalid value: \"not a name\": name is neither a standard finalizer name nor is it fully qualified]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== owners that say nothing, and two controllers
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: owners
  ownerReferences:
  - {apiVersion: "", kind: "", name: "", uid: ""}
  - {apiVersion: v1, kind: Pod, name: a, uid: "1", controller: true}
  - {apiVersion: v1, kind: Pod, name: b, uid: "2", controller: true}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.ownerReferences.apiVersion",
        "message": "Invalid value: \"\": version must not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.ownerReferences.kind",
        "message": "Invalid value: \"\": must not be empty",
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
        "field": "metadata.ownerReferences",
        "message": "Invalid value: [{\"apiVersion\":\"\",\"kind\":\"\",\"name\":\"\",\"uid\":\"\"},{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"a\",\"uid\":\"1\",\"controller\":true},{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"b\",\"uid\":\"2\",\"controller\":true}]: Only one reference can have Controller set to true. Found \"true\" in references for Pod/a and Pod/b",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "owners"
  },
  "kind": "Status",
  "message": "ConfigMap \"owners\" is invalid: [metadata.ownerReferences.apiVersion: Invalid value: \"\": version must not be empty, metadata.ownerReferences.kind: Invalid value: \"\": must not be empty, metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty, metadata.ownerReferences: Invalid value: [{\"apiVersion\":\"\",\"kind\":\"\",\"name\":\"\",\"uid\":\"\"},{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"a\",\"uid\":\"1\",\"controller\":true},{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"b\",\"uid\":\"2\",\"controller\":true}]: Only one reference can have Controller set to true. Found \"true\" in references for Pod/a and Pod/b]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a revision on create
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: revision, resourceVersion: "1"}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "resourceVersion should not be set on objects to be created",
  "metadata": {},
  "status": "Failure"
}

=== the nginx demo without a selector
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: nginx-demo}}
    spec:
      containers:
      - name: nginx
        image: nginx
        ports: [{containerPort: 80}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selector",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.template.metadata.labels",
        "message": "Invalid value: {\"app\":\"nginx-demo\"}: `selector` does not match template `labels`",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: {\"app\":\"nginx-demo\"}: `selector` does not match template `labels`]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a selector that does not match the template
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  selector: {matchLabels: {app: other}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.template.metadata.labels",
        "message": "Invalid value: {\"app\":\"nginx-demo\"}: `selector` does not match template `labels`",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: spec.template.metadata.labels: Invalid value: {\"app\":\"nginx-demo\"}: `selector` does not match template `labels`",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an empty selector
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  selector: {}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selector",
        "message": "Invalid value: {}: empty selector is invalid for deployment",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: spec.selector: Invalid value: {}: empty selector is invalid for deployment",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== selector expressions that mean nothing
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  selector:
    matchExpressions:
    - {key: app, operator: Equals, values: [a]}
    - {key: app, operator: In}
    - {key: app, operator: Exists, values: [a]}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selector.matchExpressions[0].operator",
        "message": "Invalid value: \"Equals\": not a valid selector operator",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.selector.matchExpressions[1].values",
        "message": "Required value: must be specified when `operator` is 'In' or 'NotIn'",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.selector.matchExpressions[2].values",
        "message": "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.selector",
        "message": "Invalid value: {\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"Equals\",\"values\":[\"a\"]},{\"key\":\"app\",\"operator\":\"In\"},{\"key\":\"app\",\"operator\":\"Exists\",\"values\":[\"a\"]}]}: invalid label selector",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: [spec.selector.matchExpressions[0].operator: Invalid value: \"Equals\": not a valid selector operator, spec.selector.matchExpressions[1].values: Required value: must be specified when `operator` is 'In' or 'NotIn', spec.selector.matchExpressions[2].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist', spec.selector: Invalid value: {\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"Equals\",\"values\":[\"a\"]},{\"key\":\"app\",\"operator\":\"In\"},{\"key\":\"app\",\"operator\":\"Exists\",\"values\":[\"a\"]}]}: invalid label selector]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== negative replicas and no room to roll
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  replicas: -1
  minReadySeconds: -1
  revisionHistoryLimit: -1
  progressDeadlineSeconds: -1
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 0, maxUnavailable: 0}
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.replicas",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.strategy.rollingUpdate.maxUnavailable",
        "message": "Invalid value: 0: may not be 0 when `maxSurge` is 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.minReadySeconds",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.revisionHistoryLimit",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.progressDeadlineSeconds",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.progressDeadlineSeconds",
        "message": "Invalid value: -1: must be greater than minReadySeconds",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0, spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0, spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0, spec.progressDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0, spec.progressDeadlineSeconds: Invalid value: -1: must be greater than minReadySeconds]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a strategy that is none
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  strategy: {type: Sometimes}
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.strategy",
        "message": "Unsupported value: {\"Type\":\"Sometimes\",\"RollingUpdate\":null}: supported values: \"Recreate\", \"RollingUpdate\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: spec.strategy: Unsupported value: {\"Type\":\"Sometimes\",\"RollingUpdate\":null}: supported values: \"Recreate\", \"RollingUpdate\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== recreate with rolling parameters
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.strategy.rollingUpdate",
        "message": "Forbidden: may not be specified when strategy `type` is 'Recreate'",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== percentages that are none
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  strategy: {rollingUpdate: {maxSurge: a lot, maxUnavailable: "120%"}}
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec: {containers: [{name: nginx, image: nginx}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.strategy.rollingUpdate.maxSurge",
        "message": "Invalid value: \"a lot\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.strategy.rollingUpdate.maxUnavailable",
        "message": "Invalid value: \"120%\": must not be greater than 100%",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: [spec.strategy.rollingUpdate.maxSurge: Invalid value: \"a lot\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%'), spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"120%\": must not be greater than 100%]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a deployment whose pods end
POST /apis/apps/v1/namespaces/invalid/deployments
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-demo}
spec:
  selector: {matchLabels: {app: nginx-demo}}
  template:
    metadata: {labels: {app: nginx-demo}}
    spec:
      restartPolicy: Never
      containers: [{name: nginx, image: nginx}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.template.spec.restartPolicy",
        "message": "Unsupported value: \"Never\": supported values: \"Always\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "nginx-demo"
  },
  "kind": "Status",
  "message": "Deployment.apps \"nginx-demo\" is invalid: spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a replica set without anything
POST /apis/apps/v1/namespaces/invalid/replicasets
@yaml

apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: empty}
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
        "field": "spec.selector",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.template.metadata.labels",
        "message": "Invalid value: null: `selector` does not match template `labels`",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.template.spec.containers",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apps",
    "kind": "ReplicaSet",
    "name": "empty"
  },
  "kind": "Status",
  "message": "ReplicaSet.apps \"empty\" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a pod without containers
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: empty}
spec: {containers: []}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Pod",
    "name": "empty"
  },
  "kind": "Status",
  "message": "Pod \"empty\" is invalid: spec.containers: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a pod without a spec
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: empty}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Pod",
    "name": "empty"
  },
  "kind": "Status",
  "message": "Pod \"empty\" is invalid: spec.containers: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== containers without name and image, and twice the same name
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: containers}
spec:
  containers:
  - {}
  - {name: Bad_Name, image: busybox}
  - {name: twice, image: busybox}
  - {name: twice, image: busybox}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].image",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[1].name",
        "message": "Invalid value: \"Bad_Name\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[3].name",
        "message": "Duplicate value: \"twice\"",
        "reason": "FieldValueDuplicate"
      }
    ],
    "kind": "Pod",
    "name": "containers"
  },
  "kind": "Status",
  "message": "Pod \"containers\" is invalid: [spec.containers[0].name: Required value, spec.containers[0].image: Required value, spec.containers[1].name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?'), spec.containers[3].name: Duplicate value: \"twice\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== ports that are none
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: ports}
spec:
  containers:
  - name: main
    image: busybox
    ports:
    - {containerPort: 0}
    - {containerPort: 70000, protocol: SMOKE}
    - {containerPort: 80, hostPort: -1, name: this-name-is-much-too-long}
    - {containerPort: 81, name: web}
    - {containerPort: 82, name: web}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].ports[0].containerPort",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].ports[1].containerPort",
        "message": "Invalid value: 70000: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].ports[1].protocol",
        "message": "Unsupported value: \"SMOKE\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.containers[0].ports[2].name",
        "message": "Invalid value: \"this-name-is-much-too-long\": must be no more than 15 characters",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].ports[2].hostPort",
        "message": "Invalid value: -1: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].ports[4].name",
        "message": "Duplicate value: \"web\"",
        "reason": "FieldValueDuplicate"
      }
    ],
    "kind": "Pod",
    "name": "ports"
  },
  "kind": "Status",
  "message": "Pod \"ports\" is invalid: [spec.containers[0].ports[0].containerPort: Required value, spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive, spec.containers[0].ports[1].protocol: Unsupported value: \"SMOKE\": supported values: \"SCTP\", \"TCP\", \"UDP\", spec.containers[0].ports[2].name: Invalid value: \"this-name-is-much-too-long\": must be no more than 15 characters, spec.containers[0].ports[2].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive, spec.containers[0].ports[4].name: Duplicate value: \"web\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== requests above limits
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: resources}
spec:
  containers:
  - name: main
    image: busybox
    resources:
      requests: {cpu: "2"}
      limits: {cpu: "1"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].resources.requests",
        "message": "Invalid value: \"2\": must be less than or equal to cpu limit of 1",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "resources"
  },
  "kind": "Status",
  "message": "Pod \"resources\" is invalid: spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a negative limit
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: resources}
spec:
  containers:
  - name: main
    image: busybox
    resources:
      limits: {memory: "-1"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].resources.limits[memory]",
        "message": "Invalid value: \"-1\": must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].resources.requests[memory]",
        "message": "Invalid value: \"-1\": must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "resources"
  },
  "kind": "Status",
  "message": "Pod \"resources\" is invalid: [spec.containers[0].resources.limits[memory]: Invalid value: \"-1\": must be greater than or equal to 0, spec.containers[0].resources.requests[memory]: Invalid value: \"-1\": must be greater than or equal to 0]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a resource with a bad name
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: resources}
spec:
  containers:
  - name: main
    image: busybox
    resources:
      limits: {"bad/name/twice": "1"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].resources.limits[bad/name/twice]",
        "message": "Invalid value: \"bad/name/twice\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].resources.limits[bad/name/twice]",
        "message": "Invalid value: \"bad/name/twice\": doesn't follow extended resource name standard",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].resources.requests[bad/name/twice]",
        "message": "Invalid value: \"bad/name/twice\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].resources.requests[bad/name/twice]",
        "message": "Invalid value: \"bad/name/twice\": doesn't follow extended resource name standard",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "resources"
  },
  "kind": "Status",
  "message": "Pod \"resources\" is invalid: [spec.containers[0].resources.limits[bad/name/twice]: Invalid value: \"bad/name/twice\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName'), spec.containers[0].resources.limits[bad/name/twice]: Invalid value: \"bad/name/twice\": doesn't follow extended resource name standard, spec.containers[0].resources.requests[bad/name/twice]: Invalid value: \"bad/name/twice\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName'), spec.containers[0].resources.requests[bad/name/twice]: Invalid value: \"bad/name/twice\": doesn't follow extended resource name standard]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== environment that cannot be
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: environment}
spec:
  containers:
  - name: main
    image: busybox
    env:
    - {name: ""}
    - {name: "A=B", value: x}
    - {name: BOTH, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: FIELD, valueFrom: {fieldRef: {fieldPath: metadata.nothing}}}
    - {name: NONE, valueFrom: {}}
    - {name: KEY, valueFrom: {configMapKeyRef: {name: a, key: ""}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].env[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].env[1].name",
        "message": "Invalid value: \"A=B\": a valid environment variable name must consist only of printable ASCII characters other than '='",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].env[2].valueFrom",
        "message": "Invalid value: \"\": may not be specified when `value` is not empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].env[3].valueFrom.fieldRef.fieldPath",
        "message": "Invalid value: \"metadata.nothing\": error converting fieldPath: field label not supported: metadata.nothing",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].env[4].valueFrom",
        "message": "Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].env[5].valueFrom.configMapKeyRef.key",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Pod",
    "name": "environment"
  },
  "kind": "Status",
  "message": "Pod \"environment\" is invalid: [spec.containers[0].env[0].name: Required value, spec.containers[0].env[1].name: Invalid value: \"A=B\": a valid environment variable name must consist only of printable ASCII characters other than '=', spec.containers[0].env[2].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty, spec.containers[0].env[3].valueFrom.fieldRef.fieldPath: Invalid value: \"metadata.nothing\": error converting fieldPath: field label not supported: metadata.nothing, spec.containers[0].env[4].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`, spec.containers[0].env[5].valueFrom.configMapKeyRef.key: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== volumes and mounts that do not meet
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: volumes}
spec:
  volumes:
  - {name: a, emptyDir: {}, hostPath: {path: /x}}
  - {name: a, emptyDir: {}}
  - {name: up, hostPath: {path: /a/../b}}
  - {name: secret, secret: {}}
  containers:
  - name: main
    image: busybox
    volumeMounts:
    - {name: missing, mountPath: /a}
    - {name: a, mountPath: ""}
    - {name: a, mountPath: /b, subPath: ../c}
    - {name: up, mountPath: /b}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.volumes[0].hostPath",
        "message": "Forbidden: may not specify more than 1 volume type",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.volumes[2].hostPath.path",
        "message": "Invalid value: \"/a/../b\": must not contain '..'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.volumes[3].secret.secretName",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].volumeMounts[0].name",
        "message": "Not found: \"missing\"",
        "reason": "FieldValueNotFound"
      },
      {
        "field": "spec.containers[0].volumeMounts[1].mountPath",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].volumeMounts.subPath",
        "message": "Invalid value: \"../c\": must not contain '..'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].volumeMounts[3].name",
        "message": "Not found: \"up\"",
        "reason": "FieldValueNotFound"
      },
      {
        "field": "spec.containers[0].volumeMounts[3].mountPath",
        "message": "Invalid value: \"/b\": must be unique",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "volumes"
  },
  "kind": "Status",
  "message": "Pod \"volumes\" is invalid: [spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type, spec.volumes[2].hostPath.path: Invalid value: \"/a/../b\": must not contain '..', spec.volumes[3].secret.secretName: Required value, spec.containers[0].volumeMounts[0].name: Not found: \"missing\", spec.containers[0].volumeMounts[1].mountPath: Required value, spec.containers[0].volumeMounts.subPath: Invalid value: \"../c\": must not contain '..', spec.containers[0].volumeMounts[3].name: Not found: \"up\", spec.containers[0].volumeMounts[3].mountPath: Invalid value: \"/b\": must be unique]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== probes that cannot be
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: probes}
spec:
  containers:
  - name: main
    image: busybox
    livenessProbe: {}
    readinessProbe: {httpGet: {path: /, port: 0}, tcpSocket: {port: 80}}
    startupProbe: {exec: {command: []}, periodSeconds: -1, successThreshold: 2}
    lifecycle: {preStop: {}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].lifecycle.preStop",
        "message": "Required value: must specify a handler type",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].livenessProbe",
        "message": "Required value: must specify a handler type",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].readinessProbe.httpGet.port",
        "message": "Invalid value: 0: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].readinessProbe.tcpSocket",
        "message": "Forbidden: may not specify more than 1 handler type",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.containers[0].startupProbe.exec.command",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.containers[0].startupProbe.periodSeconds",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].startupProbe.successThreshold",
        "message": "Invalid value: 2: must be 1",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "probes"
  },
  "kind": "Status",
  "message": "Pod \"probes\" is invalid: [spec.containers[0].lifecycle.preStop: Required value: must specify a handler type, spec.containers[0].livenessProbe: Required value: must specify a handler type, spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type, spec.containers[0].startupProbe.exec.command: Required value, spec.containers[0].startupProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0, spec.containers[0].startupProbe.successThreshold: Invalid value: 2: must be 1]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== policies that are none
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: policies}
spec:
  restartPolicy: Maybe
  dnsPolicy: Guess
  terminationGracePeriodSeconds: -1
  activeDeadlineSeconds: 0
  containers:
  - {name: main, image: busybox, imagePullPolicy: Perhaps, terminationMessagePath: "", terminationMessagePolicy: Loud}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].terminationMessagePolicy",
        "message": "Unsupported value: \"Loud\": supported values: \"File\", \"FallbackToLogsOnError\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.containers[0].imagePullPolicy",
        "message": "Unsupported value: \"Perhaps\": supported values: \"Always\", \"IfNotPresent\", \"Never\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.restartPolicy",
        "message": "Unsupported value: \"Maybe\": supported values: \"Always\", \"OnFailure\", \"Never\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.dnsPolicy",
        "message": "Unsupported value: \"Guess\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.activeDeadlineSeconds",
        "message": "Invalid value: 0: must be between 1 and 2147483647, inclusive",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Pod",
    "name": "policies"
  },
  "kind": "Status",
  "message": "Pod \"policies\" is invalid: [spec.containers[0].terminationMessagePolicy: Unsupported value: \"Loud\": supported values: \"File\", \"FallbackToLogsOnError\", spec.containers[0].imagePullPolicy: Unsupported value: \"Perhaps\": supported values: \"Always\", \"IfNotPresent\", \"Never\", spec.restartPolicy: Unsupported value: \"Maybe\": supported values: \"Always\", \"OnFailure\", \"Never\", spec.dnsPolicy: Unsupported value: \"Guess\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\", spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== scheduling that cannot be
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: scheduling}
spec:
  nodeName: Bad_Node
  nodeSelector: {"bad key": x}
  tolerations:
  - {operator: Exists, value: x}
  - {key: a, operator: Near}
  - {key: a, effect: NoExecution}
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}
      preferredDuringSchedulingIgnoredDuringExecution:
      - {weight: 0, preference: {matchExpressions: [{key: a, operator: Gt, values: [b, c]}]}}
  containers: [{name: main, image: busybox}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.nodeSelector",
        "message": "Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms",
        "message": "Required value: must have at least one node selector term",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight",
        "message": "Invalid value: 0: must be in the range 1-100",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values",
        "message": "Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.nodeName",
        "message": "Invalid value: \"Bad_Node\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.tolerations[0].operator",
        "message": "Invalid value: \"x\": value must be empty when `operator` is 'Exists'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.tolerations[1].operator",
        "message": "Unsupported value: \"Near\": supported values: \"Equal\", \"Exists\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.tolerations[2].effect",
        "message": "Unsupported value: \"NoExecution\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "kind": "Pod",
    "name": "scheduling"
  },
  "kind": "Status",
  "message": "Pod \"scheduling\" is invalid: [spec.nodeSelector: Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term, spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100, spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt', spec.nodeName: Invalid value: \"Bad_Node\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.tolerations[0].operator: Invalid value: \"x\": value must be empty when `operator` is 'Exists', spec.tolerations[1].operator: Unsupported value: \"Near\": supported values: \"Equal\", \"Exists\", spec.tolerations[2].effect: Unsupported value: \"NoExecution\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a security context that contradicts itself
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: security}
spec:
  hostNetwork: true
  securityContext: {runAsUser: -1, fsGroup: -1, sysctls: [{name: "", value: x}]}
  containers:
  - name: main
    image: busybox
    ports: [{containerPort: 80, hostPort: 81}]
    securityContext: {privileged: true, allowPrivilegeEscalation: false, runAsGroup: -1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.containers[0].securityContext.runAsGroup",
        "message": "Invalid value: -1: must be between 0 and 2147483647, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].securityContext",
        "message": "Invalid value: {\"Capabilities\":null,\"Privileged\":true,\"SELinuxOptions\":null,\"WindowsOptions\":null,\"RunAsUser\":null,\"RunAsGroup\":-1,\"RunAsNonRoot\":null,\"ReadOnlyRootFilesystem\":null,\"AllowPrivilegeEscalation\":false,\"ProcMount\":null,\"SeccompProfile\":null,\"AppArmorProfile\":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.containers[0].ports[0].hostPort",
        "message": "Invalid value: 81: must match `containerPort` when `hostNetwork` is true",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.securityContext.fsGroup",
        "message": "Invalid value: -1: must be between 0 and 2147483647, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.securityContext.runAsUser",
        "message": "Invalid value: -1: must be between 0 and 2147483647, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.securityContext.sysctls[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Pod",
    "name": "security"
  },
  "kind": "Status",
  "message": "Pod \"security\" is invalid: [spec.containers[0].securityContext.runAsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive, spec.containers[0].securityContext: Invalid value: {\"Capabilities\":null,\"Privileged\":true,\"SELinuxOptions\":null,\"WindowsOptions\":null,\"RunAsUser\":null,\"RunAsGroup\":-1,\"RunAsNonRoot\":null,\"ReadOnlyRootFilesystem\":null,\"AllowPrivilegeEscalation\":false,\"ProcMount\":null,\"SeccompProfile\":null,\"AppArmorProfile\":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true, spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true, spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive, spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive, spec.securityContext.sysctls[0].name: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a pod with a service account that is not there
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: account}
spec:
  serviceAccountName: nobody
  containers: [{name: main, image: busybox}]
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "pods",
    "name": "account"
  },
  "kind": "Status",
  "message": "pods \"account\" is forbidden: error looking up service account invalid/nobody: serviceaccount \"nobody\" not found",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== an ephemeral container on create
POST /api/v1/namespaces/invalid/pods
@yaml

apiVersion: v1
kind: Pod
metadata: {name: ephemeral}
spec:
  containers: [{name: main, image: busybox}]
  ephemeralContainers: [{name: debug, image: busybox}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.ephemeralContainers",
        "message": "Forbidden: cannot be set on create",
        "reason": "FieldValueForbidden"
      }
    ],
    "kind": "Pod",
    "name": "ephemeral"
  },
  "kind": "Status",
  "message": "Pod \"ephemeral\" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a service without ports
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
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
    "name": "web"
  },
  "kind": "Status",
  "message": "Service \"web\" is invalid: spec.ports: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a service with a bad name and bad ports
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: 1web}
spec:
  ports:
  - {port: 0}
  - {port: 80, protocol: SMOKE, targetPort: "bad name"}
  - {port: 80}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.ports[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.ports[0].port",
        "message": "Invalid value: 0: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.ports[0].targetPort",
        "message": "Invalid value: 0: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.ports[1].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.ports[1].protocol",
        "message": "Unsupported value: \"SMOKE\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.ports[1].targetPort",
        "message": "Invalid value: \"bad name\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.ports[2].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Service",
    "name": "1web"
  },
  "kind": "Status",
  "message": "Service \"1web\" is invalid: [spec.ports[0].name: Required value, spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[1].name: Required value, spec.ports[1].protocol: Unsupported value: \"SMOKE\": supported values: \"SCTP\", \"TCP\", \"UDP\", spec.ports[1].targetPort: Invalid value: \"bad name\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), spec.ports[2].name: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a service type and affinity that are none
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: Teleport
  sessionAffinity: Sticky
  ports: [{port: 80}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.sessionAffinity",
        "message": "Unsupported value: \"Sticky\": supported values: \"ClientIP\", \"None\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.type",
        "message": "Unsupported value: \"Teleport\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "kind": "Service",
    "name": "web"
  },
  "kind": "Status",
  "message": "Service \"web\" is invalid: [spec.sessionAffinity: Unsupported value: \"Sticky\": supported values: \"ClientIP\", \"None\", spec.type: Unsupported value: \"Teleport\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an external name with nothing
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: ExternalName}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.externalName",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Service",
    "name": "web"
  },
  "kind": "Status",
  "message": "Service \"web\" is invalid: spec.externalName: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a cluster IP outside the range
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
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
        "message": "Invalid value: [\"192.0.2.7\"]: failed to allocate IP 192.0.2.7: the provided network does not match the current range",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "web"
  },
  "kind": "Status",
  "message": "Service \"web\" is invalid: spec.clusterIPs: Invalid value: [\"192.0.2.7\"]: failed to allocate IP 192.0.2.7: the provided network does not match the current range",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a cluster IP that is none
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: everywhere, ports: [{port: 80}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.clusterIPs[0]",
        "message": "Invalid value: \"everywhere\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "web"
  },
  "kind": "Status",
  "message": "Service \"web\" is invalid: spec.clusterIPs[0]: Invalid value: \"everywhere\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a node port outside the range
POST /api/v1/namespaces/invalid/services
@yaml

apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, ports: [{port: 80, nodePort: 80}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.ports[0].nodePort",
        "message": "Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Service",
    "name": "web"
  },
  "kind": "Status",
  "message": "Service \"web\" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== config map keys that are none
POST /api/v1/namespaces/invalid/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: keys}
data: {"a/b": x, "..": y, same: z}
binaryData: {same: eA==}
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

=== a typed secret without what its type wants
POST /api/v1/namespaces/invalid/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: tls}
type: kubernetes.io/tls
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
        "field": "data[tls.crt]",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "data[tls.key]",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Secret",
    "name": "tls"
  },
  "kind": "Status",
  "message": "Secret \"tls\" is invalid: [data[tls.crt]: Required value, data[tls.key]: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a docker config that is no JSON
POST /api/v1/namespaces/invalid/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: docker}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: "{"}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "data[.dockerconfigjson]",
        "message": "Invalid value: \"<secret contents redacted>\": unexpected end of JSON input",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Secret",
    "name": "docker"
  },
  "kind": "Status",
  "message": "Secret \"docker\" is invalid: data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": unexpected end of JSON input",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a token secret without an account
POST /api/v1/namespaces/invalid/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: token}
type: kubernetes.io/service-account-token
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.annotations[kubernetes.io/service-account.name]",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Secret",
    "name": "token"
  },
  "kind": "Status",
  "message": "Secret \"token\" is invalid: metadata.annotations[kubernetes.io/service-account.name]: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an endpoint slice of no family
POST /apis/discovery.k8s.io/v1/namespaces/invalid/endpointslices
@yaml

apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: slice}
endpoints: [{addresses: []}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "addressType",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "endpoints[0].addresses",
        "message": "Required value: must contain at least 1 address",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "discovery.k8s.io",
    "kind": "EndpointSlice",
    "name": "slice"
  },
  "kind": "Status",
  "message": "EndpointSlice.discovery.k8s.io \"slice\" is invalid: [addressType: Required value, endpoints[0].addresses: Required value: must contain at least 1 address]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== endpoints at addresses that are none
POST /apis/discovery.k8s.io/v1/namespaces/invalid/endpointslices
@yaml

apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: slice}
addressType: IPv4
endpoints:
- {addresses: [not-an-address]}
- {addresses: ["127.0.0.1"]}
- {addresses: ["2001:db8::1"]}
ports:
- {name: Bad_Port, port: 80}
- {name: a, protocol: SMOKE}
- {name: a, port: 81}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "ports[0].name",
        "message": "Invalid value: \"Bad_Port\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "ports[1].protocol",
        "message": "Unsupported value: \"SMOKE\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "ports[2].name",
        "message": "Duplicate value: \"a\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "endpoints[0].addresses[0]",
        "message": "Invalid value: \"not-an-address\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "endpoints[1].addresses[0]",
        "message": "Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "endpoints[2].addresses",
        "message": "Invalid value: \"2001:db8::1\": must be an IPv4 address",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "discovery.k8s.io",
    "kind": "EndpointSlice",
    "name": "slice"
  },
  "kind": "Status",
  "message": "EndpointSlice.discovery.k8s.io \"slice\" is invalid: [ports[0].name: Invalid value: \"Bad_Port\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?'), ports[1].protocol: Unsupported value: \"SMOKE\": supported values: \"SCTP\", \"TCP\", \"UDP\", ports[2].name: Duplicate value: \"a\", endpoints[0].addresses[0]: Invalid value: \"not-an-address\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff), endpoints[1].addresses[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128), endpoints[2].addresses: Invalid value: \"2001:db8::1\": must be an IPv4 address]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a lease that lasts no time
POST /apis/coordination.k8s.io/v1/namespaces/invalid/leases
@yaml

apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: lease}
spec: {leaseDurationSeconds: 0, leaseTransitions: -1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.leaseDurationSeconds",
        "message": "Invalid value: 0: must be greater than 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.leaseTransitions",
        "message": "Invalid value: -1: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "coordination.k8s.io",
    "kind": "Lease",
    "name": "lease"
  },
  "kind": "Status",
  "message": "Lease.coordination.k8s.io \"lease\" is invalid: [spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0, spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a role that rules nothing
POST /apis/rbac.authorization.k8s.io/v1/namespaces/invalid/roles
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: role}
rules:
- {apiGroups: [""], resources: [pods]}
- {verbs: [get]}
- {verbs: [get], nonResourceURLs: [/healthz]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "rules[0].verbs",
        "message": "Required value: verbs must contain at least one value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "rules[1].apiGroups",
        "message": "Required value: resource rules must supply at least one api group",
        "reason": "FieldValueRequired"
      },
      {
        "field": "rules[1].resources",
        "message": "Required value: resource rules must supply at least one resource",
        "reason": "FieldValueRequired"
      },
      {
        "field": "rules[2].nonResourceURLs",
        "message": "Invalid value: [\"/healthz\"]: namespaced rules cannot apply to non-resource URLs",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "rbac.authorization.k8s.io",
    "kind": "Role",
    "name": "role"
  },
  "kind": "Status",
  "message": "Role.rbac.authorization.k8s.io \"role\" is invalid: [rules[0].verbs: Required value: verbs must contain at least one value, rules[1].apiGroups: Required value: resource rules must supply at least one api group, rules[1].resources: Required value: resource rules must supply at least one resource, rules[2].nonResourceURLs: Invalid value: [\"/healthz\"]: namespaced rules cannot apply to non-resource URLs]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a binding to nothing
POST /apis/rbac.authorization.k8s.io/v1/namespaces/invalid/rolebindings
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: binding}
roleRef: {apiGroup: other, kind: Thing, name: ""}
subjects:
- {kind: Person, name: x}
- {kind: ServiceAccount, name: "Bad Name"}
- {kind: User, name: ""}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "roleRef.apiGroup",
        "message": "Unsupported value: \"other\": supported values: \"rbac.authorization.k8s.io\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "roleRef.kind",
        "message": "Unsupported value: \"Thing\": supported values: \"Role\", \"ClusterRole\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "roleRef.name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "subjects[0].kind",
        "message": "Unsupported value: \"Person\": supported values: \"ServiceAccount\", \"User\", \"Group\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "subjects[1].name",
        "message": "Invalid value: \"Bad Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "subjects[2].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "rbac.authorization.k8s.io",
    "kind": "RoleBinding",
    "name": "binding"
  },
  "kind": "Status",
  "message": "RoleBinding.rbac.authorization.k8s.io \"binding\" is invalid: [roleRef.apiGroup: Unsupported value: \"other\": supported values: \"rbac.authorization.k8s.io\", roleRef.kind: Unsupported value: \"Thing\": supported values: \"Role\", \"ClusterRole\", roleRef.name: Required value, subjects[0].kind: Unsupported value: \"Person\": supported values: \"ServiceAccount\", \"User\", \"Group\", subjects[1].name: Invalid value: \"Bad Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), subjects[2].name: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a cluster role with a bad aggregation
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: invalid-aggregation}
aggregationRule: {clusterRoleSelectors: []}
rules: []
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "aggregationRule.clusterRoleSelectors",
        "message": "Required value: at least one clusterRoleSelector required if aggregationRule is non-nil",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "rbac.authorization.k8s.io",
    "kind": "ClusterRole",
    "name": "invalid-aggregation"
  },
  "kind": "Status",
  "message": "ClusterRole.rbac.authorization.k8s.io \"invalid-aggregation\" is invalid: aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a node with bad addresses and taints
POST /api/v1/nodes
@yaml

apiVersion: v1
kind: Node
metadata: {name: invalid-node}
spec:
  podCIDR: 10.0.0.0
  taints:
  - {key: "bad key", effect: Sometimes}
  - {key: a, effect: NoSchedule}
  - {key: a, effect: NoSchedule}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.taints[0].key",
        "message": "Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "metadata.taints[0].effect",
        "message": "Unsupported value: \"Sometimes\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "metadata.taints[2]",
        "message": "Duplicate value: {\"Key\":\"a\",\"Value\":\"\",\"Effect\":\"NoSchedule\",\"TimeAdded\":null}: taints must be unique by key and effect pair",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "spec.podCIDRs[0]",
        "message": "Invalid value: \"10.0.0.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Node",
    "name": "invalid-node"
  },
  "kind": "Status",
  "message": "Node \"invalid-node\" is invalid: [metadata.taints[0].key: Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), metadata.taints[0].effect: Unsupported value: \"Sometimes\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\", metadata.taints[2]: Duplicate value: {\"Key\":\"a\",\"Value\":\"\",\"Effect\":\"NoSchedule\",\"TimeAdded\":null}: taints must be unique by key and effect pair, spec.podCIDRs[0]: Invalid value: \"10.0.0.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an event for another namespace
POST /api/v1/namespaces/invalid/events
@yaml

apiVersion: v1
kind: Event
metadata: {name: event}
involvedObject: {kind: Pod, name: a, namespace: default}
reason: Test
message: no
type: Normal
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "Event in version \"v1\" cannot be handled as a Event: json: cannot unmarshal bool into Go struct field Event.message of type string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== an event of the new kind without what it wants
POST /apis/events.k8s.io/v1/namespaces/invalid/events
@yaml

apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: event}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "involvedObject.namespace",
        "message": "Invalid value: \"\": does not match event.namespace",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "eventTime",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "type",
        "message": "Invalid value: \"\": has invalid value: ",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Event",
    "name": "event"
  },
  "kind": "Status",
  "message": "Event \"event\" is invalid: [involvedObject.namespace: Invalid value: \"\": does not match event.namespace, eventTime: Required value, type: Invalid value: \"\": has invalid value: ]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a namespace that is not there
POST /api/v1/namespaces/nowhere/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: lost}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "namespaces",
    "name": "nowhere"
  },
  "kind": "Status",
  "message": "namespaces \"nowhere\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== a namespace with a finalizer that is none
POST /api/v1/namespaces
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: invalid-finalizer}
spec: {finalizers: [nonsense]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.finalizers",
        "message": "Invalid value: \"nonsense\": name is neither a standard finalizer name nor is it fully qualified",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "Namespace",
    "name": "invalid-finalizer"
  },
  "kind": "Status",
  "message": "Namespace \"invalid-finalizer\" is invalid: spec.finalizers: Invalid value: \"nonsense\": name is neither a standard finalizer name nor is it fully qualified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}
