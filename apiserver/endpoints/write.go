package endpoints

import (
	"fmt"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/scheme"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func (c *call) create() error {
	body, opts, err := c.readCreate(c.newBody)
	if err != nil {
		return err
	}
	c.req.FieldManager, c.req.FieldValidation, c.req.DryRun = opts.FieldManager, opts.FieldValidation, len(opts.DryRun) > 0
	result, err := c.config.Service.Create(c.r.Context(), &c.req, body)
	if err != nil {
		return err
	}
	return c.answer(http.StatusCreated, c.kind(), result)
}

func (c *call) act() error {
	action, _ := c.config.Service.Action(c.res.GR(), c.i.subresource)
	body, opts, err := c.readCreate(action.New)
	if err != nil {
		return err
	}
	c.req.FieldManager, c.req.FieldValidation, c.req.DryRun = opts.FieldManager, opts.FieldValidation, len(opts.DryRun) > 0
	result, err := c.config.Service.Act(c.r.Context(), &c.req, body)
	if err != nil {
		return err
	}
	return c.answer(http.StatusCreated, c.kind(), result)
}

func (c *call) update() error {
	f, err := inputFormat(c.r, c.accepts())
	if err != nil {
		return err
	}
	data, err := readBody(c.r)
	if err != nil {
		return err
	}
	opts, err := readUpdateOptions(c.i.query)
	if err != nil {
		return err
	}
	body, err := c.decode(data, f, c.newBody, opts.FieldValidation)
	if err != nil {
		return err
	}
	c.req.FieldManager, c.req.FieldValidation, c.req.DryRun = opts.FieldManager, opts.FieldValidation, len(opts.DryRun) > 0
	result, err := c.config.Service.Update(c.r.Context(), &c.req, body)
	if err != nil {
		return err
	}
	code := http.StatusOK
	if result.Created {
		code = http.StatusCreated
	}
	return c.answer(code, c.kind(), result)
}

// readCreate reads the body and the options of a create.
func (c *call) readCreate(newBody func() api.Object) (api.Object, *metav1.CreateOptions, error) {
	f, err := inputFormat(c.r, c.accepts())
	if err != nil {
		return nil, nil, err
	}
	data, err := readBody(c.r)
	if err != nil {
		return nil, nil, err
	}
	opts, err := readCreateOptions(c.i.query)
	if err != nil {
		return nil, nil, err
	}
	body, err := c.decode(data, f, newBody, opts.FieldValidation)
	return body, opts, err
}

// decode reads the body and treats unknown fields as the client wishes.
func (c *call) decode(data []byte, f format, newBody func() api.Object, fieldValidation string) (api.Object, error) {
	want := c.kind()
	named := fieldValidation != metav1.FieldValidationIgnore
	body, unknown, err := decodeBody(data, f, want, newBody, named)
	if err != nil {
		return nil, err
	}
	if c.res.Custom != nil && want == c.res.GVK() {
		paths, err := c.res.Custom.Coerce(body, named)
		if err != nil {
			return nil, unusable(want, want, err)
		}
		for _, path := range paths {
			unknown = append(unknown, fmt.Errorf("unknown field %q", path))
		}
	}
	if len(unknown) > 0 {
		if fieldValidation == metav1.FieldValidationStrict {
			return nil, strictFailure(want, unknown)
		}
		for _, u := range unknown {
			c.warn(u.Error())
		}
	}
	c.auditObject(want, body)
	return body, nil
}

// newBody makes an empty body of the kind that travels.
func (c *call) newBody() api.Object {
	if c.sub == nil || c.sub.Kind.Empty() || c.sub.Kind == c.res.GVK() {
		return c.res.New()
	}
	o, err := scheme.Scheme().New(c.sub.Kind)
	if err != nil {
		return c.res.New()
	}
	return o.(api.Object)
}

func (c *call) delete() error {
	opts, err := c.readDeleteOptions()
	if err != nil {
		return err
	}
	result, err := c.config.Service.Delete(c.r.Context(), &c.req, opts)
	if err != nil {
		return err
	}
	code := http.StatusOK
	//nolint:staticcheck // clients of old still send it
	if orphan := opts.OrphanDependents; !result.Deleted && orphan != nil && !*orphan {
		code = http.StatusAccepted
	}
	if result.Status == nil && result.Object == nil {
		result.Status = &metav1.Status{
			Status: metav1.StatusSuccess, Code: int32(code),
			Details: &metav1.StatusDetails{Name: c.req.Name, Kind: c.res.Kind},
		}
	}
	return c.answer(code, c.kind(), result)
}

func (c *call) deleteCollection() error {
	list, err := readListOptions(c.i, c.res)
	if err != nil {
		return err
	}
	opts, err := c.readDeleteOptions()
	if err != nil {
		return err
	}
	l, err := c.config.Service.DeleteCollection(c.r.Context(), &c.req, opts, rest.ListOptions{
		Labels: list.labels, Fields: list.fields, Limit: list.Limit, Continue: list.Continue,
		ResourceVersion: list.ResourceVersion, ResourceVersionMatch: list.ResourceVersionMatch,
	})
	if err != nil {
		return err
	}
	return c.answerList(l)
}

// readDeleteOptions reads the options from the body or, where there is none,
// from the query.
func (c *call) readDeleteOptions() (*metav1.DeleteOptions, error) {
	data, err := readBody(c.r)
	if err != nil {
		return nil, err
	}
	opts := &metav1.DeleteOptions{}
	if len(data) > 0 {
		f, err := inputFormat(c.r, acceptsPlain)
		if err != nil {
			return nil, err
		}
		if err := decodeDeleteOptions(data, f, opts); err != nil {
			return nil, err
		}
	} else if len(c.i.query) > 0 {
		if err := metav1.Convert_url_Values_To_v1_DeleteOptions(&c.i.query, opts, nil); err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
	}
	if errs := validation.ValidateDeleteOptions(opts); len(errs) > 0 {
		return nil, invalidOptions("DeleteOptions", errs)
	}
	c.req.DryRun = len(opts.DryRun) > 0
	if c.w.audit.WantsRequest() && len(data) > 0 {
		if sent, err := appendJSON(nil, schema.GroupVersionKind{Version: "v1", Kind: "DeleteOptions"}, opts); err == nil {
			c.w.audit.Request(sent)
		}
	}
	return opts, nil
}

func decodeDeleteOptions(data []byte, f format, opts *metav1.DeleteOptions) error {
	var err error
	switch f {
	case formatProtobuf:
		var u runtime.Unknown
		if len(data) < len(protobufMagic) || string(data[:len(protobufMagic)]) != string(protobufMagic) {
			return apierrors.NewBadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
		}
		if err = u.Unmarshal(data[len(protobufMagic):]); err == nil {
			opts.APIVersion, opts.Kind = u.APIVersion, u.Kind
			kind := opts.TypeMeta
			err = opts.Unmarshal(u.Raw)
			opts.TypeMeta = kind
		}
	case formatYAML:
		if data, err = yaml.YAMLToJSON(data); err == nil {
			err = kjson.UnmarshalCaseSensitivePreserveInts(data, opts)
		}
	default:
		if err = kjson.UnmarshalCaseSensitivePreserveInts(data, opts); err != nil {
			var named struct {
				APIVersion string `json:"apiVersion,omitempty"`
				Kind       string `json:"kind,omitempty"`
			}
			if kindErr := kjson.UnmarshalCaseSensitivePreserveInts(data, &named); kindErr != nil {
				err = fmt.Errorf("couldn't get version/kind; json parse error: %w", kindErr)
			}
		}
	}
	if err != nil {
		return apierrors.NewBadRequest(err.Error())
	}
	if opts.Kind != "" && opts.Kind != "DeleteOptions" {
		gv := schema.GroupVersion{Group: metav1.GroupName, Version: "v1"}.String()
		if opts.APIVersion != "" {
			gv = opts.APIVersion
		}
		return apierrors.NewBadRequest(fmt.Sprintf("no kind %q is registered for version %q in scheme \"pkg/runtime/scheme.go:111\"", opts.Kind, gv))
	}
	opts.TypeMeta = metav1.TypeMeta{}
	return nil
}
