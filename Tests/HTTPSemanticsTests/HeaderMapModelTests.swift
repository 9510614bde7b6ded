import Buffers
import HTTPSemantics
import Testing

@Suite("Header maps, compared with a model")
struct HeaderMapModelTests {
    /// The simplest map there is: an array of pairs.
    private struct Model {
        var fields: [Field] = []

        func firstIndex(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

        mutating func set(_ name: String, _ value: String) {
            guard let index = firstIndex(name) else {
                fields.append(Field(name, value))
                return
            }
            fields[index].value = value
            let behind = fields[(index + 1)...].filter { $0.name != name }
            fields = fields[...index] + behind
        }

        var written: String {
            fields.filter { !$0.name.hasPrefix(":") }.map { "\($0.name): \($0.value)\r\n" }.joined()
        }
    }

    private static let known: [HeaderID] = [
        .host, .accept, .via, .connection, .contentLength, .xEnvoyInternal, .xEnvoyFaultAbortRequest, .te,
    ]
    private static let others = ["x", "x-a", "x-b-longer-than-sixteen-bytes", "foo", "hos", "hostt"]

    private static func name(_ random: inout SeededNumbers) -> String {
        random.below(2) == 0 ? known[random.below(known.count)].text : others[random.below(others.count)]
    }

    private static func value(_ random: inout SeededNumbers) -> String {
        random.text(of: "abc ,=\t~\u{e9}", random.below(20) == 0 ? 200...2000 : 0...24)
    }

    @Test("Any sequence of edits leaves what it leaves in a list of pairs", arguments: 0..<24)
    func edits(seed: Int) {
        var random = SeededNumbers(seed: seed)
        var map = HeaderMap()
        var model = Model()
        for _ in 0..<400 {
            Self.edit(&map, &model, &random)
            #expect(map.count == model.fields.count)
            let fields = map.fields()
            guard fields == model.fields else {
                Issue.record("\(fields) is not \(model.fields)")
                return
            }
            #expect(map.written() == model.written)
            #expect(
                map.byteCount == model.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count })
            for id in Self.known {
                let first = model.firstIndex(id.text)
                #expect(map.firstIndex(of: id) == first ?? -1 && map.contains(id) == (first != nil))
                #expect(text(map.value(of: id)) == first.map { model.fields[$0].value } ?? "")
                #expect(map.mayContain(id) == true || first == nil)
            }
            for name in Self.others {
                #expect(map.index(named: name.bytes.span) == model.firstIndex(name) ?? -1)
            }
        }
    }

    private static func edit(_ map: inout HeaderMap, _ model: inout Model, _ random: inout SeededNumbers) {
        let (name, value) = (name(&random), value(&random))
        let id = known[random.below(known.count)]
        let index = model.fields.isEmpty ? -1 : random.below(model.fields.count)
        switch random.below(40) {
        case 0..<5:
            map.append(name: name.bytes.span, value.bytes.span)
            model.fields.append(Field(name, value))
        case 5..<8:
            map.append(id, value.bytes)
            model.fields.append(Field(id.text, value))
        case 8..<12:
            map.set(id, value.bytes.span)
            model.set(id.text, value)
        case 12..<14:
            map.set(id) { $0.append(value.bytes) }
            model.set(id.text, value)
        case 14..<18 where index >= 0:
            map.setValue(at: index, value.bytes.span)
            model.fields[index].value = value
        case 18..<21 where index >= 0:
            map.extendValue(at: index, separator: "; ") { $0.append(value.bytes) }
            let old = model.fields[index].value
            model.fields[index].value = old.isEmpty ? value : "\(old); \(value)"
        case 21..<24 where index >= 0:
            let bytes = model.fields[index].value.bytes
            // Whole characters, so that texts can be compared.
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return }
            let offset = random.below(bytes.count + 1)
            let count = random.below(bytes.count - offset + 1)
            map.narrowValue(at: index, from: offset, count: count)
            model.fields[index].value = String(decoding: bytes[offset..<offset + count], as: UTF8.self)
        case 24..<27:
            map.extendList(id, value.bytes)
            if let first = model.firstIndex(id.text) {
                let old = model.fields[first].value
                model.fields[first].value = old.isEmpty ? value : "\(old), \(value)"
            } else {
                model.fields.append(Field(id.text, value))
            }
        case 27..<30 where index >= 0:
            map.remove(at: index)
            model.fields.remove(at: index)
        case 30..<32:
            map.remove(id)
            model.fields.removeAll { $0.name == id.text }
        case 32..<34:
            let found = map.remove(named: name.bytes.span)
            #expect(found == (model.firstIndex(name) != nil))
            model.fields.removeAll { $0.name == name }
        case 34..<37: read(&map, &model, &random)
        case 37:
            let other = HeaderMap([(name, value), (id.text, "copied"), (name, "")])
            map.append(contentsOf: other)
            model.fields += other.fields()
        case 38:
            var other = HeaderMap()
            if random.below(2) == 0 { other.append(id, value.bytes) }
            map.copyValue(of: id, from: other)
            if other.count == 1 { model.set(id.text, value) }
        case 39 where random.below(5) == 0:
            map.removeAll()
            model.fields = []
        default: break
        }
    }

    /// Reads a few lines, in one pass or line by line, as codecs do.
    private static func read(_ map: inout HeaderMap, _ model: inout Model, _ random: inout SeededNumbers) {
        let atOnce = random.below(2) == 0
        for _ in 0..<random.below(5) {
            let name = name(&random)
            let value = random.text(of: "abc=", 0...12)
            let before = random.text(of: " \t", 0...2)
            let behind = value.isEmpty ? "" : random.text(of: " \t", 0...1)
            let spelt = name.map { random.below(2) == 0 ? $0.uppercased() : String($0) }.joined()
            let line = "\(spelt):\(before)\(value)\(behind)\r\n"
            if atOnce {
                let isSection = map.read(line + "\r\n")
                #expect(isSection)
            } else {
                let base = map.adoptBlock(line.bytes.span)
                let problem = map.appendParsedField(
                    nameOffset: base, nameLength: name.utf8.count,
                    valueOffset: base + name.utf8.count + 1 + before.utf8.count, valueLength: value.utf8.count)
                #expect(problem == nil)
            }
            model.fields.append(Field(name, value))
        }
    }

    @Test("Pseudo-header fields in front change nothing of it", arguments: 0..<8)
    func pseudoInFront(seed: Int) {
        var random = SeededNumbers(seed: seed + 1000)
        for _ in 0..<50 {
            var map = HeaderMap()
            var model = Model()
            for id: HeaderID in [.method, .path, .authority] {
                map.append(id, "v")
                model.fields.append(Field(id.text, "v"))
            }
            for _ in 0..<20 {
                let id: HeaderID = [.method, .path, .authority, .host, .via, .xRequestID][random.below(6)]
                let value = Self.value(&random)
                if id.isPseudo || random.below(2) == 0 {
                    map.set(id, value.bytes)
                    model.set(id.text, value)
                } else {
                    map.append(id, value.bytes)
                    model.fields.append(Field(id.text, value))
                }
                #expect(map.fields() == model.fields && map.written() == model.written)
            }
        }
    }
}
