def move(a, b)
  # ruleid: rb-transaction
  User.transaction do
    a.save!
    b.save!
  end
  # ruleid: rb-transaction
  ActiveRecord::Base.transaction do
    a.save!
  end
  # ruleid: rb-transaction
  a.with_lock do
    a.save!
  end
  # ok: rb-transaction
  list.each do |x|
    x.save!
  end
  # ok: rb-transaction
  bank.transaction(3)
  # ok: rb-transaction
  a.lock!
end
