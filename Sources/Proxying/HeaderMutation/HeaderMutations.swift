internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import RegularExpressions

/// Changes of messages as one worker makes them; see `HeaderMutationConfiguration`.
final class HeaderMutations {
    let requestHeaders: FieldChanges
    let query: QueryChanges
    let requestTrailers: FieldChanges
    let responseHeaders: FieldChanges
    let responseTrailers: FieldChanges

    init(_ configuration: HeaderMutationConfiguration) {
        requestHeaders = FieldChanges(configuration.requestHeaders)
        query = QueryChanges(configuration.query)
        requestTrailers = FieldChanges(configuration.requestTrailers)
        responseHeaders = FieldChanges(configuration.responseHeaders)
        responseTrailers = FieldChanges(configuration.responseTrailers)
    }
}

/// A list of changes of fields, each made before the next is looked at.
final class FieldChanges {
    /// Which fields of a stream are changed.
    enum Place {
        case requestHead, requestTrailers, responseHead, responseTrailers
    }

    private enum Step {
        case remove(HeaderReference)
        case removeMatching(TextMatcher)
        case add(HeaderReference, FormatProgram, HeaderAdditionConfiguration.Action, keepsEmptyValue: Bool)
    }

    private let steps: [Step]
    /// Whether the status of a response goes.
    private let removesStatus: Bool
    private var values = FieldValues()

    init(_ changes: [HeaderMutationConfiguration.Change]) {
        removesStatus = changes.contains { change in
            switch change {
            case .remove(let name): name == ":status"
            case .removeMatching(let condition): TextMatcher(condition).matches(Array(":status".utf8).span)
            case .add: false
            }
        }
        steps = changes.map { change in
            switch change {
            case .remove(let name): .remove(HeaderReference(name))
            case .removeMatching(let condition): .removeMatching(TextMatcher(condition))
            case .add(let addition):
                .add(
                    HeaderReference(addition.name), FormatProgram(headerValue: addition.value), addition.action,
                    keepsEmptyValue: addition.keepsEmptyValue)
            }
        }
    }

    /// Makes the changes.
    func apply(to place: Place, of exchange: ActiveStream) {
        if removesStatus, case .responseHead = place { exchange.responseHead.status = 0 }
        for index in steps.indices {
            if case .add(_, let program, _, let keepsEmptyValue) = steps[index] {
                values.bytes.removeAll()
                program.write(exchange, to: &values.bytes)
                if values.bytes.isEmpty && !keepsEmptyValue { continue }
                // A decoded query, or a variable of the environment, may hold what no field value may.
                if !values.isFit(at: 0, count: values.bytes.count) { continue }
            }
            switch place {
            case .requestHead: make(steps[index], &exchange.requestHead.headers, joined: .joinedInRequests)
            case .requestTrailers: make(steps[index], &exchange.requestTrailers, joined: [])
            case .responseHead:
                make(steps[index], &exchange.responseHead.headers, joined: .joinedInResponses)
            case .responseTrailers:
                make(steps[index], &exchange.responseTrailers, joined: [.grpcStatus, .grpcMessage])
            }
        }
    }

    private func make(_ step: Step, _ headers: inout HeaderMap, joined: HeaderSet) {
        switch step {
        case .remove(let name): headers.remove(name)
        case .removeMatching(let condition): headers.removeFields(named: condition)
        case .add(let name, _, let action, _):
            switch action {
            case .append: break
            case .addIfAbsent: if headers.contains(name) { return }
            case .overwrite:
                if !headers.contains(name) { return }
                headers.remove(name)
            case .overwriteOrAdd: headers.remove(name)
            }
            let place = name.id != .other && joined.contains(name.id) ? headers.firstIndex(of: name.id) : -1
            if place >= 0 {
                values.join(at: 0, count: values.bytes.count, to: &headers, index: place)
            } else {
                values.add(name, at: 0, count: values.bytes.count, to: &headers)
            }
        }
    }
}

extension HeaderMap {
    /// Removes the fields whose names are so.
    mutating func removeFields(named condition: TextMatcher) {
        var index = 0
        while index < count {
            if isName(at: index, condition) { remove(at: index) } else { index &+= 1 }
        }
    }

    private borrowing func isName(at index: Int, _ condition: TextMatcher) -> Bool {
        if !id(at: index).isPseudo { return condition.matches(name(at: index)) }
        var name = ByteBuffer()
        name.append(id(at: index).name)
        return condition.matches(name.readable)
    }
}
