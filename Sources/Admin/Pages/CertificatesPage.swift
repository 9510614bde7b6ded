internal import Buffers
internal import TLS
internal import Telemetry

/// `/certs`: the certificates that are shown and the roots that peers are judged by, context by context.
enum CertificatesPage {
    /// Envoy's `Certificates` message, as at a moment in seconds since 1970.
    static func json(_ contexts: [TLSContext], at now: Int64) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.beginArray("certificates")
        for context in contexts {
            page.beginObject()
            list("ca_cert", context.authorities, at: now, to: &page)
            list("cert_chain", context.certificates, at: now, to: &page)
            page.endObject()
        }
        page.endArray()
        page.endObject()
        return page.finish()
    }

    private static func list(
        _ name: StaticString, _ certificates: [CertificateFacts], at now: Int64, to page: inout JSONWriter
    ) {
        page.beginArray(name)
        for certificate in certificates { write(certificate, at: now, to: &page) }
        page.endArray()
    }

    private static func write(_ certificate: CertificateFacts, at now: Int64, to page: inout JSONWriter) {
        page.beginObject()
        page.member("path", certificate.path)
        page.member("serial_number", certificate.serial)
        page.beginArray("subject_alt_names")
        for (kind, text) in certificate.alternativeNames {
            page.beginObject()
            page.key(text: kind.rawValue)
            page.string(text)
            page.endObject()
        }
        page.endArray()
        page.member("days_until_expiration", text: certificate.daysLeft(at: now))
        page.member("valid_from", time(certificate.validFrom))
        page.member("expiration_time", time(certificate.validUntil))
        if let stapled = certificate.stapled {
            page.beginObject("ocsp_details")
            page.member("valid_from", time(stapled.from))
            page.member("expiration", time(stapled.until))
            page.endObject()
        }
        page.endObject()
    }

    /// A moment as protobuf's JSON writes a `Timestamp` of whole seconds.
    private static func time(_ seconds: Int64) -> String {
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        formatter.appendISO8601(seconds: seconds, nanoseconds: 0, to: &text)
        return text.text.replacing(text: ".000Z", with: "Z")
    }
}
