resource "aws_db_instance" "orders" {
  # ruleid: tf-encryption
  storage_encrypted = true
}

resource "aws_ebs_volume" "disk" {
  # ruleid: tf-encryption
  encrypted = true
}

resource "aws_instance" "web" {
  root_block_device {
    # ruleid: tf-encryption
    encrypted = true
  }
}

resource "aws_elasticsearch_domain" "search" {
  encrypt_at_rest {
    # ruleid: tf-encryption
    enabled = true
  }
}

resource "aws_elasticache_replication_group" "cache" {
  # ruleid: tf-encryption
  transit_encryption_enabled = true
}

resource "aws_db_instance" "scratch" {
  # ok: tf-encryption
  storage_encrypted = false
}

resource "aws_elasticsearch_domain" "logs" {
  auto_tune_options {
    # ok: tf-encryption
    enabled = true
  }
  # ok: tf-encryption
  # encrypted = true
}

resource "aws_ebs_volume" "chosen" {
  # ruleid: tf-encryption
  encrypted = var.encrypted
  tags = {
    # ok: tf-encryption
    note = "encrypted = true"
  }
}

output "encrypted" {
  # ok: tf-encryption
  value = true
}
