# Admission webhooks that cannot be reached, and what becomes of the requests.

=== a namespace
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: webhooks}

=== an object from before
POST /api/v1/namespaces/webhooks/configmaps
@setup
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: before}

=== a validating webhook that nobody serves
POST /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: v}
webhooks:
- name: v.example.com
  sideEffects: None
  admissionReviewVersions: [v1]
  clientConfig: {url: "https://127.0.0.1:1/x"}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, DELETE], resources: [configmaps]}]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: webhooks}}
  timeoutSeconds: 5
  objectSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}
  matchConditions: [{name: not-special, expression: 'request.operation == "DELETE" || object.metadata.name != "special"'}]

=== create
POST /api/v1/namespaces/webhooks/configmaps
@until 500
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: a}

=== what it is told
POST /api/v1/namespaces/webhooks/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: a}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== create dry
POST /api/v1/namespaces/webhooks/configmaps?dryRun=All
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: a}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== delete
DELETE /api/v1/namespaces/webhooks/configmaps/before
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== delete a collection
DELETE /api/v1/namespaces/webhooks/configmaps?fieldSelector=metadata.name%3Dbefore
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"v.example.com\": failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=5s\": dial tcp 127.0.0.1:1: connect: connection refused",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== an object that the selector leaves out
POST /api/v1/namespaces/webhooks/configmaps
@only kind code metadata.name
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: b, labels: {skip: me}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "ConfigMap",
  "metadata.name": "b"
}

=== an object that a condition leaves out
POST /api/v1/namespaces/webhooks/configmaps
@only kind code metadata.name
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: special}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "ConfigMap",
  "metadata.name": "special"
}

=== another kind
POST /api/v1/namespaces/webhooks/secrets
@only kind code metadata.name
@yaml

apiVersion: v1
kind: Secret
metadata: {name: s}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Secret",
  "metadata.name": "s"
}

=== an update is not asked about
PATCH /api/v1/namespaces/webhooks/configmaps/before
@only kind code data
Content-Type: application/merge-patch+json

{"data":{"a":"b"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "a": "b"
  },
  "kind": "ConfigMap"
}

=== a failure that is to be ignored
PATCH /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/v
@setup
Content-Type: application/json-patch+json

[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Ignore"}]

=== create with that
POST /api/v1/namespaces/webhooks/configmaps
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: c}

=== no webhook
DELETE /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/v
@setup

=== a mutating webhook of a service that is not there
POST /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations
@setup
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: m}
webhooks:
- name: m.example.com
  sideEffects: None
  admissionReviewVersions: [v1]
  clientConfig: {service: {namespace: webhooks, name: none, path: /y, port: 8443}}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, DELETE], resources: [configmaps]}]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: webhooks}}
  timeoutSeconds: 7

=== create (2)
POST /api/v1/namespaces/webhooks/configmaps
@until 500
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: d}

=== what it is told (2)
POST /api/v1/namespaces/webhooks/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: d}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"m.example.com\": failed to call webhook: Post \"https://none.webhooks.svc:8443/y?timeout=7s\": service \"none\" not found"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"m.example.com\": failed to call webhook: Post \"https://none.webhooks.svc:8443/y?timeout=7s\": service \"none\" not found",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== a name that is taken is told after that
POST /api/v1/namespaces/webhooks/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: before}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"m.example.com\": failed to call webhook: Post \"https://none.webhooks.svc:8443/y?timeout=7s\": service \"none\" not found"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"m.example.com\": failed to call webhook: Post \"https://none.webhooks.svc:8443/y?timeout=7s\": service \"none\" not found",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== and what is invalid too
POST /api/v1/namespaces/webhooks/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: Not_Valid}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "details": {
    "causes": [
      {
        "message": "failed calling webhook \"m.example.com\": failed to call webhook: Post \"https://none.webhooks.svc:8443/y?timeout=7s\": service \"none\" not found"
      }
    ]
  },
  "kind": "Status",
  "message": "Internal error occurred: failed calling webhook \"m.example.com\": failed to call webhook: Post \"https://none.webhooks.svc:8443/y?timeout=7s\": service \"none\" not found",
  "metadata": {},
  "reason": "InternalError",
  "status": "Failure"
}

=== a condition that cannot be evaluated
PATCH /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/m
@setup
Content-Type: application/json-patch+json

[{"op":"add","path":"/webhooks/0/matchConditions","value":[{"name":"odd","expression":"object.data.a == 'b'"}]}]

=== create with that (2)
POST /api/v1/namespaces/webhooks/configmaps
@until 403
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: e}

=== what it is told (3)
POST /api/v1/namespaces/webhooks/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: e}
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "kind": "configmaps",
    "name": "e"
  },
  "kind": "Status",
  "message": "configmaps \"e\" is forbidden: expression 'object.data.a == 'b'' resulted in error: no such key: data",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== one for which it can be evaluated
POST /api/v1/namespaces/webhooks/configmaps
@only kind code metadata.name data
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: e}
data: {a: c}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "a": "c"
  },
  "kind": "ConfigMap",
  "metadata.name": "e"
}

=== a condition in words that nobody understands
PATCH /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/m
@only kind reason code
Content-Type: application/json-patch+json

[{"op":"replace","path":"/webhooks/0/matchConditions/0/expression","value":"object.("}]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "kind": "Status",
  "reason": "Invalid"
}

=== an unknown CA
PATCH /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/m
@only kind reason code message
Content-Type: application/json-patch+json

[{"op":"remove","path":"/webhooks/0/matchConditions"},{"op":"add","path":"/webhooks/0/clientConfig/caBundle","value":"Zm9v"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "MutatingWebhookConfiguration",
  "message": null,
  "reason": null
}

=== only reviews that nobody knows
POST /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations
@only kind reason code message
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks:
- name: w.example.com
  sideEffects: None
  admissionReviewVersions: [v2]
  clientConfig: {url: "https://127.0.0.1:1/x"}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, DELETE], resources: [configmaps]}]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: webhooks}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "kind": "Status",
  "message": "ValidatingWebhookConfiguration.admissionregistration.k8s.io \"w\" is invalid: webhooks[0].admissionReviewVersions: Invalid value: [\"v2\"]: must include at least one of v1, v1beta1",
  "reason": "Invalid"
}

=== side effects without a dry run
POST /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations
@only kind reason code message
@yaml

apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks:
- name: w.example.com
  sideEffects: Some
  admissionReviewVersions: [v1]
  clientConfig: {url: "https://127.0.0.1:1/x"}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, DELETE], resources: [configmaps]}]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: webhooks}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "kind": "Status",
  "message": "ValidatingWebhookConfiguration.admissionregistration.k8s.io \"w\" is invalid: webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"",
  "reason": "Invalid"
}

=== no webhook (2)
DELETE /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/m
@setup

=== create again
POST /api/v1/namespaces/webhooks/configmaps
@until 201
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: f}
