class Store
  def load(path)
    parse(path)
    # ruleid: rb-swallowed-error
  rescue => e
  end

  def size(path)
    parse(path).size
    # ruleid: rb-swallowed-error
  rescue StandardError
    # best effort
    nil
  end

  def name(path)
    # ruleid: rb-swallowed-error
    value = parse(path).name rescue nil
    begin
      value = clean(value)
      # ruleid: rb-swallowed-error
    rescue Exception => e
      return false
    end
    value
  end

  def count(path)
    parse(path).count
    # ok: rb-swallowed-error
  rescue ParseError
    nil
  end

  def rows(path)
    parse(path).rows
    # ok: rb-swallowed-error
  rescue StandardError => e
    logger.warn(e)
    []
  end

  def fields(path)
    # ok: rb-swallowed-error
    file.close rescue nil
    # ok: rb-swallowed-error
    note = "to the rescue nil"
    parse(path).fields
    # ok: rb-swallowed-error
  rescue => e
    raise LoadFailed, e.message
  end
end
