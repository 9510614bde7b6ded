internal import Buffers
internal import Configuration
internal import ProxyRuntime
internal import RegularExpressions
internal import Telemetry

/// `/stats` and `/stats/prometheus`.
enum StatsCommand {
    private enum Format {
        case html, activeHTML, text, json, prometheus
    }

    /// A parameter that is answered with 400.
    private struct Refusal: Error {
        let text: String

        init(_ text: String) { self.text = text }
    }

    /// Answers the request, or says what is wrong with its parameters.
    ///
    /// - Parameter application: the application whose metrics follow the proxy's; nil for none.
    static func run(
        _ request: AdminRequest, isPrometheus: Bool, server: ProxyServer, _ application: ApplicationMetrics? = nil
    ) -> AdminOutcome {
        let format: Format
        let query: MetricQuery
        do throws(Refusal) {
            let asked = try readFormat(request)
            format = isPrometheus ? .prometheus : asked
            query = try readQuery(request, format)
        } catch {
            return .reply(AdminReply(error.text, status: 400))
        }
        let flushes = server.statistics.flushesOnAdmin
        if flushes { server.flushStatistics() }
        if let application { return render(query, server.registry, flushes, before: application) }
        return render(query, as: format, request, server.registry, flushes)
    }

    // MARK: - Parameters

    private static func readFormat(_ request: AdminRequest) throws(Refusal) -> Format {
        switch request.value("format") {
        case nil, "text"?: return .text
        case "html"?: return .html
        case "active-html"?: return .activeHTML
        case "json"?: return .json
        case "prometheus"?: return .prometheus
        default: throw Refusal("usage: /stats?format=(html|active-html|json|prometheus|text)\n\n")
        }
    }

    private static func readQuery(_ request: AdminRequest, _ format: Format) throws(Refusal) -> MetricQuery {
        var query = MetricQuery(usedOnly: request.has("usedonly"))
        query.textReadouts = request.has("text_readouts")
        switch request.value("type") {
        case nil, "All"?: break
        case "Counters"?: query.kind = .counters
        case "Gauges"?: query.kind = .gauges
        case "Histograms"?: query.kind = .histograms
        case "TextReadouts"?: query.kind = .textReadouts
        default: throw Refusal("invalid &type= param")
        }
        try readHistograms(request, format, &query)
        if let text = request.value("filter") {
            do {
                let pattern = try RegularExpression(text, reach: .part)
                let inverts = request.has("invert_filter")
                query.filter = { pattern.matches($0) != inverts }
            } catch {
                throw Refusal("Invalid re2 regex: \(error)")
            }
        }
        return query
    }

    private static func readHistograms(
        _ request: AdminRequest, _ format: Format, _ query: inout MetricQuery
    ) throws(Refusal) {
        switch request.value("histogram_buckets") {
        case nil: break
        case "summary"?: query.histograms = .summary
        case "cumulative"?: query.histograms = .cumulative
        case "disjoint"?: query.histograms = .disjoint
        case "detailed"?: query.histograms = .detailed
        case "prometheusnative"?:
            // Only protobuf's exposition format, which Apus does not have, can carry them.
            throw Refusal(
                format == .prometheus
                    ? "unsupported prometheusnative histogram type when not using protobuf exposition format"
                    : "Invalid histogram_buckets type for non prometheus stats type")
        default:
            throw Refusal("usage: /stats?histogram_buckets=(cumulative|disjoint|detailed|summary|prometheusnative)\n")
        }
        if format == .prometheus && (query.histograms == .disjoint || query.histograms == .detailed) {
            throw Refusal("unsupported prometheus histogram bucket mode")
        }
    }

    // MARK: - Pages

    /// The Prometheus page, with the application's metrics behind the proxy's.
    private static func render(
        _ query: MetricQuery, _ registry: MetricRegistry, _ flushes: Bool, before application: ApplicationMetrics
    ) -> AdminOutcome {
        .gather { build in
            application.fetch { others in
                build {
                    if flushes { registry.endInterval() }
                    var page = ByteBuffer()
                    registry.renderPrometheus(into: &page, query)
                    page.append(others.span)
                    return AdminReply(page)
                }
            }
        }
    }

    private static func render(
        _ query: MetricQuery, as format: Format, _ request: AdminRequest, _ registry: MetricRegistry, _ flushes: Bool
    ) -> AdminOutcome {
        .build {
            if flushes { registry.endInterval() }
            var page = ByteBuffer()
            switch format {
            case .text: registry.renderText(into: &page, query)
            case .html, .activeHTML:
                registry.renderText(into: &page, query)
                return AdminReply(StatsPage.html(request, isActive: format == .activeHTML, page), type: .html)
            case .json: registry.renderJSON(into: &page, query)
            case .prometheus: registry.renderPrometheus(into: &page, query)
            }
            return AdminReply(page, type: format == .json ? .json : .text)
        }
    }
}
