resource "aws_s3_bucket" "site" {
  # ruleid: tf-public
  acl = "public-read"
}

resource "aws_db_instance" "orders" {
  # ruleid: tf-public
  publicly_accessible = true
}

resource "google_storage_bucket_iam_member" "everyone" {
  role = "roles/storage.objectViewer"
  # ruleid: tf-public
  member = "allUsers"
}

resource "google_cloud_run_service_iam_binding" "everyone" {
  role = "roles/run.invoker"
  # ruleid: tf-public
  members = ["serviceAccount:web", "allUsers"]
}

resource "aws_s3_bucket_public_access_block" "site" {
  # ruleid: tf-public
  block_public_policy = false
}

module "database" {
  source = "./modules/database"
  # ruleid: tf-public
  publicly_accessible = true
}

resource "aws_s3_bucket" "ledger" {
  # ok: tf-public
  acl = "private"
}

resource "aws_db_instance" "inside" {
  # ok: tf-public
  publicly_accessible = false
  # ok: tf-public
  # publicly_accessible = true
}

resource "google_storage_bucket_iam_member" "web" {
  # ok: tf-public
  member = "serviceAccount:web"
}

resource "aws_s3_bucket" "chosen" {
  # ok: tf-public
  acl = var.acl
  tags = {
    # ok: tf-public
    note = "public-read"
  }
}

variable "acl" {
  # ok: tf-public
  default = "public-read"
}
