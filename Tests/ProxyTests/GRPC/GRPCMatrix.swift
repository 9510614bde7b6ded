/// A server and a client of gRPC that others wrote (grpcio), and everything that gRPC promises.
enum GRPCMatrix {
    /// `serve FILE` writes its port to a file and serves; `call PORT` makes all calls and says `passed`, or `failed`.
    static let script = ##"""
        import sys, threading, time, grpc
        from concurrent import futures

        BIG = 4 << 20
        OPTIONS = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
        same = lambda data: data
        WHY = "why: caf\u00e9 100% \u263a \U0001f608 \t\r\n"
        left = threading.Event()


        def unary(request, context):
            metadata = dict(context.invocation_metadata())
            if "echo-bin" in metadata:
                context.send_initial_metadata((("first", metadata["text"]), ("first-bin", metadata["echo-bin"])))
                context.set_trailing_metadata((("last", "t"), ("last-bin", metadata["echo-bin"])))
            if request.startswith(b"status "):
                context.abort(next(c for c in grpc.StatusCode if c.value[0] == int(request[7:])), WHY)
            if request == b"sleep":
                if not context.add_callback(left.set):
                    left.set()
                left.wait(60)
            if request == b"left":
                return b"yes" if left.wait(60) else b"no"
            if request == b"forget":
                left.clear()
            return request


        def collect(requests, context):
            return b"".join(requests)


        def spread(request, context):
            for index in range(int(request)):
                yield b"%d" % index


        def talk(requests, context):
            context.add_callback(left.set)
            for request in requests:
                yield b"<" + request + b">"


        def serve(port_file):
            server = grpc.server(futures.ThreadPoolExecutor(32), options=OPTIONS, compression=grpc.Compression.Gzip)
            make = {
                "Unary": grpc.unary_unary_rpc_method_handler(unary, same, same),
                "Collect": grpc.stream_unary_rpc_method_handler(collect, same, same),
                "Spread": grpc.unary_stream_rpc_method_handler(spread, same, same),
                "Talk": grpc.stream_stream_rpc_method_handler(talk, same, same),
            }
            server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("p.S", make),))
            port = server.add_insecure_port("127.0.0.1:0")
            server.start()
            with open(port_file, "w") as file:
                file.write("%d\n" % port)
            server.wait_for_termination()


        def call(port):
            channel = grpc.insecure_channel("127.0.0.1:%d" % port, options=OPTIONS)
            one = channel.unary_unary("/p.S/Unary", same, same)
            collecting = channel.stream_unary("/p.S/Collect", same, same)
            spreading = channel.unary_stream("/p.S/Spread", same, same)
            talking = channel.stream_stream("/p.S/Talk", same, same)

            def check(what, isTrue):
                if not isTrue:
                    raise SystemExit("failed: " + what)
                print("ok:", what)

            check("unary", one(b"hello", timeout=60) == b"hello")
            check("empty", one(b"", timeout=60) == b"")
            check("client streaming", collecting((b"%d" % i for i in range(100)), timeout=60) == b"".join(b"%d" % i for i in range(100)))
            check("server streaming", list(spreading(b"500", timeout=60)) == [b"%d" % i for i in range(500)])
            check("server streaming of nothing", list(spreading(b"0", timeout=60)) == [])

            heard = threading.Event()
            def words():
                for index in range(5):
                    yield b"%d" % index
                    heard.wait(60)
                    heard.clear()
            answers = []
            for answer in talking(words(), timeout=60):
                answers.append(answer)
                heard.set()
            check("both streaming in turn", answers == [b"<%d>" % i for i in range(5)])

            big = bytes(i * 7 & 255 for i in range(1 << 16)) * (BIG >> 16)
            check("4 MiB", one(big, timeout=60) == big)
            check("4 MiB streamed", collecting((big[:1 << 20] for _ in range(4)), timeout=60) == big[:1 << 20] * 4)
            check("compression", one(b"a" * 100000, timeout=60, compression=grpc.Compression.Gzip) == b"a" * 100000)

            answer, state = one.with_call(b"x", timeout=60, metadata=(("text", "a, b"), ("echo-bin", b"\0\xff\n")))
            first, last = dict(state.initial_metadata()), dict(state.trailing_metadata())
            check("initial metadata", first.get("first") == "a, b" and first.get("first-bin") == b"\0\xff\n")
            check("trailing metadata", last.get("last") == "t" and last.get("last-bin") == b"\0\xff\n")

            for code in grpc.StatusCode:
                if code is grpc.StatusCode.OK:
                    continue
                try:
                    one(b"status %d" % code.value[0], timeout=60)
                    check("status %s" % code, False)
                except grpc.RpcError as error:
                    check("status %s" % code, error.code() is code and error.details() == WHY)

            one(b"forget", timeout=60)
            try:
                one(b"sleep", timeout=3)
                check("deadline", False)
            except grpc.RpcError as error:
                check("deadline", error.code() is grpc.StatusCode.DEADLINE_EXCEEDED)
            check("the server hears of the deadline", one(b"left", timeout=100) == b"yes")

            one(b"forget", timeout=60)
            hold = threading.Event()
            def held():
                yield b"a"
                hold.wait(60)
            stream = talking(held(), timeout=60)
            check("before the cancellation", next(stream) == b"<a>")
            stream.cancel()
            try:
                next(stream)
                check("cancellation", False)
            except grpc.RpcError as error:
                check("cancellation", error.code() is grpc.StatusCode.CANCELLED)
            hold.set()
            check("the server hears of the cancellation", one(b"left", timeout=100) == b"yes")

            threads = [futures.ThreadPoolExecutor(16).submit(lambda: list(spreading(b"200", timeout=60))) for _ in range(16)]
            check("many streams", all(len(thread.result()) == 200 for thread in threads))
            for none in ("/p.S/None", "/p.None/Unary"):
                try:
                    channel.unary_unary(none, same, same)(b"", timeout=60)
                    check("no " + none, False)
                except grpc.RpcError as error:
                    check("no " + none, error.code() is grpc.StatusCode.UNIMPLEMENTED)
            idle = threading.Event()
            def silent():
                idle.wait(60)
                yield b""
            try:
                list(talking(silent(), timeout=0.2))
                check("deadline of a silent stream", False)
            except grpc.RpcError as error:
                check("deadline of a silent stream", error.code() is grpc.StatusCode.DEADLINE_EXCEEDED)
            idle.set()
            check("a deadline far away", one(b"far", timeout=1e7) == b"far")
            print("passed")


        if sys.argv[1] == "serve":
            serve(sys.argv[2])
        else:
            call(int(sys.argv[2]))
        """##
}
