data "aws_iam_policy_document" "deploy" {
  statement {
    # ruleid: tf-iam-wildcard
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    # ruleid: tf-iam-wildcard
    actions = ["s3:GetObject", "iam:*"]
  }
  statement {
    effect  = "Deny"
    # ok: tf-iam-wildcard
    actions = ["*"]
  }
  statement {
    # ok: tf-iam-wildcard
    actions   = ["s3:GetObject", "s3:List*"]
    # ok: tf-iam-wildcard
    resources = ["*"]
  }
}

resource "aws_iam_policy" "all" {
  policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      # ruleid: tf-iam-wildcard
      Action   = "*"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy" "all" {
  policy = jsonencode({
    Statement = [{
      # ruleid: tf-iam-wildcard
      Action   = ["*"]
      Effect   = "Allow"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "admin" {
  # ruleid: tf-iam-wildcard
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "google_project_iam_member" "ci" {
  # ruleid: tf-iam-wildcard
  role = "roles/owner"
}

resource "aws_iam_policy" "none" {
  policy = jsonencode({
    Statement = [{
      Effect = "Deny"
      # ok: tf-iam-wildcard
      Action   = "*"
      Resource = "*"
    }]
  })
}

resource "aws_iam_policy" "read" {
  policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      # ok: tf-iam-wildcard
      Action   = "s3:GetObject"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "read" {
  # ok: tf-iam-wildcard
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "google_project_iam_member" "web" {
  # ok: tf-iam-wildcard
  role = "roles/storage.objectViewer"
  # ok: tf-iam-wildcard
  # role = "roles/owner"
}
