# What a CustomResourceDefinition must be like: what is refused, and why.

=== no spec
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: a.b.c}
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
        "message": "Invalid value: \"a.b.c\": must be spec.names.plural+\".\"+spec.group",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.group",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.scope",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.versions",
        "message": "Invalid value: null: must have exactly one version marked as storage version",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.names.plural",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.names.singular",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.names.kind",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.names.listKind",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "status.storedVersions",
        "message": "Invalid value: null: must have at least one stored version",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "a.b.c"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"a.b.c\" is invalid: [metadata.name: Invalid value: \"a.b.c\": must be spec.names.plural+\".\"+spec.group, spec.group: Required value, spec.scope: Required value, spec.versions: Invalid value: null: must have exactly one version marked as storage version, spec.names.plural: Required value, spec.names.singular: Required value, spec.names.kind: Required value, spec.names.listKind: Required value, status.storedVersions: Invalid value: null: must have at least one stored version]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a group without a dot
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example}
spec:
  group: example
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
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
        "message": "Invalid value: \"example\": should be a domain with at least one dot",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.example"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.example\" is invalid: spec.group: Invalid value: \"example\": should be a domain with at least one dot",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a group that is no domain
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.Not_A.Domain}
spec:
  group: Not_A.Domain
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
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
        "message": "Invalid value: \"things.Not_A.Domain\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.group",
        "message": "Invalid value: \"Not_A.Domain\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.Not_A.Domain"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.Not_A.Domain\" is invalid: [metadata.name: Invalid value: \"things.Not_A.Domain\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.group: Invalid value: \"Not_A.Domain\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a name that is another
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: others.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
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
        "message": "Invalid value: \"others.defs.example.com\": must be spec.names.plural+\".\"+spec.group",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "others.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"others.defs.example.com\" is invalid: metadata.name: Invalid value: \"others.defs.example.com\": must be spec.names.plural+\".\"+spec.group",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no scope
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: ''
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.scope",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.scope: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown scope
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Galaxy
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.scope",
        "message": "Unsupported value: \"Galaxy\": supported values: \"Cluster\", \"Namespaced\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.scope: Unsupported value: \"Galaxy\": supported values: \"Cluster\", \"Namespaced\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== names that are none
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names:
    plural: things
    kind: Thing
    singular: A_b
    listKind: 9x
    shortNames: [Up, ok]
    categories: [No No]
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.names.singular",
        "message": "Invalid value: \"A_b\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.names.listKind",
        "message": "Invalid value: \"9x\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.names.shortNames[0]",
        "message": "Invalid value: \"Up\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.names.categories[0]",
        "message": "Invalid value: \"No No\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: [spec.names.singular: Invalid value: \"A_b\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.names.listKind: Invalid value: \"9x\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.names.shortNames[0]: Invalid value: \"Up\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.names.categories[0]: Invalid value: \"No No\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list kind that is the kind
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing, listKind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.names.listKind",
        "message": "Invalid value: \"Thing\": kind and listKind may not be the same",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.names.listKind: Invalid value: \"Thing\": kind and listKind may not be the same",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no versions
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions: []
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions",
        "message": "Invalid value: []: must have exactly one version marked as storage version",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.storedVersions",
        "message": "Invalid value: null: must have at least one stored version",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: [spec.versions: Invalid value: []: must have exactly one version marked as storage version, status.storedVersions: Invalid value: null: must have at least one stored version]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no schema
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - {name: v1, served: true, storage: true}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions[0].schema.openAPIV3Schema",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.versions[0].schema.openAPIV3Schema: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a root without a type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        properties:
          a: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.type",
        "message": "Required value: must not be empty at the root",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.type: Required value: must not be empty at the root",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a root of another type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.type",
        "message": "Invalid value: \"string\": must be object at the root",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.type: Invalid value: \"string\": must be object at the root",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== two versions of one name
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
  - name: v1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties:
          a: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions",
        "message": "Invalid value: [{\"Name\":\"v1\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null},{\"Name\":\"v1\",\"Served\":true,\"Storage\":false,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{\"a\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"string\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":null,\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must contain unique version names",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.versions: Invalid value: [{\"Name\":\"v1\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null},{\"Name\":\"v1\",\"Served\":true,\"Storage\":false,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{\"a\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"string\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":null,\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must contain unique version names",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== two storage versions
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
  - name: v2
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          a: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions",
        "message": "Invalid value: [{\"Name\":\"v1\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null},{\"Name\":\"v2\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{\"a\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"string\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":null,\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must have exactly one version marked as storage version",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.storedVersions",
        "message": "Invalid value: [\"v1\"]: must have the storage version v2",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: [spec.versions: Invalid value: [{\"Name\":\"v1\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null},{\"Name\":\"v2\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{\"a\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"string\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":null,\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must have exactly one version marked as storage version, status.storedVersions: Invalid value: [\"v1\"]: must have the storage version v2]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no storage version
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: V_1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions[0].name",
        "message": "Invalid value: \"V_1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.versions",
        "message": "Invalid value: [{\"Name\":\"V_1\",\"Served\":true,\"Storage\":false,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":null,\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must have exactly one version marked as storage version",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.version",
        "message": "Invalid value: \"V_1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.storedVersions",
        "message": "Invalid value: null: must have at least one stored version",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: [spec.versions[0].name: Invalid value: \"V_1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.versions: Invalid value: [{\"Name\":\"V_1\",\"Served\":true,\"Storage\":false,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":null,\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must have exactly one version marked as storage version, spec.version: Invalid value: \"V_1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), status.storedVersions: Invalid value: null: must have at least one stored version]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== kept unknown fields everywhere
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
  preserveUnknownFields: true
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.preserveUnknownFields",
        "message": "Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a group of the project without approval
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.things.k8s.io}
spec:
  group: things.k8s.io
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.annotations[api-approved.kubernetes.io]",
        "message": "Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.things.k8s.io"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.things.k8s.io\" is invalid: metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an approval that is none
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.things.k8s.io
  annotations: {api-approved.kubernetes.io: 'yes'}
spec:
  group: things.k8s.io
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.annotations[api-approved.kubernetes.io]",
        "message": "Invalid value: \"yes\": protected groups must have approval annotation \"api-approved.kubernetes.io\" with either a URL or a reason starting with \"unapproved\", see https://github.com/kubernetes/enhancements/pull/1111",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.things.k8s.io"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.things.k8s.io\" is invalid: metadata.annotations[api-approved.kubernetes.io]: Invalid value: \"yes\": protected groups must have approval annotation \"api-approved.kubernetes.io\" with either a URL or a reason starting with \"unapproved\", see https://github.com/kubernetes/enhancements/pull/1111",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== fields without types
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things1.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things1, kind: Thing1}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {description: what is it}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Required value: must not be empty for specified object fields",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things1.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things1.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Required value: must not be empty for specified object fields",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things2.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things2, kind: Thing2}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: date}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Unsupported value: \"date\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things2.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things2.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Unsupported value: \"date\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== type null
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things3.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things3, kind: Thing3}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: 'null'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Unsupported value: \"null\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Forbidden: type cannot be set to null, use nullable as an alternative",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things3.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things3.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Unsupported value: \"null\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\", spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Forbidden: type cannot be set to null, use nullable as an alternative]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a reference
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things4.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things4, kind: Thing4}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {$ref: '#/definitions/x'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].$ref",
        "message": "Forbidden: $ref is not supported",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things4.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things4.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].$ref: Forbidden: $ref is not supported",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== unique items
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things5.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things5, kind: Thing5}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items: {type: string}
                uniqueItems: true
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].uniqueItems",
        "message": "Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things5.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things5.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list of schemas for items
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things6.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things6, kind: Thing6}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items:
                - {type: string}
                - {type: integer}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items",
        "message": "Forbidden: items must be a schema object and not an array",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things6.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things6.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items: Forbidden: items must be a schema object and not an array",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list without items
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things7.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things7, kind: Thing7}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: array}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items",
        "message": "Required value: must be specified",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things7.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things7.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items: Required value: must be specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== fields and free fields
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things8.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things8, kind: Thing8}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  x: &id001 {type: string}
                additionalProperties: *id001
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].additionalProperties",
        "message": "Forbidden: additionalProperties and properties are mutual exclusive",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things8.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things8.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== pattern properties
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things9.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things9, kind: Thing9}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                patternProperties:
                  x: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].patternProperties",
        "message": "Forbidden: patternProperties is not supported",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things9.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things9.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].patternProperties: Forbidden: patternProperties is not supported",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== definitions dependencies and an id
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things10.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things10, kind: Thing10}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                id: x
                definitions:
                  x: {type: string}
                dependencies:
                  x: [y]
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: json: cannot unmarshal bool into Go struct field JSONSchemaProps.spec.versions.schema.openAPIV3Schema.properties.properties.dependencies of type string",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== additional items
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things11.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things11, kind: Thing11}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items: {type: string}
                additionalItems: false
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].additionalItems",
        "message": "Forbidden: additionalItems is not supported",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things11.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things11.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].additionalItems: Forbidden: additionalItems is not supported",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== nullable at the root
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema: {type: object, nullable: true}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.nullable",
        "message": "Forbidden: nullable cannot be true at the root",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.nullable: Forbidden: nullable cannot be true at the root",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== types inside of restrictions
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things12.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things12, kind: Thing12}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  x: {type: string}
                anyOf:
                - properties:
                    x: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].anyOf[0].properties[x].type",
        "message": "Forbidden: must be empty to be structural",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things12.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things12.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].anyOf[0].properties[x].type: Forbidden: must be empty to be structural",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== restrictions on what is not specified
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things13.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things13, kind: Thing13}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  x: {type: string}
                allOf:
                - properties:
                    y: {minLength: 1}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "things13.defs.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "defs.example.com",
    "names": {
      "kind": "Thing13",
      "listKind": "Thing13List",
      "plural": "things13",
      "singular": "thing13"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "a": {
                    "allOf": [
                      {
                        "properties": {
                          "true": {
                            "minLength": 1
                          }
                        }
                      }
                    ],
                    "properties": {
                      "x": {
                        "type": "string"
                      }
                    },
                    "type": "object"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": ""
    },
    "conditions": null,
    "storedVersions": [
      "v1"
    ]
  }
}

=== forbidden metadata
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          metadata:
            type: object
            properties:
              labels:
                type: object
                additionalProperties: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[metadata]",
        "message": "Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== metadata with a name
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things14.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things14, kind: Thing14}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "things14.defs.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "defs.example.com",
    "names": {
      "kind": "Thing14",
      "listKind": "Thing14List",
      "plural": "things14",
      "singular": "thing14"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": ""
    },
    "conditions": null,
    "storedVersions": [
      "v1"
    ]
  }
}

=== a default of the wrong type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things15.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things15, kind: Thing15}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: integer, default: x}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].default",
        "message": "Invalid value: \"string\":  in body must be of type integer: \"string\"",
        "reason": "FieldValueTypeInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things15.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things15.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].default: Invalid value: \"string\":  in body must be of type integer: \"string\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a default that is pruned
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things16.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things16, kind: Thing16}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  x: {type: string}
                default: {y: z}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].default",
        "message": "Invalid value: {\"true\":\"z\"}: must not have unknown fields",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things16.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things16.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].default: Invalid value: {\"true\":\"z\"}: must not have unknown fields",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a default beyond a rule
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things17.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things17, kind: Thing17}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: integer
                default: 5
                x-kubernetes-validations:
                - {rule: self < 3}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].default",
        "message": "Invalid value: 5: failed rule: self < 3",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things17.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things17.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].default: Invalid value: 5: failed rule: self < 3",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a default in metadata
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          metadata:
            type: object
            properties:
              name: {type: string, default: x}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[metadata].properties[name].default",
        "message": "Forbidden: must not be set in top-level metadata",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[metadata].properties[name].default: Forbidden: must not be set in top-level metadata",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== fields that are kept, not
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things18.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things18, kind: Thing18}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: object, x-kubernetes-preserve-unknown-fields: false}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-preserve-unknown-fields",
        "message": "Invalid value: false: must be true or undefined",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things18.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things18.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an embedded resource that is a text
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things19.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things19, kind: Thing19}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: string, x-kubernetes-embedded-resource: true}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].properties",
        "message": "Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Invalid value: \"string\": must be object if x-kubernetes-embedded-resource is true",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things19.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things19.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].properties[a].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields, spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Invalid value: \"string\": must be object if x-kubernetes-embedded-resource is true]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== int or string with a type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things20.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things20, kind: Thing20}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: string, x-kubernetes-int-or-string: true}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "things20.defs.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "defs.example.com",
    "names": {
      "kind": "Thing20",
      "listKind": "Thing20List",
      "plural": "things20",
      "singular": "thing20"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "a": {
                    "type": "string",
                    "x-kubernetes-int-or-string": true
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": ""
    },
    "conditions": null,
    "storedVersions": [
      "v1"
    ]
  }
}

=== a map type of a list
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things21.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things21, kind: Thing21}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items: {type: string}
                x-kubernetes-map-type: atomic
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Invalid value: \"array\": must be object if x-kubernetes-map-type is specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things21.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things21.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Invalid value: \"array\": must be object if x-kubernetes-map-type is specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown map type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things22.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things22, kind: Thing22}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: object, x-kubernetes-map-type: huge}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-map-type",
        "message": "Unsupported value: \"huge\": supported values: \"atomic\", \"granular\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things22.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things22.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-map-type: Unsupported value: \"huge\": supported values: \"atomic\", \"granular\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list type of an object
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things23.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things23, kind: Thing23}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: object, x-kubernetes-list-type: atomic}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].type",
        "message": "Invalid value: \"object\": must be array if x-kubernetes-list-type is specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things23.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things23.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].type: Invalid value: \"object\": must be array if x-kubernetes-list-type is specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown list type
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things24.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things24, kind: Thing24}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items: {type: string}
                x-kubernetes-list-type: queue
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-type",
        "message": "Unsupported value: \"queue\": supported values: \"atomic\", \"set\", \"map\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things24.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things24.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-type: Unsupported value: \"queue\": supported values: \"atomic\", \"set\", \"map\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list map without keys
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things25.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things25, kind: Thing25}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: map
                items:
                  type: object
                  properties:
                    k: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys",
        "message": "Required value: must not be empty if x-kubernetes-list-type is map",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things25.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things25.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== keys that are no fields
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things26.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things26, kind: Thing26}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [z]
                items:
                  type: object
                  properties:
                    k: {type: string}
                  required: [k]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys",
        "message": "Invalid value: [\"z\"]: entries must all be names of item properties",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things26.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things26.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys: Invalid value: [\"z\"]: entries must all be names of item properties",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== keys that may be missing
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things27.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things27, kind: Thing27}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [k]
                items:
                  type: object
                  properties:
                    k: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].default",
        "message": "Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things27.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things27.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== keys twice and nullable
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things28.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things28, kind: Thing28}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [k, k]
                items:
                  type: object
                  properties:
                    k: {type: string, nullable: true}
                  required: [k]
                  nullable: true
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys",
        "message": "Invalid value: [\"k\",\"k\"]: must not contain duplicate entries",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.nullable",
        "message": "Forbidden: cannot be nullable when x-kubernetes-list-type is map",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].nullable",
        "message": "Forbidden: this property is in x-kubernetes-list-map-keys, so it cannot be nullable",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things28.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things28.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-map-keys: Invalid value: [\"k\",\"k\"]: must not contain duplicate entries, spec.validation.openAPIV3Schema.properties[spec].properties[a].items.nullable: Forbidden: cannot be nullable when x-kubernetes-list-type is map, spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].nullable: Forbidden: this property is in x-kubernetes-list-map-keys, so it cannot be nullable]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== keys that are objects
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things29.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things29, kind: Thing29}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [k]
                items:
                  type: object
                  properties:
                    k:
                      type: object
                      properties: {}
                  required: [k]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].type",
        "message": "Invalid value: \"object\": must be a scalar type if parent array's x-kubernetes-list-type is map",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things29.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things29.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].type: Invalid value: \"object\": must be a scalar type if parent array's x-kubernetes-list-type is map",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== keys without a list map
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things30.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things30, kind: Thing30}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-map-keys: [k]
                items:
                  type: object
                  properties:
                    k: {type: string}
                  required: [k]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-type",
        "message": "Required value: must be map if x-kubernetes-list-map-keys is non-empty",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things30.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things30.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-list-type: Required value: must be map if x-kubernetes-list-map-keys is non-empty",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a list map of texts
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things31.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things31, kind: Thing31}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [k]
                items: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.type",
        "message": "Invalid value: \"string\": must be object if parent array's x-kubernetes-list-type is map",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things31.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things31.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items.type: Invalid value: \"string\": must be object if parent array's x-kubernetes-list-type is map",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a set of objects
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things32.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things32, kind: Thing32}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: set
                items:
                  type: object
                  properties:
                    k: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-map-type",
        "message": "Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things32.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things32.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a set of sets
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things33.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things33, kind: Thing33}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                x-kubernetes-list-type: set
                items:
                  type: array
                  x-kubernetes-list-type: set
                  items: {type: string}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-list-type",
        "message": "Invalid value: \"set\": must be atomic as item of a list with x-kubernetes-list-type=set",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things33.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things33.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-list-type: Invalid value: \"set\": must be atomic as item of a list with x-kubernetes-list-type=set",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an empty rule
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things34.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things34, kind: Thing34}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: '  '}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Required value: rule is not specified",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things34.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things34.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Required value: rule is not specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule that cannot be read
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things35.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things35, kind: Thing35}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n >}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.n \\u003e\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:9: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | self.n >\n | ........^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things35.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things35.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.n \\u003e\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:9: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | self.n >\n | ........^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule about what is not there
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things36.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things36, kind: Thing36}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.missing == 1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.missing == 1\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'missing'\n | self.missing == 1\n | ....^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things36.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things36.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.missing == 1\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'missing'\n | self.missing == 1\n | ....^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule that is no truth
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things37.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things37, kind: Thing37}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n + 1}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.n + 1\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n + 1\n | ....^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things37.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things37.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.n + 1\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n + 1\n | ....^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule of mixed types
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things38.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things38, kind: Thing38}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n == 'x'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.n == 'x'\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n == 'x'\n | ....^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things38.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things38.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.n == 'x'\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n == 'x'\n | ....^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a message that breaks
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things39.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things39, kind: Thing39}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, message: 'a

                    b'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].message",
        "message": "Invalid value: \"a\\nb\": must not contain line breaks",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things39.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things39.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].message: Invalid value: \"a\\nb\": must not contain line breaks",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule that breaks without a message
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things40.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things40, kind: Thing40}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: 'self.n > 0

                    && self.n < 3'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].message",
        "message": "Required value: message must be specified if rule contains line breaks",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things40.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things40.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].message: Required value: message must be specified if rule contains line breaks",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an empty message
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things41.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things41, kind: Thing41}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, message: '  '}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].message",
        "message": "Invalid value: \"  \": must be non-empty if specified",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things41.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things41.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].message: Invalid value: \"  \": must be non-empty if specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an empty message expression
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things42.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things42, kind: Thing42}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, messageExpression: '  '}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].messageExpression",
        "message": "Required value: messageExpression must be non-empty if specified",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things42.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things42.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].messageExpression: Required value: messageExpression must be non-empty if specified",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a message expression that is a number
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things43.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things43, kind: Thing43}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, messageExpression: self.n}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.n \\u003e 0\",\"Message\":\"\",\"MessageExpression\":\"self.n\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n > 0\n | ....^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things43.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things43.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.n \\u003e 0\",\"Message\":\"\",\"MessageExpression\":\"self.n\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n > 0\n | ....^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown reason
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things44.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things44, kind: Thing44}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, reason: Mood}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].reason",
        "message": "Unsupported value: \"Mood\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things44.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things44.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].reason: Unsupported value: \"Mood\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a field path to nowhere
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things45.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things45, kind: Thing45}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, fieldPath: .missing}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].fieldPath",
        "message": "Invalid value: \".missing\": must be a valid path",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things45.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things45.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].fieldPath: Invalid value: \".missing\": must be a valid path",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a rule that costs too much
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things46.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things46, kind: Thing46}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: 'self.l.all(x, self.l.all(y, self.l.all(z, x.contains(y) && y.contains(z))))'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.validation.openAPIV3Schema",
        "message": "Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things46.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things46.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared), spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema, spec.validation.openAPIV3Schema: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== optional old self without old self
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things47.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things47, kind: Thing47}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: object
                properties:
                  n: {type: integer}
                  t: &id001 {type: string}
                  l:
                    type: array
                    items: *id001
                x-kubernetes-validations:
                - {rule: self.n > 0, optionalOldSelf: true}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.n \\u003e 0\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":true}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n > 0\n | ....^",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].optionalOldSelf",
        "message": "Invalid value: true: may not be set if oldSelf is not used in rule",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things47.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things47.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.n \\u003e 0\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":true}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n > 0\n | ....^, spec.validation.openAPIV3Schema.properties[spec].properties[a].x-kubernetes-validations[0].optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== old self in a list
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things48.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things48, kind: Thing48}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items:
                  type: object
                  properties:
                    n: {type: integer}
                  x-kubernetes-validations:
                  - {rule: self.n >= oldSelf.n}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-validations[0].rule",
        "message": "Invalid value: {\"Rule\":\"self.n \\u003e= oldSelf.n\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n >= oldSelf.n\n | ....^\nERROR: <input>:1:18: undefined field 'n'\n | self.n >= oldSelf.n\n | .................^",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things48.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things48.defs.example.com\" is invalid: spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.n \\u003e= oldSelf.n\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: undefined field 'n'\n | self.n >= oldSelf.n\n | ....^\nERROR: <input>:1:18: undefined field 'n'\n | self.n >= oldSelf.n\n | .................^",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== rules that cost too much together
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things49.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things49, kind: Thing49}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a:
                type: array
                items:
                  type: array
                  items:
                    type: string
                    x-kubernetes-validations:
                    - {rule: self.contains('x')}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.items.x-kubernetes-validations[0].rule",
        "message": "Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.items.x-kubernetes-validations[0].rule",
        "message": "Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.validation.openAPIV3Schema",
        "message": "Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things49.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things49.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].properties[a].items.items.x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared), spec.validation.openAPIV3Schema.properties[spec].properties[a].items.items.x-kubernetes-validations[0].rule: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema, spec.validation.openAPIV3Schema: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== columns that are none
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things50.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things50, kind: Thing50}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
    additionalPrinterColumns:
    - {name: '', type: '', jsonPath: ''}
    - {name: A, type: text, format: huge, jsonPath: spec.a}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.additionalPrinterColumns[0].name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.additionalPrinterColumns[0].type",
        "message": "Required value: must be one of boolean,date,integer,number,string",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.additionalPrinterColumns[0].JSONPath",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.additionalPrinterColumns[1].type",
        "message": "Invalid value: \"text\": must be one of boolean,date,integer,number,string",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.additionalPrinterColumns[1].format",
        "message": "Invalid value: \"huge\": must be one of byte,date,date-time,double,float,int32,int64,password",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.additionalPrinterColumns[1].JSONPath",
        "message": "Invalid value: \"spec.a\": must be a simple json path starting with .",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things50.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things50.defs.example.com\" is invalid: [spec.additionalPrinterColumns[0].name: Required value, spec.additionalPrinterColumns[0].type: Required value: must be one of boolean,date,integer,number,string, spec.additionalPrinterColumns[0].JSONPath: Required value, spec.additionalPrinterColumns[1].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string, spec.additionalPrinterColumns[1].format: Invalid value: \"huge\": must be one of byte,date,date-time,double,float,int32,int64,password, spec.additionalPrinterColumns[1].JSONPath: Invalid value: \"spec.a\": must be a simple json path starting with .]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== replicas that are elsewhere
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things51.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things51, kind: Thing51}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              replicas: {type: integer}
    subresources:
      scale: {specReplicasPath: .status.replicas, statusReplicasPath: .spec.replicas, labelSelectorPath: .metadata.x}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.subresources.scale.specReplicasPath",
        "message": "Invalid value: \".status.replicas\": should be a json path under .spec",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.subresources.scale.statusReplicasPath",
        "message": "Invalid value: \".spec.replicas\": should be a json path under .status",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.subresources.scale.labelSelectorPath",
        "message": "Invalid value: \".metadata.x\": should be a json path under either .spec or .status",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things51.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things51.defs.example.com\" is invalid: [spec.subresources.scale.specReplicasPath: Invalid value: \".status.replicas\": should be a json path under .spec, spec.subresources.scale.statusReplicasPath: Invalid value: \".spec.replicas\": should be a json path under .status, spec.subresources.scale.labelSelectorPath: Invalid value: \".metadata.x\": should be a json path under either .spec or .status]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== replicas that are not named
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things52.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things52, kind: Thing52}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              replicas: {type: integer}
    subresources:
      scale: {specReplicasPath: '', statusReplicasPath: spec}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.subresources.scale.specReplicasPath",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.subresources.scale.statusReplicasPath",
        "message": "Invalid value: \"spec\": must be a simple json path starting with .",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things52.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things52.defs.example.com\" is invalid: [spec.subresources.scale.specReplicasPath: Required value, spec.subresources.scale.statusReplicasPath: Invalid value: \"spec\": must be a simple json path starting with .]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a root with more beside a status
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
        maxProperties: 3
    subresources:
      status: {}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema",
        "message": "Invalid value: {\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":3,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{\"spec\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}: only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations] fields are allowed at the root of the schema if the status subresource is enabled",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things.defs.example.com\" is invalid: spec.validation.openAPIV3Schema: Invalid value: {\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":3,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{\"spec\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,\"Format\":\"\",\"Title\":\"\",\"Default\":null,\"Maximum\":null,\"ExclusiveMaximum\":false,\"Minimum\":null,\"ExclusiveMinimum\":false,\"MaxLength\":null,\"MinLength\":null,\"Pattern\":\"\",\"MaxItems\":null,\"MinItems\":null,\"UniqueItems\":false,\"MultipleOf\":null,\"Enum\":null,\"MaxProperties\":null,\"MinProperties\":null,\"Required\":null,\"Items\":null,\"AllOf\":null,\"OneOf\":null,\"AnyOf\":null,\"Not\":null,\"Properties\":{},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}},\"AdditionalProperties\":null,\"PatternProperties\":null,\"Dependencies\":null,\"AdditionalItems\":null,\"Definitions\":null,\"ExternalDocs\":null,\"Example\":null,\"XPreserveUnknownFields\":null,\"XEmbeddedResource\":false,\"XIntOrString\":false,\"XListMapKeys\":null,\"XListType\":null,\"XMapType\":null,\"XValidations\":null}: only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations] fields are allowed at the root of the schema if the status subresource is enabled",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== selectable fields that are not
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things53.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things53, kind: Thing53}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: string}
              o:
                type: object
                properties: {}
    selectableFields:
    - {jsonPath: ''}
    - {jsonPath: .spec.missing}
    - {jsonPath: .spec.o}
    - {jsonPath: .metadata.name}
    - {jsonPath: .spec.a}
    - {jsonPath: .spec.a}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selectableFields[0].jsonPath",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.selectableFields[1].jsonPath",
        "message": "Invalid value: \".spec.missing\": is an invalid path: does not refer to a valid field",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.selectableFields[2].jsonPath",
        "message": "Invalid value: \".spec.o\": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.selectableFields[3].jsonPath",
        "message": "Invalid value: \".metadata.name\": is an invalid path: does not refer to a valid field",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.selectableFields[5].jsonPath",
        "message": "Duplicate value: \".spec.a\"",
        "reason": "FieldValueDuplicate"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things53.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things53.defs.example.com\" is invalid: [spec.selectableFields[0].jsonPath: Required value, spec.selectableFields[1].jsonPath: Invalid value: \".spec.missing\": is an invalid path: does not refer to a valid field, spec.selectableFields[2].jsonPath: Invalid value: \".spec.o\": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed., spec.selectableFields[3].jsonPath: Invalid value: \".metadata.name\": is an invalid path: does not refer to a valid field, spec.selectableFields[5].jsonPath: Duplicate value: \".spec.a\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== selectable fields without a schema
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things91.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things91, kind: Thing91}
  versions:
  - name: v1
    served: true
    storage: true
    selectableFields:
    - {jsonPath: .spec.a}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions[0].schema.openAPIV3Schema",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.selectableFields",
        "message": "Invalid value: \"\": may only be set when validations.schema is included",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things91.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things91.defs.example.com\" is invalid: [spec.versions[0].schema.openAPIV3Schema: Required value, spec.selectableFields: Invalid value: \"\": may only be set when validations.schema is included]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== selectable fields of a schema that is not structural
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things92.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things92, kind: Thing92}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {items: {type: string}}
    selectableFields:
    - {jsonPath: .spec.a}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.validation.openAPIV3Schema.properties[spec].type",
        "message": "Required value: must not be empty for specified object fields",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.selectableFields[0].jsonPath",
        "message": "Invalid value: \".spec.a\": is an invalid path: does not refer to a valid field",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things92.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things92.defs.example.com\" is invalid: [spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields, spec.selectableFields[0].jsonPath: Invalid value: \".spec.a\": is an invalid path: does not refer to a valid field]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== too many selectable fields
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things54.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things54, kind: Thing54}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: &id001 {type: string}
              b: *id001
              c: *id001
              d: *id001
              e: *id001
              f: *id001
              g: *id001
              h: *id001
              i: *id001
    selectableFields:
    - {jsonPath: .spec.a}
    - {jsonPath: .spec.b}
    - {jsonPath: .spec.c}
    - {jsonPath: .spec.d}
    - {jsonPath: .spec.e}
    - {jsonPath: .spec.f}
    - {jsonPath: .spec.g}
    - {jsonPath: .spec.h}
    - {jsonPath: .spec.i}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.selectableFields",
        "message": "Too many: 9: must have at most 8 items",
        "reason": "FieldValueTooMany"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things54.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things54.defs.example.com\" is invalid: spec.selectableFields: Too many: 9: must have at most 8 items",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a warning of what is not deprecated
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things55.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things55, kind: Thing55}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
    deprecationWarning: old
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions[0].deprecationWarning",
        "message": "Invalid value: \"old\": can only be set for deprecated versions",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things55.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things55.defs.example.com\" is invalid: spec.versions[0].deprecationWarning: Invalid value: \"old\": can only be set for deprecated versions",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an empty warning
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things56.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things56, kind: Thing56}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
    deprecated: true
    deprecationWarning: ''
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.versions[0].deprecationWarning",
        "message": "Invalid value: \"\": must not be an empty string",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things56.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things56.defs.example.com\" is invalid: spec.versions[0].deprecationWarning: Invalid value: \"\": must not be an empty string",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== no conversion strategy
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things57.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things57, kind: Thing57}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion: {strategy: ''}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.strategy",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things57.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things57.defs.example.com\" is invalid: spec.conversion.strategy: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown conversion strategy
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things58.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things58, kind: Thing58}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion: {strategy: Magic}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.strategy",
        "message": "Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\"",
        "reason": "FieldValueNotSupported"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things58.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things58.defs.example.com\" is invalid: spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a webhook without need
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things59.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things59, kind: Thing59}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion:
    strategy: None
    webhook:
      conversionReviewVersions: [v1]
      clientConfig: {url: 'https://x.example'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.webhookClientConfig",
        "message": "Forbidden: should not be set when strategy is not set to Webhook",
        "reason": "FieldValueForbidden"
      },
      {
        "field": "spec.conversion.conversionReviewVersions",
        "message": "Forbidden: should not be set when strategy is not set to Webhook",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things59.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things59.defs.example.com\" is invalid: [spec.conversion.webhookClientConfig: Forbidden: should not be set when strategy is not set to Webhook, spec.conversion.conversionReviewVersions: Forbidden: should not be set when strategy is not set to Webhook]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a webhook without a place
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things60.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things60, kind: Thing60}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v1]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.webhookClientConfig",
        "message": "Required value: required when strategy is set to Webhook",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things60.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things60.defs.example.com\" is invalid: spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a webhook without anything
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things61.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things61, kind: Thing61}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion: {strategy: Webhook}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.webhookClientConfig",
        "message": "Required value: required when strategy is set to Webhook",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.conversion.conversionReviewVersions",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things61.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things61.defs.example.com\" is invalid: [spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook, spec.conversion.conversionReviewVersions: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a webhook in two places
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things62.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things62, kind: Thing62}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v1]
      clientConfig:
        url: https://x.example
        service: {name: a, namespace: b}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.webhookClientConfig",
        "message": "Required value: exactly one of url or service is required",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things62.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things62.defs.example.com\" is invalid: spec.conversion.webhookClientConfig: Required value: exactly one of url or service is required",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a webhook by a bad address
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things63.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things63, kind: Thing63}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v7, v7, X]
      clientConfig: {url: 'http://u@x.example/p?q=1#f'}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.webhookClientConfig.url",
        "message": "Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.url",
        "message": "Invalid value: \"u\": user information is not permitted in the URL",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.url",
        "message": "Invalid value: \"f\": fragments are not permitted in the URL",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.url",
        "message": "Invalid value: \"q=1\": query parameters are not permitted in the URL",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.conversionReviewVersions[1]",
        "message": "Invalid value: \"v7\": duplicate version",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.conversionReviewVersions[2]",
        "message": "Invalid value: \"X\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.conversionReviewVersions",
        "message": "Invalid value: [\"v7\",\"v7\",\"X\"]: must include at least one of v1, v1beta1",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things63.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things63.defs.example.com\" is invalid: [spec.conversion.webhookClientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path], spec.conversion.webhookClientConfig.url: Invalid value: \"u\": user information is not permitted in the URL, spec.conversion.webhookClientConfig.url: Invalid value: \"f\": fragments are not permitted in the URL, spec.conversion.webhookClientConfig.url: Invalid value: \"q=1\": query parameters are not permitted in the URL, spec.conversion.conversionReviewVersions[1]: Invalid value: \"v7\": duplicate version, spec.conversion.conversionReviewVersions[2]: Invalid value: \"X\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?'), spec.conversion.conversionReviewVersions: Invalid value: [\"v7\",\"v7\",\"X\"]: must include at least one of v1, v1beta1]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a webhook of a bad service
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things64.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things64, kind: Thing64}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties: {}
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v1]
      clientConfig:
        service: {name: '', namespace: '', port: 70000, path: a//B}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.conversion.webhookClientConfig.service.name",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.conversion.webhookClientConfig.service.namespace",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "spec.conversion.webhookClientConfig.service.port",
        "message": "Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.service.path",
        "message": "Invalid value: \"a//B\": must start with a '/'",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.service.path",
        "message": "Invalid value: \"a//B\": segment[0] may not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.service.path",
        "message": "Invalid value: \"a//B\": segment[1] may not be empty",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "spec.conversion.webhookClientConfig.service.path",
        "message": "Invalid value: \"a//B\": segment[2]: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "apiextensions.k8s.io",
    "kind": "CustomResourceDefinition",
    "name": "things64.defs.example.com"
  },
  "kind": "Status",
  "message": "CustomResourceDefinition.apiextensions.k8s.io \"things64.defs.example.com\" is invalid: [spec.conversion.webhookClientConfig.service.name: Required value, spec.conversion.webhookClientConfig.service.namespace: Required value, spec.conversion.webhookClientConfig.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive, spec.conversion.webhookClientConfig.service.path: Invalid value: \"a//B\": must start with a '/', spec.conversion.webhookClientConfig.service.path: Invalid value: \"a//B\": segment[0] may not be empty, spec.conversion.webhookClientConfig.service.path: Invalid value: \"a//B\": segment[1] may not be empty, spec.conversion.webhookClientConfig.service.path: Invalid value: \"a//B\": segment[2]: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== an unknown field
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things65.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things65, kind: Thing65}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: string}
  mystery: 1
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unknown field \"spec.mystery\""

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "things65.defs.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "defs.example.com",
    "names": {
      "kind": "Thing65",
      "listKind": "Thing65List",
      "plural": "things65",
      "singular": "thing65"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "a": {
                    "type": "string"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": ""
    },
    "conditions": null,
    "storedVersions": [
      "v1"
    ]
  }
}

=== an unknown field, strictly
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldValidation=Strict
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things66.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things66, kind: Thing66}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: string}
  mystery: 1
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: strict decoding error: unknown field \"spec.mystery\"",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a format that nobody knows
POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@yaml

apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things67.defs.example.com}
spec:
  group: defs.example.com
  scope: Namespaced
  names: {plural: things67, kind: Thing67}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              a: {type: string, format: mood}
--- 201
Cache-Control: no-cache, private
Content-Type: application/json
Warning: 299 - "unrecognized format \"mood\""

{
  "apiVersion": "apiextensions.k8s.io/v1",
  "kind": "CustomResourceDefinition",
  "metadata": {
    "creationTimestamp": "<time>",
    "generation": 1,
    "name": "things67.defs.example.com",
    "resourceVersion": "<revision>",
    "uid": "<uid>"
  },
  "spec": {
    "conversion": {
      "strategy": "None"
    },
    "group": "defs.example.com",
    "names": {
      "kind": "Thing67",
      "listKind": "Thing67List",
      "plural": "things67",
      "singular": "thing67"
    },
    "scope": "Namespaced",
    "versions": [
      {
        "name": "v1",
        "schema": {
          "openAPIV3Schema": {
            "properties": {
              "spec": {
                "properties": {
                  "a": {
                    "format": "mood",
                    "type": "string"
                  }
                },
                "type": "object"
              }
            },
            "type": "object"
          }
        },
        "served": true,
        "storage": true
      }
    ]
  },
  "status": {
    "acceptedNames": {
      "kind": "",
      "plural": ""
    },
    "conditions": null,
    "storedVersions": [
      "v1"
    ]
  }
}

=== clean up
DELETE /apis/apiextensions.k8s.io/v1/customresourcedefinitions
@setup
