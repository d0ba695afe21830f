package apiregistration

import (
	"k8s.io/apimachinery/pkg/util/validation/field"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

func validateAPIService(o, old *apiregistrationv1.APIService) field.ErrorList { return nil }
