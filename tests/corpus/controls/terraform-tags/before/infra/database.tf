resource "aws_security_group" "database" {
  name   = "harbour-database"
  vpc_id = var.vpc_id

  ingress {
    description     = "from the application only"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}

resource "aws_db_instance" "main" {
  identifier              = "harbour-main"
  engine                  = "postgres"
  instance_class          = "db.m7g.large"
  allocated_storage       = 200
  publicly_accessible     = false
  storage_encrypted       = true
  backup_retention_period = 14
  deletion_protection     = true
  vpc_security_group_ids  = [aws_security_group.database.id]

  lifecycle {
    prevent_destroy = true
  }
}
