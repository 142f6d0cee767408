resource "aws_security_group" "web" {
  ingress {
    from_port = 22
    to_port   = 22
    # ruleid: tf-open-to-all
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port = 5432
    to_port   = 5432
    # ruleid: tf-open-to-all
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }
  ingress {
    from_port = 443
    to_port   = 443
    # ok: tf-open-to-all
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port = 0
    to_port   = 0
    # ok: tf-open-to-all
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "ssh" {
  type    = "ingress"
  to_port = 22
  # ruleid: tf-open-to-all
  ipv6_cidr_blocks = ["::/0"]
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  to_port = 6379
  # ruleid: tf-open-to-all
  cidr_ipv4 = "0.0.0.0/0"
}

resource "google_compute_firewall" "all" {
  # ruleid: tf-open-to-all
  source_ranges = ["0.0.0.0/0"]
}

resource "google_sql_database_instance" "main" {
  settings {
    ip_configuration {
      authorized_networks {
        # ruleid: tf-open-to-all
        value = "0.0.0.0/0"
      }
    }
  }
}

resource "aws_security_group_rule" "out" {
  type = "egress"
  # ok: tf-open-to-all
  cidr_blocks = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "web" {
  type    = "ingress"
  to_port = 443
  # ok: tf-open-to-all
  cidr_blocks = ["0.0.0.0/0"]
}

resource "aws_route" "default" {
  # ok: tf-open-to-all
  destination_cidr_block = "0.0.0.0/0"
}

resource "aws_security_group" "inside" {
  ingress {
    to_port = 22
    # ok: tf-open-to-all
    cidr_blocks = [var.office]
    # ok: tf-open-to-all
    # cidr_blocks = ["0.0.0.0/0"]
    # ok: tf-open-to-all
    description = "not 0.0.0.0/0"
  }
}

resource "google_compute_firewall" "office" {
  # ok: tf-open-to-all
  source_ranges = ["192.0.2.0/24"]
  # ok: tf-open-to-all
  destination_ranges = ["0.0.0.0/0"]
}
