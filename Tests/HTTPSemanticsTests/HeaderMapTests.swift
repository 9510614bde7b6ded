import Buffers
import HTTPSemantics
import Testing

@Suite("Header maps")
struct HeaderMapTests {
    private func map(_ fields: (String, String)...) -> HeaderMap { HeaderMap(fields) }

    @Test("An empty map answers that nothing is there")
    func empty() {
        let map = HeaderMap()
        #expect(map.isEmpty && map.count == 0 && map.byteCount == 0 && map.written() == "")
        for id in HeaderID.all {
            #expect(map.firstIndex(of: id) == -1 && map.index(of: id, from: 0) == -1)
            #expect(text(map.value(of: id)) == "")
        }
        #expect(map.index(named: "x".bytes.span) == -1 && map.index(named: "host".bytes.span) == -1)
    }

    @Test("Fields stay in the order in which they came, repeated names too")
    func order() {
        let map = map(("host", "a"), ("x-b", "1"), ("accept", "c"), ("x-b", "2"), ("host", "d"))
        #expect(map.fields().map(\.description) == ["host=a", "x-b=1", "accept=c", "x-b=2", "host=d"])
        #expect(map.id(at: 0) == .host && map.id(at: 1) == .other && map.id(at: 2) == .accept)
        #expect(map.firstIndex(of: .host) == 0 && map.index(of: .host, from: 1) == 4)
        #expect(map.index(of: .host, from: 5) == -1 && map.index(of: .date, from: 0) == -1)
        #expect(map.index(named: "x-b".bytes.span) == 1 && map.index(named: "x-b".bytes.span, from: 2) == 3)
        #expect(map.index(named: "accept".bytes.span) == 2 && map.index(named: "accept".bytes.span, from: 3) == -1)
        #expect(text(map.value(of: .host)) == "a" && map.byteCount == 25)
        #expect(map.written() == "host: a\r\nx-b: 1\r\naccept: c\r\nx-b: 2\r\nhost: d\r\n")
    }

    @Test("Fields of a set that came several times become one, where the first stood")
    func joined() {
        var map = map(
            ("accept", "a"), ("x-b", "1"), ("user-agent", ""), ("accept", "b"), ("x-b", "2"), ("user-agent", "me"),
            ("set-cookie", "c"), ("accept", ""), ("set-cookie", "d"))
        #expect(map.mayRepeat == true)
        map.joinRepeated(in: [.accept, .userAgent, .via])
        #expect(
            map.written()
                == "accept: a,b\r\nx-b: 1\r\nuser-agent: me\r\nx-b: 2\r\nset-cookie: c\r\nset-cookie: d\r\n")
        // What was not joined is still known to repeat.
        #expect(map.mayRepeat(.accept) == false && map.mayRepeat(.setCookie) == true)
        map.append(.accept, "late")
        #expect(map.mayRepeat(.accept) == true)
        map.joinRepeated(in: .joinedInRequests)
        #expect(map.mayRepeat(.accept) == false)
        #expect(text(map.value(of: .accept)) == "a,b,late")
        map.removeAll()
        #expect(map.mayRepeat == false)
    }

    @Test("Names without a number that repeat are no reason to look")
    func unknownRepeats() {
        let map = map(("x-a", "1"), ("x-a", "2"), ("x-b", "3"))
        #expect(map.mayRepeat == false)
    }

    @Test("Fields are added by number, by name, by literal and by what writes their value")
    func append() {
        var map = HeaderMap()
        map.append(.host, "literal")
        map.append(.date, "array".bytes)
        map.append(.etag, "span".bytes.span)
        map.append(.retryAfter) { $0.append(decimal: UInt64(42)) }
        map.append(name: "x-y".bytes.span, "".bytes.span)
        map.append(name: "via".bytes.span, "v".bytes.span)
        #expect(
            map.fields().map(\.description) == [
                "host=literal", "date=array", "etag=span", "retry-after=42", "x-y=", "via=v",
            ])
        #expect(map.id(at: 5) == .via && map.firstIndex(of: .via) == 5)
        #expect(map.written().hasSuffix("retry-after: 42\r\nx-y: \r\nvia: v\r\n"))
    }

    @Test("Setting a field changes the first, removes the others and keeps its place")
    func set() {
        for way in 0..<4 {
            var map = map(("via", "0"), ("host", "a"), ("x", "y"), ("host", "b"), ("date", "d"), ("host", "c"))
            func set(_ id: HeaderID) {
                switch way {
                case 0: map.set(id, "new")
                case 1: map.set(id, "new".bytes)
                case 2: map.set(id, "new".bytes.span)
                default: map.set(id) { $0.append("new") }
                }
            }
            set(.host)
            #expect(map.fields().map(\.description) == ["via=0", "host=new", "x=y", "date=d"])
            set(.server)
            #expect(map.fields().map(\.description) == ["via=0", "host=new", "x=y", "date=d", "server=new"])
            set(.server)
            #expect(map.written() == "via: 0\r\nhost: new\r\nx: y\r\ndate: d\r\nserver: new\r\n")
        }
    }

    @Test("Values are replaced, extended and cut where they stand")
    func values() {
        var map = map(("host", "a"), ("x-long-name", "0123456789"), ("via", ""))
        map.setValue(at: 1, "new value".bytes.span)
        map.setValue(at: 0, "".bytes.span)
        #expect(map.written() == "host: \r\nx-long-name: new value\r\nvia: \r\n")
        map.extendValue(at: 2, separator: ", ") { $0.append("one") }
        map.extendValue(at: 2, separator: ", ") { $0.append("two") }
        map.extendValue(at: 1, separator: "") { $0.append("!") }
        #expect(map.written() == "host: \r\nx-long-name: new value!\r\nvia: one, two\r\n")
        map.narrowValue(at: 1, from: 4, count: 5)
        #expect(map.written() == "host: \r\nx-long-name: value\r\nvia: one, two\r\n")
        map.narrowValue(at: 1, from: 5, count: 0)
        map.setValue(at: 1, "again".bytes.span)
        #expect(map.written() == "host: \r\nx-long-name: again\r\nvia: one, two\r\n")
        #expect(map.index(named: "x-long-name".bytes.span) == 1)
    }

    @Test("A value is not cut to what it does not hold")
    func narrowBeyond() {
        var map = map(("x", "0123"))
        for (offset, count) in [(-1, 2), (0, 5), (5, 0), (2, 3), (0, -1), (Int.max, 1), (1, Int.max), (Int.min, 0)] {
            map.narrowValue(at: 0, from: offset, count: count)
            #expect(map.written() == "x: 0123\r\n")
        }
        map.narrowValue(at: 0, from: 4, count: 0)
        #expect(map.written() == "x: \r\n")
    }

    @Test("Lists grow behind a comma, in the first field of the name")
    func extendList() {
        var map = map(("x", "y"))
        map.extendList(.via, "a".bytes)
        map.extendList(.via, "b".bytes)
        #expect(map.written() == "x: y\r\nvia: a, b\r\n")
        map.append(.via, "c")
        map.extendList(.via, "d".bytes)
        #expect(map.written() == "x: y\r\nvia: a, b, d\r\nvia: c\r\n")
    }

    @Test("Fields are removed by place, by number and by name")
    func remove() {
        var map = map(("host", "a"), ("x", "1"), ("date", "d"), ("x", "2"), ("host", "b"), ("y", "3"))
        map.remove(.host)
        map.remove(.server)
        #expect(map.fields().map(\.description) == ["x=1", "date=d", "x=2", "y=3"])
        #expect(map.contains(.host) == false && map.firstIndex(of: .host) == -1)
        let wasThere = map.remove(named: "x".bytes.span)
        #expect(wasThere && map.fields().map(\.description) == ["date=d", "y=3"])
        let isThere = map.remove(named: "x".bytes.span)
        let wasDate = map.remove(named: "date".bytes.span)
        #expect(!isThere && wasDate && map.written() == "y: 3\r\n")
        map.remove(at: 0)
        #expect(map.isEmpty && map.written() == "")
    }

    @Test("Removing while going through the fields misses none")
    func removeWhileIterating() {
        var map = map(("x", "1"), ("x", "2"), ("a", "3"), ("x", "4"), ("b", "5"), ("x", "6"))
        var index = map.count - 1
        while index >= 0 {
            if text(map.name(at: index)) == "x" {
                map.remove(at: index)
            } else {
                map.setValue(at: index, "v".bytes.span)
                map.append(.via, "behind")
            }
            index -= 1
        }
        #expect(map.fields().map(\.description) == ["a=v", "b=v", "via=behind", "via=behind"])
    }

    @Test("Presence is remembered for every name, and only for those added")
    func presence() {
        for id in HeaderID.all {
            var map = HeaderMap()
            map.append(id, "v")
            for other in HeaderID.all {
                #expect(map.mayContain(other) == (other == id) && map.contains(other) == (other == id))
            }
            map.remove(id)
            // "Perhaps" may outlive the field; the answer to the question itself does not.
            #expect(map.contains(id) == false)
            map.removeAll()
            #expect(map.mayContain(id) == false)
        }
    }

    @Test("Sets of names ask for all of them at once")
    func sets() {
        let some: HeaderSet = [.connection, .te, .xEnvoyFaultAbortRequest]
        let none: HeaderSet = []
        for id in HeaderID.all {
            var map = map(("x", "y"))
            #expect(map.mayContainAny(of: some) == false)
            map.append(id, "v")
            #expect(map.mayContainAny(of: some) == [.connection, .te, .xEnvoyFaultAbortRequest].contains(id))
            #expect(map.mayContainAny(of: none) == false)
        }
    }

    @Test("Pseudo-header fields are entries, but not lines")
    func pseudo() {
        var map = HeaderMap()
        for id in HeaderID.all where id.isPseudo { map.append(id, "v") }
        map.append(.host, "a")
        #expect(map.count == 7 && map.written() == "host: a\r\n")
        #expect(map.fields()[1] == Field(":path", "v") && map.index(named: ":path".bytes.span) == 1)
        map.set(.path, "/longer/than/before")
        map.extendValue(at: 0, separator: "") { $0.append("!") }
        #expect(text(map.value(of: .path)) == "/longer/than/before" && text(map.value(of: .method)) == "v!")
        #expect(map.written() == "host: a\r\n")
    }

    @Test("Copies of all fields go behind the others, and one value goes over")
    func copies() {
        var map = map(("x", "1"), ("host", "a"))
        let other = self.map(("host", "b"), ("y", ""), ("x", "2"), ("date", "d"), ("date", "e"))
        map.append(contentsOf: other)
        #expect(map.fields().map(\.description) == ["x=1", "host=a", "host=b", "y=", "x=2", "date=d", "date=e"])
        #expect(map.contains(.date) == true && other.count == 5)
        map.copyValue(of: .date, from: other)
        map.copyValue(of: .server, from: other)
        map.copyValue(of: .host, from: other)
        #expect(map.fields().map(\.description) == ["x=1", "host=b", "y=", "x=2", "date=d"])
    }

    @Test("A map is used again and again, also after one head that was huge")
    func reuse() {
        var map = HeaderMap()
        let long = String(repeating: "v", count: 40_000)
        for round in 0..<50 {
            map.append(.host, "h")
            if round % 10 == 3 { map.append(name: "x".bytes.span, long.bytes.span) }
            map.append(.accept, round % 10 == 3 ? "long" : "short")
            #expect(map.count == (round % 10 == 3 ? 3 : 2) && map.fields().first == Field("host", "h"))
            map.removeAll()
            #expect(map.isEmpty && map.byteCount == 0 && map.written() == "" && map.contains(.host) == false)
        }
    }

    @Test("A map holds many fields and long values, and grows without losing one")
    func growth() {
        var map = HeaderMap()
        for number in 0..<2000 {
            map.append(name: "x-\(number)".bytes.span, String(repeating: "v", count: number % 97).bytes.span)
        }
        #expect(map.count == 2000)
        let fields = map.fields()
        for number in 0..<2000 {
            #expect(fields[number] == Field("x-\(number)", String(repeating: "v", count: number % 97)))
        }
        map.append(.cookie, [UInt8](repeating: 0x63, count: 300_000))
        #expect(map.value(of: .cookie).count == 300_000 && map.written().utf8.count > 300_000)
    }

    @Test("Values are copied and their beginnings replaced within the map, whatever moves meanwhile")
    func copying() {
        var map = map(("host", "a"), ("x-b", "1"), ("accept", "c"), ("accept", "d"))
        for round in 0..<50 {
            map.set(.accept, toValueAt: 0)
            map.extendValue(at: 1, separator: ",", withValueAt: 0)
            map.replaceBeginning(ofValueAt: 0, count: 1, with: "\(round)!a".bytes.span)
        }
        #expect(map.count == 3)
        #expect(text(map.value(at: 0)).hasPrefix("49!a") && text(map.value(at: 0)).hasSuffix("!a"))
        #expect(text(map.value(at: 0)) == "49!a" + text(map.value(of: .accept)).dropFirst())
        #expect(text(map.value(at: 1)).hasPrefix("1,a,0!a,"))
        map.replaceBeginning(ofValueAt: 2, count: 100_000, with: "x".bytes.span)
        #expect(text(map.value(at: 2)).hasPrefix("4"))
        map.set(.date, toValueAt: 2)
        #expect(text(map.value(of: .date)) == text(map.value(at: 2)))
    }
}
