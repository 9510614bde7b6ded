"""Pod Security's profile `restricted`.

Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
SYSCTLS = {
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
}


def restricted(spec):
    """What of a pod's spec the profile refuses; empty: nothing."""
    return [*refused_pod(spec)]


def refused_pod(spec):
    whole = spec.get("securityContext") or {}
    for field in ["hostNetwork", "hostPID", "hostIPC"]:
        if spec.get(field):
            yield f"{field} is set"
    for sysctl in whole.get("sysctls") or []:
        if sysctl["name"] not in SYSCTLS:
            yield f"the sysctl {sysctl['name']} is none of the safe ones"
    for volume in spec.get("volumes") or []:
        kinds = set(volume) - {"name"}
        if not kinds <= VOLUMES:
            yield f"the volume {volume['name']} is a {', '.join(sorted(kinds - VOLUMES))}"
    if whole.get("runAsUser") == 0:
        yield "the pod runs as root"
    for kind in ["initContainers", "containers", "ephemeralContainers"]:
        for container in spec.get(kind) or []:
            yield from (f"{container['name']}: {text}" for text in refused_container(container, whole))


def refused_container(container, whole):
    own = container.get("securityContext") or {}
    if own.get("privileged"):
        yield "it is privileged"
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation is not false"
    if own.get("runAsNonRoot", whole.get("runAsNonRoot")) is not True:
        yield "runAsNonRoot is not true"
    if own.get("runAsUser", whole.get("runAsUser")) == 0:
        yield "it runs as root"
    profile = (own.get("seccompProfile") or whole.get("seccompProfile") or {}).get("type")
    if profile not in ("RuntimeDefault", "Localhost"):
        yield f"seccompProfile is {profile}"
    capabilities = own.get("capabilities") or {}
    if "ALL" not in (capabilities.get("drop") or []):
        yield "not all capabilities are dropped"
    if not set(capabilities.get("add") or []) <= {"NET_BIND_SERVICE"}:
        yield f"it adds {', '.join(capabilities['add'])}"
    if own.get("procMount", "Default") != "Default":
        yield "procMount is set"
    for port in container.get("ports") or []:
        if port.get("hostPort"):
            yield f"it takes the host's port {port['hostPort']}"
