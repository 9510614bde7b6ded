"""What the checks have in common."""
import yaml

# As the C library reads it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEMPLATES = {
    "Pod": [], "Deployment": ["spec", "template"], "StatefulSet": ["spec", "template"],
    "DaemonSet": ["spec", "template"], "ReplicaSet": ["spec", "template"],
    "ReplicationController": ["spec", "template"], "Job": ["spec", "template"],
    "CronJob": ["spec", "jobTemplate", "spec", "template"],
}


def objects(document):
    """The objects of a document, lists unfolded."""
    if document.get("kind", "").endswith("List") and "items" in document:
        kind = document["kind"][:-4]
        for item in document["items"]:
            yield item if "kind" in item else {"apiVersion": document["apiVersion"], "kind": kind, **item}
    else:
        yield document
