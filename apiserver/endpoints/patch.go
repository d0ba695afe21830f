package endpoints

import (
	"mime"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func (c *call) patch() error {
	kind, err := c.patchType()
	if err != nil {
		return err
	}
	data, err := readBody(c.r)
	if err != nil {
		return err
	}
	if c.w.audit.WantsRequest() {
		if sent, err := yaml.YAMLToJSON(data); err == nil { // what is JSON is YAML too
			c.w.audit.Request(sent)
		}
	}
	opts := metav1.PatchOptions{}
	if len(c.i.query) > 0 {
		if err := metav1.Convert_url_Values_To_v1_PatchOptions(&c.i.query, &opts, nil); err != nil {
			return apierrors.NewBadRequest(err.Error())
		}
	}
	if errs := validation.ValidatePatchOptions(&opts, kind); len(errs) > 0 {
		return invalidOptions("PatchOptions", errs)
	}
	c.req.FieldManager, c.req.DryRun, c.req.FieldValidation = opts.FieldManager, len(opts.DryRun) > 0, opts.FieldValidation
	result, err := c.config.Service.Patch(c.r.Context(), &c.req, rest.Patch{
		Type: kind, Data: data, Force: opts.Force != nil && *opts.Force,
	})
	if err != nil {
		return err
	}
	code := http.StatusOK
	if result.Created {
		code = http.StatusCreated
	}
	return c.answer(code, c.kind(), result)
}

// patchType is the kind of patch that the content type names.
func (c *call) patchType() (types.PatchType, error) {
	media, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err == nil {
		switch kind := types.PatchType(media); kind {
		case types.JSONPatchType, types.MergePatchType, types.ApplyYAMLPatchType:
			return kind, nil
		case types.StrategicMergePatchType:
			if !c.custom() {
				return kind, nil
			}
		}
	}
	if c.custom() {
		return "", unsupported([]string{string(types.JSONPatchType), string(types.MergePatchType), string(types.ApplyYAMLPatchType)})
	}
	return "", apierrors.NewGenericServerResponse(http.StatusUnsupportedMediaType, "", schema.GroupResource{}, "", "415: Unsupported Media Type", 0, false)
}
