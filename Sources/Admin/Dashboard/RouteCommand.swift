internal import Buffers
internal import ProxyRuntime
internal import Routing

/// `/route`: where a request would go, and why, by the routes that serve now. Nothing is sent.
enum RouteCommand {
    /// Connection managers that are told of; a table takes its time.
    private static let mostManagers = 32
    private static let usage =
        "usage: /route?path=<path>&authority=<host>&method=<word>&header=<name: value>&listener=<name>"
        + "&tls&internal&client_certificate=<presented|validated>&number=<n>\n"

    /// What is wrong with a question.
    private struct Refusal: Error {
        let text: String
    }

    static func run(_ request: AdminRequest, _ served: [ProxyServer.ServedRoutes]) -> AdminOutcome {
        let question: RouteRequest
        do throws(Refusal) {
            question = try read(request)
        } catch {
            return .reply(AdminReply("\(error.text)\n\(usage)", status: 400))
        }
        let wanted = request.value("listener")
        let managers = served.filter { wanted == nil || $0.listener == wanted }
        if managers.isEmpty {
            let text = wanted.map { "no listener '\($0)' has an HTTP connection manager\n" }
            return .reply(AdminReply(text ?? "no listener has an HTTP connection manager\n", status: 404))
        }
        return .build { AdminReply(page(question, managers), type: .json) }
    }

    private static func page(_ question: RouteRequest, _ managers: [ProxyServer.ServedRoutes]) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.beginArray("managers")
        for manager in managers.prefix(mostManagers) {
            page.beginObject()
            page.member("listener", manager.listener)
            page.member("place", manager.place)
            page.beginArray("lines")
            for line in RouteReport(manager.routes, question, runtime: manager.runtime).lines {
                page.beginObject()
                page.member("label", line.label)
                page.member("text", line.text)
                page.endObject()
            }
            page.endArray()
            page.endObject()
        }
        page.endArray()
        page.member("more", number: UInt64(max(0, managers.count - mostManagers)))
        page.endObject()
        return page.finish()
    }

    private static func read(_ request: AdminRequest) throws(Refusal) -> RouteRequest {
        var question = RouteRequest()
        for (name, value) in request.all {
            switch name {
            case "path":
                guard value.hasPrefix("/") else { throw Refusal(text: "path: it begins with '/', found '\(value)'") }
                question.path = value
            case "authority": if !value.isEmpty { question.authority = value }
            case "method": if !value.isEmpty { question.method = value }
            case "header":
                if value.isEmpty { continue }
                guard let field = RouteRequest.field(value) else {
                    throw Refusal(text: "header: 'name: value' expected, found '\(value)'")
                }
                question.fields.append(field)
            case "tls": question.isSecured = true
            case "internal": question.isInternal = true
            case "client_certificate":
                switch value {
                case "": break
                case "presented": question.facts.presentsCertificate = true
                case "validated":
                    (question.facts.presentsCertificate, question.facts.validatesCertificate) = (true, true)
                default: throw Refusal(text: "client_certificate: presented or validated expected, found '\(value)'")
                }
            case "number":
                guard let number = UInt64(value) else {
                    throw Refusal(text: "number: a whole number expected, found '\(value)'")
                }
                question.facts.number = number
            case "listener": break
            default: throw Refusal(text: "unknown parameter '\(name)'")
            }
        }
        return question
    }
}
