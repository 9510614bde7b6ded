internal import Buffers

/// A compiled `--log-format`: literal text and flags such as `%v`, with Envoy's meanings.
///
/// Known flags: `%v %_ %j %+` message (plain, line feeds escaped, JSON escaped, plain), `%t` thread, `%P` process,
/// `%n` component, `%l %L` level, `%s %g %# %@ %!` source, and the dates and times `%a %A %b %B %c %C %Y %D %x %m %d
/// %H %I %M %S %e %f %F %E %p %r %R %T %X %z`. A width (`%8l` right, `%-8l` left, `%=8l` centred) pads with blanks.
/// `%^` and `%$`, between which a terminal has colours, stand for nothing. An unknown flag is printed as it stands.
public struct LogPattern: Sendable {
    /// Envoy's default.
    public static let standard = LogPattern("[%Y-%m-%d %T.%e][%t][%l][%n] [%g:%#] %v")

    enum Alignment: Sendable { case left, right, centre }
    struct Flag: Sendable {
        let letter: UInt8
        var width = 0
        var alignment = Alignment.right
    }
    enum Piece: Sendable {
        case literal([UInt8])
        case flag(Flag)
    }
    let pieces: [Piece]

    /// Compiles a pattern; every text is one.
    public init(_ text: String) {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "%"), at + 1 < bytes.count else {
                literal.append(bytes[at])
                at += 1
                continue
            }
            var next = at + 1
            var flag = Flag(letter: 0)
            if bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "=") {
                flag.alignment = bytes[next] == UInt8(ascii: "-") ? .left : .centre
                next += 1
            }
            while next < bytes.count, bytes[next] &- 0x30 < 10 {
                flag.width = min(64, flag.width * 10 + Int(bytes[next] - 0x30))
                next += 1
            }
            let letter = next < bytes.count ? bytes[next] : 0
            let end = min(next + 1, bytes.count)
            if letter == UInt8(ascii: "%") {
                literal.append(letter)
            } else if letter == UInt8(ascii: "^") || letter == UInt8(ascii: "$") {
                // No line has colours.
            } else if Self.letters.contains(letter) {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = []
                flag = Flag(letter: letter, width: flag.width, alignment: flag.alignment)
                pieces.append(.flag(flag))
            } else {
                literal += bytes[at..<end]
            }
            at = end
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    private static let letters = Set("v_j+tPnlLsg#@!aAbBcCYDxmdHIMSefFEprRTXz".utf8)
}

/// Everything that a line of the application log is made of.
struct LogRecord {
    let level: LogLevel
    let component: LogComponent
    let message: String
    let file: StaticString
    let line: UInt
    let function: StaticString
    let thread: Int
    let process: Int
    /// Wall clock, and how far the local time is ahead of UTC, in seconds.
    let seconds: Int64
    let nanoseconds: Int
    let utcOffset: Int
}

extension LogPattern {
    /// Appends the line, with its line feed.
    func append(_ record: LogRecord, to buffer: inout ByteBuffer) {
        let time = CivilTime(secondsSinceEpoch: record.seconds &+ Int64(record.utcOffset))
        for piece in pieces {
            switch piece {
            case .literal(let bytes): buffer.append(bytes.span)
            case .flag(let flag):
                let start = buffer.count
                append(flag.letter, record, time, to: &buffer)
                pad(flag, from: start, in: &buffer)
            }
        }
        buffer.append(UInt8(ascii: "\n"))
    }

    private func pad(_ flag: Flag, from start: Int, in buffer: inout ByteBuffer) {
        let missing = flag.width - (buffer.count - start)
        if missing <= 0 { return }
        let before =
            switch flag.alignment {
            case .left: 0
            case .right: missing
            case .centre: missing / 2
            }
        let length = buffer.count - start
        for _ in 0..<missing { buffer.append(UInt8(ascii: " ")) }
        if before == 0 { return }
        var i = length - 1
        while i >= 0 {
            buffer[start + before + i] = buffer[start + i]
            i -= 1
        }
        for i in 0..<before { buffer[start + i] = UInt8(ascii: " ") }
    }

    private func append(_ letter: UInt8, _ record: LogRecord, _ time: CivilTime, to buffer: inout ByteBuffer) {
        switch Unicode.Scalar(letter) {
        case "v", "+": buffer.append(record.message)
        case "_": buffer.append(escapingLineFeeds: record.message)
        case "j": buffer.append(escapingJSON: record.message.utf8Span.span)
        case "t": buffer.append(decimal: record.thread)
        case "P": buffer.append(decimal: record.process)
        case "n": buffer.append(record.component.name)
        case "l": buffer.append(record.level.name)
        case "L": buffer.append(record.level.letter)
        case "g": buffer.append(record.file)
        case "s": buffer.append(fileName: record.file)
        case "#": buffer.append(decimal: UInt64(record.line))
        case "@":
            buffer.append(record.file)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(decimal: UInt64(record.line))
        case "!": buffer.append(record.function)
        case "E": buffer.append(decimal: Int(record.seconds))
        case "e": buffer.append(padded: record.nanoseconds / 1_000_000, 3)
        case "f": buffer.append(padded: record.nanoseconds / 1_000, 6)
        case "F": buffer.append(padded: record.nanoseconds, 9)
        case "z":
            let minutes = abs(record.utcOffset) / 60
            buffer.append(UInt8(ascii: record.utcOffset < 0 ? "-" : "+"))
            buffer.append(padded: minutes / 60, 2)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(padded: minutes % 60, 2)
        default: append(letter, time, to: &buffer)
        }
    }

    private func append(_ letter: UInt8, _ time: CivilTime, to buffer: inout ByteBuffer) {
        let date = time.date
        func clock() {
            buffer.append(padded: time.hour, 2)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(padded: time.minute, 2)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(padded: time.second, 2)
        }
        let hour12 = time.hour % 12 == 0 ? 12 : time.hour % 12
        switch Unicode.Scalar(letter) {
        case "a": buffer.append(CivilDate.weekdays[date.weekday])
        case "A": buffer.append(CivilDate.longWeekdays[date.weekday])
        case "b": buffer.append(CivilDate.months[date.month - 1])
        case "B": buffer.append(CivilDate.longMonths[date.month - 1])
        case "c":
            buffer.append(CivilDate.weekdays[date.weekday])
            buffer.append(UInt8(ascii: " "))
            buffer.append(CivilDate.months[date.month - 1])
            buffer.append(UInt8(ascii: " "))
            buffer.append(decimal: date.day)
            buffer.append(UInt8(ascii: " "))
            clock()
            buffer.append(UInt8(ascii: " "))
            buffer.append(padded: date.year, 4)
        case "C": buffer.append(padded: date.year % 100, 2)
        case "Y": buffer.append(padded: date.year, 4)
        case "D", "x":
            buffer.append(padded: date.month, 2)
            buffer.append(UInt8(ascii: "/"))
            buffer.append(padded: date.day, 2)
            buffer.append(UInt8(ascii: "/"))
            buffer.append(padded: date.year % 100, 2)
        case "m": buffer.append(padded: date.month, 2)
        case "d": buffer.append(padded: date.day, 2)
        case "H": buffer.append(padded: time.hour, 2)
        case "I": buffer.append(padded: hour12, 2)
        case "M": buffer.append(padded: time.minute, 2)
        case "S": buffer.append(padded: time.second, 2)
        case "p": buffer.append(time.hour < 12 ? "AM" : "PM" as StaticString)
        case "r":
            buffer.append(padded: hour12, 2)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(padded: time.minute, 2)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(padded: time.second, 2)
            buffer.append(time.hour < 12 ? " AM" : " PM" as StaticString)
        case "R":
            buffer.append(padded: time.hour, 2)
            buffer.append(UInt8(ascii: ":"))
            buffer.append(padded: time.minute, 2)
        default: clock()  // %T and %X
        }
    }
}

extension CivilDate {
    static let longWeekdays: [StaticString] = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    static let longMonths: [StaticString] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
