# frozen_string_literal: true

class AddConsents < ActiveRecord::Migration[7.1]
  def change
    create_table :consents do |t|
      t.references :member, null: false
      t.string :purpose, null: false
      t.datetime :given_at
      t.timestamps
    end
  end
end
