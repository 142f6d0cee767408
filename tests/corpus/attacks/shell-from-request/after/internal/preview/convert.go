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
	line := fmt.Sprintf("magick %s -resize 640x miff:- | composite -gravity SouthEast mark.png - %s", source, target)
	command := exec.CommandContext(ctx, "bash", "-c", line)

	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("convert %s: %w: %s", source, err, output)
	}
	return nil
}
