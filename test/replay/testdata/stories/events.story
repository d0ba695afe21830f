# Events, of the core group and of their own: one store behind both.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: events}

=== create in the core group
POST /api/v1/namespaces/events/events
@yaml

apiVersion: v1
kind: Event
metadata: {name: core.1}
involvedObject: {kind: Pod, namespace: events, name: web, uid: u1, apiVersion: v1, fieldPath: "spec.containers{main}"}
reason: Pulled
message: image present
type: Normal
source: {component: kubelet, host: node-1}
firstTimestamp: "2001-01-01T00:00:00Z"
lastTimestamp: "2001-01-01T00:01:00Z"
count: 3
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "count": 3,
  "eventTime": null,
  "firstTimestamp": "2001-01-01T00:00:00Z",
  "involvedObject": {
    "apiVersion": "v1",
    "fieldPath": "spec.containers{main}",
    "kind": "Pod",
    "name": "web",
    "namespace": "events",
    "uid": "u1"
  },
  "kind": "Event",
  "lastTimestamp": "2001-01-01T00:01:00Z",
  "message": "image present",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "core.1",
    "namespace": "events",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "reason": "Pulled",
  "reportingComponent": "",
  "reportingInstance": "",
  "source": {
    "component": "kubelet",
    "host": "node-1"
  },
  "type": "Normal"
}

=== seen from the new group
GET /apis/events.k8s.io/v1/namespaces/events/events/core.1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "events.k8s.io/v1",
  "deprecatedCount": 3,
  "deprecatedFirstTimestamp": "2001-01-01T00:00:00Z",
  "deprecatedLastTimestamp": "2001-01-01T00:01:00Z",
  "deprecatedSource": {
    "component": "kubelet",
    "host": "node-1"
  },
  "eventTime": null,
  "kind": "Event",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "core.1",
    "namespace": "events",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "note": "image present",
  "reason": "Pulled",
  "regarding": {
    "apiVersion": "v1",
    "fieldPath": "spec.containers{main}",
    "kind": "Pod",
    "name": "web",
    "namespace": "events",
    "uid": "u1"
  },
  "type": "Normal"
}

=== create in the new group
POST /apis/events.k8s.io/v1/namespaces/events/events
@yaml

apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: new.1}
eventTime: "2001-01-01T00:00:00.000001Z"
reportingController: example.com/robot
reportingInstance: robot-1
action: Moving
reason: Moved
note: it moved
type: Normal
regarding: {kind: Pod, namespace: events, name: web, uid: u1}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "action": "Moving",
  "apiVersion": "events.k8s.io/v1",
  "deprecatedFirstTimestamp": null,
  "deprecatedLastTimestamp": null,
  "deprecatedSource": {},
  "eventTime": "2001-01-01T00:00:00.000001Z",
  "kind": "Event",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "new.1",
    "namespace": "events",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "note": "it moved",
  "reason": "Moved",
  "regarding": {
    "kind": "Pod",
    "name": "web",
    "namespace": "events",
    "uid": "u1"
  },
  "reportingController": "example.com/robot",
  "reportingInstance": "robot-1",
  "type": "Normal"
}

=== seen from the core group
GET /api/v1/namespaces/events/events/new.1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "action": "Moving",
  "apiVersion": "v1",
  "eventTime": "2001-01-01T00:00:00.000001Z",
  "firstTimestamp": null,
  "involvedObject": {
    "kind": "Pod",
    "name": "web",
    "namespace": "events",
    "uid": "u1"
  },
  "kind": "Event",
  "lastTimestamp": null,
  "message": "it moved",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "new.1",
    "namespace": "events",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "reason": "Moved",
  "reportingComponent": "example.com/robot",
  "reportingInstance": "robot-1",
  "source": {},
  "type": "Normal"
}

=== count up
PATCH /api/v1/namespaces/events/events/core.1
@only count lastTimestamp message
Content-Type: application/strategic-merge-patch+json

{"count":4,"lastTimestamp":"2001-01-01T00:02:00Z"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "count": 4,
  "lastTimestamp": "2001-01-01T00:02:00Z",
  "message": "image present"
}

=== list by object
GET /api/v1/namespaces/events/events?fieldSelector=involvedObject.name%3Dweb,involvedObject.kind%3DPod,reason%3DPulled
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "core.1"
  ]
}

=== list by type in the new group
GET /apis/events.k8s.io/v1/namespaces/events/events?fieldSelector=type%3DNormal,regarding.name%3Dweb
@only items.*.metadata.name reason message
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "core.1",
    "new.1"
  ],
  "message": null,
  "reason": null
}

=== as a table
GET /api/v1/namespaces/events/events/core.1
@only columnDefinitions
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions": [
    {
      "description": "The time at which the most recent occurrence of this event was recorded.",
      "format": "",
      "name": "Last Seen",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Type of this event (Normal, Warning), new types could be added in the future",
      "format": "",
      "name": "Type",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
      "format": "",
      "name": "Reason",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The object that this event is about.",
      "format": "",
      "name": "Object",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: \"spec.containers{name}\" (where \"name\" refers to the name of the container that triggered the event) or if no container name is specified \"spec.containers[2]\" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.",
      "format": "",
      "name": "Subobject",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "The component reporting this event. Should be a short machine understandable string.",
      "format": "",
      "name": "Source",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "A human-readable description of the status of this operation.",
      "format": "",
      "name": "Message",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)",
      "format": "",
      "name": "First Seen",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "The number of times this event has occurred.",
      "format": "",
      "name": "Count",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 1,
      "type": "string"
    }
  ]
}

=== as a table of the new group
GET /apis/events.k8s.io/v1/namespaces/events/events/core.1
@only columnDefinitions
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions": [
    {
      "description": "The time at which the most recent occurrence of this event was recorded.",
      "format": "",
      "name": "Last Seen",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Type of this event (Normal, Warning), new types could be added in the future",
      "format": "",
      "name": "Type",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
      "format": "",
      "name": "Reason",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The object that this event is about.",
      "format": "",
      "name": "Object",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: \"spec.containers{name}\" (where \"name\" refers to the name of the container that triggered the event) or if no container name is specified \"spec.containers[2]\" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.",
      "format": "",
      "name": "Subobject",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "The component reporting this event. Should be a short machine understandable string.",
      "format": "",
      "name": "Source",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "A human-readable description of the status of this operation.",
      "format": "",
      "name": "Message",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)",
      "format": "",
      "name": "First Seen",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "The number of times this event has occurred.",
      "format": "",
      "name": "Count",
      "priority": 1,
      "type": "string"
    },
    {
      "description": "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
      "format": "name",
      "name": "Name",
      "priority": 1,
      "type": "string"
    }
  ]
}

=== delete
DELETE /api/v1/namespaces/events/events/core.1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "kind": "events",
    "name": "core.1",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}
