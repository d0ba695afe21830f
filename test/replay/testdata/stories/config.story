# Config maps and secrets.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: config}

=== create a config map
POST /api/v1/namespaces/config/configmaps
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {a: b}}
data: {key: value, empty: "", "dotted.name_x-y": z}
binaryData: {raw: AAEC}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "binaryData": {
    "raw": "AAEC"
  },
  "data": {
    "dotted.name_x-y": "z",
    "empty": "",
    "key": "value"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "labels": {
      "a": "b"
    },
    "name": "one",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== create one from YAML
POST /api/v1/namespaces/config/configmaps
Content-Type: application/yaml

apiVersion: v1
kind: ConfigMap
metadata:
  name: two
data:
  text: |
    several
    lines
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "text": "several\nlines"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "two",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== answer in YAML
GET /api/v1/namespaces/config/configmaps/two
Accept: application/yaml
--- 200
Cache-Control: no-cache, private
Content-Type: application/yaml

{
  "apiVersion": "v1",
  "data": {
    "text": "several\nlines"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "two",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== create one from protobuf
POST /api/v1/namespaces/config/configmaps
@protobuf

apiVersion: v1
kind: ConfigMap
metadata: {name: three}
data: {a: b}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "a": "b"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "three",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== answer in protobuf
GET /api/v1/namespaces/config/configmaps/three
Accept: application/vnd.kubernetes.protobuf
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "apiVersion": "v1",
  "data": {
    "a": "b"
  },
  "kind": "ConfigMap",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "three",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  }
}

=== list in protobuf
GET /api/v1/namespaces/config/configmaps
Accept: application/vnd.kubernetes.protobuf,application/json
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "apiVersion": "v1",
  "items": [
    {
      "binaryData": {
        "raw": "AAEC"
      },
      "data": {
        "dotted.name_x-y": "z",
        "empty": "",
        "key": "value"
      },
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "a": "b"
        },
        "name": "one",
        "namespace": "config",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "data": {
        "a": "b"
      },
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "three",
        "namespace": "config",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "data": {
        "text": "several\nlines"
      },
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "two",
        "namespace": "config",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "ConfigMapList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== an error in protobuf
GET /api/v1/namespaces/config/configmaps/none
Accept: application/vnd.kubernetes.protobuf
--- 404
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "apiVersion": "v1",
  "code": 404,
  "details": {
    "kind": "configmaps",
    "name": "none"
  },
  "kind": "Status",
  "message": "configmaps \"none\" not found",
  "metadata": {},
  "reason": "NotFound",
  "status": "Failure"
}

=== list
GET /api/v1/namespaces/config/configmaps
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [
    {
      "binaryData": {
        "raw": "AAEC"
      },
      "data": {
        "dotted.name_x-y": "z",
        "empty": "",
        "key": "value"
      },
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "a": "b"
        },
        "name": "one",
        "namespace": "config",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "data": {
        "a": "b"
      },
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "three",
        "namespace": "config",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "data": {
        "text": "several\nlines"
      },
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "two",
        "namespace": "config",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "ConfigMapList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== config maps as a table
GET /api/v1/namespaces/config/configmaps
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
      "description": "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
      "format": "",
      "name": "Data",
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
        "one",
        4,
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "labels": {
            "a": "b"
          },
          "name": "one",
          "namespace": "config",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "three",
        1,
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "three",
          "namespace": "config",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "two",
        1,
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "two",
          "namespace": "config",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== create a secret from text
POST /api/v1/namespaces/config/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: password}
stringData: {user: root, password: hunter2}
data: {user: YWRtaW4=}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "password": "aHVudGVyMg==",
    "user": "cm9vdA=="
  },
  "kind": "Secret",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "password",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "type": "Opaque"
}

=== create a typed secret
POST /api/v1/namespaces/config/secrets
@yaml

apiVersion: v1
kind: Secret
metadata: {name: basic}
type: kubernetes.io/basic-auth
stringData: {username: root, password: hunter2}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "data": {
    "password": "aHVudGVyMg==",
    "username": "cm9vdA=="
  },
  "kind": "Secret",
  "metadata": {
    "creationTimestamp": "<time>",
    "name": "basic",
    "namespace": "config",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "type": "kubernetes.io/basic-auth"
}

=== list secrets by type
GET /api/v1/namespaces/config/secrets?fieldSelector=type%3Dkubernetes.io/basic-auth
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "basic"
  ]
}

=== secrets as a table
GET /api/v1/namespaces/config/secrets
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
      "description": "Used to facilitate programmatic handling of secret data. More info: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types",
      "format": "",
      "name": "Type",
      "priority": 0,
      "type": "string"
    },
    {
      "description": "Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or '.'. The serialized form of the secret data is a base64 encoded string, representing the arbitrary (possibly non-string) data value here. Described in https://tools.ietf.org/html/rfc4648#section-4",
      "format": "",
      "name": "Data",
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
        "basic",
        "kubernetes.io/basic-auth",
        2,
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "basic",
          "namespace": "config",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    },
    {
      "cells": [
        "password",
        "Opaque",
        2,
        "<age>"
      ],
      "object": {
        "apiVersion": "meta.k8s.io/v1",
        "kind": "PartialObjectMetadata",
        "metadata": {
          "creationTimestamp": "<time>",
          "name": "password",
          "namespace": "config",
          "resourceVersion": "<revision>",
          "uid": "<uid>"
        }
      }
    }
  ]
}

=== delete answers with a status
DELETE /api/v1/namespaces/config/secrets/password
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "details": {
    "kind": "secrets",
    "name": "password",
    "uid": "<uid>"
  },
  "kind": "Status",
  "metadata": {},
  "status": "Success"
}

=== delete a collection by label
DELETE /api/v1/namespaces/config/configmaps?labelSelector=a%3Db
@only kind items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "one"
  ],
  "kind": "ConfigMapList"
}

=== what is left
GET /api/v1/namespaces/config/configmaps
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "three",
    "two"
  ]
}

=== a dry delete of a collection
DELETE /api/v1/namespaces/config/configmaps?dryRun=All
@only kind items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "three",
    "two"
  ],
  "kind": "ConfigMapList"
}

=== delete a collection
DELETE /api/v1/namespaces/config/configmaps
@only kind items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "three",
    "two"
  ],
  "kind": "ConfigMapList"
}

=== nothing is left
GET /api/v1/namespaces/config/configmaps
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [],
  "kind": "ConfigMapList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}
