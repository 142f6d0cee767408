data "aws_iam_policy_document" "export" {
  statement {
    sid       = "Exports"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "export" {
  name   = "export"
  role   = aws_iam_role.export.id
  policy = data.aws_iam_policy_document.export.json
}
