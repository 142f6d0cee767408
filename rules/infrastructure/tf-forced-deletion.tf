resource "aws_s3_bucket" "ledger" {
  # ruleid: tf-forced-deletion
  force_destroy = true
}

resource "aws_db_instance" "orders" {
  # ruleid: tf-forced-deletion
  skip_final_snapshot = true
  # ok: tf-forced-deletion
  deletion_protection = false
}

resource "aws_secretsmanager_secret" "key" {
  # ruleid: tf-forced-deletion
  recovery_window_in_days = 0
}

module "database" {
  source = "./modules/database"
  # ruleid: tf-forced-deletion
  skip_final_snapshot = true
}

resource "aws_db_instance" "safe" {
  # ok: tf-forced-deletion
  skip_final_snapshot = false
  # ok: tf-forced-deletion
  deletion_protection = true
}

resource "aws_s3_bucket" "chosen" {
  # ok: tf-forced-deletion
  force_destroy = var.force_destroy
  # ok: tf-forced-deletion
  # force_destroy = true
}

resource "aws_secretsmanager_secret" "kept" {
  # ok: tf-forced-deletion
  recovery_window_in_days = 30
}

variable "force_destroy" {
  # ok: tf-forced-deletion
  default = true
}
