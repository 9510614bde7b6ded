/// The head of a block, and the codes that it brings (RFC 1951 §3.2.3, §3.2.7).
extension GzipDecoder {
    func begin(block form: UInt64, _ reader: inout BitReader) {
        switch form {
        case 0:
            reader.drop(reader.count & 7)
            state = .storedLength
        case 1:
            literals = Self.fixedLiterals
            distances = Self.fixedDistances
            state = .symbols
        case 2: state = .sizes
        default: state = .damaged
        }
    }

    func endBlock(_ reader: inout BitReader) {
        if isLastBlock {
            reader.drop(reader.count & 7)
            state = .checksum
        } else {
            state = .block
        }
    }

    // MARK: - Codes of a block

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    func stepCodes(_ input: Span<UInt8>, _ reader: inout BitReader) -> Bool {
        switch state {
        case .sizes:
            guard reader.has(14, input) else { return false }
            literalCount = Int(reader.take(5)) + 257
            distanceCount = Int(reader.take(5)) + 1
            codeCount = Int(reader.take(4)) + 4
            for index in 0..<19 { lengths[index] = 0 }
            state = literalCount > 286 || distanceCount > 30 ? .damaged : .codeLengths(0)
        case .codeLengths(let index):
            if index == codeCount {
                let lengths = lengths
                let isCode = codes.build(lengths.span.extracting(0..<19), mayBeSparse: false)
                state = isCode ? .lengths(0) : .damaged
            } else {
                guard reader.has(3, input) else { return false }
                lengths[Self.order[index]] = UInt8(reader.take(3))
                state = .codeLengths(index + 1)
            }
        case .lengths(let index):
            if index == literalCount + distanceCount {
                buildCodes()
            } else {
                return readLength(index, input, &reader)
            }
        default: return false
        }
        return true
    }

    private func readLength(_ index: Int, _ input: Span<UInt8>, _ reader: inout BitReader) -> Bool {
        reader.fill(input)
        switch codes.read(reader.bits, reader.count) {
        case .incomplete: return false
        case .none: state = .damaged
        case .symbol(let symbol, bits: let taken):
            if symbol < 16 {
                reader.drop(taken)
                lengths[index] = UInt8(symbol)
                state = .lengths(index + 1)
                return true
            }
            let extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7
            guard reader.count >= taken + extra else { return false }
            reader.drop(taken)
            let number = Int(reader.take(extra)) + (symbol == 18 ? 11 : 3)
            if (symbol == 16 && index == 0) || index + number > literalCount + distanceCount {
                state = .damaged
                return true
            }
            let value = symbol == 16 ? lengths[index - 1] : 0
            for place in index..<(index + number) { lengths[place] = value }
            state = .lengths(index + number)
        }
        return true
    }

    private func buildCodes() {
        let lengths = lengths
        // A block without a symbol for its end would never end.
        guard lengths[256] != 0,
            literals.build(lengths.span.extracting(0..<literalCount), mayBeSparse: true),
            distances.build(
                lengths.span.extracting(literalCount..<(literalCount + distanceCount)), mayBeSparse: true)
        else {
            state = .damaged
            return
        }
        state = .symbols
    }

    private static let fixedLiterals: HuffmanReader = {
        var reader = HuffmanReader()
        let lengths: [UInt8] =
            Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
            + Array(repeating: 8, count: 8)
        _ = reader.build(lengths.span, mayBeSparse: false)
        return reader
    }()

    private static let fixedDistances: HuffmanReader = {
        var reader = HuffmanReader()
        let lengths = [UInt8](repeating: 5, count: 32)
        _ = reader.build(lengths.span, mayBeSparse: false)
        return reader
    }()
}
