package expression

import apicel "k8s.io/apiserver/pkg/cel"

// object declares an object type whose fields all are required, except those
// that optional names.
func object(name string, optional []string, fields map[string]*apicel.DeclType) *apicel.DeclType {
	declared := make(map[string]*apicel.DeclField, len(fields))
	for field, t := range fields {
		required := true
		for _, o := range optional {
			required = required && o != field
		}
		declared[field] = apicel.NewDeclField(field, t, required, nil, nil)
	}
	return apicel.NewObjectType(name, declared)
}

func listOf(t *apicel.DeclType) *apicel.DeclType { return apicel.NewListType(t, -1) }

func mapOf(t *apicel.DeclType) *apicel.DeclType { return apicel.NewMapType(apicel.StringType, t, -1) }

// requestType declares the variable request: an AdmissionRequest without what is
// a variable of its own (object, oldObject) and without uid.
func requestType() *apicel.DeclType {
	text := apicel.StringType
	kind := object("kubernetes.GroupVersionKind", nil, map[string]*apicel.DeclType{
		"group": text, "version": text, "kind": text,
	})
	resource := object("kubernetes.GroupVersionResource", nil, map[string]*apicel.DeclType{
		"group": text, "version": text, "resource": text,
	})
	user := object("kubernetes.UserInfo", []string{"username", "uid", "groups", "extra"}, map[string]*apicel.DeclType{
		"username": text, "uid": text, "groups": listOf(text), "extra": mapOf(listOf(text)),
	})
	return object("kubernetes.AdmissionRequest",
		[]string{"subResource", "requestSubResource", "namespace", "dryRun", "options"},
		map[string]*apicel.DeclType{
			"kind": kind, "resource": resource, "subResource": text,
			"requestKind": kind, "requestResource": resource, "requestSubResource": text,
			"name": text, "namespace": text, "operation": text, "userInfo": user,
			"dryRun": apicel.BoolType, "options": apicel.DynType,
		})
}

// namespaceType declares the variable namespaceObject: a Namespace without owners
// and managed fields.
func namespaceType() *apicel.DeclType {
	text, list := apicel.StringType, listOf(apicel.StringType)
	condition := object("kubernetes.NamespaceCondition", nil, map[string]*apicel.DeclType{
		"status": text, "type": text, "lastTransitionTime": apicel.TimestampType, "message": text, "reason": text,
	})
	return object("kubernetes.Namespace", nil, map[string]*apicel.DeclType{
		"metadata": object("kubernetes.NamespaceMetadata", nil, map[string]*apicel.DeclType{
			"name": text, "generateName": text, "namespace": text, "labels": mapOf(text), "annotations": mapOf(text),
			"UID": text, "creationTimestamp": apicel.TimestampType, "deletionGracePeriodSeconds": apicel.IntType,
			"deletionTimestamp": apicel.TimestampType, "generation": apicel.IntType, "resourceVersion": text, "finalizers": list,
		}),
		"spec":   object("kubernetes.NamespaceSpec", nil, map[string]*apicel.DeclType{"finalizers": list}),
		"status": object("kubernetes.NamespaceStatus", nil, map[string]*apicel.DeclType{"conditions": listOf(condition), "phase": text}),
	})
}
