internal import Buffers

/// The decimal digits of a number, as many as are wanted and rounded where there are more.
struct DecimalDigits {
    /// Digits from 0 to 9, the first of them not 0; empty for zero.
    private(set) var digits: [UInt8] = []
    /// The power of ten that the first digit counts.
    private(set) var exponent = 0

    /// The exact value of a number that is neither infinite nor less than zero, rounded to `count` digits, half to
    /// even.
    init(_ value: Double, count: Int) {
        guard value > 0, value.isFinite else { return }
        let power = Int(value.isNormal ? value.exponent : Double.leastNormalMagnitude.exponent) - 52
        // value = mantissa * 2^power; a negative power of two is one of five over one of ten.
        var whole = Limbs(value.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
        for _ in 0..<abs(power) { whole.multiply(by: power < 0 ? 5 : 2) }
        digits = whole.digits
        exponent = digits.count - 1 + min(power, 0)
        round(to: count)
    }

    /// The fewest digits that identify a number that is neither infinite nor less than zero.
    init(shortest value: Double) {
        guard value > 0, value.isFinite else { return }
        var point: Int?
        var shift = 0
        let text = Array(value.description.utf8)
        for (place, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                shift = Int(String(decoding: text[(place + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte &- 0x30)
            }
        }
        exponent = (point ?? digits.count) - 1 + shift
        while digits.first == 0 {
            digits.removeFirst()
            exponent -= 1
        }
        dropZeros()
    }

    private mutating func round(to count: Int) {
        defer { dropZeros() }
        guard digits.count > count else { return }
        let rest = digits[count...]
        let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
        let goesUp = isHalf ? digits[count - 1] % 2 == 1 : (rest.first ?? 0) >= 5
        digits.removeSubrange(count...)
        guard goesUp else { return }
        var place = count - 1
        while place >= 0, digits[place] == 9 {
            digits[place] = 0
            place -= 1
        }
        if place >= 0 {
            digits[place] += 1
        } else {
            digits.insert(1, at: 0)
            exponent += 1
        }
    }

    private mutating func dropZeros() { while digits.last == 0 { digits.removeLast() } }

    /// A whole number of any size, in parts of nine digits, the lowest first.
    private struct Limbs {
        private var parts: [UInt64]
        private static let base: UInt64 = 1_000_000_000

        init(_ value: UInt64) { parts = [value % Self.base, value / Self.base] }

        mutating func multiply(by factor: UInt64) {
            var carry: UInt64 = 0
            for place in parts.indices {
                let product = parts[place] &* factor &+ carry
                parts[place] = product % Self.base
                carry = product / Self.base
            }
            if carry > 0 { parts.append(carry) }
        }

        var digits: [UInt8] {
            var digits: [UInt8] = []
            for part in parts.reversed() {
                var divisor = Self.base / 10
                while divisor > 0 {
                    let digit = UInt8(truncatingIfNeeded: part / divisor % 10)
                    if digit != 0 || !digits.isEmpty { digits.append(digit) }
                    divisor /= 10
                }
            }
            return digits
        }
    }
}

extension ByteBuffer {
    /// Appends a number as C's `%.<count>g` writes it: Envoy's Prometheus page has 32 digits, bounds of its text page
    /// have 6.
    mutating func append(_ value: Double, digits count: Int) {
        if appendSpecial(value, notANumber: "nan") { return }
        let decimal = DecimalDigits(value, count: count)
        append(decimal, scientific: decimal.exponent < -4 || decimal.exponent >= count)
    }

    /// Appends a number as Envoy's JSON shows it: the fewest digits that identify it, with an exponent where that is
    /// shorter (`3e+05`).
    mutating func append(json value: Double) {
        if appendSpecial(value, notANumber: "null") { return }
        let decimal = DecimalDigits(shortest: value)
        let (count, exponent) = (decimal.digits.count, decimal.exponent)
        let scientific = count + (count > 1 ? 1 : 0) + (abs(exponent) < 100 ? 4 : 5)
        let plain = exponent < 0 ? count + 1 - exponent : max(exponent + 1, count + (count > exponent + 1 ? 1 : 0))
        append(decimal, scientific: scientific < plain)
    }

    private mutating func appendSpecial(_ value: Double, notANumber: StaticString) -> Bool {
        if value.isNaN {
            append(notANumber)
        } else if value == .infinity {
            append("inf" as StaticString)
        } else if value < 0 {
            append(UInt8(ascii: "-"))
            append(plain: -value)
        } else {
            return false
        }
        return true
    }

    private mutating func append(_ decimal: DecimalDigits, scientific: Bool) {
        let (digits, exponent) = (decimal.digits, decimal.exponent)
        if digits.isEmpty {
            append(UInt8(ascii: "0"))
        } else if scientific {
            append(digits: digits[..<1], places: 1)
            if digits.count > 1 { append(UInt8(ascii: ".")) }
            append(digits: digits[1...], places: digits.count - 1)
            append(exponent < 0 ? "e-" : "e+" as StaticString)
            append(padded: abs(exponent), abs(exponent) < 100 ? 2 : 3)
        } else if exponent < 0 {
            append("0." as StaticString)
            for _ in 1..<(-exponent) { append(UInt8(ascii: "0")) }
            append(digits: digits[...], places: digits.count)
        } else {
            append(digits: digits.prefix(exponent + 1), places: exponent + 1)
            if digits.count > exponent + 1 {
                append(UInt8(ascii: "."))
                append(digits: digits[(exponent + 1)...], places: digits.count - exponent - 1)
            }
        }
    }

    /// Appends digits, with zeros behind them up to that many places.
    private mutating func append(digits: ArraySlice<UInt8>, places: Int) {
        for digit in digits { append(digit &+ 0x30) }
        for _ in digits.count..<max(places, digits.count) { append(UInt8(ascii: "0")) }
    }
}
