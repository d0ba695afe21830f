package endpoints

import (
	"net/url"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/internalversion"
	internalvalidation "k8s.io/apimachinery/pkg/apis/meta/internalversion/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
)

// listOptions are the decoded and checked options of a list or watch.
type listOptions struct {
	metav1.ListOptions
	labels labels.Selector
	fields fields.Selector
}

// readListOptions reads the query of a list, watch or deletecollection.
func readListOptions(i *info, res *api.Resource) (listOptions, error) {
	var out listOptions
	if len(i.query) > 0 {
		if err := metav1.Convert_url_Values_To_v1_ListOptions(&i.query, &out.ListOptions, nil); err != nil {
			return out, apierrors.NewBadRequest(err.Error())
		}
		var err error
		if out.LabelSelector != "" {
			if out.labels, err = labels.Parse(out.LabelSelector); err != nil {
				return out, apierrors.NewBadRequest(err.Error())
			}
		}
		if out.FieldSelector != "" {
			if out.fields, err = fields.ParseSelector(out.FieldSelector); err != nil {
				return out, apierrors.NewBadRequest(err.Error())
			}
		}
	}
	out.Watch = i.watch
	checked := internalversion.ListOptions{
		Watch: out.Watch, ResourceVersion: out.ResourceVersion, ResourceVersionMatch: out.ResourceVersionMatch,
		Continue: out.Continue, Limit: out.Limit, SendInitialEvents: out.SendInitialEvents,
	}
	internalversion.SetListOptionsDefaults(&checked, true)
	if errs := internalvalidation.ValidateListOptions(&checked, true); len(errs) > 0 {
		return out, invalidOptions("ListOptions", errs)
	}
	out.ResourceVersionMatch, out.SendInitialEvents = checked.ResourceVersionMatch, checked.SendInitialEvents
	return out, out.pinName(i, res)
}

// pinName makes a watch of one object, asked for by its path, a selection by name.
func (o *listOptions) pinName(i *info, _ *api.Resource) error {
	name := i.selectedName()
	if name == "" {
		return nil
	}
	if o.fields == nil || o.fields.Empty() {
		o.fields = fields.OneTermEqualSelector("metadata.name", name)
		return nil
	}
	if selected, ok := o.fields.RequiresExactMatch("metadata.name"); !ok || selected != name {
		return apierrors.NewBadRequest("fieldSelector metadata.name doesn't match requested name")
	}
	return nil
}

func readGetOptions(q url.Values) (metav1.GetOptions, error) {
	var o metav1.GetOptions
	if len(q) == 0 {
		return o, nil
	}
	if err := metav1.Convert_url_Values_To_v1_GetOptions(&q, &o, nil); err != nil {
		return o, apierrors.NewBadRequest(err.Error())
	}
	return o, nil
}

func readCreateOptions(q url.Values) (*metav1.CreateOptions, error) {
	o := &metav1.CreateOptions{}
	if len(q) > 0 {
		if err := metav1.Convert_url_Values_To_v1_CreateOptions(&q, o, nil); err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
		if errs := validation.ValidateCreateOptions(o); len(errs) > 0 {
			return nil, invalidOptions("CreateOptions", errs)
		}
	}
	return o, nil
}

func readUpdateOptions(q url.Values) (*metav1.UpdateOptions, error) {
	o := &metav1.UpdateOptions{}
	if len(q) > 0 {
		if err := metav1.Convert_url_Values_To_v1_UpdateOptions(&q, o, nil); err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
		if errs := validation.ValidateUpdateOptions(o); len(errs) > 0 {
			return nil, invalidOptions("UpdateOptions", errs)
		}
	}
	return o, nil
}

func invalidOptions(kind string, errs field.ErrorList) error {
	return apierrors.NewInvalid(schema.GroupKind{Group: metav1.GroupName, Kind: kind}, "", errs)
}
