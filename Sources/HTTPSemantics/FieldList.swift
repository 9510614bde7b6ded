internal import Buffers

/// Comma-separated lists in field values (RFC 9110 §5.6.1), read without copying.
public enum FieldList {
    /// Where the reader stands in a list.
    public struct Element {
        var position = 0
        /// The element's bytes, without white space around them.
        public private(set) var range = 0..<0

        /// Before the first element.
        public init() {}

        mutating func advance(in list: Span<UInt8>) -> Bool {
            let count = list.count
            while position < count {
                var start = position
                while position < count && list[position] != UInt8(ascii: ",") { position &+= 1 }
                var end = position
                position &+= 1
                while start < end && (list[start] == 0x20 || list[start] == 0x09) { start &+= 1 }
                while end > start && (list[end &- 1] == 0x20 || list[end &- 1] == 0x09) { end &-= 1 }
                if start < end {
                    range = start..<end
                    return true
                }
            }
            return false
        }
    }

    /// Moves to the next element that is not empty; false at the end.
    public static func next(in list: Span<UInt8>, _ element: inout Element) -> Bool { element.advance(in: list) }

    /// Whether the list has that element, ASCII letters compared without case. `literal` is in lower case.
    public static func contains(_ list: Span<UInt8>, _ literal: StaticString) -> Bool {
        var element = Element()
        while element.advance(in: list) {
            if Bytes.equalIgnoringCase(list.extracting(element.range), literal) { return true }
        }
        return false
    }
}
