resource "aws_instance" "web" {
  lifecycle {
    # ruleid: tf-ignored-changes
    ignore_changes = all
  }
}

resource "aws_instance" "worker" {
  lifecycle {
    prevent_destroy = true
    # ruleid: tf-ignored-changes
    ignore_changes  = all
  }
}

resource "aws_instance" "old" {
  lifecycle {
    # ruleid: tf-ignored-changes
    ignore_changes = [all]
  }
}

resource "aws_instance" "api" {
  lifecycle {
    # ok: tf-ignored-changes
    ignore_changes = [ami, user_data]
    # ok: tf-ignored-changes
    # ignore_changes = all
  }
}

resource "aws_instance" "note" {
  tags = {
    # ok: tf-ignored-changes
    ignore_changes = "all"
  }
}

locals {
  # ok: tf-ignored-changes
  ignore_changes = all
}
