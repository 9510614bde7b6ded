// swift-tools-version: 6.2
import PackageDescription

/// `APUS_SYMBOLS=1` keeps the symbols of a release build, for profilers.
let keepsSymbols = Context.environment["APUS_SYMBOLS"] == "1"

/// Every room is built with the same laws; see ARCHITECTURE.md, "Package settings".
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    // Dynamic exclusivity checks cost two thirds of the request path; debug builds and tests keep them.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Rooms do without the module whose searches for texts bring an engine of expressions, a megabyte of the program, with
/// them; `Buffers` has such searches.
let roomSettings =
    settings + [.unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])]

/// A room: one target in `Sources`, importing only rooms on lower floors.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    // The files of the dashboard, of which its texts are made.
    let exclude = name == "Admin" ? ["Dashboard/Page"] : []
    return .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: roomSettings)
}

/// The tests of a room mirror it in `Tests`. What is no source there is read where it lies.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies,
        exclude: ["Configuration": ["CatalogueTools", "YAMLSuite"], "Proxy": ["Golden", "Dashboard/browser.py"]][name]
            ?? [],
        swiftSettings: settings)
}

/// What the tests of several rooms share; in `Tests`.
func support(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: settings)
}

let package = Package(
    name: "apus",
    products: [.executable(name: "apus", targets: ["apus"])],
    targets: [
        // Floor 0: C headers.
        .target(name: "CLinux"),
        .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
        .systemLibrary(name: "CNGHTTP2"),
        // Floor 1.
        room("Buffers", ["CLinux"]),
        room("NetworkAddresses"),
        room("RegularExpressions"),
        room("RuntimeValues"),
        room("Cryptography", ["COpenSSL"]),
        // Floor 2.
        room("Telemetry", ["CLinux", "Buffers"]),
        room("EventLoops", ["CLinux", "Buffers", "NetworkAddresses"]),
        room("HTTPSemantics", ["Buffers"]),
        room("Compression", ["Buffers"]),
        room("Configuration", ["Buffers", "NetworkAddresses", "RegularExpressions", "RuntimeValues"]),
        // Floor 3.
        room("Transports", ["CLinux", "Buffers", "NetworkAddresses", "EventLoops"]),
        room("HTTP1", ["Buffers", "NetworkAddresses", "RegularExpressions", "HTTPSemantics"]),
        room("HTTP2", ["CNGHTTP2", "Buffers", "HTTPSemantics"]),
        room(
            "Routing",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "RuntimeValues", "HTTPSemantics", "Configuration",
            ]),
        room("WebTokens", ["Cryptography", "HTTPSemantics", "Configuration"]),
        // Floor 4.
        room(
            "TLS",
            [
                "COpenSSL", "Buffers", "NetworkAddresses", "RegularExpressions", "Telemetry", "EventLoops",
                "Configuration", "Transports",
            ]),
        room(
            "HTTPConnections",
            [
                "Buffers", "NetworkAddresses", "Telemetry", "EventLoops", "HTTPSemantics", "Transports", "HTTP1",
                "HTTP2",
            ]),
        room(
            "Filters",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "RuntimeValues", "Cryptography", "Compression",
                "Telemetry", "EventLoops", "HTTPSemantics", "Configuration", "Transports", "Routing", "WebTokens",
            ]),
        // Floor 5.
        room(
            "Upstreams",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "Telemetry", "EventLoops", "HTTPSemantics",
                "Configuration", "RuntimeValues", "Transports", "HTTP1", "HTTP2", "TLS", "HTTPConnections",
            ]),
        room("Discovery", ["Buffers", "Telemetry", "EventLoops", "Configuration"]),
        room(
            "Injection",
            [
                "Buffers", "NetworkAddresses", "Telemetry", "EventLoops", "HTTPSemantics", "Configuration", "TLS",
                "HTTPConnections",
            ]),
        // Floor 6.
        room(
            "Proxying",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "Telemetry", "EventLoops", "HTTPSemantics",
                "Configuration", "RuntimeValues", "Transports", "HTTP1", "HTTP2", "Routing", "TLS",
                "HTTPConnections", "Filters", "Upstreams",
            ]),
        // Floor 7.
        room(
            "ProxyRuntime",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "Telemetry", "EventLoops", "HTTPSemantics",
                "Configuration", "RuntimeValues", "Transports", "Routing", "TLS", "Filters", "Upstreams", "Discovery",
                "Proxying",
            ]),
        // Floor 8.
        room(
            "ControlPlane",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "Cryptography", "Telemetry", "EventLoops",
                "HTTPSemantics", "Configuration", "Transports", "HTTP1", "WebTokens", "TLS", "HTTPConnections",
                "Discovery", "ProxyRuntime",
            ]),
        // Floor 9.
        room(
            "Admin",
            [
                "Buffers", "NetworkAddresses", "RegularExpressions", "Telemetry", "EventLoops", "HTTPSemantics",
                "Configuration", "RuntimeValues", "Transports", "HTTP1", "Routing", "TLS", "HTTPConnections",
                "Upstreams",
                "Proxying", "ProxyRuntime",
            ]),
        // Floor 10.
        .executableTarget(
            name: "apus",
            dependencies: [
                "Buffers", "NetworkAddresses", "RuntimeValues", "Telemetry", "EventLoops", "HTTPSemantics",
                "Configuration", "Transports", "HTTP1", "Routing", "TLS", "HTTPConnections", "Filters", "Injection",
                "ProxyRuntime", "ControlPlane", "Admin",
            ],
            // For the linker and the compiler; see the Makefile.
            exclude: ["serving.order", "serving.profile"],
            swiftSettings: roomSettings,
            linkerSettings: [
                // Nobody loads the program: its names need no table, which was a twelfth of it.
                .unsafeFlags(
                    ["-Xlinker", "--no-export-dynamic"] + (keepsSymbols ? [] : ["-Xlinker", "-s"]),
                    .when(configuration: .release))
            ]),

        support("LoopTesting", ["EventLoops"]),

        tests("Buffers", ["Buffers"]),
        tests("NetworkAddresses", ["NetworkAddresses"]),
        tests("RegularExpressions", ["RegularExpressions"]),
        tests("Cryptography", ["Cryptography"]),
        tests("Telemetry", ["Telemetry", "Buffers"]),
        tests("EventLoops", ["LoopTesting", "EventLoops", "NetworkAddresses", "Buffers"]),
        tests("HTTPSemantics", ["HTTPSemantics", "Buffers"]),
        tests("Compression", ["Compression", "Buffers"]),
        tests("Configuration", ["Configuration", "NetworkAddresses", "RegularExpressions", "RuntimeValues"]),
        tests("Transports", ["LoopTesting", "Transports", "EventLoops", "NetworkAddresses", "Buffers"]),
        tests("HTTP1", ["HTTP1", "HTTPSemantics", "Buffers"]),
        tests(
            "TLS",
            [
                "LoopTesting", "TLS", "COpenSSL", "Configuration", "Telemetry", "Transports", "EventLoops",
                "NetworkAddresses", "RegularExpressions", "Buffers",
            ]),
        tests("HTTP2", ["HTTP2", "HTTPSemantics", "Buffers"]),
        tests("RuntimeValues", ["RuntimeValues"]),
        tests(
            "Routing",
            ["Routing", "HTTPSemantics", "Configuration", "RuntimeValues", "RegularExpressions", "Buffers"]),
        tests("WebTokens", ["WebTokens", "Cryptography", "HTTPSemantics", "Configuration", "Buffers"]),
        tests(
            "HTTPConnections",
            [
                "LoopTesting", "HTTPConnections", "HTTP1", "HTTP2", "HTTPSemantics", "Transports", "EventLoops",
                "NetworkAddresses", "Buffers",
            ]),
        tests(
            "Filters",
            [
                "Filters", "Routing", "HTTPSemantics", "Configuration", "Transports", "EventLoops", "NetworkAddresses",
                "Telemetry", "RegularExpressions", "RuntimeValues", "WebTokens", "Buffers",
            ]),
        tests(
            "Upstreams",
            [
                "LoopTesting", "Upstreams", "HTTPConnections", "HTTPSemantics", "Configuration", "EventLoops",
                "NetworkAddresses", "RegularExpressions", "RuntimeValues", "Telemetry", "Buffers", "Transports", "TLS",
            ]),
        tests("Discovery", ["LoopTesting", "Discovery", "Configuration", "Telemetry", "EventLoops"]),
        tests("Injection", ["Injection", "Configuration"]),
        tests(
            "Proxying",
            ["Proxying", "Configuration", "HTTPSemantics", "EventLoops", "NetworkAddresses", "Telemetry", "Buffers"]),
        tests(
            "ProxyRuntime",
            ["ProxyRuntime", "TLS", "Configuration", "NetworkAddresses", "Telemetry", "EventLoops"]),
        tests(
            "Admin",
            [
                "Admin", "ProxyRuntime", "Upstreams", "HTTPConnections", "Transports", "Configuration", "Telemetry",
                "EventLoops", "NetworkAddresses", "Buffers",
            ]),
        tests(
            "ControlPlane",
            [
                "ControlPlane", "Configuration", "Cryptography", "TLS", "HTTPConnections", "Transports", "EventLoops",
                "NetworkAddresses", "Telemetry", "Buffers", "Routing", "HTTPSemantics", "RegularExpressions",
            ]),
        // End to end: starts the built `apus`, and real peers where they are installed.
        tests("Proxy", ["apus", "ControlPlane", "Configuration", "HTTP2", "HTTPSemantics", "Buffers"]),
        // The laws of the house: imports, unsafe code, file sizes.
        tests("House", []),
    ],
    swiftLanguageModes: [.v6]
)
