internal import Buffers
internal import NetworkAddresses

/// `/listeners`: names, and where they really listen.
enum ListenersPage {
    /// `name::address` a line.
    static func text(_ listeners: [(name: String, address: SocketAddress)]) -> ByteBuffer {
        var page = ByteBuffer()
        for (name, address) in listeners {
            page.append(name)
            page.append("::")
            page.append(address.description)
            page.append("\n")
        }
        return page
    }

    /// Envoy's `Listeners` message.
    static func json(_ listeners: [(name: String, address: SocketAddress)]) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        if !listeners.isEmpty {
            page.beginArray("listener_statuses")
            for (name, address) in listeners {
                page.beginObject()
                if !name.isEmpty { page.member("name", name) }
                page.beginObject("local_address")
                page.address(address)
                page.endObject()
                page.endObject()
            }
            page.endArray()
        }
        page.endObject()
        return page.finish()
    }
}

extension JSONWriter {
    /// The members of an `Address` message.
    mutating func address(_ address: SocketAddress) {
        switch address {
        case .ip(let ip, let port):
            beginObject("socket_address")
            member("address", ip.text.string)
            if port != 0 { member("port_value", number: UInt64(port)) }
            endObject()
        case .unix(let path):
            beginObject("pipe")
            member("path", path)
            endObject()
        }
    }
}
