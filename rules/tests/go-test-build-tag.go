// ruleid: go-test-build-tag
//go:build slowtests
// ruleid: go-test-build-tag
// +build nightly
// ruleid: go-test-build-tag
//go:build disabled
// ok: go-test-build-tag
//go:build integration
// ok: go-test-build-tag
//go:build linux
// ok: go-test-build-tag
//go:build !windows

package limits
