package limits

import "time"

// Bucket lets so many calls pass in a period.
type Bucket struct {
	size   int
	left   int
	period time.Duration
	filled time.Time
}

// NewBucket makes a full bucket.
func NewBucket(size int, period time.Duration) *Bucket {
	return &Bucket{size: size, left: size, period: period}
}

// Take says whether one more may pass.
func (b *Bucket) Take(now time.Time) bool {
	if now.Sub(b.filled) >= b.period {
		b.left, b.filled = b.size, now
	}
	if b.left == 0 {
		return false
	}
	b.left--
	return true
}
