internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics

/// Changes of the parameters of queries.
///
/// A query that is changed is written anew: sorted by name, parameters of one name in their order, each with its `=`.
/// New values are percent-encoded; what was there stays as it came. (Envoy writes it decoded, line breaks included.)
final class QueryChanges {
    private enum Step {
        case remove([UInt8])
        case add([UInt8], FormatProgram, HeaderAdditionConfiguration.Action)
    }

    private struct Parameter {
        /// The name, decoded: what parameters are compared by.
        var key: QueryText.Piece
        var name: QueryText.Piece
        var value: QueryText.Piece
        var order: Int
    }

    private let steps: [Step]
    /// The path that is being changed, and the pieces of what it becomes.
    private var text = QueryText()
    private var parameters: [Parameter] = []

    init(_ changes: [HeaderMutationConfiguration.QueryChange]) {
        steps = changes.map { change in
            switch change {
            case .remove(let name): .remove(Array(name.utf8))
            case .add(let name, let value, let action):
                .add(Array(name.utf8), FormatProgram(headerValue: value), action)
            }
        }
    }

    /// Makes the changes to the query of the request's path.
    func apply(to exchange: ActiveStream) {
        if steps.isEmpty { return }
        let field = exchange.requestHead.headers.firstIndex(of: .path)
        if field < 0 { return }
        exchange.requestHead.headers.writeValue(at: field, to: &text.bytes)
        let count = text.bytes.count
        let end = text.firstIndex(of: UInt8(ascii: "?"), from: 0, to: count)
        readParameters(from: end + 1, to: count)
        for index in steps.indices { make(steps[index], exchange) }
        parameters.sort { comesBefore($0, $1) }
        let start = text.bytes.count
        text.copy(QueryText.Piece(offset: 0, count: end))
        for index in parameters.indices {
            text.bytes.append(index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            text.copy(parameters[index].name)
            text.bytes.append(UInt8(ascii: "="))
            text.copy(parameters[index].value)
        }
        text.setValue(at: field, of: &exchange.requestHead.headers, from: start)
        parameters.removeAll(keepingCapacity: true)
        text.removeAll()
    }

    private func readParameters(from begin: Int, to end: Int) {
        var start = begin
        while start < end {
            let next = text.firstIndex(of: UInt8(ascii: "&"), from: start, to: end)
            let equals = text.firstIndex(of: UInt8(ascii: "="), from: start, to: next)
            let name = QueryText.Piece(offset: start, count: equals - start)
            let value = QueryText.Piece(offset: min(equals + 1, next), count: max(next - equals - 1, 0))
            parameters.append(Parameter(key: text.decode(name), name: name, value: value, order: parameters.count))
            start = next + 1
        }
    }

    private func make(_ step: Step, _ exchange: ActiveStream) {
        switch step {
        case .remove(let name): remove(name)
        case .add(let name, let program, let action):
            let isThere = parameters.contains { text.isEqual($0.key, name) }
            switch action {
            case .append: break
            case .addIfAbsent: if isThere { return }
            case .overwrite: if !isThere { return }
            case .overwriteOrAdd: break
            }
            if action == .overwrite || action == .overwriteOrAdd { remove(name) }
            add(name, program, exchange)
        }
    }

    private func remove(_ name: [UInt8]) { parameters.removeAll { text.isEqual($0.key, name) } }

    private func add(_ name: [UInt8], _ program: FormatProgram, _ exchange: ActiveStream) {
        let key = QueryText.Piece(offset: text.bytes.count, count: name.count)
        text.bytes.append(name)
        // What no target may hold would end the request line.
        let written = text.encode(key) { $0 > 0x20 && $0 != 0x7f }
        let plain = text.bytes.count
        program.write(exchange, to: &text.bytes)
        let value = text.encode(
            QueryText.Piece(offset: plain, count: text.bytes.count - plain), keeping: Bytes.isUnreserved)
        let order = (parameters.last?.order ?? -1) + 1
        parameters.append(Parameter(key: key, name: written, value: value, order: order))
    }

    private func comesBefore(_ first: Parameter, _ second: Parameter) -> Bool {
        let order = text.compare(first.key, second.key)
        return order == 0 ? first.order < second.order : order < 0
    }
}
