using Saker.Data;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Registry;

/// <summary>Where a client says that a version's files are, taken apart.</summary>
internal abstract record SourceAddress
{
    /// <exception cref="SakerException">The source is a path that leaves its place.</exception>
    public static SourceAddress Parse(string source)
    {
        if (Scheme(source) is not { } scheme)
            return new LocalSource(source);
        var rest = source[(scheme.Length + 1)..];
        return scheme switch
        {
            "runs" when rest.Trim('/') is { Length: > 0 } path => ParseRun(source, path),
            "models" when rest.Trim('/') is { Length: > 0 } path => ParseModel(source, path),
            "mlflow-artifacts" => ParseArtifact(Confined(source, ArtifactPaths.FromUri(source) ?? "")),
            "file" => new LocalSource(rest.StartsWith("//", StringComparison.Ordinal) ? rest[rest.IndexOf('/', 2) is >= 0 and var at ? at.. : ..] : rest),
            _ => new ForeignSource(scheme),
        };
    }

    /// <summary>The address under which clients fetch a registered version's files names that version.</summary>
    private static SourceAddress ParseArtifact(string path) =>
        VersionArtifacts.Owns(path) && path.Split('/') is [_, var model, var version] && Uri.UnescapeDataString(model) is var name && ModelNames.IsPossible(name)
            ? new VersionSource(name, version, null)
            : new ArtifactSource(path);

    private static RunSource ParseRun(string source, string path)
    {
        var slash = path.IndexOf('/');
        return slash < 0 ? new RunSource(path, "") : new RunSource(path[..slash], Confined(source, path[(slash + 1)..]));
    }

    private static SourceAddress ParseModel(string source, string path)
    {
        if (path.IndexOf('@') is >= 0 and var at)
            return new VersionSource(path[..at], null, path[(at + 1)..]);
        if (path.IndexOf('/') is >= 0 and var slash)
            return new VersionSource(path[..slash], path[(slash + 1)..], null);
        return path.StartsWith("m-", StringComparison.Ordinal) ? new LoggedModelSource(path) : throw new SakerException(ErrorKind.InvalidInput, $"Invalid model version source: '{source}'. Write models:/m-ID for a logged model, models:/NAME/VERSION or models:/NAME@ALIAS for a registered one.", "source");
    }

    private static string Confined(string source, string path)
    {
        var decoded = Uri.UnescapeDataString(path);
        return decoded.Split('/', '\\').Any(part => part == "..")
            ? throw new SakerException(ErrorKind.InvalidInput, $"Invalid model version source: '{source}'. A path may not lead upwards.", "source")
            : path.Trim('/');
    }

    private static string? Scheme(string source)
    {
        var colon = source.IndexOf(':');
        // One letter would be a drive.
        return colon > 1 && source.AsSpan(0, colon).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") < 0 ? source[..colon].ToLowerInvariant() : null;
    }
}
