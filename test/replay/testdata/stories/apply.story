# Server-side apply: creating, owning, conflicts and force, other verbs between,
# status and scale, and what is refused.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: apply}

=== create by apply
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1", b: "1"}}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "b": "1",
    "x": "1"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:b": {},
          "f:x": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== the same again
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1", b: "1"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "b": "1",
    "x": "1"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:b": {},
          "f:x": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a conflict
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=two
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "2", b: "2"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "data": null,
  "details": {
    "causes": [
      {
        "field": ".data.b",
        "message": "conflict with \"one\"",
        "reason": "FieldManagerConflict"
      },
      {
        "field": ".data.x",
        "message": "conflict with \"one\"",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.b\n- .data.x",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a value shared
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=two
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "b": "1",
    "x": "1"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:b": {},
          "f:x": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "two",
      "operation": "Apply"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== conflicts with two
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=three
@only code reason message
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "3"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "message": "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\nconflicts with \"two\":\n- .data.x",
  "reason": "Conflict"
}

=== force
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=three&force=true
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "3"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "b": "1",
    "x": "3"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:b": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a field given up
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {c: "1"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "c": "1",
    "x": "3"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:c": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "three",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a merge patch between
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=merger
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{"data":{"x":"4","m":"1"},"metadata":{"labels":{"l":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "c": "1",
    "m": "1",
    "x": "4"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:c": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:m": {},
          "f:x": {}
        },
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:l": {}
          }
        }
      },
      "manager": "merger",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a strategic patch between
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=strategic
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/strategic-merge-patch+json

{"data":{"x":"5"},"metadata":{"annotations":{"an":"1"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "c": "1",
    "m": "1",
    "x": "5"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:c": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:m": {}
        },
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:l": {}
          }
        }
      },
      "manager": "merger",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        },
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:an": {}
          }
        }
      },
      "manager": "strategic",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a JSON patch between
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=json
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/json-patch+json

[{"op":"replace","path":"/data/x","value":"6"},{"op":"remove","path":"/data/m"}]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "c": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:c": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "json",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:l": {}
          }
        }
      },
      "manager": "merger",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:annotations": {
            ".": {},
            "f:an": {}
          }
        }
      },
      "manager": "strategic",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a put between
PUT /api/v1/namespaces/apply/configmaps/a?fieldManager=put
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/json

{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"6","p":"1"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "p": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "json",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:p": {}
        }
      },
      "manager": "put",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a conflict with an update is refused
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one&fieldValidation=Strict
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: "1"}, data: {p: "2"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "data": null,
  "details": {
    "causes": [
      {
        "field": ".data.p",
        "message": "conflict with \"put\" using v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"put\" using v1: .data.p",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== nothing applied
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "p": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {}
      },
      "manager": "one",
      "operation": "Apply"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "json",
      "operation": "Update",
      "time": "<time>"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:p": {}
        }
      },
      "manager": "put",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== force by a patch of another type
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one&force=true
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "data": null,
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
  "metadata.managedFields": null,
  "reason": "Invalid",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== no manager
PATCH /api/v1/namespaces/apply/configmaps/a
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "data": null,
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
  "metadata.managedFields": null,
  "reason": "Invalid",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a manager with a name too long
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "data": null,
  "details": {
    "causes": [
      {
        "field": "fieldManager",
        "message": "Too long: may not be more than 128 bytes",
        "reason": "FieldValueTooLong"
      }
    ],
    "group": "meta.k8s.io",
    "kind": "PatchOptions"
  },
  "kind": "Status",
  "message": "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes",
  "metadata.managedFields": null,
  "reason": "Invalid",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== no name
PATCH /api/v1/namespaces/apply/configmaps/new?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "the name of the object (new based on URL) was undeterminable: name must be provided",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== no kind
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{metadata: {name: a}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "invalid object type: /, Kind=",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== another kind
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: Secret, metadata: {name: a}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "invalid object type: /v1, Kind=Secret",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== another version
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v2, kind: ConfigMap, metadata: {name: a}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "invalid object type: /v2, Kind=ConfigMap",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== another name
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "the name of the object (b) does not match the name on the URL (a)",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== another namespace
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}, data: {}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "the namespace of the provided object does not match the namespace sent on the request",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a UID of nothing
PATCH /api/v1/namespaces/apply/configmaps/new?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: new, uid: x}, data: {}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "data": null,
  "details": {
    "kind": "configmaps",
    "name": "new"
  },
  "kind": "Status",
  "message": "Operation cannot be fulfilled on configmaps \"new\": uid mismatch: the provided object specified uid x, and no existing object was found",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== another UID
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}, data: {}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "data": null,
  "details": {
    "causes": [
      {
        "field": "metadata.uid",
        "message": "Invalid value: \"x\": field is immutable",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "a"
  },
  "kind": "Status",
  "message": "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"x\": field is immutable",
  "metadata.managedFields": null,
  "reason": "Invalid",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== an unknown field
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, foo: 1}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 500,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .foo: field not declared in schema",
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a field of another type
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: [1]}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 500,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .data: expected map, got &{[1]}",
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== managed fields
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a, managedFields: [{}]}, data: {}}
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "metadata.managedFields must be nil",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a list
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

[a]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 400,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}",
  "metadata.managedFields": null,
  "reason": "BadRequest",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a key twice, strictly
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m&fieldValidation=Strict
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1", x: "2"}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "data": null,
  "details": {
    "causes": [
      {
        "field": ".data.x",
        "message": "conflict with \"json\" using v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"json\" using v1: .data.x",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== an invalid object
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {"/": "1"}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "data": null,
  "details": {
    "causes": [
      {
        "field": "data[/]",
        "message": "Invalid value: \"/\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        "reason": "FieldValueInvalid"
      }
    ],
    "kind": "ConfigMap",
    "name": "a"
  },
  "kind": "Status",
  "message": "ConfigMap \"a\" is invalid: data[/]: Invalid value: \"/\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
  "metadata.managedFields": null,
  "reason": "Invalid",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a status that has no parent
PATCH /apis/apps/v1/namespaces/apply/deployments/none/status?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: apps/v1, kind: Deployment, metadata: {name: none}, status: {replicas: 1}}
--- 404
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 404,
  "data": null,
  "details": {
    "group": "apps",
    "kind": "deployments",
    "name": "none"
  },
  "kind": "Status",
  "message": "deployments.apps \"none\" not found",
  "metadata.managedFields": null,
  "reason": "NotFound",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a CBOR apply
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+cbor

x
--- 415
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 415,
  "data": null,
  "details": {},
  "kind": "Status",
  "message": "415: Unsupported Media Type",
  "metadata.managedFields": null,
  "reason": "UnsupportedMediaType",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a deployment
PATCH /apis/apps/v1/namespaces/apply/deployments/web?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: web:1
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
        ports: [{containerPort: 80}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
      - {name: side, image: "side:1"}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    },
                    "k:{\"name\":\"B\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                },
                "k:{\"name\":\"side\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 3,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "B",
              "value": "2"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "image": "side:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "side",
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
  },
  "status.conditions": null,
  "status.replicas": null
}

=== a container of another manager
PATCH /apis/apps/v1/namespaces/apply/deployments/web?fieldManager=two
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - {name: extra, image: "extra:1"}
      - {name: main, env: [{name: C, value: "3"}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    },
                    "k:{\"name\":\"B\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                },
                "k:{\"name\":\"side\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 3,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "B",
              "value": "2"
            },
            {
              "name": "C",
              "value": "3"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "image": "side:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "side",
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
  },
  "status.conditions": null,
  "status.replicas": null
}

=== a list item given up
PATCH /apis/apps/v1/namespaces/apply/deployments/web?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: web:1
        env: [{name: A, value: "1"}]
        ports: [{containerPort: 80}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 3,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "C",
              "value": "3"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
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
  },
  "status.conditions": null,
  "status.replicas": null
}

=== an item twice
PATCH /apis/apps/v1/namespaces/apply/deployments/web?fieldManager=three
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: x, image: a}, {name: x, image: b}]}}}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 500,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name=\"x\"]",
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== the scale by a merge patch
PATCH /apis/apps/v1/namespaces/apply/deployments/web/scale?fieldManager=scaler
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{"spec":{"replicas":5}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Scale",
  "message": null,
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 5,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": 0
}

=== the deployment after the scale
GET /apis/apps/v1/namespaces/apply/deployments/web
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "scaler",
      "operation": "Update",
      "subresource": "scale"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 5,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "C",
              "value": "3"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
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
  },
  "status.conditions": null,
  "status.replicas": null
}

=== a scale applied
PATCH /apis/apps/v1/namespaces/apply/deployments/web/scale?fieldManager=auto
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web, namespace: apply}, spec: {replicas: 7}}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "data": null,
  "details": {
    "causes": [
      {
        "field": ".spec.replicas",
        "message": "conflict with \"scaler\" with subresource \"scale\" using autoscaling/v1",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"scaler\" with subresource \"scale\" using autoscaling/v1: .spec.replicas",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a scale applied by force
PATCH /apis/apps/v1/namespaces/apply/deployments/web/scale?fieldManager=auto&force=true
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web, namespace: apply}, spec: {replicas: 7}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Scale",
  "message": null,
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 7,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": 0
}

=== the deployment after the applied scale
GET /apis/apps/v1/namespaces/apply/deployments/web
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "auto",
      "operation": "Apply",
      "subresource": "scale"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 7,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "C",
              "value": "3"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
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
  },
  "status.conditions": null,
  "status.replicas": null
}

=== a conflict with a scale
PATCH /apis/apps/v1/namespaces/apply/deployments/web?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: web:1
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
        ports: [{containerPort: 80}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
      - {name: side, image: "side:1"}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 409,
  "data": null,
  "details": {
    "causes": [
      {
        "field": ".spec.replicas",
        "message": "conflict with \"auto\" with subresource \"scale\"",
        "reason": "FieldManagerConflict"
      }
    ]
  },
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"auto\" with subresource \"scale\": .spec.replicas",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a status applied
PATCH /apis/apps/v1/namespaces/apply/deployments/web/status?fieldManager=watcher
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {no: label}}, spec: {replicas: 99}, status: {replicas: 2, conditions: [{type: Fine, status: "True"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "auto",
      "operation": "Apply",
      "subresource": "scale"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:conditions": {
            "k:{\"type\":\"Fine\"}": {
              ".": {},
              "f:status": {},
              "f:type": {}
            }
          },
          "f:replicas": {}
        }
      },
      "manager": "watcher",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 7,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "C",
              "value": "3"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
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
  },
  "status.conditions": [
    {
      "lastTransitionTime": null,
      "lastUpdateTime": null,
      "status": "True",
      "type": "Fine"
    }
  ],
  "status.replicas": 2
}

=== a status patched
PATCH /apis/apps/v1/namespaces/apply/deployments/web/status?fieldManager=patcher
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{"status":{"replicas":3}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:replicas": {}
        }
      },
      "manager": "auto",
      "operation": "Apply",
      "subresource": "scale"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:conditions": {
            "k:{\"type\":\"Fine\"}": {
              ".": {},
              "f:status": {},
              "f:type": {}
            }
          }
        }
      },
      "manager": "watcher",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:replicas": {}
        }
      },
      "manager": "patcher",
      "operation": "Update",
      "subresource": "status",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 7,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "C",
              "value": "3"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
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
  },
  "status.conditions": [
    {
      "lastTransitionTime": null,
      "lastUpdateTime": null,
      "status": "True",
      "type": "Fine"
    }
  ],
  "status.replicas": 3
}

=== a dry run
PATCH /apis/apps/v1/namespaces/apply/deployments/web?fieldManager=one&dryRun=All&force=true
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: web:1
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
        ports: [{containerPort: 80}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
      - {name: side, image: "side:1"}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": null,
  "details": null,
  "kind": "Deployment",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:app": {}
          }
        },
        "f:spec": {
          "f:replicas": {},
          "f:selector": {},
          "f:template": {
            "f:metadata": {
              "f:labels": {
                "f:app": {}
              }
            },
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"A\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    },
                    "k:{\"name\":\"B\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:image": {},
                  "f:name": {},
                  "f:ports": {
                    "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": {
                      ".": {},
                      "f:containerPort": {}
                    }
                  },
                  "f:resources": {
                    "f:requests": {
                      "f:cpu": {},
                      "f:memory": {}
                    }
                  }
                },
                "k:{\"name\":\"side\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:template": {
            "f:spec": {
              "f:containers": {
                "k:{\"name\":\"extra\"}": {
                  ".": {},
                  "f:image": {},
                  "f:name": {}
                },
                "k:{\"name\":\"main\"}": {
                  ".": {},
                  "f:env": {
                    "k:{\"name\":\"C\"}": {
                      ".": {},
                      "f:name": {},
                      "f:value": {}
                    }
                  },
                  "f:name": {}
                }
              }
            }
          }
        }
      },
      "manager": "two",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:conditions": {
            "k:{\"type\":\"Fine\"}": {
              ".": {},
              "f:status": {},
              "f:type": {}
            }
          }
        }
      },
      "manager": "watcher",
      "operation": "Apply",
      "subresource": "status",
      "time": "<time>"
    },
    {
      "apiVersion": "apps/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:status": {
          "f:replicas": {}
        }
      },
      "manager": "patcher",
      "operation": "Update",
      "subresource": "status",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": 3,
  "spec.template": {
    "metadata": {
      "labels": {
        "app": "web"
      }
    },
    "spec": {
      "containers": [
        {
          "image": "extra:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "extra",
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "env": [
            {
              "name": "A",
              "value": "1"
            },
            {
              "name": "C",
              "value": "3"
            },
            {
              "name": "B",
              "value": "2"
            }
          ],
          "image": "web:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "main",
          "ports": [
            {
              "containerPort": 80,
              "protocol": "TCP"
            }
          ],
          "resources": {
            "requests": {
              "cpu": "100m",
              "memory": "64Mi"
            }
          },
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File"
        },
        {
          "image": "side:1",
          "imagePullPolicy": "IfNotPresent",
          "name": "side",
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
  },
  "status.conditions": [
    {
      "lastTransitionTime": null,
      "lastUpdateTime": null,
      "status": "True",
      "type": "Fine"
    }
  ],
  "status.replicas": 3
}

=== managed fields emptied
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"managedFields":[{}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "p": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== the first apply after
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "6"}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "p": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "one",
      "operation": "Apply"
    },
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          ".": {},
          "f:p": {},
          "f:x": {}
        }
      },
      "manager": "before-first-apply",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== managed fields that say nothing
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"managedFields":[{"manager":"z","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:x":{}}}}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "p": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "z",
      "operation": "Update"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== managed fields that cannot be
PATCH /api/v1/namespaces/apply/configmaps/a?fieldManager=m
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/merge-patch+json

{"metadata":{"managedFields":[{"manager":"z","operation":"Guess","apiVersion":"v1"}]}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "p": "1",
    "x": "6"
  },
  "details": null,
  "kind": "ConfigMap",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:data": {
          "f:x": {}
        }
      },
      "manager": "z",
      "operation": "Update"
    }
  ],
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a service
PATCH /api/v1/namespaces/apply/services/s?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {a: b}, ports: [{port: 80}, {port: 80, protocol: UDP, name: u}]}}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 422,
  "data": null,
  "details": {
    "causes": [
      {
        "field": "spec.ports[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "kind": "Service",
    "name": "s"
  },
  "kind": "Status",
  "message": "Service \"s\" is invalid: spec.ports[0].name: Required value",
  "metadata.managedFields": null,
  "reason": "Invalid",
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== a node with a status
PATCH /api/v1/nodes/n?fieldManager=one
@only kind metadata.managedFields data spec.replicas spec.template status.replicas status.conditions spec.ports code reason message details
Content-Type: application/apply-patch+yaml

{apiVersion: v1, kind: Node, metadata: {name: n}, spec: {taints: [{key: a, effect: NoSchedule}]}, status: {phase: Running}}
--- 500
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": 500,
  "data": null,
  "details": null,
  "kind": "Status",
  "message": "failed to create typed patch object (/; /v1, Kind=Node): .metadata.name: expected string, got &value.valueUnstructured{Value:false}",
  "metadata.managedFields": null,
  "reason": null,
  "spec.ports": null,
  "spec.replicas": null,
  "spec.template": null,
  "status.conditions": null,
  "status.replicas": null
}

=== an autoscaler in version 1
PATCH /apis/autoscaling/v1/namespaces/apply/horizontalpodautoscalers/h?fieldManager=one
@only kind apiVersion metadata.managedFields spec code reason message
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, targetCPUUtilizationPercentage: 50}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v1",
  "code": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:maxReplicas": {},
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec": {
    "maxReplicas": 3,
    "minReplicas": 1,
    "scaleTargetRef": {
      "apiVersion": "apps/v1",
      "kind": "Deployment",
      "name": "web"
    },
    "targetCPUUtilizationPercentage": 50
  }
}

=== the autoscaler in version 2 patched
PATCH /apis/autoscaling/v2/namespaces/apply/horizontalpodautoscalers/h?fieldManager=two
@only kind apiVersion metadata.managedFields spec.maxReplicas code reason message
Content-Type: application/merge-patch+json

{"spec":{"maxReplicas":5}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v2",
  "code": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:scaleTargetRef": {},
          "f:targetCPUUtilizationPercentage": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "autoscaling/v2",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:maxReplicas": {}
        }
      },
      "manager": "two",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.maxReplicas": 5
}

=== the autoscaler in version 1 in conflict
PATCH /apis/autoscaling/v1/namespaces/apply/horizontalpodautoscalers/h?fieldManager=one
@only kind apiVersion metadata.managedFields spec code reason message
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, targetCPUUtilizationPercentage: 50}
--- 409
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 409,
  "kind": "Status",
  "message": "Apply failed with 1 conflict: conflict with \"two\" using autoscaling/v2: .spec.maxReplicas",
  "metadata.managedFields": null,
  "reason": "Conflict",
  "spec": null
}

=== the autoscaler in version 2 applied by the first
PATCH /apis/autoscaling/v2/namespaces/apply/horizontalpodautoscalers/h?fieldManager=one
@only kind apiVersion metadata.managedFields spec.maxReplicas spec.minReplicas code reason message
Content-Type: application/apply-patch+yaml

apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {maxReplicas: 5, minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "autoscaling/v2",
  "code": null,
  "kind": "HorizontalPodAutoscaler",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "autoscaling/v2",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:maxReplicas": {},
          "f:minReplicas": {},
          "f:scaleTargetRef": {
            "f:apiVersion": {},
            "f:kind": {},
            "f:name": {}
          }
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    },
    {
      "apiVersion": "autoscaling/v2",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:spec": {
          "f:maxReplicas": {}
        }
      },
      "manager": "two",
      "operation": "Update",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.maxReplicas": 5,
  "spec.minReplicas": 2
}

=== a core event
PATCH /api/v1/namespaces/apply/events/e?fieldManager=one
@only kind apiVersion metadata.managedFields code reason message
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Event
metadata: {name: e}
involvedObject: {kind: ConfigMap, name: a, namespace: apply}
reason: Tried
message: that
type: Normal
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": null,
  "kind": "Event",
  "message": "that",
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:involvedObject": {},
        "f:message": {},
        "f:reason": {},
        "f:type": {}
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": "Tried"
}

=== the event in its other form patched
PATCH /apis/events.k8s.io/v1/namespaces/apply/events/e?fieldManager=two
@only kind apiVersion metadata.managedFields code message
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"a":"b"}}}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "events.k8s.io/v1",
  "code": null,
  "kind": "Event",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "events.k8s.io/v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            ".": {},
            "f:a": {}
          }
        }
      },
      "manager": "two",
      "operation": "Update",
      "time": "<time>"
    }
  ]
}

=== a secret with words
PATCH /api/v1/namespaces/apply/secrets/s?fieldManager=one
@only kind metadata.managedFields data stringData code reason message
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Secret
metadata: {name: s, labels: {a: b}, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: a, uid: u}]}
stringData: {a: b}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "data": {
    "a": "Yg=="
  },
  "kind": "Secret",
  "message": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:labels": {
            "f:a": {}
          },
          "f:ownerReferences": {
            "k:{\"uid\":\"u\"}": {}
          }
        },
        "f:stringData": {
          "f:a": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "stringData": null
}

=== a node with taints and a finalizer
PATCH /api/v1/nodes/n2?fieldManager=one
@only kind metadata.managedFields metadata.labels spec.taints code reason message
Content-Type: application/apply-patch+yaml

apiVersion: v1
kind: Node
metadata: {name: n2, finalizers: [example.com/f]}
spec: {unschedulable: true, taints: [{key: a, value: b, effect: NoSchedule}, {key: a, effect: NoExecute}]}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "code": null,
  "kind": "Node",
  "message": null,
  "metadata.labels": null,
  "metadata.managedFields": [
    {
      "apiVersion": "v1",
      "fieldsType": "FieldsV1",
      "fieldsV1": {
        "f:metadata": {
          "f:finalizers": {
            "v:\"example.com/f\"": {}
          }
        },
        "f:spec": {
          "f:taints": {},
          "f:unschedulable": {}
        }
      },
      "manager": "one",
      "operation": "Apply",
      "time": "<time>"
    }
  ],
  "reason": null,
  "spec.taints": [
    {
      "effect": "NoSchedule",
      "key": "a",
      "value": "b"
    },
    {
      "effect": "NoExecute",
      "key": "a"
    },
    {
      "effect": "NoSchedule",
      "key": "node.kubernetes.io/not-ready"
    }
  ]
}
