import Testing

@testable import RegularExpressions

/// Random patterns against a model that follows the tree and shares nothing with the machines.
@Suite("Regular expressions against a model")
struct RegexModelTests {
    /// Where a match may end that begins at a place.
    private struct Model {
        let text: [Unicode.Scalar]

        func ends(_ node: RegexNode, from place: Int) -> Set<Int> {
            switch node {
            case .empty: return [place]
            case .scalars(let set):
                guard place < text.count, set.ranges.contains(where: { $0.contains(text[place].value) }) else {
                    return []
                }
                return [place + 1]
            case .anyByte: return place < text.count ? [place + 1] : []
            case .assertion(let assertion):
                func byte(_ index: Int) -> UInt8? { text.indices.contains(index) ? UInt8(text[index].value) : nil }
                return assertion.holds(before: byte(place - 1), after: byte(place)) ? [place] : []
            case .lookahead(let inner, let isNegative):
                return ends(inner, from: place).isEmpty == isNegative ? [place] : []
            case .group(let inner, _): return ends(inner, from: place)
            case .sequence(let parts):
                return parts.reduce([place]) { places, part in
                    places.reduce(into: []) { $0.formUnion(ends(part, from: $1)) }
                }
            case .alternatives(let branches):
                return branches.reduce(into: []) { $0.formUnion(ends($1, from: place)) }
            case .repetition(let inner, let least, let most, _):
                var reached: Set<Int> = [place]
                var result: Set<Int> = least == 0 ? [place] : []
                // More rounds than the text has places bring nothing new.
                for round in 1...max(least + text.count + 1, 1) where round <= most ?? .max {
                    reached = reached.reduce(into: []) { $0.formUnion(ends(inner, from: $1)) }
                    if round >= least { result.formUnion(reached) }
                }
                return result
            }
        }
    }

    private struct Patterns {
        var numbers: SystemNumbers

        mutating func pattern(_ depth: Int) -> String {
            let atoms =
                ["a", "b", ".", "[ab]", "[^a]", "\\w", "^", "$", "\\b", "\\B", "(?m:^)", "(?m:$)", "c", "\\n"]
                + ["(?=a)", "(?!b)", "(?=[ab]*c)", "(?!a|c$)"]
            if depth == 0 { return atoms[numbers.below(atoms.count)] }
            switch numbers.below(6) {
            case 0: return pattern(depth - 1)
            case 1, 2: return pattern(depth - 1) + pattern(depth - 1)
            case 3: return "(\(pattern(depth - 1))|\(pattern(depth - 1)))"
            default:
                let operators = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}", "{2,}"]
                return "(\(pattern(depth - 1)))" + operators[numbers.below(operators.count)]
            }
        }

        mutating func text() -> String {
            let letters = ["a", "b", "c", " ", "\n"]
            return (0..<numbers.below(7)).map { _ in letters[numbers.below(letters.count)] }.joined()
        }
    }

    /// The same row of numbers in every run.
    private struct SystemNumbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    @Test("The machines agree with it", arguments: 0..<20)
    func agreement(seed: Int) throws {
        var patterns = Patterns(numbers: SystemNumbers(state: UInt64(seed) + 1))
        for _ in 0..<100 {
            let pattern = patterns.pattern(3)
            var parser = RegexParser(pattern, allowsLookahead: true)
            let tree = try parser.parse()
            let expression = try RegularExpression(pattern, allowsLookahead: true)
            let partial = try RegularExpression(pattern, reach: .part, allowsLookahead: true)
            let threads = RegexThreads(expression.program)
            for _ in 0..<4 {
                let text = patterns.text()
                let bytes = Array(text.utf8)
                let model = Model(text: Array(text.unicodeScalars))
                let whole = model.ends(tree, from: 0).contains(bytes.count)
                let part = (0...bytes.count).contains { !model.ends(tree, from: $0).isEmpty }
                #expect(expression.matches(bytes.span) == whole, "\(pattern) over all of \(text)")
                #expect(partial.matches(bytes.span) == part, "\(pattern) in \(text)")
                #expect(threads.search(bytes.span, from: 0, isWhole: true) == whole, "\(pattern) over all of \(text)")
                #expect(threads.search(bytes.span, from: 0, isWhole: false) == part, "\(pattern) in \(text)")
            }
        }
    }

    @Test("A pattern whose table would be too large is followed step by step")
    func manyStates() throws {
        // The automaton has 2^14 states.
        let expression = try RegularExpression("[ab]*a[ab]{13}")
        var numbers = SystemNumbers(state: 7)
        for _ in 0..<50 {
            let text = (0..<400).map { _ in numbers.below(2) == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b") }
            #expect(expression.matches(text.span) == (text[text.count - 14] == UInt8(ascii: "a")))
        }
    }
}
