# Reading in pieces and following: chunked lists, revisions, watches, bookmarks.

=== a namespace to work in
POST /api/v1/namespaces
@setup
@yaml

apiVersion: v1
kind: Namespace
metadata: {name: reading}

=== the first
POST /api/v1/namespaces/reading/configmaps
@setup
@keep rv1 metadata.resourceVersion
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: a, labels: {odd: "yes"}}

=== the second
POST /api/v1/namespaces/reading/configmaps
@setup
@keep rv2 metadata.resourceVersion
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: b}

=== the third
POST /api/v1/namespaces/reading/configmaps
@setup
@keep rv3 metadata.resourceVersion
@yaml

apiVersion: v1
kind: ConfigMap
metadata: {name: c, labels: {odd: "yes"}}

=== two of three
GET /api/v1/namespaces/reading/configmaps?limit=2
@keep continue metadata.continue
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [
    {
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "a",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "ConfigMapList",
  "metadata": {
    "continue": "<continue>",
    "remainingItemCount": 1,
    "resourceVersion": "<revision>"
  }
}

=== the rest
GET /api/v1/namespaces/reading/configmaps?limit=2&continue=${continue}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "items": [
    {
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "c",
        "namespace": "reading",
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

=== the limit is enough
GET /api/v1/namespaces/reading/configmaps?limit=3
@only metadata items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "a",
    "b",
    "c"
  ],
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== a selector and a limit do not tell what remains
GET /api/v1/namespaces/reading/configmaps?limit=1&labelSelector=odd
@only metadata items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "a"
  ],
  "metadata": {
    "continue": "<continue>",
    "resourceVersion": "<revision>"
  }
}

=== at an exact revision
GET /api/v1/namespaces/reading/configmaps?resourceVersion=${rv2}&resourceVersionMatch=Exact
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "a",
    "b"
  ]
}

=== not older than
GET /api/v1/namespaces/reading/configmaps?resourceVersion=${rv2}&resourceVersionMatch=NotOlderThan
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "a",
    "b",
    "c"
  ]
}

=== from the cache
GET /api/v1/namespaces/reading/configmaps?resourceVersion=0
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "a",
    "b",
    "c"
  ]
}

=== one object from the cache
GET /api/v1/namespaces/reading/configmaps/a?resourceVersion=0
@only metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "a"
}

=== by name
GET /api/v1/namespaces/reading/configmaps?fieldSelector=metadata.name%3Db
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "b"
  ]
}

=== by not being a name
GET /api/v1/namespaces/reading/configmaps?fieldSelector=metadata.name%21%3Db
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "a",
    "c"
  ]
}

=== metadata of a list
GET /api/v1/namespaces/reading/configmaps
Accept: application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "meta.k8s.io/v1",
  "items": [
    {
      "apiVersion": "meta.k8s.io/v1",
      "kind": "PartialObjectMetadata",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "a",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "apiVersion": "meta.k8s.io/v1",
      "kind": "PartialObjectMetadata",
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    {
      "apiVersion": "meta.k8s.io/v1",
      "kind": "PartialObjectMetadata",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "c",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    }
  ],
  "kind": "PartialObjectMetadataList",
  "metadata": {
    "resourceVersion": "<revision>"
  }
}

=== metadata of a list in protobuf
GET /api/v1/namespaces/reading/configmaps
@only kind items.*.metadata.name
Accept: application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf

{
  "items.*.metadata.name": [
    "a",
    "b",
    "c"
  ],
  "kind": "PartialObjectMetadataList"
}

=== change the second
PATCH /api/v1/namespaces/reading/configmaps/b
@setup
Content-Type: application/merge-patch+json

{"data":{"a":"b"},"metadata":{"labels":{"odd":"even"}}}

=== change the first out of the selection
PATCH /api/v1/namespaces/reading/configmaps/a
@setup
Content-Type: application/merge-patch+json

{"metadata":{"labels":{"odd":null}}}

=== delete the third
DELETE /api/v1/namespaces/reading/configmaps/c
@setup

=== watch from a revision
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=${rv1}&timeoutSeconds=5
@events 5
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

[
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "c",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "data": {
        "a": "b"
      },
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "even"
        },
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "MODIFIED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "a",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "MODIFIED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "c",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "DELETED"
  }
]

=== watch a selection
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=${rv1}&labelSelector=odd%3Dyes&timeoutSeconds=5
@only *.type *.object.metadata.name
@events 3
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "*.object.metadata.name": [
    "c",
    "a",
    "c"
  ],
  "*.type": [
    "ADDED",
    "DELETED",
    "DELETED"
  ]
}

=== watch one by name
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=${rv1}&fieldSelector=metadata.name%3Db&timeoutSeconds=5
@only *.type *.object.metadata.name
@events 2
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "*.object.metadata.name": [
    "b",
    "b"
  ],
  "*.type": [
    "ADDED",
    "MODIFIED"
  ]
}

=== watch from now shows what is there
GET /api/v1/namespaces/reading/configmaps?watch=true&timeoutSeconds=5
@only *.type *.object.metadata.name
@events 2
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "*.object.metadata.name": [
    "a",
    "b"
  ],
  "*.type": [
    "ADDED",
    "ADDED"
  ]
}

=== watch from revision 0 too
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=0&timeoutSeconds=5
@only *.type *.object.metadata.name
@events 2
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "*.object.metadata.name": [
    "a",
    "b"
  ],
  "*.type": [
    "ADDED",
    "ADDED"
  ]
}

=== watch in protobuf
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=${rv1}&timeoutSeconds=5
@events 2
Accept: application/vnd.kubernetes.protobuf;stream=watch
--- 200
Cache-Control: no-cache, private
Content-Type: application/vnd.kubernetes.protobuf;stream=watch

[
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "c",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  }
]

=== watch metadata
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=${rv1}&timeoutSeconds=5
@events 2
Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

[
  {
    "object": {
      "apiVersion": "meta.k8s.io/v1",
      "kind": "PartialObjectMetadata",
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "meta.k8s.io/v1",
      "kind": "PartialObjectMetadata",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "yes"
        },
        "name": "c",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  }
]

=== watch a table
GET /api/v1/namespaces/reading/configmaps?watch=true&resourceVersion=${rv1}&timeoutSeconds=5
@events 2
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

[
  {
    "object": {
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
            "b",
            0,
            "<age>"
          ],
          "object": {
            "apiVersion": "meta.k8s.io/v1",
            "kind": "PartialObjectMetadata",
            "metadata": {
              "creationTimestamp": "<time>",
              "name": "b",
              "namespace": "reading",
              "resourceVersion": "<revision>",
              "uid": "<uid>"
            }
          }
        }
      ]
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "meta.k8s.io/v1",
      "columnDefinitions": null,
      "kind": "Table",
      "metadata": {
        "resourceVersion": "<revision>"
      },
      "rows": [
        {
          "cells": [
            "c",
            0,
            "<age>"
          ],
          "object": {
            "apiVersion": "meta.k8s.io/v1",
            "kind": "PartialObjectMetadata",
            "metadata": {
              "creationTimestamp": "<time>",
              "labels": {
                "odd": "yes"
              },
              "name": "c",
              "namespace": "reading",
              "resourceVersion": "<revision>",
              "uid": "<uid>"
            }
          }
        }
      ]
    },
    "type": "ADDED"
  }
]

=== a list as a watch
GET /api/v1/namespaces/reading/configmaps?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=5
@events 3
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

[
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "name": "a",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "data": {
        "a": "b"
      },
      "kind": "ConfigMap",
      "metadata": {
        "creationTimestamp": "<time>",
        "labels": {
          "odd": "even"
        },
        "name": "b",
        "namespace": "reading",
        "resourceVersion": "<revision>",
        "uid": "<uid>"
      }
    },
    "type": "ADDED"
  },
  {
    "object": {
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": {
        "annotations": {
          "k8s.io/initial-events-end": "true"
        },
        "resourceVersion": "<revision>"
      }
    },
    "type": "BOOKMARK"
  }
]

=== watch that nothing happens
GET /api/v1/namespaces/reading/secrets?watch=true&timeoutSeconds=1
@events 1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

[]

=== watch by the old path
GET /api/v1/watch/namespaces/reading/configmaps?resourceVersion=${rv1}&timeoutSeconds=5
@only *.type *.object.metadata.name
@events 2
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "*.object.metadata.name": [
    "b",
    "c"
  ],
  "*.type": [
    "ADDED",
    "ADDED"
  ]
}
