package label

import "example.org/parcels/internal/weight"

// Fee is what a label costs in cents.
func Fee(text string) int64 {
	return 300 + weight.Parse(text)/10
}
