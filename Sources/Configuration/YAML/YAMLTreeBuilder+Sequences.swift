/// Lists, as blocks and in brackets.
extension YAMLTreeBuilder {
    mutating func blockElementOrEnd(_ frame: Frame) throws(YAMLProblem) {
        let token = try scanner.peek()
        if token.kind == .blockEntry {
            stack[stack.count - 1].count += 1
            try scanner.next()
            let next = try scanner.peek()
            let isEmpty: Bool
            switch next.kind {
            case .blockEntry, .blockEnd: isEmpty = true
            case .key, .value: isEmpty = frame.kind == .indentlessSequence
            default: isEmpty = false
            }
            if isEmpty { return tree.append(.null, from: token.end, to: token.end) }
            return try beginNode(isBlock: true, isIndentless: false)
        }
        if frame.kind == .blockSequence {
            guard token.kind == .blockEnd else { throw unexpected(token, "\"-\" or the end of the list") }
            try scanner.next()
        }
        try close()
    }

    mutating func flowElementOrEnd(_ frame: Frame) throws(YAMLProblem) {
        var token = try scanner.peek()
        if frame.count > 0, token.kind != .flowSequenceEnd {
            guard token.kind == .flowEntry else { throw unexpected(token, "\",\" or \"]\"") }
            try scanner.next()
            token = try scanner.peek()
        }
        if token.kind == .flowSequenceEnd {
            try scanner.next()
            tree.end = token.end
            return try close()
        }
        stack[stack.count - 1].count += 1
        guard token.kind == .key || token.kind == .value else {
            return try beginNode(isBlock: false, isIndentless: false)
        }
        try open(.flowPair, Properties(), token.start)
    }
}
