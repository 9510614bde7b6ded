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

    /// - Parameter application: whose metrics come behind the proxy's; nil: nobody's.
    static func run(
        _ request: AdminRequest, isPrometheus: Bool, server: ProxyServer, _ application: ApplicationMetrics? = nil
    ) -> AdminOutcome {
        let registry = server.registry
        let flushes = server.statistics.flushesOnAdmin
        var format = Format.text
        switch request.value("format") {
        case nil, "text"?: break
        case "html"?: format = .html
        case "active-html"?: format = .activeHTML
        case "json"?: format = .json
        case "prometheus"?: format = .prometheus
        default: return refusal("usage: /stats?format=(html|active-html|json|prometheus|text)\n\n")
        }
        if isPrometheus { format = .prometheus }
        var query = MetricQuery(usedOnly: request.has("usedonly"))
        query.textReadouts = request.has("text_readouts")
        switch request.value("type") {
        case nil, "All"?: break
        case "Counters"?: query.kind = .counters
        case "Gauges"?: query.kind = .gauges
        case "Histograms"?: query.kind = .histograms
        case "TextReadouts"?: query.kind = .textReadouts
        default: return refusal("invalid &type= param")
        }
        switch request.value("histogram_buckets") {
        case nil: break
        case "summary"?: query.histograms = .summary
        case "cumulative"?: query.histograms = .cumulative
        case "disjoint"?: query.histograms = .disjoint
        case "detailed"?: query.histograms = .detailed
        case "prometheusnative"?:
            // Only protobuf's exposition format, which Apus does not have, can carry them.
            return refusal(
                format == .prometheus
                    ? "unsupported prometheusnative histogram type when not using protobuf exposition format"
                    : "Invalid histogram_buckets type for non prometheus stats type")
        default:
            return refusal("usage: /stats?histogram_buckets=(cumulative|disjoint|detailed|summary|prometheusnative)\n")
        }
        if format == .prometheus && (query.histograms == .disjoint || query.histograms == .detailed) {
            return refusal("unsupported prometheus histogram bucket mode")
        }
        if let text = request.value("filter") {
            do {
                let pattern = try RegularExpression(text, reach: .part)
                let inverts = request.has("invert_filter")
                query.filter = { pattern.matches($0) != inverts }
            } catch {
                return refusal("Invalid re2 regex: \(error)")
            }
        }
        let (chosen, complete) = (format, query)
        if flushes { server.flushStatistics() }
        if let application {
            return .gather { build in
                application.fetch { others in
                    build {
                        if flushes { registry.endInterval() }
                        var page = ByteBuffer()
                        registry.renderPrometheus(into: &page, complete)
                        page.append(others.span)
                        return AdminReply(page)
                    }
                }
            }
        }
        return .build {
            if flushes { registry.endInterval() }
            var page = ByteBuffer()
            switch chosen {
            case .text: registry.renderText(into: &page, complete)
            case .html, .activeHTML:
                registry.renderText(into: &page, complete)
                return AdminReply(StatsPage.html(request, isActive: chosen == .activeHTML, page), type: .html)
            case .json: registry.renderJSON(into: &page, complete)
            case .prometheus: registry.renderPrometheus(into: &page, complete)
            }
            return AdminReply(page, type: chosen == .json ? .json : .text)
        }
    }

    private static func refusal(_ text: String) -> AdminOutcome { .reply(AdminReply(text, status: 400)) }
}
