# frozen_string_literal: true

class SendInvoiceJob < ApplicationJob
  queue_as :invoices

  def perform(invoice)
    document = InvoicePdf.new(invoice).render
    InvoiceMailer.with(invoice: invoice, document: document).invoice.deliver_now
  rescue => e
    nil
  ensure
    invoice.update(sent_at: Time.current)

  end
end
