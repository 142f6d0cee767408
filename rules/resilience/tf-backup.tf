resource "aws_db_instance" "orders" {
  # ruleid: tf-backup
  backup_retention_period = 14
}

resource "aws_rds_cluster" "events" {
  # ruleid: tf-backup
  backup_retention_period = var.retention
}

resource "aws_dynamodb_table" "carts" {
  point_in_time_recovery {
    # ruleid: tf-backup
    enabled = true
  }
}

resource "google_sql_database_instance" "main" {
  settings {
    backup_configuration {
      # ruleid: tf-backup
      enabled = true
    }
  }
}

resource "aws_s3_bucket_versioning" "ledger" {
  versioning_configuration {
    # ruleid: tf-backup
    status = "Enabled"
  }
}

module "database" {
  source = "./modules/database"
  # ruleid: tf-backup
  backup_retention_period = 7
}

resource "aws_db_instance" "scratch" {
  # ok: tf-backup
  backup_retention_period = 0
}

resource "aws_s3_bucket_versioning" "scratch" {
  versioning_configuration {
    # ok: tf-backup
    status = "Suspended"
  }
}

resource "aws_dynamodb_table" "visits" {
  ttl {
    # ok: tf-backup
    enabled = true
  }
  point_in_time_recovery {
    # ok: tf-backup
    enabled = false
  }
}

resource "aws_cloudwatch_log_group" "web" {
  # ok: tf-backup
  retention_in_days = 14
}

variable "backup_retention_period" {
  # ok: tf-backup
  default = 7
}
