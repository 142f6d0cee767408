package preview

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

const limit = 20 * time.Second

// Convert makes a preview of an upload.
func Convert(ctx context.Context, source, target string) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	command := exec.CommandContext(ctx, "magick", source, "-resize", "640x", target)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("convert %s: %w: %s", source, err, output)
	}
	return nil
}
