import Foundation

/// An origin at all of 127.0.0.0/8: two ports, of which the one speaks HTTP and answers with what it was asked and at
/// which address, the other answers the first bytes of a connection with the address alone.
final class AddressEcho {
    private(set) var port: UInt16 = 0
    private(set) var rawPort: UInt16 = 0
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    init() throws {
        directory = try TemporaryDirectory()
        process = try ChildProcess(
            "/usr/bin/env", ["python3", try directory.write(Self.program, to: "echo.py")],
            output: directory.file("output"), errors: directory.file("errors"))
        let isUp = Deadline(seconds: 60).reached {
            let ports = (readFile(directory.file("output")) ?? []).text.split(separator: " ").compactMap { UInt16($0) }
            if ports.count == 2 { (port, rawPort) = (ports[0], ports[1]) }
            return ports.count == 2
        }
        guard isUp else {
            throw ProxyHarness.StartError(description: (readFile(directory.file("errors")) ?? []).text)
        }
    }

    deinit { process.signal(SIGKILL) }

    /// At which addresses requests came whose field `x-id` is the key.
    func seen() -> [String: [String]] {
        guard let text = ProxyHarness.answer(at: port, "/seen").split(separator: " ", maxSplits: 1).last else {
            return [:]
        }
        return (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String]]) ?? [:]
    }

    private static let program = #"""
        import asyncio, json

        seen = {}

        async def answer(reader, writer):
            at = writer.get_extra_info("sockname")[0]
            try:
                while True:
                    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")[:-2]
                    fields = [line.split(": ", 1) for line in lines[1:]]
                    for name, value in fields:
                        if name == "content-length": await reader.readexactly(int(value))
                        if name == "x-id": seen.setdefault(value, []).append(at)
                    target = lines[0].split(" ")[1]
                    body = seen if target == "/seen" else {"at": at, "target": target, "fields": fields}
                    text = json.dumps(body).encode()
                    writer.write(b"HTTP/1.1 200 OK\r\nx-own: up\r\nx-more: up\r\nx-lost: up\r\ncontent-length: "
                                 + str(len(text)).encode() + b"\r\n\r\n" + text)
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()

        async def tell(reader, writer):
            await reader.read(1)
            writer.write(writer.get_extra_info("sockname")[0].encode())
            writer.close()

        async def serve():
            servers = [await asyncio.start_server(who, "0.0.0.0", 0) for who in (answer, tell)]
            print(*[server.sockets[0].getsockname()[1] for server in servers], end=" ", flush=True)
            await asyncio.Event().wait()

        asyncio.run(serve())
        """#
}
