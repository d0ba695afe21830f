# Patches of each type that cannot be read, cannot be applied, or would make the
# object invalid.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: badpatch}

=== a config map to patch
POST /api/v1/namespaces/badpatch/configmaps
@setup
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: target}
data: {key: value}

=== a deployment to patch
POST /apis/apps/v1/namespaces/badpatch/deployments
@setup
@yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: target}
spec:
  selector: {matchLabels: {app: target}}
  template:
    metadata: {labels: {app: target}}
    spec: {containers: [{name: main, image: busybox}]}

=== a content type that is no patch
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json

{"data":{"key":"other"}}
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 415,
  "details": {},
  "kind": "Status",
  "message": "415: Unsupported Media Type",
  "metadata": {},
  "reason": "UnsupportedMediaType",
  "status": "Failure"
}

=== no content type
PATCH /api/v1/namespaces/badpatch/configmaps/target

{"data":{"key":"other"}}
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 415,
  "details": {},
  "kind": "Status",
  "message": "415: Unsupported Media Type",
  "metadata": {},
  "reason": "UnsupportedMediaType",
  "status": "Failure"
}

=== an object that is not there
PATCH /api/v1/namespaces/badpatch/configmaps/nothing
Content-Type: application/merge-patch+json

{"data":{"key":"other"}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "configmaps",
    "name": "nothing"
  },
  "kind": "Status",
  "message": "configmaps \"nothing\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== truncated JSON patch
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"replace"
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "error decoding patch: unexpected end of JSON input",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a JSON patch that is an object
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

{"op":"replace","path":"/data/key","value":"other"}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a JSON patch operation that is none
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"invert","path":"/data/key"}]
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

=== a JSON patch test that fails
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"test","path":"/data/key","value":"other"},{"op":"remove","path":"/data/key"}]
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

=== a JSON patch of a path that is not there
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"replace","path":"/data/nothing","value":"x"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value",
    "nothing": "x"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "target",
    "namespace": "badpatch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== a JSON patch that removes what is not there
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"remove","path":"/data/nothing"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "target",
    "namespace": "badpatch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== a JSON patch without a value
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"add","path":"/data/x"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value",
    "x": ""
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "target",
    "namespace": "badpatch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== a JSON patch of the wrong type
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"replace","path":"/data","value":"text"}]
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":\\\"text\\\",\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"target\\\",\\\"namespace\\\":\\\"badpatch\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"}}\": json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":\\\"text\\\",\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"target\\\",\\\"namespace\\\":\\\"badpatch\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"}}\": json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a JSON patch that renames
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/json-patch+json

[{"op":"replace","path":"/metadata/name","value":"other"}]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (target)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== truncated merge patch
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

{"data":{"key"
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "error decoding patch: unexpected end of JSON input",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a merge patch that is a list
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

[1]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== an empty merge patch body
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "error decoding patch: unexpected end of JSON input",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a merge patch of the wrong type
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

{"data":{"key":{"a":"b"}}}
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"key\\\":{\\\"a\\\":\\\"b\\\"},\\\"x\\\":\\\"\\\"},\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"target\\\",\\\"namespace\\\":\\\"badpatch\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"}}\": json: cannot unmarshal object into Go struct field ConfigMap.data of type string",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"key\\\":{\\\"a\\\":\\\"b\\\"},\\\"x\\\":\\\"\\\"},\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"target\\\",\\\"namespace\\\":\\\"badpatch\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"}}\": json: cannot unmarshal object into Go struct field ConfigMap.data of type string",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a merge patch that renames
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

{"metadata":{"name":"other"}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "the name of the object (other) does not match the name on the URL (target)",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a merge patch to another kind
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

{"kind":"Secret"}
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
        "message": "Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"key\\\":\\\"value\\\",\\\"x\\\":\\\"\\\"},\\\"kind\\\":\\\"Secret\\\",\\\"metadata\\\":{\\\"name\\\":\\\"target\\\",\\\"namespace\\\":\\\"badpatch\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"}}\": illegal base64 data at input byte 4",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"key\\\":\\\"value\\\",\\\"x\\\":\\\"\\\"},\\\"kind\\\":\\\"Secret\\\",\\\"metadata\\\":{\\\"name\\\":\\\"target\\\",\\\"namespace\\\":\\\"badpatch\\\",\\\"uid\\\":\\\"<uid>\\\",\\\"resourceVersion\\\":\\\"<revision>\\\",\\\"creationTimestamp\\\":\\\"<time>\\\"}}\": illegal base64 data at input byte 4",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a merge patch to another version
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/merge-patch+json

{"apiVersion":"apps/v1beta2"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "target",
    "namespace": "badpatch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 10,
    "selector": {
      "matchLabels": {
        "app": "target"
      }
    },
    "strategy": {
      "rollingUpdate": {
        "maxSurge": "25%",
        "maxUnavailable": "25%"
      },
      "type": "RollingUpdate"
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "target"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "busybox",
            "imagePullPolicy": "Always",
            "name": "main",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {}
}

=== a merge patch with a stale revision
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

{"metadata":{"resourceVersion":"1"},"data":{"key":"other"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "details": {
    "kind": "configmaps",
    "name": "target"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on configmaps \"target\": the object has been modified; please apply your changes to the latest version and try again",
  "metadata": {},
  "reason": "Conflict",
  "status": "Failure"
}

=== a merge patch with another uid
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/merge-patch+json

{"metadata":{"uid":"11111111-2222-3333-4444-555555555555"},"data":{"key":"other"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.uid",
        "message": "Invalid value: \"<uid>\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "target"
  },
  "kind": "Status",
  "message": "ConfigMap \"target\" is invalid: metadata.uid: Invalid value: \"<uid>\": field is immutable",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a merge patch to an invalid object
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/merge-patch+json

{"spec":{"replicas":-3,"template":{"spec":{"restartPolicy":"Never"}}}}
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
        "message": "Invalid value: -3: must be greater than or equal to 0",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.template.spec.restartPolicy",
        "message": "Unsupported value: \"Never\": supported values: \"Always\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "target"
  },
  "kind": "Status",
  "message": "Deployment.apps \"target\" is invalid: [spec.replicas: Invalid value: -3: must be greater than or equal to 0, spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a merge patch of what never changes
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/merge-patch+json

{"spec":{"selector":{"matchLabels":{"app":"other"}}}}
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
        "message": "Invalid value: {\"app\":\"target\"}: `selector` does not match template `labels`",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.selector",
        "message": "Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "target"
  },
  "kind": "Status",
  "message": "Deployment.apps \"target\" is invalid: [spec.template.metadata.labels: Invalid value: {\"app\":\"target\"}: `selector` does not match template `labels`, spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== truncated strategic patch
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/strategic-merge-patch+json

{"data":{"key"
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "unexpected end of JSON input",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a strategic patch that is a list
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/strategic-merge-patch+json

[1]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "json: cannot unmarshal array into Go value of type map[string]interface {}",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a strategic patch whose list is a map
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/strategic-merge-patch+json

{"spec":{"template":{"spec":{"containers":{"name":"main"}}}}}
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
        "message": "Invalid value: \"map[spec:map[template:map[spec:map[containers:map[name:main]]]]]\": cannot restore slice from map",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"map[spec:map[template:map[spec:map[containers:map[name:main]]]]]\": cannot restore slice from map",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a strategic patch whose list elements have no key
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/strategic-merge-patch+json

{"spec":{"template":{"spec":{"containers":[{"image":"nginx"}]}}}}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "map: map[image:nginx] does not contain declared merge key: name",
  "metadata": {},
  "status": "Failure"
}

=== a strategic patch directive that is none
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/strategic-merge-patch+json

{"spec":{"template":{"spec":{"containers":[{"name":"main","$patch":"invert"}]}}}}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 500,
  "kind": "Status",
  "message": "unknown patch type: invert in map: map[$patch:invert name:main]",
  "metadata": {},
  "status": "Failure"
}

=== a strategic patch of the wrong type
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/strategic-merge-patch+json

{"spec":{"replicas":"three"}}
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
        "message": "Invalid value: \"map[spec:map[replicas:three]]\": unrecognized type: int32",
        "reason": "FieldValueInvalid"
      }
    ]
  },
  "kind": "Status",
  "message": " \"\" is invalid: patch: Invalid value: \"map[spec:map[replicas:three]]\": unrecognized type: int32",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a strategic patch to an invalid object
PATCH /apis/apps/v1/namespaces/badpatch/deployments/target
Content-Type: application/strategic-merge-patch+json

{"spec":{"template":{"spec":{"containers":[{"name":"second"}]}}}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.template.spec.containers[0].image",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apps",
    "kind": "Deployment",
    "name": "target"
  },
  "kind": "Status",
  "message": "Deployment.apps \"target\" is invalid: spec.template.spec.containers[0].image: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== force without apply
PATCH /api/v1/namespaces/badpatch/configmaps/target?force=true
Content-Type: application/merge-patch+json

{"data":{"key":"other"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "force",
        "message": "Forbidden: may not be specified for non-apply patch",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "PatchOptions"
  },
  "kind": "Status",
  "message": "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== apply without a field manager
PATCH /api/v1/namespaces/badpatch/configmaps/target
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: target}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "fieldManager",
        "message": "Required value: is required for apply patch",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "PatchOptions"
  },
  "kind": "Status",
  "message": "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== apply of YAML that does not parse
PATCH /api/v1/namespaces/badpatch/configmaps/target?fieldManager=test
Content-Type: application/apply-patch+yaml

kind: [
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "error decoding YAML: error converting YAML to JSON: yaml: line 1: did not find expected node content",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a patch of a collection
PATCH /api/v1/namespaces/badpatch/configmaps
Content-Type: application/merge-patch+json

{}
--- 405
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 405,
  "details": {},
  "kind": "Status",
  "message": "the server does not allow this method on the requested resource",
  "metadata": {},
  "reason": "MethodNotAllowed",
  "status": "Failure"
}

=== the config map is as it was
GET /api/v1/namespaces/badpatch/configmaps/target
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "key": "value",
    "x": ""
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "target",
    "namespace": "badpatch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== the deployment is as it was
GET /apis/apps/v1/namespaces/badpatch/deployments/target
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "target",
    "namespace": "badpatch",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 10,
    "selector": {
      "matchLabels": {
        "app": "target"
      }
    },
    "strategy": {
      "rollingUpdate": {
        "maxSurge": "25%",
        "maxUnavailable": "25%"
      },
      "type": "RollingUpdate"
    },
    "template": {
      "metadata": {
        "labels": {
          "app": "target"
        }
      },
      "spec": {
        "containers": [
          {
            "image": "busybox",
            "imagePullPolicy": "Always",
            "name": "main",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File"
          }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30
      }
    }
  },
  "status": {}
}
