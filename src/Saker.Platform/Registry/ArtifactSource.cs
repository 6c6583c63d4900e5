namespace Saker.Platform.Registry;

/// <summary><c>mlflow-artifacts:/path</c>: a place in the tree of artifacts.</summary>
internal sealed record ArtifactSource(string Path) : SourceAddress;
