internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import ProxyRuntime

/// Whether the proxy could listen where it is told to.
extension Preflight {
    mutating func lookAtPorts() {
        var places: [(subject: String, address: AddressConfiguration, options: ListenOptions)] = []
        if let admin = bootstrap.admin, let address = ListenerAddress.resolve(admin.address) {
            places.append(("admin", admin.address, ListenOptions(admin, at: address)))
        }
        for listener in bootstrap.listeners where listener.bindToPort {
            let subject = "listener '\(listener.name)'"
            for place in listener.places {
                if listener.udp != nil {
                    add(.fine, subject, "\(ListenerAddress.text(place.address)) is for datagrams and was not tried")
                    continue
                }
                guard let address = ListenerAddress.resolve(place.address) else {
                    places.append((subject, place.address, ListenOptions()))
                    continue
                }
                places.append((subject, place.address, ListenOptions(listener, place, at: address)))
            }
        }
        var tried: [(subject: String, text: String, address: SocketAddress, options: ListenOptions)] = []
        for (subject, address, options) in places {
            let text = ListenerAddress.text(address)
            guard let resolved = ListenerAddress.resolve(address) else {
                add(.problem, subject, "'\(text)' is no address", "name an IP address, such as 0.0.0.0")
                continue
            }
            // A socket's file would be made anew under the one who listens there.
            if resolved.isUnix { continue }
            // One that shares its port would not notice another proxy there.
            var alone = options
            alone.reusePort = false
            do throws(SystemError) {
                _ = try Sockets.listen(on: resolved, options: alone)
                tried.append((subject, text, resolved, options))
                add(.fine, subject, "\(text) is free")
            } catch {
                add(.problem, subject, "\(text): \(SystemError.text(of: error.code))", Self.advice(on: error, resolved))
            }
        }
        // All of them together, as the proxy has them: one may take another's place.
        var sockets: [HeldSocket] = []
        for (subject, text, address, options) in tried {
            do throws(SystemError) {
                sockets.append(HeldSocket(try Sockets.listen(on: address, options: options)))
            } catch {
                add(
                    .problem, subject, "\(text): another part of this configuration listens there",
                    "give each of them a port of its own")
            }
        }
    }

    private static func advice(on error: SystemError, _ address: SocketAddress) -> String {
        if error.isAddressInUse {
            return
                "'ss -ltnp' tells who listens there; end it, choose another port, or check with --running where it is "
                + "the proxy that will be taken over from"
        }
        if error.deniesPermission {
            return
                "ports under net.ipv4.ip_unprivileged_port_start need CAP_NET_BIND_SERVICE; or use one above, such as "
                + "8080, and map it"
        }
        return "'ip address' tells which addresses this machine has"
    }
}

/// Keeps a socket open.
private final class HeldSocket {
    private let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
}
