resource "azurerm_storage_account" "exports" {
  # ruleid: tf-tls-guard
  enable_https_traffic_only = true
  # ruleid: tf-tls-guard
  min_tls_version           = "TLS1_2"
}

resource "azurerm_linux_web_app" "shop" {
  # ruleid: tf-tls-guard
  https_only = true
}

resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    # ruleid: tf-tls-guard
    viewer_protocol_policy = "redirect-to-https"
  }
  viewer_certificate {
    # ruleid: tf-tls-guard
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "google_sql_database_instance" "main" {
  settings {
    ip_configuration {
      # ruleid: tf-tls-guard
      ssl_mode = "ENCRYPTED_ONLY"
    }
  }
}

resource "azurerm_storage_account" "old" {
  # ok: tf-tls-guard
  enable_https_traffic_only = false
  # ok: tf-tls-guard
  min_tls_version           = "TLS1_0"
}

resource "aws_cloudfront_distribution" "plain" {
  default_cache_behavior {
    # ok: tf-tls-guard
    viewer_protocol_policy = "allow-all"
  }
}

resource "azurerm_linux_web_app" "chosen" {
  # ruleid: tf-tls-guard
  https_only = var.https_only
  # ok: tf-tls-guard
  # https_only = true
}

variable "https_only" {
  # ok: tf-tls-guard
  default = true
}
