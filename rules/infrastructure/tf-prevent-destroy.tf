resource "aws_s3_bucket" "ledger" {
  bucket = "ledger"

  lifecycle {
    # ruleid: tf-prevent-destroy
    prevent_destroy = true
  }
}

resource "google_sql_database_instance" "main" {
  lifecycle {
    ignore_changes = [settings]
    # ruleid: tf-prevent-destroy
    prevent_destroy = true
  }
}

resource "azurerm_key_vault" "keys" {
  lifecycle {
    create_before_destroy = false
    # ruleid: tf-prevent-destroy
    prevent_destroy       = "true"
  }
}

resource "aws_s3_bucket" "scratch" {
  lifecycle {
    # ok: tf-prevent-destroy
    prevent_destroy = false
  }
}

resource "aws_s3_bucket" "logs" {
  lifecycle {
    # ok: tf-prevent-destroy
    # prevent_destroy = true
  }
}

resource "aws_ssm_parameter" "note" {
  # ok: tf-prevent-destroy
  description = "set prevent_destroy = true"
  tags = {
    # ok: tf-prevent-destroy
    prevent_destroy = true
  }
}

locals {
  # ok: tf-prevent-destroy
  prevent_destroy = true
}
