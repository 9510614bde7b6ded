/// Which services there are, where they are answered, and who says to call them: for people who look at the mesh.
struct MeshTopology: Sendable {
    private struct Service {
        var name: String
        var host: String
        var ports: [(number: Int, spoken: String)]
        var endpoints: [(address: String, zone: String, health: String)]
    }

    private struct Workload {
        var name: String
        var calls: [String]
        var ports: [Int]
        var gateways: [String]
    }

    private var services: [Service] = []
    private var workloads: [Workload] = []

    /// Nothing known.
    init() {}

    /// What a linked model says.
    init(_ linker: MeshLinker) {
        services = linker.model.services.map { service in
            Service(
                name: service.metadata.name.text, host: service.host ?? "",
                ports: service.ports.map { ($0.number, $0.protocolName.rawValue) },
                endpoints: service.endpoints.map { ($0.address, $0.zone, $0.health) })
        }.sorted { $0.name < $1.name }
        workloads = linker.model.workloads.map { workload in
            Workload(
                name: workload.metadata.name.text,
                calls: linker.dependencies(of: workload).map(\.service.metadata.name.text),
                ports: workload.inbound.map(\.port), gateways: workload.gateways.map(\.name.text))
        }.sorted { $0.name < $1.name }
    }

    /// As the interface tells it.
    var encoded: [UInt8] {
        JSONOutput.object { json in
            json.member("services") { json in
                json.list { json in for service in services { Self.append(service, to: &json) } }
            }
            json.member("workloads") { json in
                json.list { json in for workload in workloads { Self.append(workload, to: &json) } }
            }
        }
    }

    private static func append(_ service: Service, to json: inout JSONOutput) {
        json.object { json in
            json.member("name", service.name)
            json.member("host", service.host)
            json.member("ports") { json in
                json.list { json in
                    for port in service.ports {
                        json.object { json in
                            json.member("number", port.number)
                            json.member("protocol", port.spoken)
                        }
                    }
                }
            }
            json.member("endpoints") { json in
                json.list { json in
                    for endpoint in service.endpoints {
                        json.object { json in
                            json.member("address", endpoint.address)
                            json.member("zone", endpoint.zone)
                            json.member("health", endpoint.health)
                        }
                    }
                }
            }
        }
    }

    private static func append(_ workload: Workload, to json: inout JSONOutput) {
        json.object { json in
            json.member("name", workload.name)
            json.member("calls") { json in json.list { json in for name in workload.calls { json.value(name) } } }
            json.member("ports") { json in
                json.list { json in for port in workload.ports { json.raw(String(port)) } }
            }
            json.member("gateways") { json in
                json.list { json in for name in workload.gateways { json.value(name) } }
            }
        }
    }
}
