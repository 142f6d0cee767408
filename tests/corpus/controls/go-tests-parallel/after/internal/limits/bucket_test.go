package limits

import (
	"testing"
	"time"
)

func TestBucketRefusesWhatIsOverTheLimit(t *testing.T) {
	t.Parallel()
	bucket := NewBucket(2, time.Second)
	now := time.Unix(0, 0)

	if !bucket.Take(now) || !bucket.Take(now) {
		t.Fatal("two are within the limit")
	}
	if bucket.Take(now) {
		t.Error("the third is over the limit")
	}
}

func TestBucketFillsAgain(t *testing.T) {
	t.Parallel()

	bucket := NewBucket(1, time.Second)
	bucket.Take(time.Unix(0, 0))

	if !bucket.Take(time.Unix(1, 0)) {
		t.Error("a second later there is one more")
	}
}
