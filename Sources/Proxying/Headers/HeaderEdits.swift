internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics

/// Edits of header fields as one worker makes them: of one level of a route table, or of a mapper of local replies.
///
/// All values are computed before anything is added; then what overwrites comes, then what adds. So does Envoy.
final class HeaderEdits {
    private struct Addition {
        var name: HeaderReference
        /// The value when it is the same for all; else nil.
        var text: [UInt8]?
        var program: FormatProgram
        var action: HeaderAdditionConfiguration.Action
        var keepsEmptyValue: Bool
    }

    /// A field that will come: which, and where its value lies.
    private struct Pending {
        var addition: Int
        var offset: Int
        var count: Int
        var overwrites: Bool
    }

    private let removals: [HeaderReference]
    private let additions: [Addition]
    private var values = FieldValues()
    private var pending: [Pending] = []

    init(_ configuration: HeaderEditsConfiguration) {
        removals = configuration.removals.map { HeaderReference($0) }
        additions = configuration.additions.map { addition in
            Addition(
                name: HeaderReference(addition.name), text: addition.value.plainText,
                program: FormatProgram(headerValue: addition.value), action: addition.action,
                keepsEmptyValue: addition.keepsEmptyValue)
        }
    }

    /// Edits the request's head.
    func editRequest(_ exchange: ActiveStream) {
        remove(from: &exchange.requestHead.headers)
        for index in additions.indices {
            let isThere = exchange.requestHead.headers.contains(additions[index].name)
            compute(index, isThere: isThere, exchange)
        }
        add(to: &exchange.requestHead.headers, joined: .joinedInRequests)
    }

    /// Edits the response's head.
    func editResponse(_ exchange: ActiveStream) {
        remove(from: &exchange.responseHead.headers)
        for index in additions.indices {
            let isThere = exchange.responseHead.headers.contains(additions[index].name)
            compute(index, isThere: isThere, exchange)
        }
        add(to: &exchange.responseHead.headers, joined: .joinedInResponses)
    }

    /// Edits the head of a request that is made for an exchange.
    func edit(_ headers: inout HeaderMap, for exchange: some LoggedExchange) {
        remove(from: &headers)
        for index in additions.indices {
            compute(index, isThere: headers.contains(additions[index].name), exchange)
        }
        add(to: &headers, joined: .joinedInRequests)
    }

    private func remove(from headers: inout HeaderMap) {
        for index in removals.indices {
            headers.remove(removals[index])
        }
    }

    /// Computes a value, unless the field will not come.
    private func compute(_ index: Int, isThere: Bool, _ exchange: some LoggedExchange) {
        switch additions[index].action {
        case .addIfAbsent: if isThere { return }
        case .overwrite: if !isThere { return }
        case .append, .overwriteOrAdd: break
        }
        let offset = values.bytes.count
        if let text = additions[index].text {
            values.bytes.append(text)
        } else {
            additions[index].program.write(exchange, to: &values.bytes)
        }
        let count = values.bytes.count - offset
        if count == 0 && !additions[index].keepsEmptyValue { return }
        // A decoded query, or a variable of the environment, may hold what no field value may.
        if !values.isFit(at: offset, count: count) {
            values.bytes.truncate(to: offset)
            return
        }
        let action = additions[index].action
        pending.append(
            Pending(
                addition: index, offset: offset, count: count,
                overwrites: action == .overwrite || action == .overwriteOrAdd))
    }

    private func add(to headers: inout HeaderMap, joined: HeaderSet) {
        for index in pending.indices where pending[index].overwrites {
            let name = additions[pending[index].addition].name
            headers.remove(name)
            append(pending[index], to: &headers)
        }
        for index in pending.indices where !pending[index].overwrites {
            let id = additions[pending[index].addition].name.id
            let place = id != .other && joined.contains(id) ? headers.firstIndex(of: id) : -1
            if place >= 0 {
                values.join(at: pending[index].offset, count: pending[index].count, to: &headers, index: place)
            } else {
                append(pending[index], to: &headers)
            }
        }
        pending.removeAll(keepingCapacity: true)
        values.bytes.removeAll()
    }

    private func append(_ field: Pending, to headers: inout HeaderMap) {
        values.add(additions[field.addition].name, at: field.offset, count: field.count, to: &headers)
    }
}
