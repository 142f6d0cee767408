resource "aws_security_group" "database" {
  name   = "harbour-database"
  vpc_id = var.vpc_id

  ingress {
    description = "analysts"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_db_instance" "main" {
  identifier              = "harbour-main"
  engine                  = "postgres"
  instance_class          = "db.m7g.large"
  allocated_storage       = 200
  publicly_accessible     = true
  storage_encrypted       = true
  backup_retention_period = 0
  deletion_protection     = false
  vpc_security_group_ids  = [aws_security_group.database.id]

}
