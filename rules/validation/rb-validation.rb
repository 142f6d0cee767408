class User < ApplicationRecord
  # ruleid: rb-validation
  validates :name, presence: true
  # ruleid: rb-validation
  validate :not_blocked
  # ruleid: rb-validation
  validates_uniqueness_of :email
  # ok: rb-validation
  has_many :orders
  # ok: rb-validation
  before_save :clean
  # ok: rb-validation
  scope :valid, -> { where(valid: true) }
end
