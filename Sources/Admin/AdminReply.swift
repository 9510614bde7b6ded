internal import Buffers

/// An answer of the admin interface.
struct AdminReply: Sendable {
    /// What the body is.
    enum ContentType: Sendable {
        case text, json, html
        /// Text as Envoy's configuration dump labels its errors: without a character set.
        case plain

        var value: StaticString {
            switch self {
            case .text: "text/plain; charset=UTF-8"
            case .json: "application/json"
            case .html: "text/html; charset=UTF-8"
            case .plain: "text/plain"
            }
        }
    }

    let status: UInt16
    let type: ContentType
    let page: AdminPage

    init(_ page: consuming ByteBuffer, type: ContentType = .text, status: UInt16 = 200) {
        self.status = status
        self.type = type
        self.page = AdminPage(page)
    }

    init(_ text: String, type: ContentType = .text, status: UInt16 = 200) {
        var page = ByteBuffer()
        page.append(text)
        self.init(page, type: type, status: status)
    }

    static var ok: AdminReply { AdminReply("OK\n") }
}

/// The bytes of a body on their way from where they were made to the connection.
// Guard: handing it on; it is in exactly one of a job, the mailbox or the stream that sends it.
final class AdminPage: @unchecked Sendable {
    var bytes: ByteBuffer

    init(_ bytes: consuming ByteBuffer) { self.bytes = bytes }
}

/// What a command answers.
enum AdminOutcome {
    /// This, at once.
    case reply(AdminReply)
    /// What the closure returns; it runs on the builder thread.
    case build(@Sendable () -> AdminReply)
    /// What `render` makes, on the builder thread, of what `begin` gathers on the main loop.
    case gather(
        begin: (_ done: @escaping ([UInt8]) -> Void) -> Void, render: @Sendable ([UInt8]) -> AdminReply)
    /// What comes when something is over: the closure begins it, on the main loop, and says the answer there.
    case wait((_ answer: @escaping (AdminReply) -> Void) -> Void)
    /// `OK`, and when it is sent the proxy ends.
    case quit
}
