# Who answers for a group-version: APIServices, and what becomes of requests for
# one whose server is not there.

=== the apps group
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.apps
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kube-aggregator.kubernetes.io/automanaged": "onstart"
    },
    "name": "v1.apps",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "group": "apps",
    "groupPriorityMinimum": 17800,
    "version": "v1",
    "versionPriority": 15
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "Local APIServices are always available",
        "reason": "Local",
        "status": "True",
        "type": "Available"
      }
    ]
  }
}

=== the core group
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kube-aggregator.kubernetes.io/automanaged": "onstart"
    },
    "name": "v1.",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "groupPriorityMinimum": 18000,
    "version": "v1",
    "versionPriority": 1
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "Local APIServices are always available",
        "reason": "Local",
        "status": "True",
        "type": "Available"
      }
    ]
  }
}

=== a second version
GET /apis/apiregistration.k8s.io/v1/apiservices/v2.autoscaling
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kube-aggregator.kubernetes.io/automanaged": "onstart"
    },
    "name": "v2.autoscaling",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "group": "autoscaling",
    "groupPriorityMinimum": 17500,
    "version": "v2",
    "versionPriority": 30
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "Local APIServices are always available",
        "reason": "Local",
        "status": "True",
        "type": "Available"
      }
    ]
  }
}

=== its status
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.batch/status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "kube-aggregator.kubernetes.io/automanaged": "onstart"
    },
    "name": "v1.batch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "group": "batch",
    "groupPriorityMinimum": 17400,
    "version": "v1",
    "versionPriority": 15
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "Local APIServices are always available",
        "reason": "Local",
        "status": "True",
        "type": "Available"
      }
    ]
  }
}

=== no such service
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.none
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.none"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.none\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== its own group has none
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.apiregistration.k8s.io
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.apiregistration.k8s.io"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.apiregistration.k8s.io\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== a name that is another
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.other}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10}
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
        "message": "Invalid value: \"v1.other\": must be `spec.version+\".\"+spec.group`: \"v1.replay.example.com\"",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.other"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.other\" is invalid: metadata.name: Invalid value: \"v1.other\": must be `spec.version+\".\"+spec.group`: \"v1.replay.example.com\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no group
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v2.}
spec: {version: v2, groupPriorityMinimum: 100, versionPriority: 10}
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
        "message": "Required value: only v1 may have an empty group and it better be legacy kube",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v2."
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v2.\" is invalid: spec.group: Required value: only v1 may have an empty group and it better be legacy kube",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no priorities
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.groupPriorityMinimum",
        "message": "Invalid value: 0: must be positive and less than 20000",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.versionPriority",
        "message": "Invalid value: 0: must be positive and less than 1000",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: [spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000, spec.versionPriority: Invalid value: 0: must be positive and less than 1000]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== priorities that are too high
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 20001, versionPriority: 1001}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.groupPriorityMinimum",
        "message": "Invalid value: 20001: must be positive and less than 20000",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.versionPriority",
        "message": "Invalid value: 1001: must be positive and less than 1000",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: [spec.groupPriorityMinimum: Invalid value: 20001: must be positive and less than 20000, spec.versionPriority: Invalid value: 1001: must be positive and less than 1000]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a version that is no label
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: 1.replay.example.com}
spec: {group: replay.example.com, version: "1", groupPriorityMinimum: 100, versionPriority: 10}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.version",
        "message": "Invalid value: \"1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"1.replay.example.com\" is invalid: spec.version: Invalid value: \"1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a group that is no domain
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.Replay}
spec: {group: Replay, version: v1, groupPriorityMinimum: 100, versionPriority: 10}
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
        "message": "Invalid value: \"Replay\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.Replay"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.Replay\" is invalid: spec.group: Invalid value: \"Replay\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a bundle for nobody
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, caBundle: AAAA}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.caBundle",
        "message": "Invalid value: \"3 bytes\": local APIServices may not have a caBundle",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: spec.caBundle: Invalid value: \"3 bytes\": local APIServices may not have a caBundle",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no verification of nobody
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, insecureSkipTLSVerify: true}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.insecureSkipTLSVerify",
        "message": "Invalid value: true: local APIServices may not have insecureSkipTLSVerify",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a service without a name
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.service.namespace",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.service.name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: [spec.service.namespace: Required value, spec.service.name: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a port that is none
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {name: a, namespace: b, port: 70000}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.service.port",
        "message": "Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: spec.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== verified and not
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, insecureSkipTLSVerify: true, caBundle: AAAA, service: {name: a, namespace: b}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.insecureSkipTLSVerify",
        "message": "Invalid value: true: may not be true if caBundle is present",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one in dry run
POST /apis/apiregistration.k8s.io/v1/apiservices?dryRun=All
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {name: a, namespace: b}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "v1.replay.example.com",
    "uid": "<uid>"
  },
  "spec": {
    "group": "replay.example.com",
    "groupPriorityMinimum": 100,
    "service": {
      "name": "a",
      "namespace": "b",
      "port": 443
    },
    "version": "v1",
    "versionPriority": 10
  },
  "status": {}
}

=== one whose service is missing
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com, labels: {a: b}}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, insecureSkipTLSVerify: true, service: {name: a, namespace: b}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "a": "b"
    },
    "name": "v1.replay.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "group": "replay.example.com",
    "groupPriorityMinimum": 100,
    "insecureSkipTLSVerify": true,
    "service": {
      "name": "a",
      "namespace": "b",
      "port": 443
    },
    "version": "v1",
    "versionPriority": 10
  },
  "status": {}
}

=== the same again
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {name: a, namespace: b}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.replay.example.com\" already exists",
  "metadata": {},
  "reason": "AlreadyExists",
  "status": "Failure"
}

=== its spec
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
@only spec metadata.labels
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.labels": {
    "a": "b"
  },
  "spec": {
    "group": "replay.example.com",
    "groupPriorityMinimum": 100,
    "insecureSkipTLSVerify": true,
    "service": {
      "name": "a",
      "namespace": "b",
      "port": 443
    },
    "version": "v1",
    "versionPriority": 10
  }
}

=== one of its own that waits its turn
POST /apis/apiregistration.k8s.io/v1/apiservices
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v2.replay.example.com}
spec: {group: replay.example.com, version: v2, groupPriorityMinimum: 100, versionPriority: 20}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiregistration.k8s.io/v1",
  "kind": "APIService",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "v2.replay.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "group": "replay.example.com",
    "groupPriorityMinimum": 100,
    "version": "v2",
    "versionPriority": 20
  },
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "Local APIServices are always available",
        "reason": "Local",
        "status": "True",
        "type": "Available"
      }
    ]
  }
}

=== by label
GET /apis/apiregistration.k8s.io/v1/apiservices?labelSelector=a%3Db
@only kind
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "APIServiceList"
}

=== its discovery document
GET /apis/replay.example.com/v1
--- 503
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

service unavailable

=== a list of what it has
GET /apis/replay.example.com/v1/things
--- 503
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

service unavailable

=== a write to it
POST /apis/replay.example.com/v1/namespaces/default/things
Content-Type: application/json

{}
--- 503
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

service unavailable

=== a watch of it
GET /apis/replay.example.com/v1/things?watch=true
--- 503
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

service unavailable

=== not for everybody
GET /apis/replay.example.com/v1/things
@as jane
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 403,
  "details": {
    "group": "replay.example.com",
    "kind": "things"
  },
  "kind": "Status",
  "message": "things.replay.example.com is forbidden: User \"jane\" cannot list resource \"things\" in API group \"replay.example.com\" at the cluster scope",
  "metadata": {},
  "reason": "Forbidden",
  "status": "Failure"
}

=== its group
GET /apis/replay.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "APIGroup",
  "name": "replay.example.com",
  "preferredVersion": {
    "groupVersion": "replay.example.com/v2",
    "version": "v2"
  },
  "versions": [
    {
      "groupVersion": "replay.example.com/v2",
      "version": "v2"
    },
    {
      "groupVersion": "replay.example.com/v1",
      "version": "v1"
    }
  ]
}

=== why it is not available
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
@only status
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "message": "service/a in \"b\" is not present",
        "reason": "ServiceNotFound",
        "status": "False",
        "type": "Available"
      }
    ]
  }
}

=== a priority that is too low
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
Content-Type: application/merge-patch+json

{"spec":{"versionPriority":0}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versionPriority",
        "message": "Invalid value: 0: must be positive and less than 1000",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: spec.versionPriority: Invalid value: 0: must be positive and less than 1000",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== another priority
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
@only spec
Content-Type: application/merge-patch+json

{"spec":{"versionPriority":30}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec": {
    "group": "replay.example.com",
    "groupPriorityMinimum": 100,
    "insecureSkipTLSVerify": true,
    "service": {
      "name": "a",
      "namespace": "b",
      "port": 443
    },
    "version": "v1",
    "versionPriority": 30
  }
}

=== its group, the other way round
GET /apis/replay.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "APIGroup",
  "name": "replay.example.com",
  "preferredVersion": {
    "groupVersion": "replay.example.com/v1",
    "version": "v1"
  },
  "versions": [
    {
      "groupVersion": "replay.example.com/v1",
      "version": "v1"
    },
    {
      "groupVersion": "replay.example.com/v2",
      "version": "v2"
    }
  ]
}

=== another version in place
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
Content-Type: application/merge-patch+json

{"spec":{"version":"v3"}}
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
        "message": "Invalid value: \"v1.replay.example.com\": must be `spec.version+\".\"+spec.group`: \"v3.replay.example.com\"",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiregistration.k8s.io",
    "kind": "APIService",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "APIService.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: metadata.name: Invalid value: \"v1.replay.example.com\": must be `spec.version+\".\"+spec.group`: \"v3.replay.example.com\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a condition of its own
PATCH /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com/status
@only status
Content-Type: application/strategic-merge-patch+json

{"status":{"conditions":[{"type":"Mine","status":"True","reason":"R","message":"m"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastTransitionTime": null,
        "message": "m",
        "reason": "R",
        "status": "True",
        "type": "Mine"
      },
      {
        "lastTransitionTime": "<time>",
        "message": "service/a in \"b\" is not present",
        "reason": "ServiceNotFound",
        "status": "False",
        "type": "Available"
      }
    ]
  }
}

=== a put without a version
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.replay.example.com}
spec: {group: replay.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {name: a, namespace: b}}
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
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.replay.example.com\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a put of the status of none
PUT /apis/apiregistration.k8s.io/v1/apiservices/v1.none.example.com/status
@yaml

apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.none.example.com}
spec: {group: none.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.none.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.none.example.com\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== delete it
DELETE /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.replay.example.com",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== delete the other
DELETE /apis/apiregistration.k8s.io/v1/apiservices/v2.replay.example.com
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v2.replay.example.com",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== it is gone
GET /apis/apiregistration.k8s.io/v1/apiservices/v1.replay.example.com
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "group": "apiregistration.k8s.io",
    "kind": "apiservices",
    "name": "v1.replay.example.com"
  },
  "kind": "Status",
  "message": "apiservices.apiregistration.k8s.io \"v1.replay.example.com\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}
