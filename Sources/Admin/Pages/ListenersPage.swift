internal import Buffers
internal import NetworkAddresses

/// `/listeners`: names, and where they really listen.
enum ListenersPage {
    /// One listener.
    struct Entry {
        let name: String
        let address: SocketAddress
        /// Where it listens as well.
        var others: [SocketAddress] = []
    }

    /// `name::address` a line.
    static func text(_ listeners: [Entry]) -> ByteBuffer {
        var page = ByteBuffer()
        for listener in listeners {
            for address in [listener.address] + listener.others {
                page.append(listener.name)
                page.append("::")
                page.append(address.description)
                page.append("\n")
            }
        }
        return page
    }

    /// Envoy's `Listeners` message.
    static func json(_ listeners: [Entry]) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        if !listeners.isEmpty {
            page.beginArray("listener_statuses")
            for listener in listeners { write(listener, to: &page) }
            page.endArray()
        }
        page.endObject()
        return page.finish()
    }

    private static func write(_ listener: Entry, to page: inout JSONWriter) {
        page.beginObject()
        if !listener.name.isEmpty { page.member("name", listener.name) }
        page.beginObject("local_address")
        page.address(listener.address)
        page.endObject()
        if !listener.others.isEmpty {
            page.beginArray("additional_local_addresses")
            for address in listener.others {
                page.beginObject()
                page.address(address)
                page.endObject()
            }
            page.endArray()
        }
        page.endObject()
    }
}

extension JSONWriter {
    /// The members of an `Address` message.
    mutating func address(_ address: SocketAddress) {
        switch address {
        case .ip(let ip, let port):
            beginObject("socket_address")
            member("address", ip.text.string)
            member("port_value", number: UInt64(port))
            endObject()
        case .unix(let path):
            beginObject("pipe")
            member("path", path)
            endObject()
        }
    }
}
