resource "aws_db_instance" "orders" {
  # ruleid: tf-deletion-protection
  deletion_protection = true
}

resource "aws_lb" "edge" {
  # ruleid: tf-deletion-protection
  enable_deletion_protection = true
}

resource "aws_instance" "bastion" {
  # ruleid: tf-deletion-protection
  disable_api_termination = true
}

module "cluster" {
  source = "./modules/cluster"
  # ruleid: tf-deletion-protection
  deletion_protection = true
}

resource "azurerm_key_vault" "keys" {
  # ruleid: tf-deletion-protection
  purge_protection_enabled = true
}

resource "aws_db_instance" "scratch" {
  # ok: tf-deletion-protection
  deletion_protection = false
}

resource "aws_db_instance" "chosen" {
  # ruleid: tf-deletion-protection
  deletion_protection = var.deletion_protection
}

resource "aws_db_instance" "old" {
  # ok: tf-deletion-protection
  # deletion_protection = true
}

resource "aws_ssm_parameter" "note" {
  # ok: tf-deletion-protection
  value = "deletion_protection = true"
}

locals {
  # ok: tf-deletion-protection
  deletion_protection = true
}

variable "deletion_protection" {
  # ok: tf-deletion-protection
  default = true
}
