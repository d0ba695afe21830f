package runtime

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// PullSandboxImage makes the image of pods' sandboxes present, so that the first
// pod need not wait for it. Without it the first pod does.
func (c *Containerd) PullSandboxImage(ctx context.Context) error {
	conn, err := grpc.NewClient(c.Endpoint(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("runtime: %w", err)
	}
	defer conn.Close()
	image := &cri.ImageSpec{Image: c.config.SandboxImage}
	images := cri.NewImageServiceClient(conn)
	if status, err := images.ImageStatus(ctx, &cri.ImageStatusRequest{Image: image}); err == nil && status.GetImage() != nil {
		return nil
	}
	if _, err := images.PullImage(ctx, &cri.PullImageRequest{Image: image}); err != nil {
		return fmt.Errorf("runtime: image of sandboxes: %w", err)
	}
	return nil
}
