resource "aws_s3_bucket_public_access_block" "ledger" {
  bucket = aws_s3_bucket.ledger.id
  # ruleid: tf-public-access-block
  block_public_acls       = true
  # ruleid: tf-public-access-block
  block_public_policy     = true
  # ruleid: tf-public-access-block
  restrict_public_buckets = true
}

resource "google_storage_bucket" "exports" {
  # ruleid: tf-public-access-block
  public_access_prevention = "enforced"
}

resource "google_container_cluster" "main" {
  private_cluster_config {
    # ruleid: tf-public-access-block
    enable_private_nodes = true
  }
}

resource "aws_s3_bucket_public_access_block" "site" {
  # ok: tf-public-access-block
  block_public_acls = false
  # ok: tf-public-access-block
  # block_public_policy = true
  # ruleid: tf-public-access-block
  restrict_public_buckets = var.restricted
}

resource "google_storage_bucket" "site" {
  # ok: tf-public-access-block
  public_access_prevention = "inherited"
}

locals {
  # ok: tf-public-access-block
  block_public_acls = true
}
