module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  # ruleid: tf-version-pin
  version = "5.1.0"
}

module "database" {
  # ruleid: tf-version-pin
  source = "git::https://git.example.org/database.git?ref=v1.4.0"
}

module "local" {
  # ruleid: tf-version-pin
  source = "./modules/local"
}

module "moving" {
  # ok: tf-version-pin
  source = "git::https://git.example.org/database.git?ref=main"
}

module "free" {
  source = "terraform-aws-modules/vpc/aws"
  # ok: tf-version-pin
  # version = "5.1.0"
}

terraform {
  required_providers {
    aws = {
      # ok: tf-version-pin
      version = "~> 5.0"
    }
  }
}

resource "aws_eks_cluster" "main" {
  # ok: tf-version-pin
  version = "1.29"
}

resource "aws_ssm_document" "note" {
  # ok: tf-version-pin
  content = "version = 5.1.0"
}
