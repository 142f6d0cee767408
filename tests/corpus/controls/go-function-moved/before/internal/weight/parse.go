package weight

import "strconv"

// Parse reads grams.
func Parse(text string) int64 {
	grams, err := strconv.ParseInt(text, 10, 64)
	if err != nil || grams < 0 {
		return 0
	}
	return grams
}
