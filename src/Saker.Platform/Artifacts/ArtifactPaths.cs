namespace Saker.Platform.Artifacts;

/// <summary>What lies where in the tree of artifacts, and how it is written as an address that MLflow's clients upload to.</summary>
public static class ArtifactPaths
{
    private const string Scheme = "mlflow-artifacts:/";

    public static string OfRun(string experiment, string run) => $"{experiment}/{run}/artifacts";

    public static string OfLoggedModel(string experiment, string model) => $"{experiment}/models/{model}/artifacts";

    /// <summary>The address of a path: <c>mlflow-artifacts:/0/{run}/artifacts</c>.</summary>
    public static string ToUri(string path) => Scheme + path;

    /// <summary>The path that an address names, with or without a host in it; null when it lies elsewhere.</summary>
    public static string? FromUri(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var rest = uri[Scheme.Length..];
        if (!rest.StartsWith('/'))
            return rest.Trim('/');
        // mlflow-artifacts://host/path: this server, by whatever name it was reached.
        var path = rest.IndexOf('/', 1);
        return path < 0 ? "" : rest[(path + 1)..].Trim('/');
    }
}
