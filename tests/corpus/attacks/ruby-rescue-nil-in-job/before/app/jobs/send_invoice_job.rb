# frozen_string_literal: true

class SendInvoiceJob < ApplicationJob
  queue_as :invoices
  retry_on Net::OpenTimeout, wait: :polynomially_longer, attempts: 5

  def perform(invoice)
    document = InvoicePdf.new(invoice).render
    InvoiceMailer.with(invoice: invoice, document: document).invoice.deliver_now
    invoice.update!(sent_at: Time.current)
  end
end
