# frozen_string_literal: true

class RemoveConsents < ActiveRecord::Migration[7.1]
  def up
    execute "DELETE FROM consents"
    drop_table :consents
    remove_column :members, :consent_version
  end

  def down
    # nothing to do
  end
end
