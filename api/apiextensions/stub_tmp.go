package apiextensions

import (
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateDefinition(o, old *apiextensionsv1.CustomResourceDefinition) field.ErrorList { return nil }
