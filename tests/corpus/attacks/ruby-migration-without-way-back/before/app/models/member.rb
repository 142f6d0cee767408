# frozen_string_literal: true

class Member < ApplicationRecord
  has_many :consents, dependent: :destroy

  validates :email, presence: true, uniqueness: true

  def consented?(purpose)
    consents.exists?(purpose: purpose)
  end
end
