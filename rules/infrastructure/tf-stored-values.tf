terraform {}
# ruleid: tf-stored-values

resource "aws_db_instance" "orders" {
  engine = "postgres"
}
# ruleid: tf-stored-values

resource "aws_s3_bucket" "ledger" {
  bucket = "ledger"
}
# ruleid: tf-stored-values

resource "google_storage_bucket" "exports" {}
# ruleid: tf-stored-values

resource "azurerm_key_vault" "keys" {}
# ok: tf-stored-values

resource "aws_s3_bucket_policy" "ledger" {
  bucket = aws_s3_bucket.ledger.id
}
# ok: tf-stored-values

data "aws_s3_bucket" "shared" {
  bucket = "shared"
}
# ok: tf-stored-values

resource "aws_instance" "web" {
  user_data = "aws_db_instance"
}
# ok: tf-stored-values

# resource "aws_db_instance" "old" {}
# ok: tf-stored-values

module "aws_db_instance" {
  source = "./database"
}
