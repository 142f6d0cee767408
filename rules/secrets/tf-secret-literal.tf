resource "aws_db_instance" "orders" {
  username = "shop"
  # ruleid: tf-secret-literal
  password = "tr0ub4dor-3"
}

provider "datadog" {
  # ruleid: tf-secret-literal
  api_key = "5d41402abc4b2a76b9719d911017c592"
}

variable "db_password" {
  type    = string
  # ruleid: tf-secret-literal
  default = "Winter-2024"
}

resource "aws_db_instance" "chosen" {
  # ok: tf-secret-literal
  password = var.db_password
}

resource "aws_db_instance" "random" {
  # ok: tf-secret-literal
  password = "${random_password.db.result}"
}

resource "aws_db_instance" "later" {
  # ok: tf-secret-literal
  password = "CHANGEME-please"
}

variable "db_password_length" {
  # ok: tf-secret-literal
  default = "twenty-four"
}

variable "api_key" {
  type    = string
  # ok: tf-secret-literal
  default = ""
}

resource "kubernetes_secret" "key" {
  # ok: tf-secret-literal
  secret_name = "tr0ub4dor-3"
  # ok: tf-secret-literal
  # password = "tr0ub4dor-3"
}
