package weight

import (
	"fmt"
	"strconv"
)

// Parse reads a weight in a unit and gives grams.
func Parse(text string, unit Unit) (int64, error) {
	amount, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("weight %q: %w", text, err)
	}
	return amount * unit.Grams(), nil
}
